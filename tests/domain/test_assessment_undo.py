"""What was just done with an appointment can be taken back for ten minutes; the seat is kept so long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories_assessments import (
    MORNING,
    WEDNESDAY_AFTERNOON,
    book,
    confirmed,
    her,
    latest,
    narrow_slot,
    request_home,
    session_on,
    slot,
)
from webapp import assessments, mandates
from webapp.assessments import (
    AppointmentKind,
    AppointmentStatus,
    HalfDay,
    Hand,
    SeatClaim,
    status_of,
)
from webapp.certificates import DisabilityCategory as Category
from webapp.core import UNDO_FOR, Actor, NotFound, NothingToUndo, NotPermitted, UndoOver
from webapp.core.ledger import timeline
from webapp.people import Need

S = AppointmentStatus
LAST_MOMENT = MORNING + UNDO_FOR - timedelta(seconds=1)
TOO_LATE = MORNING + UNDO_FOR


def standing(db, appointment):
    """What can be undone in it, as the ledger has it."""
    return assessments.undo_of(timeline(db, assessments.matter_of(appointment)))


def undo(village, *, at=LAST_MOMENT, by=None, key="mei", mark=None):
    """By herself, in a transaction of her own."""
    with village.database.writing() as db:
        appointment = latest(db, village, key)
        mark = mark or standing(db, appointment).mark
        return assessments.undo(db, by or village.actor(key, at), appointment, mark=mark)


def holders(db, at):
    """Appointments that hold a seat of a time for good."""
    claims = select(SeatClaim.appointment_id).join(SeatClaim.seat).where(
        SeatClaim.released_at.is_(None), SeatClaim.held_until.is_(None))
    return list(db.scalars(claims.where(SeatClaim.seat_id.in_([seat.id for seat in at.seats]))))


@pytest.fixture
def wanted(village):
    """The public id of a time with one seat."""
    with village.database.writing() as db:
        return narrow_slot(db, village).public_id


def test_a_booking_that_is_undone_frees_the_seat_at_once(village, wanted):
    with village.database.writing() as db:
        book(db, village, at=assessments.find_slot(db, wanted))
    undone = undo(village)
    assert (status_of(undone), undone.cancelled_by) == (S.cancelled, Hand.resident)
    with village.database.writing() as db:
        book(db, village, "guo", at=assessments.find_slot(db, wanted), by=village.actor("guo", LAST_MOMENT),
             category=Category.visual)


def test_the_ledger_names_the_entry_that_was_taken_back(village):
    with village.database.writing() as db:
        book(db, village)
    undo(village)
    with village.database.reading() as db:
        booked, undone = timeline(db, assessments.matter_of(latest(db, village)))
    assert (undone.event, undone.facts["undoes"]) == ("assessments.BookingUndone", booked.id)


def test_a_move_that_is_undone_gives_the_old_seat_back_though_others_want_it(village, wanted):
    with village.database.writing() as db:
        appointment = confirmed(db, village, at=assessments.find_slot(db, wanted))
        assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, 2))
    with village.database.writing() as db, pytest.raises(assessments.SeatTaken):
        book(db, village, "guo", at=assessments.find_slot(db, wanted), by=village.actor("guo", LAST_MOMENT),
             category=Category.visual)
    undone = undo(village)
    with village.database.reading() as db:
        again = latest(db, village)
        assert (again.slot.public_id, status_of(again)) == (wanted, S.confirmed)
        assert {row.prepared_at for row in again.need_rows} == {undone.confirmed_at}
        assert holders(db, again.slot) == [again.id]
        assert holders(db, slot(db, village, 2)) == []


def test_a_move_to_another_site_that_is_undone_leads_back_to_the_first(village):
    with village.database.writing() as db:
        from tests.factories_assessments import agree

        appointment = book(db, village)
        agree(db, village, "mei", "lake_hospital")
        assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, key="lake_hospital"))
    assert undo(village).site.organisation_id == village.first_hospital.id


def test_of_two_moves_only_the_last_is_undone(village):
    with village.database.writing() as db:
        appointment = book(db, village, at=slot(db, village, 0))
        assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, 2))
        assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, 4))
    assert undo(village).slot.starts_at == _start(village, 2)
    with village.database.reading() as db:
        assert standing(db, latest(db, village)) is None
        kept = select(SeatClaim).where(SeatClaim.released_at.is_(None), SeatClaim.held_until.is_not(None))
        assert db.scalars(kept).all() == []


def _start(village, number):
    with village.database.reading() as db:
        return slot(db, village, number).starts_at


def test_she_may_choose_again_the_time_that_is_kept_for_her(village, wanted):
    with village.database.writing() as db:
        appointment = book(db, village, at=assessments.find_slot(db, wanted))
        assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, 2))
        assessments.reschedule(db, village.actor("mei"), appointment, assessments.find_slot(db, wanted))
        assert holders(db, assessments.find_slot(db, wanted)) == [appointment.id]


def test_a_cancellation_that_is_undone_takes_the_seat_back_and_what_was_confirmed(village, wanted):
    with village.database.writing() as db:
        appointment = confirmed(db, village, at=assessments.find_slot(db, wanted))
        assessments.cancel(db, village.actor("mei"), appointment)
    undone = undo(village)
    assert (status_of(undone), undone.cancelled_by) == (S.confirmed, None)
    with village.database.reading() as db:
        assert holders(db, assessments.find_slot(db, wanted)) == [undone.id]


def test_after_ten_minutes_it_is_too_late_and_the_seat_is_anybodys(village, wanted):
    with village.database.writing() as db:
        assessments.cancel(db, village.actor("mei"), book(db, village, at=assessments.find_slot(db, wanted)))
    with pytest.raises(UndoOver) as refused:
        undo(village, at=TOO_LATE)
    assert refused.value.facts["until"] == TOO_LATE
    with village.database.writing() as db:
        book(db, village, "guo", at=assessments.find_slot(db, wanted), by=village.actor("guo", TOO_LATE),
             category=Category.visual)


def test_who_has_booked_anew_does_not_take_the_cancellation_back(village, wanted):
    with village.database.writing() as db:
        first = book(db, village, at=assessments.find_slot(db, wanted))
        assessments.cancel(db, village.actor("mei"), first)
        first_id = first.public_id
    with village.database.writing() as db:
        book(db, village, at=slot(db, village, 2))
    with village.database.writing() as db:
        cancelled = assessments.find_appointment(db, first_id, resident_id=village.mei.id)
        mark = standing(db, cancelled).mark
        with pytest.raises(assessments.AlreadyBooked):
            assessments.undo(db, village.actor("mei"), cancelled, mark=mark)
    with village.database.writing() as db:  # and what was kept for it is free
        book(db, village, "guo", at=assessments.find_slot(db, wanted), category=Category.visual)


def test_who_cancels_and_books_the_same_time_again_gets_the_seat_that_is_kept_for_her(village, wanted):
    with village.database.writing() as db:
        assessments.cancel(db, village.actor("mei"), book(db, village, at=assessments.find_slot(db, wanted)))
        again = book(db, village, at=assessments.find_slot(db, wanted))
        assert holders(db, again.slot) == [again.id]


def test_a_cancelled_session_ends_what_was_kept_in_it(village):
    with village.database.writing() as db:
        appointment = book(db, village)
        assessments.cancel(db, village.actor("mei"), appointment)
        assessments.cancel_session(db, village.actor("clerk"), session_on(db, village))
    with pytest.raises(assessments.SessionNotHeld):
        undo(village)


def test_a_need_told_after_a_move_makes_the_site_confirm_the_old_time_anew(village):
    with village.database.writing() as db:
        appointment = confirmed(db, village)
        assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, 2))
    with village.database.writing() as db:
        needs = [Need.wheelchair, Need.slowly, Need.sign_interpreter]
        assessments.change_needs(db, village.actor("mei"), latest(db, village), needs)
    assert status_of(undo(village)) is S.booked


def test_a_confirmation_in_between_does_not_keep_her_from_undoing(village):
    with village.database.writing() as db:
        confirmed(db, village)
    assert status_of(undo(village)) is S.cancelled


def test_a_visit_that_was_asked_for_and_is_undone_is_over(village):
    with village.database.writing() as db:
        request_home(db, village)
    assert status_of(undo(village)) is S.cancelled


def test_once_the_site_has_named_a_time_the_request_is_cancelled_and_not_undone(village):
    with village.database.writing() as db:
        visit = session_on(db, village, kind=AppointmentKind.home)
        at = next(each for each in visit.slots if assessments.in_windows(each.starts_at, WEDNESDAY_AFTERNOON))
        assessments.give_time(db, village.actor("clerk"), request_home(db, village), at)
    with village.database.reading() as db:
        assert standing(db, latest(db, village)) is None


def test_half_days_that_are_put_back_bring_back_the_time_the_site_had_named(village):
    with village.database.writing() as db:
        visit = session_on(db, village, kind=AppointmentKind.home)
        at = next(each for each in visit.slots if assessments.in_windows(each.starts_at, WEDNESDAY_AFTERNOON))
        assessments.give_time(db, village.actor("clerk"), request_home(db, village), at)
        named = at.starts_at
    with village.database.writing() as db:
        assessments.ask_other_time(db, village.actor("mei"), latest(db, village), windows=[(5, HalfDay.morning)])
    undo(village)
    with village.database.reading() as db:
        again = latest(db, village)
        assert (status_of(again), again.slot.starts_at) == (S.booked, named)
        assert [row.window for row in again.windows] == WEDNESDAY_AFTERNOON


def displaced(village):
    with village.database.writing() as db:
        appointment = book(db, village)
        assessments.displace(db, village.actor("clerk"), appointment)
        return appointment.public_id


def test_a_booking_in_place_of_one_the_site_cancelled_leads_back_to_the_offers(village):
    former = displaced(village)
    with village.database.writing() as db:
        hers = assessments.find_appointment(db, former, resident_id=village.mei.id)
        assessments.accept_offer(db, village.actor("mei"), hers, hers.offers[0].slot)
    undo(village)
    with village.database.reading() as db:
        hers = assessments.find_appointment(db, former, resident_id=village.mei.id)
        assert status_of(hers) is S.displaced
        assert assessments.successor_of(db, hers) is None
        [first, *_] = assessments.offers_of(db, hers, LAST_MOMENT)
        assert first[1] is not None, "the first offer is held for her again"


def test_offers_that_were_declined_are_open_again(village):
    former = displaced(village)
    with village.database.writing() as db:
        hers = assessments.find_appointment(db, former, resident_id=village.mei.id)
        assessments.decline_offers(db, village.actor("mei"), hers)
    undo(village)
    with village.database.reading() as db:
        hers = assessments.find_appointment(db, former, resident_id=village.mei.id)
        assert status_of(hers) is S.displaced
        [first, *_] = assessments.offers_of(db, hers, LAST_MOMENT)
        assert first[1] is not None, "the first offer is held for her again"


def test_her_carer_undoes_under_the_power_to_submit_and_nobody_else_does(village):
    with village.database.writing() as db:
        book(db, village)
        mandate = mandates.active_mandate(db, village.daughter.id, village.mei.public_id, MORNING.date())
    daughter = Actor(account_id=village.daughter.id, at=MORNING, resident_id=village.mei.id, mandate_id=mandate.id)
    for somebody, refusal in (("guo", NotFound), ("clerk", NotPermitted), ("officer", NotPermitted)):
        with pytest.raises(refusal):
            undo(village, by=village.actor(somebody))
    assert undo(village, by=daughter).cancelled_by is Hand.carer


def test_a_page_that_showed_another_act_undoes_nothing(village):
    with village.database.writing() as db:
        appointment = book(db, village)
    with village.database.writing() as db:
        shown = standing(db, appointment).mark
        assessments.cancel(db, village.actor("mei"), latest(db, village))
    with pytest.raises(NothingToUndo):
        undo(village, mark=shown)


def test_an_undo_is_not_undone(village):
    with village.database.writing() as db:
        assessments.cancel(db, village.actor("mei"), book(db, village))
    undo(village)
    with village.database.reading() as db:
        assert standing(db, latest(db, village)) is None


def test_what_ends_with_a_life_is_not_kept(village):
    with village.database.writing() as db:
        appointment = book(db, village)
        assessments.cancel_appointments_of(db, Actor.service(MORNING), her(db, village, "mei"))
        claims = select(SeatClaim).where(SeatClaim.appointment_id == appointment.id, SeatClaim.released_at.is_(None))
        assert db.scalars(claims).all() == []
