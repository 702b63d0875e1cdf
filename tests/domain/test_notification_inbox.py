"""The inbox: whose messages, who may look, what reading means."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import MORNING, test_settings
from tests.factories_notifications import account_of, grant, messages, post_room
from webapp import mandates, notifications, people
from webapp.assessments import AppointmentBooked
from webapp.core import LedgerEntry, Matter, NotFound, record
from webapp.notifications import Message, carers_mailbox, mailbox_of, own_mailbox, staff_mailbox

BOOKED = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")


@pytest.fixture(autouse=True)
def room(village, tmp_path, clock):
    return post_room(village.database, test_settings("", tmp_path), clock)


@pytest.fixture
def today(actor):
    return actor.today


def happen(village, key="guo", number=0, by="officer"):
    with village.database.writing() as db:
        record(
            db,
            village.actor(by),
            BOOKED,
            subject_id=village.of(key).id,
            matter=Matter("appointment", f"{number:016d}"),
        )


def hers(village, key="guo"):
    with village.database.reading() as db:
        return account_of(db, village.of(key))


def listed(village, mailbox, today, page=1):
    with village.database.reading() as db:
        return notifications.messages_in(db, mailbox, today, page)


def test_the_unread_come_first_and_then_the_newest(village, today):
    for number in range(3):
        happen(village, number=number)
    account = hers(village)
    oldest, _, newest = messages(village.database, account)
    with village.database.writing() as db:
        notifications.note_read(db, village.actor("guo"), newest.public_id)
    found, pages = listed(village, own_mailbox(account.id), today)
    assert (found[0].id > found[1].id, found[1].id, found[2].id, pages) == (True, oldest.id, newest.id, 1)


def test_what_she_did_herself_stands_after_what_is_news_and_is_not_counted(village, today):
    happen(village)
    happen(village, number=1, by="guo")
    mailbox = own_mailbox(hers(village).id)
    found, _pages = listed(village, mailbox, today)
    assert [message.is_news for message in found] == [True, False]
    assert found[0].id < found[1].id
    with village.database.reading() as db:
        assert notifications.unread_count(db, mailbox, today) == 1


def test_word_of_her_own_act_still_goes_out(village, clock):
    """Had somebody else held her phone, this is how she would learn of it."""
    happen(village, by="guo")
    [message] = messages(village.database, hers(village))
    assert message.known_at == MORNING
    with village.database.reading() as db:
        assert db.get_one(Message, message.id).deliveries


def test_marking_all_reaches_no_further_than_the_list_and_over_all_its_pages(village, today):
    for number in range(23):
        happen(village, number=number)
    account = hers(village)
    up_to = messages(village.database, account)[-2].public_id
    with village.database.writing() as db:
        notifications.mark_all_read(db, village.actor("guo"), own_mailbox(account.id), up_to)
    with village.database.reading() as db:
        assert notifications.unread_count(db, own_mailbox(account.id), today) == 1
    assert {message.read_at for message in messages(village.database, account)} == {None}


def test_pages_of_twenty(village, today):
    for number in range(21):
        happen(village, number=number)
    mailbox = own_mailbox(hers(village).id)
    assert [len(listed(village, mailbox, today, page)[0]) for page in (1, 2, 3)] == [20, 1, 0]
    assert listed(village, mailbox, today)[1] == 2


def test_another_person_s_message_is_not_found(village, today):
    happen(village)
    [message] = messages(village.database, hers(village))
    with village.database.reading() as db, pytest.raises(NotFound):
        notifications.find_message(db, own_mailbox(hers(village, "lan").id), message.public_id, today)


def test_a_carer_who_looks_leaves_it_unread(village, today):
    happen(village)
    account = hers(village)
    [message] = messages(village.database, account)
    with village.database.writing() as db:
        notifications.note_read(db, village.actor("daughter"), message.public_id)
    with village.database.reading() as db:
        assert notifications.unread_count(db, own_mailbox(account.id), today) == 1


def test_a_carer_sees_in_the_resident_s_box_what_is_about_her_and_nothing_else_of_her_account(village, today):
    """Guo is himself a carer: what he is told about Tao is not for his own carer."""
    grant(village.database, village, to="neighbour", by="tao", at=MORNING)
    account = hers(village)
    with village.database.writing() as db:
        people_tao = people.find_resident(db, village.tao.public_id)
        mandates.grant(
            db,
            village.actor("tao"),
            people_tao,
            db.get_one(people.Account, account.id),
            relation="friend",
            scope=[
                (mandates.Province.appointments, mandates.Power.see),
                (mandates.Province.appointments, mandates.Power.receive_notices),
            ],
            until_on=today + timedelta(days=20),
            words="同意",
            words_version="1",
            signature_kind=mandates.SignatureKind.signed_in,
            signature_proof="s",
        )
    happen(village, "tao")
    happen(village, "guo", 1)
    found, _ = listed(village, mailbox_of(account.id, village.daughter.id, village.guo.id, covered=None), today)
    assert [m.kind for m in found] == ["appointment_booked"]
    own, _ = listed(village, own_mailbox(account.id), today)
    assert {m.resident_id for m in own} == {village.guo.id, village.tao.id}


def test_what_a_carer_was_told_is_hers_no_more_when_the_mandate_ends(village, today):
    granted = grant(village.database, village, at=MORNING)
    happen(village)
    mailbox = carers_mailbox(village.neighbour.id, village.guo.id)
    [message] = listed(village, mailbox, today)[0]
    with village.database.writing() as db:
        mandates.revoke(db, village.actor("guo"), db.get_one(mandates.Mandate, granted.id), reason="by_resident")
    assert listed(village, mailbox, today) == ([], 0)
    with village.database.reading() as db, pytest.raises(NotFound):
        notifications.find_message(db, own_mailbox(village.neighbour.id), message.public_id, today)


def test_a_carer_keeps_no_message_of_a_province_that_her_mandate_no_longer_has(village, today):
    receives = mandates.Power.receive_notices
    visits, services = mandates.Province.appointments, mandates.Province.home_services
    granted = grant(village.database, village, at=MORNING, scope=[(visits, receives), (services, receives)])
    happen(village)
    happen(village, number=1)
    with village.database.writing() as db:
        told = select(Message).where(Message.recipient_id == village.neighbour.id, Message.kind == "appointment_booked")
        one, other = db.scalars(told)
        one.province, other.province = visits, services
        for each in db.get_one(mandates.Mandate, granted.id).scope:
            if each.province == visits:
                db.delete(each)
    mailbox = carers_mailbox(village.neighbour.id, village.guo.id)
    assert [message.province for message in listed(village, mailbox, today)[0]] == [services]


def test_it_ends_with_the_last_day_of_the_mandate_too(village, today):
    grant(village.database, village, at=MORNING, days=3)
    happen(village)
    mailbox = carers_mailbox(village.neighbour.id, village.guo.id)
    assert listed(village, mailbox, today + timedelta(days=3))[1] == 1
    assert listed(village, mailbox, today + timedelta(days=4))[1] == 0


def test_a_clerk_s_box_ends_with_the_seat(village, today):
    happen(village, "hao", by="officer")
    mailbox = staff_mailbox(village.officer.id)
    assert len(listed(village, mailbox, today)[0]) == 1
    with village.database.writing() as db:
        seat = people.membership_of(db, db.get_one(people.Account, village.officer.id))
        people.end_membership(db, village.actor("administrator"), seat)
    assert listed(village, mailbox, today)[0] == []


def test_what_is_for_a_seat_is_not_in_the_private_box(village, today):
    happen(village, "hao", by="officer")
    assert listed(village, own_mailbox(village.officer.id), today)[0] == []


def test_i_know_is_noted_once_in_the_matter_s_time_line(village, today):
    happen(village)
    [message] = messages(village.database, hers(village))
    for _ in range(2):
        with village.database.writing() as db:
            notifications.acknowledge(db, village.actor("guo"), db.get_one(Message, message.id))
    with village.database.reading() as db:
        known = db.get_one(Message, message.id)
        entries = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "notifications.MessageAcknowledged")).all()
    assert (known.acknowledged_at, known.read_at) == (MORNING, MORNING)
    assert [(entry.matter, entry.subject_id) for entry in entries] == [(message.matter, village.guo.id)]


def test_nobody_else_says_that_she_knows(village):
    happen(village)
    [message] = messages(village.database, hers(village))
    with village.database.writing() as db, pytest.raises(NotFound):
        notifications.acknowledge(db, village.actor("daughter"), db.get_one(Message, message.id))


def test_staff_see_what_was_told_about_a_resident_and_not_what_concerns_her_account(village):
    happen(village)
    with village.database.writing() as db:
        record(db, village.actor("guo"), people.PasskeyAdded(), subject_id=village.guo.id)
    with village.database.reading() as db:
        assert [m.kind for m in notifications.messages_about(db, village.guo.id)] == ["appointment_booked"]
    assert "passkey_added" in [m.kind for m in messages(village.database, hers(village))]
