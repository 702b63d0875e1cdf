"""Two people can never hold one seat: separate processes over HTTP against the real server, on both databases.

What a person was told is compared with what stands in the database: every success is there, and nothing else is.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from webapp import assessments
from webapp.assessments import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AppointmentStatus,
    Seat,
    SeatClaim,
    local_moment,
    status_of,
)
from webapp.certificates import DisabilityCategory as Category
from webapp.core import Actor
from webapp.core.ledger import LedgerHead, verify

pytestmark = pytest.mark.timeout(300)

FAR = timedelta(days=100)
"""Beyond what the village has opened, so that nobody is there already."""


def running(db, resident):
    """Her appointments that stand; of earlier races she has cancelled ones."""
    hers = assessments.appointments_of(db, resident.id)
    return [each for each in hers if status_of(each) is not AppointmentStatus.cancelled]


def open_slots(served, *, seats, count=1):
    """Times of one session at the first hospital: their public ids."""
    with served.database.writing() as db:
        site = assessments.site_of(db, served.village.first_hospital.id)
        day = (datetime.now(UTC) + FAR).date()
        session = assessments.open_session(
            db, Actor.service(), site, kind=AppointmentKind.hospital, categories=[Category.visual],
            starts_at=local_moment(day, time(8)), ends_at=local_moment(day, time(8 + count)), slot_minutes=60,
            seats=seats)
        return session.public_id, [slot.public_id for slot in session.slots]


def press_book(who, slot):
    page = f"/appointments/check?kind=hospital&reason=new&category=visual&slot={slot}&needs_asked=1"
    return who, page, "/appointments"


def book(served, who, slot):
    """Before the race."""
    from tests.cast_assessments import agreeing

    with served.database.writing() as db:
        chosen = assessments.find_slot(db, slot)
        herself = agreeing(db, Actor.service(), who, chosen.session.site)
        return assessments.book(db, herself, who, chosen, category=Category.visual, reason=AppointmentReason.new,
                                needs=[]).public_id


def holders(served, slot):
    """(seat id, resident id) of every claim that stands on a time; not what is only kept in case of an undo."""
    with served.database.reading() as db:
        chosen = assessments.find_slot(db, slot)
        claims = select(Seat.id, Appointment.resident_id).join(SeatClaim, SeatClaim.seat_id == Seat.id).join(
            Appointment, Appointment.id == SeatClaim.appointment_id)
        standing = claims.where(Seat.slot_id == chosen.id, SeatClaim.released_at.is_(None),
                                SeatClaim.held_until.is_(None))
        return [tuple(row) for row in db.execute(standing)]


def every_chain_is_whole(served):
    with served.database.reading() as db:
        return all(verify(db, subject) for subject in db.scalars(select(LedgerHead.subject_id)))


@pytest.mark.parametrize("seats", [1, 3])
def test_as_many_get_a_seat_as_there_are_and_each_one_of_their_own(served, seats):
    _session, [slot] = open_slots(served, seats=seats)
    attempts = served.at_once([press_book(who, slot) for who in served.crowd])
    told = [attempt for attempt in attempts if attempt.status == 303]
    assert sorted(attempt.status for attempt in attempts) == [303] * seats + [409] * (len(served.crowd) - seats)
    held = holders(served, slot)
    assert len({seat for seat, _ in held}) == len(held) == seats
    assert {resident for _, resident in held} == {attempt.resident.id for attempt in told}
    with served.database.reading() as db:
        for attempt in told:
            public_id = attempt.location.partition("?")[0].rpartition("/")[2]
            assert assessments.find_appointment(db, public_id, resident_id=attempt.resident.id).slot.public_id == slot
        for attempt in attempts:
            assert len(running(db, attempt.resident)) == (attempt in told)
    assert every_chain_is_whole(served)


def test_one_person_at_two_phones_gets_one_appointment(served):
    _session, slots = open_slots(served, seats=2, count=4)
    her = served.crowd[0]
    attempts = served.at_once([press_book(her, slot) for slot in slots])
    assert sorted(attempt.status for attempt in attempts) == [303, 409, 409, 409]
    with served.database.reading() as db:
        assert len(running(db, her)) == 1
    assert sum(len(holders(served, slot)) for slot in slots) == 1


def test_those_who_move_at_the_same_moment_end_on_one_seat_each(served):
    """Everybody wants the seat of the next: who loses keeps the one she had."""
    _session, slots = open_slots(served, seats=1, count=7)
    movers = served.crowd[:6]
    theirs = [book(served, who, slot) for who, slot in zip(movers, slots, strict=False)]
    wanted = [*slots[1:6], slots[6]]
    attempts = served.at_once([
        (who, f"/appointments/{appointment}/move?slot={slot}", f"/appointments/{appointment}/move")
        for who, appointment, slot in zip(movers, theirs, wanted, strict=True)
    ])
    assert {attempt.status for attempt in attempts} <= {303, 409}
    held = [row for slot in slots for row in holders(served, slot)]
    assert sorted(resident for _, resident in held) == sorted(who.id for who in movers)
    assert len({seat for seat, _ in held}) == len(held)
    for attempt, before, after in zip(attempts, slots, wanted, strict=False):
        here = after if attempt.status == 303 else before
        assert attempt.resident.id in {resident for _, resident in holders(served, here)}
    assert every_chain_is_whole(served)


def test_the_seat_that_was_let_go_goes_to_her_who_undoes_and_to_nobody_who_books(served):
    """She takes her cancellation back at the very moment when everybody else wants her seat."""
    _session, [slot] = open_slots(served, seats=1)
    her, *others = served.crowd[:6]
    appointment = book(served, her, slot)
    with served.database.writing() as db:
        now = Actor(account_id=1, at=datetime.now(UTC), resident_id=her.id)
        assessments.cancel(db, now, assessments.find_appointment(db, appointment, resident_id=her.id))
    page = f"/appointments/{appointment}"
    attempts = served.at_once([(her, page, f"{page}/undoing"), *(press_book(who, slot) for who in others)])
    assert [attempt.status for attempt in attempts] == [303, *[409] * len(others)]
    assert [resident for _, resident in holders(served, slot)] == [her.id]
    assert every_chain_is_whole(served)


def test_she_undoes_once_though_she_presses_at_two_phones(served):
    _session, slots = open_slots(served, seats=1, count=2)
    her = served.crowd[0]
    appointment = book(served, her, slots[0])
    with served.database.writing() as db:
        now = Actor(account_id=1, at=datetime.now(UTC), resident_id=her.id)
        hers = assessments.find_appointment(db, appointment, resident_id=her.id)
        assessments.reschedule(db, now, hers, assessments.find_slot(db, slots[1]))
    page = f"/appointments/{appointment}"
    attempts = served.at_once([(her, page, f"{page}/undoing")] * 3)
    assert sorted(attempt.status for attempt in attempts) == [303, 409, 409]
    assert [resident for _, resident in holders(served, slots[0])] == [her.id]
    assert holders(served, slots[1]) == []
    assert every_chain_is_whole(served)


def test_nobody_is_left_in_a_session_that_is_cancelled_while_she_books(served):
    session, slots = open_slots(served, seats=2, count=4)
    cancelling = (served.village.clerk, f"/workbench/sessions/{session}/cancellation",
                  f"/workbench/sessions/{session}/cancellation")
    booking = [press_book(who, slots[number % len(slots)]) for number, who in enumerate(served.crowd[:8])]
    attempts = served.at_once([*booking[:4], cancelling, *booking[4:]])
    assert attempts[4].status == 303
    with served.database.reading() as db:
        for attempt in [*attempts[:4], *attempts[5:]]:
            assert attempt.status in (303, 409)
            told = [AppointmentStatus.displaced] if attempt.status == 303 else []
            assert [status_of(each) for each in running(db, attempt.resident)] == told
    assert all(holders(served, slot) == [] for slot in slots)
    assert every_chain_is_whole(served)
