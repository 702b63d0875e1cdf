"""What was undone before word of it went out is not carried; the inbox shows both."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy import update

from tests.conftest import MORNING, test_settings
from tests.factories_assessments import book, latest
from tests.factories_notifications import account_of, deliveries, messages, post_room
from webapp import assessments, notifications, people
from webapp.certificates import DisabilityCategory as Category
from webapp.core.ledger import timeline
from webapp.notifications import Channel, DeliveryState

EVENING = MORNING + timedelta(hours=12)


@pytest.fixture
def room(village, tmp_path, clock):
    return post_room(village.database, test_settings("", tmp_path), clock)


@pytest.fixture
def guo(village):
    with village.database.reading() as db:
        return account_of(db, village.guo)


def act_and_undo(village, room, clock, *, sent_in_between):
    with village.database.writing() as db:
        book(db, village, "guo", category=Category.visual, by=village.actor("guo", clock()))
    if sent_in_between:
        room.send_due()
    clock.advance(minutes=2)
    with village.database.writing() as db:
        hers = latest(db, village, "guo")
        mark = assessments.undo_of(timeline(db, assessments.matter_of(hers))).mark
        assessments.undo(db, village.actor("guo", clock()), hers, mark=mark)


def quiet_nights(village, account):
    with village.database.writing() as db:
        mine = db.get_one(people.Account, account.id)
        notifications.choose_quiet_hours(db, village.actor("guo"), mine, (time(20, 0), time(7, 0)))


def test_nothing_is_sent_of_an_act_that_was_undone_while_it_waited_for_the_morning(village, room, clock, guo):
    quiet_nights(village, guo)
    clock.at = EVENING
    act_and_undo(village, room, clock, sent_in_between=True)
    clock.advance(hours=14)
    room.send_due()
    assert room.gateways.sms.taken == []
    told = messages(village.database, guo)
    assert [message.kind for message in told] == ["appointment_booked", "booking_undone"]
    [stopped] = deliveries(village.database, told[0])
    assert (stopped.state, stopped.last_error) == (DeliveryState.cancelled, "undone")
    assert deliveries(village.database, told[1]) == [], "whom the act has not reached its undoing does not alarm"


def test_whoever_had_word_of_the_act_gets_word_of_its_undoing(village, room, clock, guo):
    act_and_undo(village, room, clock, sent_in_between=True)
    room.send_due()
    told = messages(village.database, guo)
    assert [message.kind for message in told] == ["appointment_booked", "booking_undone"]
    assert [deliveries(village.database, each, Channel.sms)[0].state for each in told] == [DeliveryState.sent] * 2


def test_whoever_has_read_of_it_in_the_inbox_is_told_too(village, room, clock, guo):
    quiet_nights(village, guo)
    clock.at = EVENING
    with village.database.writing() as db:
        book(db, village, "guo", category=Category.visual, by=village.actor("guo", clock()))
    with village.database.writing() as db:
        db.execute(update(notifications.Message).values(read_at=clock()))
        hers = latest(db, village, "guo")
        mark = assessments.undo_of(timeline(db, assessments.matter_of(hers))).mark
        assessments.undo(db, village.actor("guo", clock()), hers, mark=mark)
    [_booked, undone] = messages(village.database, guo)
    assert [each.channel for each in deliveries(village.database, undone)] == [Channel.sms]
