"""What is due leaves the house once, by whoever holds the lease; what came of it is noted."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError

from tests.conftest import MORNING, test_settings
from tests.factories_notifications import (
    account_of,
    deliveries,
    grant,
    messages,
    plain_words,
    post_room,
    proven_phone,
    push_sender,
)
from tests.push_service import Answer, PushService
from webapp import mandates, notifications, people
from webapp.assessments import AppointmentBooked, AppointmentDisplaced
from webapp.core import Matter, record
from webapp.mandates import Power, Province
from webapp.notifications import Channel, Delivery, DeliveryState, Later, Message, PushDevice, Refused, Topic, ladder
from webapp.notifications.leases import claim, release
from webapp.notifications.rules import BACK_OFF, LEASE, PATIENCE

BOOKED = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")
DISPLACED = AppointmentDisplaced(kind="hospital", starts_at="2026-11-30T01:00:00+00:00", offers=3)


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def room(village, tmp_path, clock):
    return post_room(village.database, test_settings("", tmp_path), clock, push=push_sender(tmp_path))


def happen(village, event=BOOKED, key="guo", *, number=0, at=MORNING):
    with village.database.writing() as db:
        record(
            db,
            village.actor(key, at),
            event,
            subject_id=village.of(key).id,
            matter=Matter("appointment", f"{number:016d}"),
        )


def her_account(village, key="guo"):
    with village.database.reading() as db:
        return account_of(db, village.of(key))


def only_delivery(village, channel=None, key="guo"):
    message = messages(village.database, her_account(village, key))[-1]
    [delivery] = deliveries(village.database, message, channel)
    return delivery


def subscribed(village, room, service, *answers):
    return proven_phone(village.database, room, her_account(village), MORNING, service.subscription(*answers))


def test_a_push_arrives_readable_with_topic_ttl_and_urgency(village, room, service):
    subscribed(village, room, service)
    happen(village)
    assert room.send_due() == 1
    [message] = messages(village.database, her_account(village), "appointment_booked")
    [arrived] = service.received
    delivery = only_delivery(village)
    assert arrived.content == {
        "title": "有变化 appointment_booked",
        "body": "请打开查看",
        "tag": message.public_id,
        "url": f"/inbox/{message.public_id}",
        "receipt": delivery.receipt,
        "lang": "zh-Hans",
    }
    assert {name: arrived.headers[name] for name in ("TTL", "Topic", "Urgency", "Content-Encoding")} == {
        "TTL": str(2 * 86400), "Topic": message.public_id, "Urgency": "normal", "Content-Encoding": "aes128gcm"}
    assert arrived.headers["Authorization"].startswith("vapid t=")
    assert (delivery.state, delivery.sent_at, delivery.attempts) == (DeliveryState.sent, MORNING, 1)


def test_sent_is_not_delivered_and_delivered_is_not_read(village, room, service):
    subscribed(village, room, service)
    happen(village)
    room.send_due()
    sent = only_delivery(village)
    assert (sent.state, sent.delivered_at) == (DeliveryState.sent, None)
    with village.database.writing() as db:
        notifications.note_shown(db, village.actor("guo"), sent.receipt)
    shown = only_delivery(village)
    assert (shown.state, shown.delivered_at) == (DeliveryState.delivered, MORNING)
    assert messages(village.database, her_account(village))[-1].read_at is None
    with village.database.writing() as db:
        notifications.note_opened(db, village.actor("guo"), sent.receipt)
    assert messages(village.database, her_account(village))[-1].read_at == MORNING


def test_the_words_that_were_sent_are_kept(village, room, service):
    subscribed(village, room, service)
    happen(village)
    room.send_due()
    kept = messages(village.database, her_account(village))[-1]
    assert (kept.subject, kept.push_title, kept.language, kept.worded_at) == (
        "关于 appointment_booked", "有变化 appointment_booked", "zh_Hans", MORNING)


def test_one_message_without_words_does_not_silence_the_others(village, tmp_path, clock):
    def words(db, message):
        if message.kind == "appointment_displaced":
            raise LookupError
        return plain_words(db, message)

    room = post_room(village.database, test_settings("", tmp_path), clock, wording=words)
    happen(village, DISPLACED)
    happen(village)
    room.send_due()
    lost, told = messages(village.database, her_account(village))
    assert [d.state for d in deliveries(village.database, told)] == [DeliveryState.sent]
    [waiting] = deliveries(village.database, lost)
    assert (waiting.state, waiting.last_error, waiting.next_at) == (
        DeliveryState.due,
        "no_words",
        MORNING + BACK_OFF[0],
    )


def test_an_sms_is_sent_under_the_message_s_own_key(village, room):
    happen(village)
    room.send_due()
    [(phone, key)] = room.gateways.sms.taken
    assert phone == "00010000002"
    assert key == f"{messages(village.database, her_account(village))[-1].public_id}-sms"


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_subscription_is_retired_and_the_word_goes_by_sms(village, room, service, status):
    phone = subscribed(village, room, service, status, status)
    happen(village)
    happen(village, number=1)
    assert room.send_due() == 4
    with village.database.reading() as db:
        retired = db.get_one(PushDevice, phone.id)
        assert (retired.retired_at, retired.retired_because) == (MORNING, "gone")
        assert [d.public_id for d in notifications.lost_devices(db, her_account(village).id)] == [retired.public_id]
    assert len(room.gateways.sms.taken) == 2
    assert (only_delivery(village, Channel.push).state, only_delivery(village, Channel.push).last_error) == (
        DeliveryState.failed,
        f"http_{status}",
    )


def test_a_retired_phone_gets_nothing_more(village, room, service):
    subscribed(village, room, service, 410)
    happen(village)
    room.send_due()
    happen(village, number=1)
    room.send_due()
    assert len(service.received) == 1
    assert only_delivery(village).channel is Channel.sms


def test_429_waits_as_long_as_it_is_told(village, room, service, clock):
    subscribed(village, room, service, Answer(429, {"Retry-After": "300"}))
    happen(village)
    room.send_due()
    waiting = only_delivery(village)
    assert (waiting.state, waiting.last_error, waiting.next_at) == (
        DeliveryState.due,
        "http_429",
        MORNING + timedelta(seconds=300),
    )
    clock.advance(seconds=299)
    assert room.send_due() == 0
    clock.advance(seconds=1)
    assert room.send_due() == 1
    assert only_delivery(village).state is DeliveryState.sent


def test_after_429_the_rest_of_the_batch_leaves_that_service_alone(village, room, service):
    subscribed(village, room, service, *[Answer(429, {"Retry-After": "60"}, after=0.05)] * 60)
    for number in range(60):
        happen(village, number=number)
    room.send_due()
    assert len(service.received) <= 24
    with village.database.reading() as db:
        assert (
            dict(db.execute(select(Delivery.last_error, func.count()).group_by(Delivery.last_error)).all())["held_429"]
            >= 36
        )


def test_500_is_tried_again_later_and_later(village, room, service, clock):
    subscribed(village, room, service, 500, 503)
    happen(village)
    waits = []
    for _ in range(2):
        room.send_due()
        waits.append(only_delivery(village).next_at - clock.at)
        clock.at = only_delivery(village).next_at
    assert waits == list(BACK_OFF[:2])
    room.send_due()
    assert (only_delivery(village).state, only_delivery(village).attempts) == (DeliveryState.sent, 3)


def test_a_repeat_carries_the_same_tag_and_topic(village, room, service, clock):
    subscribed(village, room, service, 500)
    happen(village)
    room.send_due()
    clock.advance(minutes=1)
    room.send_due()
    first, second = service.received
    assert (first.content["tag"], first.headers["Topic"]) == (second.content["tag"], second.headers["Topic"])


def test_after_three_failures_an_sms_goes_beside_and_in_the_end_the_push_has_failed(village, room, service, clock):
    subscribed(village, room, service, *[500] * 20)
    happen(village)
    message = messages(village.database, her_account(village))[-1]
    for _ in range(2):
        room.send_due()
        clock.at = deliveries(village.database, message, Channel.push)[0].next_at
    assert deliveries(village.database, message, Channel.sms) == []
    while deliveries(village.database, message, Channel.push)[0].state is DeliveryState.due:
        clock.at = max(clock.at, deliveries(village.database, message, Channel.push)[0].next_at)
        room.send_due()
    assert deliveries(village.database, message, Channel.push)[0].attempts == len(BACK_OFF) + 1
    assert deliveries(village.database, message, Channel.push)[0].state is DeliveryState.failed
    assert len(room.gateways.sms.taken) == 1


def test_nobody_answering_is_tried_again(village, room, clock):
    proven_phone(village.database, room, her_account(village), MORNING)  # at a port where nobody listens
    happen(village)
    room.send_due()
    assert (only_delivery(village).state, only_delivery(village).last_error) == (DeliveryState.due, "unreachable")


def test_a_redirect_is_not_followed(village, room, service):
    elsewhere = service.subscription()
    subscribed(village, room, service, Answer(307, {"Location": elsewhere.endpoint}))
    happen(village)
    room.send_due()
    assert [m.path for m in service.received if elsewhere.endpoint.endswith(m.path)] == []
    push = deliveries(village.database, messages(village.database, her_account(village))[-1], Channel.push)[0]
    assert (push.state, push.last_error) == (DeliveryState.failed, "http_307")


def test_an_sms_that_is_refused_has_failed_and_one_that_may_come_later_waits(village, room):
    room.gateways.sms.outcomes.extend([Refused("http_400"), Later("http_503")])
    happen(village)
    room.send_due()
    assert only_delivery(village).state is DeliveryState.failed
    happen(village, number=1)
    room.send_due()
    assert (only_delivery(village).state, only_delivery(village).next_at) == (DeliveryState.due, MORNING + BACK_OFF[0])


def test_a_gateway_that_breaks_does_not_break_the_batch(village, room):
    def breaks(*_):
        raise RuntimeError

    room.gateways.sms.send = breaks
    happen(village)
    room.send_due()
    assert (only_delivery(village).state, only_delivery(village).last_error) == (DeliveryState.due, "broken")


def test_a_mandate_that_ends_before_the_sending_stops_the_carers_notice(village, room):
    granted = grant(
        village.database,
        village,
        at=MORNING,
        scope=[(Province.appointments, Power.see), (Province.appointments, Power.receive_notices)],
    )
    happen(village)
    with village.database.writing() as db:
        mandates.revoke(db, village.actor("guo"), db.get_one(mandates.Mandate, granted.id), reason="by_resident")
    room.send_due()
    [message] = messages(village.database, village.neighbour, "appointment_booked")
    [delivery] = deliveries(village.database, message)
    assert (delivery.state, delivery.last_error) == (DeliveryState.cancelled, "not_permitted")
    assert "00020000003" not in [phone for phone, key in room.gateways.sms.taken if key.startswith(message.public_id)]


def test_a_mandate_that_was_renewed_carries_on(village, room):
    granted = grant(village.database, village, at=MORNING)
    happen(village)
    with village.database.writing() as db:
        mandates.renew(
            db,
            village.actor("guo"),
            db.get_one(mandates.Mandate, granted.id),
            until_on=granted.until_on + timedelta(days=9),
            words="同意",
            words_version="1",
            signature_kind=granted.signature_kind,
            signature_proof="session",
        )
    room.send_due()
    [message] = messages(village.database, village.neighbour, "appointment_booked")
    assert deliveries(village.database, message)[0].state is DeliveryState.sent


def test_death_cancels_what_is_due(village, room):
    happen(village)
    with village.database.writing() as db:
        people.record_death(
            db, village.actor("officer"), people.find_resident(db, village.guo.public_id), on=village.actor("guo").today
        )
    room.send_due()
    assert only_delivery(village).state is DeliveryState.cancelled
    assert room.gateways.sms.taken == []


def test_what_was_read_meanwhile_is_not_sent(village, room):
    happen(village)
    message = messages(village.database, her_account(village))[-1]
    with village.database.writing() as db:
        notifications.note_read(db, village.actor("guo"), message.public_id)
    room.send_due()
    assert (only_delivery(village).state, only_delivery(village).last_error) == (
        DeliveryState.cancelled,
        "already_read",
    )


def test_quiet_hours_chosen_later_still_count_and_are_no_attempt(village, room, clock):
    happen(village)
    with village.database.writing() as db:
        notifications.choose_quiet_hours(db, village.actor("guo"), account_of(db, village.guo), (time(8), time(10)))
    room.send_due()
    waiting = only_delivery(village)
    assert (waiting.state, waiting.attempts, waiting.next_at) == (DeliveryState.due, 0, MORNING + timedelta(hours=1))
    clock.advance(hours=1)
    room.send_due()
    assert only_delivery(village).state is DeliveryState.sent


def test_push_that_no_phone_shows_is_followed_by_an_sms(village, room, service, clock):
    subscribed(village, room, service)
    happen(village)
    room.sweep()
    clock.at += PATIENCE - timedelta(seconds=1)
    room.sweep()
    assert room.gateways.sms.taken == []
    clock.advance(seconds=1)
    room.sweep()
    room.sweep()
    assert len(room.gateways.sms.taken) == 1


def test_push_that_was_shown_needs_no_sms(village, room, service, clock):
    subscribed(village, room, service)
    happen(village)
    room.sweep()
    with village.database.writing() as db:
        notifications.note_shown(db, village.actor("guo"), service.received[0].content["receipt"])
    clock.at += PATIENCE * 2
    room.sweep()
    assert room.gateways.sms.taken == []


def test_who_wants_no_sms_keeps_nobody_else_from_one(village, room, service, clock):
    with village.database.writing() as db:
        mine = account_of(db, village.guo)
        notifications.choose_channels(db, village.actor("guo"), mine, [(Topic.appointments, Channel.sms)])
    for key in ("guo", "mei"):
        proven_phone(village.database, room, her_account(village, key), MORNING, service.subscription())
        happen(village, key=key)
    room.send_due()
    clock.at += PATIENCE
    with village.database.writing() as db:
        assert ladder.climb(db, clock.at, limit=1) == 1
    assert only_delivery(village, Channel.sms, "mei").state is DeliveryState.due
    with village.database.reading() as db:
        assert not ladder.anybody_silent(db, clock.at), "no lock is taken each minute for who wants none"


def test_an_important_push_that_no_phone_shows_is_followed_by_an_sms_whatever_is_refused(village, room, service, clock):
    subscribed(village, room, service)
    with village.database.writing() as db:
        mine = account_of(db, village.guo)
        notifications.choose_channels(db, village.actor("guo"), mine, [(Topic.appointments, Channel.sms)])
    happen(village, DISPLACED)
    room.send_due()
    beside = only_delivery(village, Channel.sms)
    with village.database.writing() as db:
        db.delete(db.merge(beside))
    clock.at += PATIENCE
    with village.database.writing() as db:
        assert ladder.climb(db, clock.at) == 1


def test_a_lease_that_ran_out_is_taken_up_and_the_first_holder_may_note_nothing(village, room, clock):
    happen(village)
    with village.database.writing() as db:
        slow = claim(db, clock.at, 10)
    clock.at += LEASE - timedelta(seconds=1)
    with village.database.writing() as db:
        assert claim(db, clock.at, 10).delivery_ids == []
    clock.advance(seconds=1)
    with village.database.writing() as db:
        quick = claim(db, clock.at, 10)
    assert quick.delivery_ids == slow.delivery_ids
    [delivery_id] = quick.delivery_ids
    with village.database.writing() as db:
        assert release(db, delivery_id, quick.token, state=DeliveryState.sent) is True
        assert release(db, delivery_id, slow.token, state=DeliveryState.failed) is False
    assert only_delivery(village).state is DeliveryState.sent


def test_a_receipt_that_overtakes_the_note_stands(village, room, service):
    subscribed(village, room, service)
    happen(village)
    with village.database.reading() as db:
        receipt = db.scalar(select(Delivery.receipt))

    def shown(_path):
        with village.database.writing() as db:
            notifications.note_shown(db, village.actor("guo"), receipt)

    service.on_arrival = shown
    room.send_due()
    assert only_delivery(village).state is DeliveryState.delivered


def test_workers_side_by_side_never_hold_the_same_delivery(village, room, clock):
    """Four workers, each on a connection of its own, claim from one heap at the same time."""
    with village.database.writing() as db:
        for number in range(120):
            matter = Matter("appointment", f"{number:016d}")
            record(db, village.actor("guo"), BOOKED, subject_id=village.guo.id, matter=matter)
    held, start, failures = Counter(), threading.Barrier(4), []

    def work():
        try:
            start.wait(10)
            while True:
                with village.database.writing() as db:
                    lease = claim(db, clock.at, 7)
                if not lease.delivery_ids:
                    return
                held.update(lease.delivery_ids)
        except SQLAlchemyError as broken:
            failures.append(broken)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert failures == []
    assert len(held) == 120
    assert set(held.values()) == {1}


def test_two_post_rooms_side_by_side_send_each_message_once(village, room, service, clock, tmp_path):
    subscribed(village, room, service)
    with village.database.writing() as db:
        for number in range(100):
            record(
                db,
                village.actor("guo"),
                BOOKED,
                subject_id=village.guo.id,
                matter=Matter("appointment", f"{number:016d}"),
            )
    workers = [threading.Thread(target=room.send_due) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    tags = Counter(message.content["tag"] for message in service.received)
    assert len(tags) == 100
    assert set(tags.values()) == {1}
    with village.database.reading() as db:
        assert dict(db.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all()) == {
            DeliveryState.sent: 100
        }


def test_an_idle_worker_takes_no_write_lock(village, room):
    from sqlalchemy import event

    begun = []
    event.listen(
        village.database.engine, "begin", lambda connection: begun.append(connection.get_execution_options()["access"])
    )
    assert room.sweep() == 0
    assert set(begun) == {"read"}


def test_what_is_of_no_more_use_is_not_sent(village, room, clock):
    happen(village)
    with village.database.writing() as db:
        db.execute(update(Message).values(useful_until=clock.at))
    room.send_due()
    assert (only_delivery(village).state, only_delivery(village).last_error) == (DeliveryState.cancelled, "too_late")


def test_a_queue_that_cannot_be_reached_does_not_spoil_what_is_committed(village, tmp_path, clock):
    def breaks():
        raise OSError

    post_room(village.database, test_settings("", tmp_path), clock, hand_over=breaks)
    happen(village)
    assert only_delivery(village).state is DeliveryState.due
