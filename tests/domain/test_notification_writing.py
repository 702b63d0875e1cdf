"""What a change means to whom is written with the change."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import MORNING, test_settings
from tests.factories_notifications import (
    Gateway,
    account_of,
    deliveries,
    grant,
    messages,
    post_room,
    proven_phone,
)
from webapp import mandates, notifications, people
from webapp.assessments import AppointmentBooked, AppointmentDisplaced
from webapp.core import Event, Matter, record
from webapp.mandates import Power, Province
from webapp.notifications import Audience, Channel, DeliveryState, Gateways, Message, Notice, Topic
from webapp.people import Account

BOOKED = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")
MATTER = Matter("appointment", "a" * 16)


@pytest.fixture
def room(village, tmp_path, clock):
    return post_room(village.database, test_settings("", tmp_path), clock)


def happen(village, event, key="guo", *, at=MORNING):
    with village.database.writing() as db:
        record(db, village.actor(key, at), event, subject_id=village.of(key).id, matter=MATTER)


def her_account(village, key="guo"):
    with village.database.reading() as db:
        return account_of(db, village.of(key))


def test_a_change_writes_a_message_and_its_delivery(village, room):
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village))
    [delivery] = deliveries(village.database, message)
    assert (message.kind, message.matter, message.facts) == ("appointment_booked", str(MATTER), BOOKED.__dict__)
    assert (message.audience, message.resident_id, message.worded_at) == (Audience.own, village.guo.id, None)
    assert (delivery.channel, delivery.state, delivery.next_at) == (Channel.sms, DeliveryState.due, MORNING)


def test_what_is_undone_tells_nobody(village, room):
    def change_one_s_mind():
        with village.database.writing() as db:
            record(db, village.actor("guo"), BOOKED, subject_id=village.guo.id, matter=MATTER)
            db.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_one_s_mind()
    assert messages(village.database, her_account(village)) == []


def test_a_transaction_that_breaks_after_the_message_was_written_leaves_none(village, room):
    def breaks(_db, _entries):
        raise RuntimeError

    village.database.subscribe(breaks)  # after the post room
    with pytest.raises(RuntimeError):
        happen(village, BOOKED)
    assert messages(village.database, her_account(village)) == []


def test_an_event_that_means_nothing_to_anybody_is_not_looked_up(village, room):
    statements = []
    from sqlalchemy import event

    with village.database.writing() as db:
        record(db, village.actor("guo"), people.ResidentRegistered(source="register"), subject_id=village.guo.id)
        from webapp.core import ledger

        entries = ledger.seal(db)
        event.listen(village.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
        assert room.tell(db, entries) is None
    assert [statement for statement in statements if "SELECT" in statement] == []


def test_push_goes_to_a_proven_phone_and_then_no_sms(village, room):
    phone = proven_phone(village.database, room, her_account(village), MORNING)
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village), "appointment_booked")
    assert [(d.channel, d.device_id) for d in deliveries(village.database, message)] == [(Channel.push, phone.id)]


def test_two_proven_phones_get_one_push_each(village, room):
    phones = [proven_phone(village.database, room, her_account(village), MORNING) for _ in range(2)]
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village), "appointment_booked")
    assert {d.device_id for d in deliveries(village.database, message)} == {phone.id for phone in phones}


def test_an_unproven_phone_gets_no_push(village, room):
    phone = proven_phone(village.database, room, her_account(village), MORNING)
    with village.database.writing() as db:
        db.get_one(notifications.PushDevice, phone.id).proven_at = None
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village), "appointment_booked")
    assert [d.channel for d in deliveries(village.database, message)] == [Channel.sms]


def test_an_important_notice_goes_by_push_and_sms(village, room):
    proven_phone(village.database, room, her_account(village), MORNING)
    happen(village, AppointmentDisplaced(kind="hospital", starts_at="2026-11-30T01:00:00+00:00", offers=3))
    [message] = messages(village.database, her_account(village), "appointment_displaced")
    assert {d.channel for d in deliveries(village.database, message)} == {Channel.push, Channel.sms}


def test_mail_goes_where_an_address_was_given(village, room):
    with village.database.writing() as db:
        db.get_one(Account, her_account(village).id).email = "guo@example.com"
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village))
    assert {d.channel for d in deliveries(village.database, message)} == {Channel.sms, Channel.mail}


def test_without_a_gateway_the_inbox_has_it_alone(village, tmp_path, clock):
    post_room(village.database, test_settings("", tmp_path), clock, gateways=Gateways(None, None))
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village))
    assert deliveries(village.database, message) == []


def test_a_refused_channel_is_not_used_and_an_important_notice_uses_it_all_the_same(village, room):
    with village.database.writing() as db:
        mine = account_of(db, village.guo)
        notifications.choose_channels(db, village.actor("guo"), mine, [(Topic.appointments, Channel.sms)])
    happen(village, BOOKED)
    happen(village, AppointmentDisplaced(kind="hospital", starts_at="2026-11-30T01:00:00+00:00", offers=3))
    quiet, loud = messages(village.database, her_account(village))
    assert deliveries(village.database, quiet) == []
    assert [d.channel for d in deliveries(village.database, loud)] == [Channel.sms]


def test_quiet_hours_put_a_delivery_off_until_their_end(village, room):
    with village.database.writing() as db:
        notifications.choose_quiet_hours(db, village.actor("guo"), account_of(db, village.guo), (time(8), time(11, 30)))
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village))
    [delivery] = deliveries(village.database, message)
    assert delivery.next_at == MORNING + timedelta(hours=2, minutes=30)


def test_what_starts_a_lawful_time_does_not_wait_for_the_morning(village, room):
    from webapp.assessments import AssessmentRecorded

    with village.database.writing() as db:
        notifications.choose_quiet_hours(db, village.actor("guo"), account_of(db, village.guo), (time(8), time(11, 30)))
    happen(village, AssessmentRecorded(corrected=False))
    [message] = messages(village.database, her_account(village))
    [delivery] = deliveries(village.database, message)
    assert delivery.next_at == MORNING


def test_a_carer_with_the_power_is_told_and_one_without_is_not(village, room):
    grant(village.database, village, at=MORNING)
    grant(village.database, village, to="mother", at=MORNING, scope=[(Province.appointments, Power.see)])
    happen(village, BOOKED)
    [told] = messages(village.database, village.neighbour, "appointment_booked")
    assert (told.audience, told.resident_id, told.province) == (Audience.carer, village.guo.id, Province.appointments)
    assert messages(village.database, village.mother, "appointment_booked") == []


def test_a_carer_of_another_province_is_not_told(village, room):
    grant(
        village.database,
        village,
        at=MORNING,
        scope=[(Province.home_services, Power.see), (Province.home_services, Power.receive_notices)],
    )
    happen(village, BOOKED)
    assert messages(village.database, village.neighbour, "appointment_booked") == []


def test_a_carer_whose_mandate_has_ended_is_not_told(village, room):
    granted = grant(village.database, village, at=MORNING)
    with village.database.writing() as db:
        mandates.revoke(db, village.actor("guo"), db.get_one(mandates.Mandate, granted.id), reason="by_resident")
    happen(village, BOOKED)
    assert messages(village.database, village.neighbour, "appointment_booked") == []


def test_both_sides_are_told_that_a_mandate_began_and_ended(village, room):
    granted = grant(village.database, village, at=MORNING)
    with village.database.writing() as db:
        mandates.revoke(db, village.actor("guo"), db.get_one(mandates.Mandate, granted.id), reason="by_resident")
    for account in (her_account(village), village.neighbour):
        assert [m.kind for m in messages(village.database, account)] == ["mandate_granted", "mandate_revoked"]


def test_a_carer_gets_one_message_about_each_of_two_people(village, room):
    for key in ("guo", "tao"):
        grant(village.database, village, by=key, at=MORNING)
    with village.database.writing() as db:
        for key in ("guo", "tao"):
            record(db, village.actor(key), BOOKED, subject_id=village.of(key).id, matter=MATTER)
    assert {m.resident_id for m in messages(village.database, village.neighbour, "appointment_booked")} == {
        village.guo.id,
        village.tao.id,
    }


def test_nobody_is_told_about_the_dead(village, room):
    grant(village.database, village, at=MORNING)
    with village.database.writing() as db:
        people.record_death(
            db, village.actor("officer"), people.find_resident(db, village.guo.public_id), on=village.actor("guo").today
        )
    happen(village, BOOKED)
    for account in (her_account(village), village.neighbour):
        assert messages(village.database, account, "appointment_booked") == []


def test_who_has_no_account_is_told_by_the_officer_of_where_she_lives(village, room):
    with village.database.writing() as db:
        record(db, village.actor("officer"), BOOKED, subject_id=village.hao.id, matter=MATTER)
    [message] = messages(village.database, village.officer)
    assert (message.audience, message.resident_id) == (Audience.messenger, village.hao.id)
    assert deliveries(village.database, message) == []
    assert messages(village.database, village.river_officer) == []


def test_who_has_an_account_needs_no_officer(village, room):
    happen(village, BOOKED)
    assert messages(village.database, village.officer) == []


def test_the_same_entry_told_twice_is_one_message(village, room, tmp_path, clock):
    post_room(
        village.database, test_settings("", tmp_path), clock, gateways=Gateways(Gateway(), None)
    )  # a second subscriber
    happen(village, BOOKED)
    [message] = messages(village.database, her_account(village))
    assert len(deliveries(village.database, message)) == 1


def test_a_session_of_two_hundred_cancelled_costs_few_statements(village, room):
    from sqlalchemy import event

    statements = []
    with village.database.writing() as db:
        for number in range(200):
            record(
                db,
                village.actor("clerk"),
                AppointmentDisplaced(kind="hospital", starts_at=MORNING.isoformat(), offers=3),
                subject_id=village.guo.id,
                matter=Matter("appointment", f"{number:016d}"),
            )
        event.listen(village.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Message)) == 200
    assert len([statement for statement in statements if "ledger_" not in statement]) < 20


def test_every_notice_tells_of_an_event_that_can_happen():
    assert sorted(Notice.of_event.keys() - Event.registry.keys()) == []


def test_every_notice_says_whom_it_reaches():
    nobody = [kind for kind, notice in Notice.of_kind.items() if not notice.reaches and notice.in_inbox]
    assert nobody == []


def test_who_has_the_next_step_is_told_at_the_workbench_only(village, room):
    from webapp.home_services import HomeServiceRequested, ProviderAssigned

    happen(village, HomeServiceRequested(request="r" * 16, service="respite"))
    happen(village, ProviderAssigned(request="r" * 16, provider=village.warm_home.public_id))
    for account, kind in ((village.officer, "home_service_requested"), (village.provider, "provider_assigned")):
        [message] = messages(village.database, account)
        assert (message.kind, message.audience) == (kind, Audience.staff)
        assert deliveries(village.database, message) == []
    assert messages(village.database, village.device_provider) == []


def test_only_a_code_that_is_checked_again_is_told(village, room):
    from webapp.codes import CodeChecked

    for times in (1, 2):
        checked = {"claim": "severe", "place": "bus", "accepted": True, "enrolled": False, "offline": False}
        happen(village, CodeChecked(**checked, times=times))
    assert [m.facts["times"] for m in messages(village.database, her_account(village), "code_repeated")] == [2]


@pytest.mark.parametrize(("source", "kinds"), [("officer", ["hukou_moved"]), ("register", [])])
def test_a_hukou_that_an_officer_moved_is_told_and_not_a_night_s_thousands(village, room, source, kinds):
    happen(village, people.HukouMoved(from_on="2026-12-01", source=source))
    assert [m.kind for m in messages(village.database, her_account(village))] == kinds
