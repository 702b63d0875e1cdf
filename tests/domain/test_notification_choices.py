"""What a person chose: channels by topic, quiet hours."""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy import func, select

from tests.factories_notifications import account_of
from webapp import notifications
from webapp.core import LedgerEntry
from webapp.notifications import Channel, Choices, QuietHoursIncomplete, Topic, choices_of


def choose(village, *, refused=None, quiet=None):
    with village.database.writing() as db:
        account = account_of(db, village.mei)
        if refused is not None:
            notifications.choose_channels(db, village.actor("mei"), account, refused)
        if quiet is not None:
            notifications.choose_quiet_hours(db, village.actor("mei"), account, quiet)


def chosen(village):
    with village.database.reading() as db:
        return choices_of(db, account_of(db, village.mei).id)


def noted(village):
    with village.database.reading() as db:
        return db.scalar(select(func.count()).where(LedgerEntry.event == "notifications.NoticeChoicesChanged"))


def test_at_first_everything_is_on_and_no_hour_is_quiet(village):
    assert chosen(village) == Choices(frozenset(), None)


def test_exactly_what_was_chosen_is_off(village):
    choose(village, refused=[(Topic.code, Channel.sms), (Topic.code, Channel.push)])
    choose(village, refused=[(Topic.code, Channel.push), (Topic.appointments, Channel.mail)])
    assert chosen(village).refused == {(Topic.code, Channel.push), (Topic.appointments, Channel.mail)}


def test_quiet_hours_are_set_changed_and_lifted(village):
    for quiet, kept in (
        ((time(21), time(7)), (time(21), time(7))),
        ((time(22), time(6)), (time(22), time(6))),
        ((None, None), None),
    ):
        choose(village, quiet=quiet)
        assert chosen(village).quiet == kept
    assert noted(village) == 3


def test_choosing_the_same_again_is_no_change(village):
    for _ in range(2):
        choose(village, refused=[(Topic.code, Channel.sms)], quiet=(time(21), time(7)))
    assert noted(village) == 2


@pytest.mark.parametrize("quiet", [(time(21), None), (None, time(7)), (time(7), time(7))])
def test_half_a_span_is_refused(village, quiet):
    with pytest.raises(QuietHoursIncomplete):
        choose(village, quiet=quiet)
