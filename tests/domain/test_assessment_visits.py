"""An assessment at home: she asks, the site names a time within what she said."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from tests.factories_assessments import MORNING, TOMORROW, agree, book, her, request_home, session_on, site, slot
from webapp import assessments
from webapp.assessments import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AppointmentStatus,
    HalfDay,
    Hand,
    SeatClaim,
    status_of,
)
from webapp.certificates import DisabilityCategory as Category
from webapp.core import UNDO_FOR, NotFound, NotPermitted


def home_slot(db, village, number=0):
    return session_on(db, village, kind=AppointmentKind.home).slots[number]


def test_a_request_waits_at_the_site_until_it_names_a_time(village):
    with village.database.writing() as db:
        appointment = request_home(db, village)
        assert status_of(appointment) is AppointmentStatus.requested
        assert appointment in assessments.home_requests(db, village.first_hospital.id)
        at = home_slot(db, village)
        assert at in assessments.times_for_home(db, appointment, MORNING)
        assessments.give_time(db, village.actor("clerk"), appointment, at)
        assert status_of(appointment) is AppointmentStatus.booked
        assert appointment.slot.id == at.id
        assert appointment not in assessments.home_requests(db, village.first_hospital.id)


def test_she_may_have_a_visit_and_a_time_at_the_hospital_but_not_two_visits(village):
    with village.database.writing() as db:
        request_home(db, village)
        book(db, village)
    with pytest.raises(assessments.AlreadyBooked), village.database.writing() as db:
        request_home(db, village)


@pytest.mark.parametrize(("changed", "error"), [
    ({"home_reason": "  "}, assessments.HomeReasonMissing),
    ({"home_address": ""}, assessments.HomeAddressMissing),
    ({"windows": []}, assessments.HomeWindowsMissing),
    ({"category": Category.mental}, assessments.CategoryNotAssessed),
])
def test_an_incomplete_request_is_refused_and_nothing_is_kept(village, changed, error):
    with village.database.reading() as db:
        before = db.scalar(select(func.count()).select_from(Appointment))
    with pytest.raises(error), village.database.writing() as db:
        request_home(db, village, **changed)
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Appointment)) == before


def test_a_site_that_stays_in_its_house_is_asked_for_no_visit(village):
    with pytest.raises(assessments.NoHomeAssessment), village.database.writing() as db:
        request_home(db, village, at=site(db, village, "lake_hospital"))


def test_why_and_where_are_unreadable_at_rest(village):
    with village.database.writing() as db:
        appointment = request_home(db, village)
        raw = text("SELECT home_reason, home_address FROM appointments WHERE id = :id")
        stored = db.execute(raw, {"id": appointment.id}).one()
    assert all("楼".encode() not in bytes(value) and "桂花路".encode() not in bytes(value) for value in stored)


def test_the_site_does_not_come_when_she_did_not_say_so(village):
    with village.database.writing() as db:
        appointment = request_home(db, village, windows=[(1, HalfDay.morning)])
        assert assessments.times_for_home(db, appointment, MORNING) == []
        with pytest.raises(assessments.OutsideWindows):
            assessments.give_time(db, village.actor("clerk"), appointment, home_slot(db, village))
        assert db.scalar(select(SeatClaim).where(SeatClaim.appointment_id == appointment.id)) is None


def test_a_visit_is_not_given_at_the_hospital_or_by_another_hand(village):
    with village.database.writing() as db:
        asked = request_home(db, village)
        with pytest.raises(assessments.WrongKind):
            assessments.give_time(db, village.actor("clerk"), asked, slot(db, village))
        with pytest.raises(NotFound):
            assessments.give_time(db, village.actor("mind_clerk"), asked, home_slot(db, village))
        with pytest.raises(NotPermitted):
            assessments.give_time(db, village.actor("mei"), asked, home_slot(db, village))


def test_the_site_may_name_another_time_and_one_visit_holds_one_seat(village):
    with village.database.writing() as db:
        appointment = request_home(db, village)
        assessments.give_time(db, village.actor("clerk"), appointment, home_slot(db, village, 0))
        assessments.give_time(db, village.actor("clerk"), appointment, home_slot(db, village, 1))
        claims = select(SeatClaim.seat_id).where(SeatClaim.appointment_id == appointment.id)
        held = db.scalars(claims.where(SeatClaim.released_at.is_(None)))
        assert list(held) == [appointment.seat_id]


def test_two_visits_never_share_the_time_of_one_team(village):
    with village.database.writing() as db:
        mei = request_home(db, village)
        assessments.give_time(db, village.actor("clerk"), mei, home_slot(db, village))
        guo = request_home(db, village, "guo", category=Category.visual)
        with pytest.raises(assessments.SeatTaken):
            assessments.give_time(db, village.actor("clerk"), guo, home_slot(db, village))


def test_she_can_ask_for_another_time_and_the_old_one_is_free_once_it_cannot_be_undone(village):
    with village.database.writing() as db:
        appointment = request_home(db, village)
        assessments.give_time(db, village.actor("clerk"), appointment, home_slot(db, village))
        said = [(3, HalfDay.afternoon), (5, HalfDay.morning)]
        assessments.ask_other_time(db, village.actor("mei"), appointment, windows=said)
        assert status_of(appointment) is AppointmentStatus.requested
        assert [row.window for row in appointment.windows] == said
        assert home_slot(db, village) in assessments.times_for_home(db, appointment, MORNING + UNDO_FOR)


def test_a_site_that_cannot_come_says_so_and_the_hospital_stays_open(village):
    with village.database.writing() as db:
        appointment = request_home(db, village)
        assessments.decline_request(db, village.actor("clerk"), appointment)
        assert status_of(appointment) is AppointmentStatus.cancelled
        assert appointment.cancelled_by is Hand.site
        book(db, village, at=slot(db, village, day=TOMORROW))


def test_only_who_belongs_to_it_finds_an_appointment(village):
    with village.database.writing() as db:
        public_id = request_home(db, village).public_id
    mine = ({"resident_id": village.mei.id}, {"organisation_id": village.first_hospital.id},
            {"area_ids": {village.mei.residence_area_id}})
    others = ({"resident_id": village.guo.id}, {"organisation_id": village.mind_hospital.id},
              {"area_ids": {village.wei.residence_area_id}})
    with village.database.reading() as db:
        for asker in mine:
            assert assessments.find_appointment(db, public_id, **asker).resident_id == village.mei.id
        for asker in others:
            with pytest.raises(NotFound):
                assessments.find_appointment(db, public_id, **asker)
        assert her(db, village, "mei").id == village.mei.id


def test_who_let_a_site_know_that_she_comes_has_not_let_it_know_where_she_lives(village):
    with village.database.writing() as db:
        agree(db, village, "mei")
        mei, first = her(db, village, "mei"), site(db, village)
        assert assessments.has_agreed(db, mei, first, AppointmentKind.hospital)
        assert not assessments.has_agreed(db, mei, first, AppointmentKind.home)
        agree(db, village, "guo", kind=AppointmentKind.home)
        assert assessments.has_agreed(db, her(db, village, "guo"), first, AppointmentKind.hospital)
        with pytest.raises(assessments.ReceiverConsentMissing):
            assessments.request_home(
                db, village.actor("mei"), mei, first, category=Category.physical, reason=AppointmentReason.renewal,
                home_reason="下不了楼", home_address="桂花路", windows=[(3, HalfDay.afternoon)], needs=[])
