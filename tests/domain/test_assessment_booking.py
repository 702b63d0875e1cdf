"""Booking, moving and cancelling an appointment: what is refused changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import factories_mandates
from tests.factories_assessments import (
    MORNING,
    agree,
    at_time_of,
    book,
    confirmed,
    her,
    narrow_slot,
    session_on,
    site,
    slot,
)
from webapp import assessments, mandates, people
from webapp.assessments import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AppointmentStatus,
    Hand,
    SeatClaim,
    status_of,
)
from webapp.certificates import DisabilityCategory as Category
from webapp.core import UNDO_FOR, Actor, DomainError, LedgerEntry, NotFound, NotPermitted
from webapp.core.ledger import timeline
from webapp.people import Need


def counts(database):
    with database.reading() as db:
        tables = (Appointment, SeatClaim, LedgerEntry)
        return [db.scalar(select(func.count()).select_from(table)) for table in tables]


@pytest.fixture
def unchanged(village):
    """Whatever the test tried, nothing was written."""
    before = counts(village.database)
    yield
    assert counts(village.database) == before


def holders(db, at):
    """Who holds a seat of a slot, by appointment."""
    claims = select(SeatClaim.appointment_id).where(SeatClaim.seat_id.in_([seat.id for seat in at.seats]),
                                                    SeatClaim.released_at.is_(None))
    return list(db.scalars(claims))


def refused(village, error, tried, **facts):
    with pytest.raises(error) as raised, village.database.writing() as db:
        tried(db)
    if isinstance(raised.value, DomainError):
        for name, value in facts.items():
            assert raised.value.facts[name] == value
    return raised.value


def test_a_booking_takes_one_seat_and_carries_her_needs(village):
    with village.database.writing() as db:
        appointment = book(db, village, needs=(Need.slowly, Need.wheelchair))
        assert status_of(appointment) is AppointmentStatus.booked
        assert appointment.needs == [Need.slowly, Need.wheelchair]
        assert holders(db, appointment.slot) == [appointment.id]
    with village.database.reading() as db:
        [entry] = timeline(db, assessments.matter_of(appointment))
        assert entry.event == "assessments.AppointmentBooked"
        assert entry.subject_id == village.mei.id


def test_the_ledger_says_neither_category_nor_grade(village):
    with village.database.writing() as db:
        appointment = book(db, village)
    with village.database.reading() as db:
        for entry in timeline(db, assessments.matter_of(appointment)):
            assert not {"category", "grade"} & set(entry.facts)


def test_a_slot_of_two_seats_takes_two_people_and_not_three(village):
    with village.database.writing() as db:
        at = slot(db, village)
        book(db, village, "mei", at=at)
        book(db, village, "guo", at=at, category=Category.visual)

    def tried(db):
        return book(db, village, "bin", at=slot(db, village), category=Category.speech)

    refused(village, assessments.SeatTaken, tried)
    with village.database.reading() as db:
        assert len(holders(db, slot(db, village))) == 2
        assert assessments.appointments_of(db, village.bin.id) == []


def test_a_second_active_appointment_of_a_kind_is_refused(village):
    with village.database.writing() as db:
        first = book(db, village)
    error = refused(village, assessments.AlreadyBooked, lambda db: book(db, village, at=slot(db, village, 3)))
    assert error.facts["appointment"] == first.public_id


def test_after_cancelling_she_may_book_anew_and_the_seat_is_free_once_it_cannot_be_undone(village):
    with village.database.writing() as db:
        at = narrow_slot(db, village)
        appointment = book(db, village, at=at)
        assessments.cancel(db, village.actor("mei"), appointment)
        assert status_of(appointment) is AppointmentStatus.cancelled
        assert appointment.cancelled_by is Hand.resident
    with village.database.writing() as db:
        later = village.actor("guo", MORNING + UNDO_FOR)
        at = assessments.find_slot(db, at.public_id)
        again = book(db, village, "guo", at=at, by=later, category=Category.visual)
        assert holders(db, again.slot) == [again.id]
        book(db, village, at=slot(db, village))


@pytest.mark.usefixtures("unchanged")
class TestRefusedBookings:
    def test_without_her_consent_that_the_site_is_told(self, village):
        refused(village, assessments.ReceiverConsentMissing, lambda db: book(db, village, agreed=False))

    def test_for_a_category_that_is_not_assessed_there(self, village):
        refused(village, assessments.CategoryNotAssessed, lambda db: book(db, village, category=Category.mental))

    def test_for_a_time_that_has_passed(self, village):
        later = village.actor("mei", MORNING + timedelta(days=2))
        refused(village, assessments.SlotPassed, lambda db: book(db, village, by=later))

    def test_for_a_visit_at_home_that_only_the_site_gives(self, village):
        def tried(db):
            return book(db, village, at=session_on(db, village, kind=AppointmentKind.home).slots[0])

        refused(village, assessments.WrongKind, tried)

    def test_for_another_resident(self, village):
        mei = village.actor("mei")
        refused(village, NotFound, lambda db: book(db, village, "guo", by=mei, category=Category.visual))

    @pytest.mark.parametrize("key", ["clerk", "provider"])
    def test_by_staff_who_do_not_serve_residents(self, village, key):
        refused(village, NotPermitted, lambda db: book(db, village, by=village.actor(key)))

    def test_for_somebody_who_has_died(self, village):
        def tried(db):
            resident = her(db, village, "mei")
            people.record_death(db, village.actor("officer"), resident, on=MORNING.date())
            book(db, village, by=village.actor("officer"))

        refused(village, assessments.RecordedAsDied, tried)


def test_a_cancelled_session_takes_no_booking(village):
    with village.database.writing() as db:
        assessments.cancel_session(db, village.actor("clerk"), session_on(db, village))
    before = counts(village.database)
    refused(village, assessments.SessionNotHeld, lambda db: book(db, village))
    assert counts(village.database) == before


def test_an_officer_books_for_somebody_who_has_no_phone(village):
    with village.database.writing() as db:
        hao, lake = her(db, village, "hao"), site(db, village, "lake_hospital")
        officer = village.actor("officer")
        kind = assessments.receiver_kind(lake, AppointmentKind.hospital)
        people.give_consent(db, officer, resident_id=hao.id, kind=kind, version="1", words="同意")
        at = slot(db, village, key="lake_hospital")
        factories_mandates.errand(db, village, key="hao")
        appointment = assessments.book(db, officer, hao, at, category=Category.intellectual,
                                       reason=AppointmentReason.renewal, needs=[Need.companion])
    with village.database.reading() as db:
        [entry] = timeline(db, assessments.matter_of(appointment))
        assert (entry.actor_id, entry.subject_id) == (village.officer.id, village.hao.id)
        hers = assessments.find_appointment(db, appointment.public_id, resident_id=village.hao.id)
        assert hers.needs == [Need.companion]


def test_a_carer_books_under_her_mandate_and_the_ledger_names_it(village):
    with village.database.writing() as db:
        mandate = mandates.active_mandate(db, village.daughter.id, village.mei.public_id, MORNING.date())
        daughter = Actor(account_id=village.daughter.id, at=MORNING, resident_id=village.mei.id, mandate_id=mandate.id)
        appointment = book(db, village, by=daughter)
        assessments.cancel(db, daughter, appointment)
        assert appointment.cancelled_by is Hand.carer
    with village.database.reading() as db:
        assert {entry.mandate_id for entry in timeline(db, assessments.matter_of(appointment))} == {mandate.id}


def test_moving_takes_the_new_seat_and_keeps_the_old_one_while_it_can_be_undone(village):
    with village.database.writing() as db:
        old, new = slot(db, village, 0), slot(db, village, 2)
        appointment = confirmed(db, village, at=old)
        assessments.reschedule(db, village.actor("mei"), appointment, new)
        assert status_of(appointment) is AppointmentStatus.booked  # the site confirms anew
        assert appointment.slot.id == new.id
        [kept] = db.scalars(select(SeatClaim).where(SeatClaim.held_until.is_not(None)))
        assert (kept.seat.slot_id, kept.held_until) == (old.id, MORNING + UNDO_FOR)
        assert holders(db, new) == [appointment.id]
        assert all(row.prepared_at is None for row in appointment.need_rows)
    with village.database.reading() as db:
        moved = timeline(db, assessments.matter_of(appointment))[-1]
        assert moved.facts["former_starts_at"] == old.starts_at.isoformat()
        assert moved.facts["starts_at"] == new.starts_at.isoformat()


def test_moving_to_another_site_needs_consent_for_it(village):
    with village.database.writing() as db:
        book(db, village)

    def tried(db):
        [appointment] = assessments.appointments_of(db, village.mei.id)
        return assessments.reschedule(db, village.actor("mei"), appointment, slot(db, village, key="lake_hospital"))

    refused(village, assessments.ReceiverConsentMissing, tried)
    with village.database.writing() as db:
        agree(db, village, "mei", "lake_hospital")
        assert tried(db).site.organisation_id == village.lake_hospital.id


def test_a_lost_race_for_another_time_keeps_the_old_one(village):
    with village.database.writing() as db:
        full = narrow_slot(db, village)
        book(db, village, "guo", at=full, category=Category.visual)
        appointment = book(db, village)
    held = appointment.seat_id

    def tried(db):
        [mine] = assessments.appointments_of(db, village.mei.id)
        assessments.reschedule(db, village.actor("mei"), mine, assessments.find_slot(db, full.public_id))

    refused(village, assessments.SeatTaken, tried, slot=full.public_id)
    with village.database.reading() as db:
        [mine] = assessments.appointments_of(db, village.mei.id)
        assert mine.seat_id == held
        assert holders(db, mine.slot) == [mine.id]


def test_once_it_has_begun_only_staff_can_end_it(village):
    with village.database.writing() as db:
        late = at_time_of(book(db, village))

    def tried(db):
        [mine] = assessments.appointments_of(db, village.mei.id)
        assessments.cancel(db, village.actor("mei", late), mine)

    refused(village, assessments.AppointmentStarted, tried)
    with village.database.writing() as db:
        [mine] = assessments.appointments_of(db, village.mei.id)
        factories_mandates.errand(db, village, matter=assessments.matter_of(mine))
        assessments.cancel(db, village.actor("officer", late), mine)
        assert mine.cancelled_by is Hand.officer


def test_nobody_moves_the_appointment_of_another(village):
    with village.database.writing() as db:
        book(db, village)

    def tried(db):
        [hers] = assessments.appointments_of(db, village.mei.id)
        assessments.cancel(db, village.actor("guo"), hers)

    refused(village, NotFound, tried)


def test_a_new_need_makes_the_site_confirm_again_and_a_dropped_one_does_not(village):
    with village.database.writing() as db:
        appointment = confirmed(db, village, needs=(Need.wheelchair, Need.slowly))
        assessments.change_needs(db, village.actor("mei"), appointment, [Need.wheelchair])
        assert status_of(appointment) is AppointmentStatus.confirmed
        assessments.change_needs(db, village.actor("mei"), appointment, [Need.wheelchair, Need.sign_interpreter])
        assert status_of(appointment) is AppointmentStatus.booked
        assert [row.need for row in appointment.need_rows if row.prepared_at] == [Need.wheelchair]


def test_a_death_ends_what_has_not_taken_place(village):
    with village.database.writing() as db:
        appointment = book(db, village)
        at = appointment.slot
        people.record_death(db, village.actor("officer"), her(db, village, "mei"), on=MORNING.date())
        assessments.cancel_appointments_of(db, village.actor("officer"), her(db, village, "mei"))
        assert status_of(appointment) is AppointmentStatus.cancelled
        assert holders(db, at) == []
