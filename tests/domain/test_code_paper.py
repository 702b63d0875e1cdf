"""The code on paper: little told, long-lived, dead with one tap."""

from __future__ import annotations

from datetime import timedelta

import pytest
import segno

from tests import factories_codes as given
from tests.conftest import MORNING
from webapp import codes, people
from webapp.codes import FreezeReason, NotOnPaper, Refusal, Way
from webapp.core import NotFound


def of(db, village, who="mei"):
    return people.find_resident(db, village.of(who).public_id)


def made(db, village, claim="free-transport", who="mei"):
    return codes.make_paper(db, village.actor(who), of(db, village, who), claim)


def test_a_sheet_is_accepted_by_scan_and_by_number_for_a_year(village):
    with village.database.writing() as db:
        paper = made(db, village, "valid-certificate")
        assert (len(paper.number), paper.way) == (16, Way.paper)
        for days in (0, 20):
            at = MORNING + timedelta(days=days)
            assert given.check(db, paper.token, at=at).accepted
            assert given.check(db, " ".join(codes.in_groups(paper.number)), at=at).accepted
        assert given.check(db, paper.token, at=MORNING + timedelta(days=366)).refusal is Refusal.expired


def test_a_sheet_is_a_random_number_and_nothing_signed(village):
    with village.database.writing() as db:
        paper = made(db, village)
        assert len(given.as_text(paper.cti)) == len(paper.token)
        assert segno.make(paper.token, error="m", boost_error=False, micro=False).version <= 3


def test_a_sheet_dies_with_one_tap_with_the_next_one_and_with_freezing(village):
    with village.database.writing() as db:
        first = made(db, village)
        second = made(db, village)
        assert given.check(db, first.token).refusal is Refusal.withdrawn
        other = made(db, village, "valid-certificate")
        codes.revoke_paper(db, village.actor("mei"), second)
        assert given.check(db, second.number).refusal is Refusal.withdrawn
        assert given.check(db, other.token).accepted
        codes.freeze(db, village.actor("mei"), of(db, village), reason=FreezeReason.paused)
        assert given.check(db, other.token).refusal is Refusal.frozen
        codes.unfreeze(db, village.actor("mei"), of(db, village))
        assert given.check(db, other.token).refusal is Refusal.withdrawn


def test_what_tells_much_does_not_stand_on_paper(village):
    with village.database.writing() as db:
        for claim in ("grade", "severe-disability", "companion", "accessible-parking"):
            with pytest.raises(NotOnPaper):
                made(db, village, claim)


def test_using_a_sheet_every_day_alarms_nobody_and_twice_in_a_minute_does(village):
    from sqlalchemy import select

    from webapp.core import LedgerEntry

    with village.database.writing() as db:
        paper = made(db, village)
        for minutes in (0, 60 * 24, 60 * 24 + 1):
            given.check(db, paper.token, at=MORNING + timedelta(minutes=minutes))
    with village.database.reading() as db:
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "codes.CodeChecked").order_by(LedgerEntry.id))
        assert [entry.facts["times"] for entry in told] == [1, 1, 2]


def test_the_sheet_of_another_is_not_found(village):
    with village.database.writing() as db:
        paper = made(db, village)
        for resident, mandate in ((village.guo.id, None), (village.mei.id, 1)):
            with pytest.raises(NotFound):
                codes.find_paper(db, paper.public_id, resident_id=resident, mandate_id=mandate)


def test_only_sheets_that_are_good_are_listed(village):
    with village.database.writing() as db:
        first, second = made(db, village), made(db, village, "valid-certificate")
        mei = village.actor("mei")
        assert codes.papers_of(db, mei, of(db, village)) == [second, first]
        codes.revoke_paper(db, mei, second)
        assert codes.papers_of(db, mei, of(db, village)) == [first]
        assert codes.papers_of(db, mei.later(MORNING + timedelta(days=366)), of(db, village)) == []
        assert codes.papers_of(db, village.actor("guo"), of(db, village, "guo")) == []
