"""Reminders are written once, by day, to whoever may still be reminded."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.conftest import MORNING, test_settings
from tests.factories_assessments import book
from tests.factories_notifications import account_of, deliveries, grant, messages, post_room
from webapp import assessments, mandates, people
from webapp.assessments import Appointment
from webapp.notifications import DeliveryState


@pytest.fixture
def room(village, tmp_path, clock):
    return post_room(village.database, test_settings("", tmp_path), clock)


def her_reminders(village, key="mei", kind="appointment_tomorrow"):
    with village.database.reading() as db:
        account = account_of(db, village.of(key))
    return messages(village.database, account, kind)


def tomorrow_she_has_an_appointment(village, key="mei"):
    """The appointment and when it begins."""
    with village.database.writing() as db:
        appointment = book(db, village, key)
        return appointment, appointment.arranged_slot.starts_at


def test_the_day_before_she_is_reminded_once(village, room):
    appointment, starts_at = tomorrow_she_has_an_appointment(village)
    assert room.remind() >= 1
    assert room.remind() == 0
    [reminder] = her_reminders(village)
    assert reminder.matter == f"appointment:{appointment.public_id}"
    assert reminder.useful_until == starts_at


def test_several_workers_at_once_write_one_reminder(village, room):
    tomorrow_she_has_an_appointment(village)
    start = threading.Barrier(3)

    def work():
        start.wait(10)
        room.remind()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(her_reminders(village)) == 1
    assert len(deliveries(village.database, her_reminders(village)[0])) == 1


@pytest.mark.parametrize(("hours", "written"), [(-1, 0), (0, 1), (10.9, 1), (11, 0)])
def test_nobody_is_reminded_before_nine_or_after_eight(village, room, clock, hours, written):
    """MORNING is nine o'clock."""
    tomorrow_she_has_an_appointment(village)
    clock.advance(hours=hours)
    room.remind()
    assert len(her_reminders(village)) == written


def test_her_carer_is_reminded_too(village, room):
    grant(village.database, village, by="mei", to="neighbour", at=MORNING)
    tomorrow_she_has_an_appointment(village)
    room.remind()
    assert len(messages(village.database, village.neighbour, "appointment_tomorrow")) == 1


def test_a_cancelled_appointment_reminds_nobody(village, room):
    appointment, _ = tomorrow_she_has_an_appointment(village)
    with village.database.writing() as db:
        assessments.cancel(db, village.actor("mei"), db.get_one(Appointment, appointment.id))
    room.remind()
    assert her_reminders(village) == []


def test_a_reminder_is_not_sent_after_the_time_it_is_about(village, room, clock):
    _, starts_at = tomorrow_she_has_an_appointment(village)
    room.remind()
    clock.at = starts_at
    room.send_due()
    [reminder] = her_reminders(village)
    assert [d.state for d in deliveries(village.database, reminder)] == [DeliveryState.cancelled]


def test_death_ends_the_reminders(village, room):
    tomorrow_she_has_an_appointment(village)
    with village.database.writing() as db:
        people.record_death(
            db, village.actor("officer"), people.find_resident(db, village.mei.public_id), on=village.actor("mei").today
        )
    assert room.remind() == 0


def test_a_mandate_that_ends_soon_is_hers_to_renew_and_the_carer_is_not_asked(village, room, clock):
    granted = grant(village.database, village, at=MORNING, days=20)
    clock.advance(days=12)
    room.remind()
    assert her_reminders(village, "guo", "mandate_ending") == []
    clock.advance(days=1)
    room.remind()
    room.remind()
    [reminder] = her_reminders(village, "guo", "mandate_ending")
    assert reminder.facts["mandate"] == granted.public_id
    assert messages(village.database, village.neighbour, "mandate_ending") == []


def test_a_mandate_given_for_a_few_days_only_needs_no_reminder(village, room, clock):
    grant(village.database, village, at=MORNING, days=3)
    clock.advance(days=1)
    room.remind()
    assert her_reminders(village, "guo", "mandate_ending") == []


def test_a_revoked_mandate_reminds_nobody(village, room, clock):
    granted = grant(village.database, village, at=MORNING, days=20)
    with village.database.writing() as db:
        mandates.revoke(db, village.actor("guo"), db.get_one(mandates.Mandate, granted.id), reason="by_resident")
    clock.at += timedelta(days=15)
    room.remind()
    assert her_reminders(village, "guo", "mandate_ending") == []
