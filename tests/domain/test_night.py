"""The night forgets what need not be kept, all of it, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import factories_codes, factories_home_services, factories_mandates
from tests.factories_home_services import MORNING
from webapp import night
from webapp.codes import Presentation
from webapp.core import Actor
from webapp.home_services import HomeServiceRequest, Status
from webapp.mandates import MandateDraft

MONTH = timedelta(days=31)


def count(village, table, *where) -> int:
    with village.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table).where(*where))


@pytest.fixture
def begun(village):
    """A draft of each kind, an officer's too, a code that nobody checked, and a request that was sent."""
    with village.database.writing() as db:
        factories_home_services.draft(db, village)
        factories_home_services.officers_draft(db, village)
        factories_home_services.in_status(db, village, Status.requested)
        factories_mandates.draft(db, village, giver="mei")
        factories_codes.show(db, village, "mei")


def test_old_drafts_and_dead_codes_are_forgotten_and_what_was_sent_stays(village, begun):
    assert night.forget(village.database, Actor.service(MORNING + MONTH)) == 4
    assert count(village, HomeServiceRequest) == count(village, HomeServiceRequest,
                                                       HomeServiceRequest.requested_at.is_not(None)) == 1
    assert count(village, MandateDraft) == 0
    assert count(village, Presentation) == 0


def test_the_same_night_forgets_nothing_that_was_begun_that_day(village, begun):
    assert night.forget(village.database, Actor.service(MORNING + timedelta(hours=12))) == 0
    assert count(village, HomeServiceRequest) == 3


def test_more_than_one_piece_is_forgotten_in_one_night(village, monkeypatch):
    with village.database.writing() as db:
        for _ in range(5):
            factories_home_services.draft(db, village)
    monkeypatch.setattr("webapp.home_services.drafts.FORGOTTEN_AT_ONCE", 2)
    assert night.forget(village.database, Actor.service(MORNING + MONTH)) == 5
    assert count(village, HomeServiceRequest) == 0
