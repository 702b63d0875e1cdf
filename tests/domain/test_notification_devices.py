"""Phones that receive push: proven by a tap, lost without silence, moved with whoever uses them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import MORNING, test_settings
from tests.factories_notifications import (
    account_of,
    made_up_subscription,
    messages,
    post_room,
    proven_phone,
    push_sender,
)
from tests.push_service import Browser, PushService
from webapp import notifications
from webapp.assessments import AppointmentBooked
from webapp.core import LedgerEntry, NotFound, record
from webapp.notifications import DeliveryState, PushDevice, Subscription, device_status
from webapp.people import Account


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def room(village, tmp_path, clock):
    return post_room(village.database, test_settings("", tmp_path), clock, push=push_sender(tmp_path))


def add(village, room, key, subscription, at=MORNING):
    with village.database.writing() as db:
        named = village.of(key)
        account = db.get_one(Account, named.id) if isinstance(named, Account) else account_of(db, named)
        return notifications.add_device(db, village.actor(key, at), account, subscription, name="手机", push=room.push)


def fresh(village, device):
    with village.database.reading() as db:
        return db.get_one(PushDevice, device.id)


def test_a_new_phone_gets_a_test_at_once_and_nothing_else(village, room, service):
    mine, other = service.subscription(), service.subscription()
    add(village, room, "mei", mine)
    room.send_due()
    [arrived] = service.of(mine)
    assert arrived.headers["Urgency"] == "high"
    assert service.of(other) == []
    assert room.gateways.sms.taken == []


def test_a_tap_within_the_minute_proves_the_phone(village, room, service):
    device = add(village, room, "mei", service.subscription())
    assert device_status(device, MORNING + timedelta(seconds=59)) == "trying"
    room.send_due()
    receipt = service.received[0].content["receipt"]
    with village.database.writing() as db:
        notifications.note_shown(db, village.actor("mei"), receipt)
    assert fresh(village, device).proven_at is None, "shown is not tapped"
    with village.database.writing() as db:
        notifications.note_opened(db, village.actor("mei"), receipt)
    assert device_status(fresh(village, device), MORNING) == "proven"
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).where(LedgerEntry.event == "notifications.PushDeviceProven")) == 1


def test_without_a_tap_the_phone_is_silent_after_a_minute(village, room, service):
    device = add(village, room, "mei", service.subscription())
    assert device_status(device, MORNING + timedelta(minutes=1)) == "silent"


def test_a_receipt_that_is_none_is_not_found(village, room):
    with village.database.writing() as db, pytest.raises(NotFound):
        notifications.note_opened(db, village.actor("mei"), "x" * 16)


def test_the_test_message_is_in_no_inbox(village, room, service, actor):
    add(village, room, "mei", service.subscription())
    with village.database.reading() as db:
        mailbox = notifications.own_mailbox(account_of(db, village.mei).id)
        assert notifications.messages_in(db, mailbox, actor.today) == ([], 0)
        assert notifications.unread_count(db, mailbox, actor.today) == 0


def test_a_test_that_fails_is_followed_by_no_sms(village, room, service):
    add(village, room, "mei", service.subscription(410))
    room.send_due()
    assert room.gateways.sms.taken == []


@pytest.mark.parametrize(
    "broken",
    [
        {"endpoint": "https://evil.example/push"}, {"p256dh": ""}, {"p256dh": "BAAA"}, {"auth": "short"}, {"auth": ""},
        {"p256dh": "B" + "A" * 86}, {"endpoint": "http://localhost:9/" + "x" * 1000},
    ],
)
def test_an_address_or_a_key_that_is_none_is_refused(village, room, broken):
    good = made_up_subscription()
    wanted = Subscription(**({"endpoint": good.endpoint, "p256dh": good.p256dh, "auth": good.auth} | broken))
    with pytest.raises(notifications.PushAddressRefused):
        add(village, room, "mei", wanted)


def test_the_same_browser_again_is_the_same_phone_with_its_newest_keys(village, room):
    first = made_up_subscription()
    device = add(village, room, "mei", first)
    newer = Browser()
    again = add(
        village, room, "mei", Subscription(first.endpoint, newer.p256dh, newer.auth), MORNING + timedelta(minutes=5)
    )
    assert again.id == device.id
    assert fresh(village, device).p256dh == newer.p256dh


def test_a_browser_that_somebody_else_uses_now_stops_speaking_to_the_first(village, room):
    shared = made_up_subscription()
    hers = add(village, room, "mei", shared)
    his = add(village, room, "daughter", shared)
    assert fresh(village, hers).retired_because == "taken"
    assert fresh(village, his).retired_at is None


def test_what_waited_for_a_removed_phone_goes_by_sms(village, room):
    with village.database.reading() as db:
        account = account_of(db, village.guo)
    phone = proven_phone(village.database, room, account, MORNING)
    with village.database.writing() as db:
        event = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")
        record(db, village.actor("guo"), event, subject_id=village.guo.id)
    with village.database.writing() as db:
        notifications.remove_device(db, village.actor("guo"), db.get_one(PushDevice, phone.id))
    room.send_due()
    assert len(room.gateways.sms.taken) == 1


def test_a_phone_that_she_removed_is_not_reported_as_lost(village, room):
    device = add(village, room, "mei", made_up_subscription())
    with village.database.writing() as db:
        notifications.remove_device(db, village.actor("mei"), db.get_one(PushDevice, device.id))
    with village.database.reading() as db:
        assert notifications.lost_devices(db, device.account_id) == []
        assert notifications.devices_of(db, device.account_id) == []


def test_what_was_told_about_a_lost_phone_is_told_once(village, room):
    device = add(village, room, "mei", made_up_subscription())
    with village.database.writing() as db:
        lost = db.get_one(PushDevice, device.id)
        lost.proven_at, lost.retired_at, lost.retired_because = MORNING, MORNING, "gone"
    with village.database.writing() as db:
        notifications.acknowledge_lost(db, village.actor("mei"), device.account_id)
    with village.database.reading() as db:
        assert notifications.lost_devices(db, device.account_id) == []


def renew(village, room, old_endpoint, subscription):
    with village.database.writing() as db:
        return notifications.renew_device(db, village.actor("mei"), old_endpoint, subscription, push=room.push)


def test_a_new_address_of_the_same_browser_is_tried_before_it_counts(village, room, service):
    first, second = made_up_subscription(), service.subscription()
    device = add(village, room, "mei", first)
    with village.database.writing() as db:
        db.get_one(PushDevice, device.id).proven_at = MORNING
    renewed = renew(village, room, first.endpoint, second)
    assert (fresh(village, device).retired_because, fresh(village, renewed).proven_at) == ("replaced", None)
    assert renewed.account_id == device.account_id
    room.send_due()
    assert len(service.of(second)) == 1


def test_who_does_not_know_the_old_address_renews_nothing(village, room):
    add(village, room, "mei", made_up_subscription())
    with pytest.raises(NotFound):
        renew(village, room, made_up_subscription().endpoint, made_up_subscription())


def test_an_address_that_somebody_has_is_not_taken_over_by_renewing(village, room):
    hers, his = made_up_subscription(), made_up_subscription()
    add(village, room, "mei", hers)
    add(village, room, "daughter", his)
    with pytest.raises(NotFound):
        renew(village, room, hers.endpoint, his)


def test_another_account_s_phone_is_not_found(village, room):
    device = add(village, room, "mei", made_up_subscription())
    with village.database.reading() as db, pytest.raises(NotFound):
        notifications.find_device(db, device.public_id, account_id=account_of(db, village.guo).id)


def test_a_second_test_replaces_nothing_and_proves_as_well(village, room, service, clock):
    device = add(village, room, "mei", service.subscription())
    clock.advance(minutes=2)
    with village.database.writing() as db:
        notifications.try_device(
            db, village.actor("mei", MORNING + timedelta(minutes=2)), db.get_one(PushDevice, device.id)
        )
    room.send_due()
    assert len(service.received) == 2
    with village.database.writing() as db:
        notifications.note_opened(db, village.actor("mei"), service.received[1].content["receipt"])
    assert fresh(village, device).proven_at is not None


def test_address_and_keys_are_sealed_at_rest(village, room):
    subscription = made_up_subscription()
    add(village, room, "mei", subscription)
    with village.database.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT endpoint, p256dh, auth FROM push_devices").one()
    for value, clear in zip(stored, (subscription.endpoint, subscription.p256dh, subscription.auth), strict=True):
        assert clear.encode() not in bytes(value)


def test_a_test_that_came_too_late_is_not_sent(village, room, service, clock):
    add(village, room, "mei", service.subscription())
    clock.advance(minutes=11)
    room.send_due()
    assert service.received == []
    with village.database.reading() as db:
        [trial] = messages(village.database, account_of(db, village.mei), "device_trial")
        assert (
            db.scalar(select(notifications.Delivery.state).where(notifications.Delivery.message_id == trial.id))
            is DeliveryState.cancelled
        )
