"""A site opens sessions, and when it cancels one, nobody is left without another time."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories_assessments import (
    MORNING,
    TOMORROW,
    book,
    confirmed,
    her,
    latest,
    narrow_slot,
    request_home,
    session_on,
    site,
    slot,
)
from webapp import assessments
from webapp.assessments import (
    OFFER_EXTENSIONS,
    OFFER_HOLD,
    AppointmentKind,
    AppointmentStatus,
    AssessmentSession,
    Hand,
    Seat,
    SeatClaim,
    local_moment,
    status_of,
)
from webapp.certificates import DisabilityCategory as Category
from webapp.core import UNDO_FOR, LedgerEntry, NotFound
from webapp.core.ledger import timeline

DAY = date(2026, 12, 1)


def opened(db, village, by="clerk", **changed):
    wanted = {"kind": AppointmentKind.hospital, "categories": [Category.physical], "slot_minutes": 30, "seats": 2,
              "starts_at": local_moment(DAY, time(8, 30)), "ends_at": local_moment(DAY, time(11, 30))} | changed
    return assessments.open_session(db, village.actor(by), site(db, village), **wanted)


def test_a_session_has_a_row_for_every_seat(village):
    with village.database.writing() as db:
        session = opened(db, village)
        seats = select(func.count()).select_from(Seat).join(Seat.slot).where(assessments.Slot.session_id == session.id)
        assert (len(session.slots), db.scalar(seats)) == (6, 12)


@pytest.mark.parametrize(("changed", "reason"), [
    ({"ends_at": local_moment(DAY, time(8, 0))}, "order"),
    ({"starts_at": local_moment(date(2026, 11, 20), time(8)), "ends_at": local_moment(DAY, time(9))}, "past"),
    ({"slot_minutes": 0}, "slot_length"),
    ({"slot_minutes": 240}, "no_slot"),
    ({"slot_minutes": 5, "ends_at": local_moment(DAY, time(8, 30)) + timedelta(days=2)}, "too_many_slots"),
    ({"seats": 0}, "seats"),
    ({"seats": 21}, "seats"),
])
def test_impossible_times_open_nothing(village, changed, reason):
    with village.database.reading() as db:
        before = db.scalar(select(func.count()).select_from(AssessmentSession))
    with pytest.raises(assessments.BadSessionTimes) as refused, village.database.writing() as db:
        opened(db, village, **changed)
    assert refused.value.facts["reason"] == reason
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(AssessmentSession)) == before


@pytest.mark.parametrize(("changed", "error"), [
    ({"categories": []}, assessments.SessionCategoriesMissing),
    ({"categories": [Category.mental]}, assessments.CategoryNotAssessed),
    ({"by": "mind_clerk"}, NotFound),
    ({"by": "officer"}, NotFound),
])
def test_what_a_site_cannot_offer_it_cannot_open(village, changed, error):
    with pytest.raises(error), village.database.writing() as db:
        opened(db, village, **changed)


def test_a_site_that_stays_in_its_house_opens_no_visits(village):
    with pytest.raises(assessments.NoHomeAssessment), village.database.writing() as db:
        assessments.open_session(
            db, village.actor("lake_clerk"), site(db, village, "lake_hospital"), kind=AppointmentKind.home,
            categories=[Category.physical], starts_at=local_moment(DAY, time(8)), ends_at=local_moment(DAY, time(9)),
            slot_minutes=30, seats=1)


def test_a_cancelled_session_offers_everybody_another_time_and_tells_them(village):
    with village.database.writing() as db:
        at = slot(db, village)
        mei = confirmed(db, village, "mei", at=at)
        guo = book(db, village, "guo", at=at, category=Category.visual)
        displaced = assessments.cancel_session(db, village.actor("clerk"), at.session)
        assert {appointment.id for appointment in displaced} == {mei.id, guo.id}
    with village.database.reading() as db:
        for key in ("mei", "guo"):
            [appointment] = assessments.appointments_of(db, village.of(key).id)
            assert status_of(appointment) is AppointmentStatus.displaced
            assert appointment.cancelled_by is Hand.site
            offers = assessments.offers_of(db, appointment, MORNING)
            assert len(offers) == 3
            assert all(offer.slot.session.id != appointment.slot.session.id for offer, _ in offers)
            assert [claim is not None for _, claim in offers] == [True, False, False]
            assert timeline(db, assessments.matter_of(appointment))[-1].event == "assessments.AppointmentDisplaced"


def test_the_nearest_times_are_offered_first(village):
    with village.database.writing() as db:
        at = slot(db, village)
        appointment = book(db, village, at=at)
        assessments.cancel_session(db, village.actor("clerk"), at.session)
        starts = [offer.slot.starts_at for offer, _ in assessments.offers_of(db, appointment, MORNING)]
    assert starts == sorted(starts, key=lambda start: abs(start - at.starts_at))
    assert local_moment(TOMORROW + timedelta(days=1), time(8, 30)) == starts[0]


def test_a_held_offer_keeps_others_away_until_its_time_is_over(village):
    with village.database.writing() as db:
        for row in db.scalars(select(AssessmentSession)):
            row.cancelled_at = MORNING
        old = narrow_slot(db, village, categories=[Category.multiple])
        new = narrow_slot(db, village, categories=[Category.multiple], day=TOMORROW + timedelta(days=20))
        book(db, village, "wei", at=old, category=Category.multiple)
        assessments.cancel_session(db, village.actor("clerk"), old.session)
    with pytest.raises(assessments.SeatTaken), village.database.writing() as db:
        book(db, village, "jun", at=assessments.find_slot(db, new.public_id), category=Category.multiple)
    with village.database.writing() as db:
        later = village.actor("jun", MORNING + OFFER_HOLD)
        book(db, village, "jun", at=assessments.find_slot(db, new.public_id), category=Category.multiple, by=later)


def displaced_mei(db, village):
    appointment = book(db, village)
    assessments.cancel_session(db, village.actor("clerk"), appointment.slot.session)
    return appointment


def test_an_accepted_offer_becomes_an_appointment_with_all_she_had_said(village):
    with village.database.writing() as db:
        old = displaced_mei(db, village)
        (offer, held), *_ = assessments.offers_of(db, old, MORNING)
        new = assessments.accept_offer(db, village.actor("mei"), old, offer.slot)
        assert status_of(new) is AppointmentStatus.booked
        assert (new.follows_id, new.category, new.reason, new.needs) == (old.id, old.category, old.reason, old.needs)
        assert status_of(old) is AppointmentStatus.cancelled
        standing = select(SeatClaim).where(SeatClaim.released_at.is_(None))
        claims = db.scalars(standing.where(SeatClaim.appointment_id.in_([old.id, new.id])))
        assert [(claim.appointment_id, claim.held_until) for claim in claims] == [(new.id, None)]
        assert held is not None
        assert assessments.successor_of(db, old).id == new.id


def test_booking_any_other_time_answers_the_offer_too(village):
    with village.database.writing() as db:
        old = displaced_mei(db, village)
        book(db, village, at=slot(db, village, day=TOMORROW + timedelta(days=7)))
        assert status_of(old) is AppointmentStatus.cancelled
        assert assessments.offers_of(db, old, MORNING + UNDO_FOR)[0][1] is None  # held no more


def test_she_may_want_no_other_time(village):
    with village.database.writing() as db:
        old = displaced_mei(db, village)
        assessments.decline_offers(db, village.actor("mei"), old)
        assert status_of(old) is AppointmentStatus.cancelled
        assert all(claim is None for _, claim in assessments.offers_of(db, old, MORNING + UNDO_FOR))
    with pytest.raises(assessments.AppointmentHasMovedOn), village.database.writing() as db:
        assessments.decline_offers(db, village.actor("mei"), latest(db, village))


def test_a_time_that_was_not_offered_cannot_be_accepted(village):
    with village.database.writing() as db:
        old = displaced_mei(db, village)
        other = slot(db, village, 5, day=TOMORROW + timedelta(days=14))
        with pytest.raises(assessments.OfferOver):
            assessments.accept_offer(db, village.actor("mei"), old, other)


def test_what_is_held_can_be_held_longer_ten_times(village):
    with village.database.writing() as db:
        narrow = narrow_slot(db, village, day=date(2027, 3, 1))
        later = select(AssessmentSession).where(AssessmentSession.starts_at > local_moment(TOMORROW, time(20)))
        for row in db.scalars(later):
            row.cancelled_at = None if row.id == narrow.session_id else MORNING
        old = displaced_mei(db, village)
        at = MORNING
        for _ in range(OFFER_EXTENSIONS):
            at += timedelta(days=2)
            held = assessments.keep_offer(db, village.actor("mei", at), old)
            assert held.held_until == at + OFFER_HOLD
        with pytest.raises(assessments.NoMoreExtensions):
            assessments.keep_offer(db, village.actor("mei", at), old)


def test_an_offer_that_ran_out_cannot_be_held_longer(village):
    with village.database.writing() as db:
        displaced_mei(db, village)
    with pytest.raises(assessments.OfferOver), village.database.writing() as db:
        assessments.keep_offer(db, village.actor("mei", MORNING + timedelta(days=4)), latest(db, village))


def test_a_visit_whose_session_is_cancelled_waits_for_a_new_time(village):
    with village.database.writing() as db:
        appointment = request_home(db, village)
        at = session_on(db, village, kind=AppointmentKind.home).slots[0]
        assessments.give_time(db, village.actor("clerk"), appointment, at)
        assessments.cancel_session(db, village.actor("clerk"), at.session)
        assert status_of(appointment) is AppointmentStatus.requested
        assert appointment.seat is None
        assert appointment in assessments.home_requests(db, village.first_hospital.id)


def test_a_session_is_cancelled_once_and_not_when_it_is_over(village):
    with village.database.writing() as db:
        session, next_one = session_on(db, village), session_on(db, village, TOMORROW + timedelta(days=1))
        assessments.cancel_session(db, village.actor("clerk"), session)
        with pytest.raises(assessments.SessionNotHeld):
            assessments.cancel_session(db, village.actor("clerk"), session)
        with pytest.raises(assessments.SessionOver):
            assessments.cancel_session(db, village.actor("clerk", MORNING + timedelta(days=3)), next_one)


def test_another_site_finds_and_cancels_nothing_here(village):
    with village.database.reading() as db:
        public_id = session_on(db, village).public_id
        with pytest.raises(NotFound):
            assessments.find_session(db, public_id, organisation_id=village.mind_hospital.id)
    with pytest.raises(NotFound), village.database.writing() as db:
        assessments.cancel_session(db, village.actor("mind_clerk"), session_on(db, village))


def test_one_appointment_can_be_displaced_alone(village):
    with village.database.writing() as db:
        at = slot(db, village)
        mei, guo = book(db, village, at=at), book(db, village, "guo", at=at, category=Category.visual)
        assessments.displace(db, village.actor("clerk"), mei)
        assert status_of(mei) is AppointmentStatus.displaced
        assert status_of(guo) is AppointmentStatus.booked
        assert at.id not in {offer.slot_id for offer, _ in assessments.offers_of(db, mei, MORNING)}


def test_free_times_are_grouped_by_her_days_and_go_on_from_the_next(village):
    with village.database.reading() as db:
        at = site(db, village)
        days, more = assessments.free_days(db, MORNING, kind=AppointmentKind.hospital, category=Category.physical,
                                           sites=[at.id], days=3)
        assert [day.day for day in days] == [TOMORROW, TOMORROW + timedelta(days=1), TOMORROW + timedelta(days=2)]
        assert [len(day.slots) for day in days] == [6, 6, 6]
        later, _ = assessments.free_days(db, MORNING, kind=AppointmentKind.hospital, category=Category.physical,
                                         sites=[at.id], from_on=more, days=1)
        assert later[0].day == TOMORROW + timedelta(days=3)


def test_full_times_and_cancelled_sessions_are_not_shown(village):
    with village.database.writing() as db:
        full = narrow_slot(db, village)
        book(db, village, at=full)
        assessments.cancel_session(db, village.actor("clerk"), session_on(db, village, TOMORROW + timedelta(days=1)))
        days, _ = assessments.free_days(db, MORNING, kind=AppointmentKind.hospital, category=Category.physical,
                                        sites=[site(db, village).id], days=2)
        assert [day.day for day in days] == [TOMORROW, TOMORROW + timedelta(days=2)]
        assert full.id not in {slot.id for slot in days[0].slots}


def test_only_sites_of_her_county_and_city_that_assess_the_category_the_nearest_first(village):
    def names(db, key, category, kind=AppointmentKind.hospital):
        found = assessments.sites_for(db, her(db, village, key), category=category, kind=kind)
        return [site.organisation_id for site in found]

    with village.database.reading() as db:
        assert names(db, "mei", Category.physical) == [village.first_hospital.id, village.lake_hospital.id]
        assert names(db, "jun", Category.mental) == [village.lake_hospital.id, village.mind_hospital.id]
        assert names(db, "mei", Category.mental, AppointmentKind.home) == [village.mind_hospital.id]


def test_a_booking_and_a_cancelled_session_leave_one_entry_each_in_a_matter(village):
    with village.database.writing() as db:
        old = displaced_mei(db, village)
    with village.database.reading() as db:
        entries = db.scalars(select(LedgerEntry.event).where(LedgerEntry.matter == str(assessments.matter_of(old))))
        assert list(entries) == ["assessments.AppointmentBooked", "assessments.AppointmentDisplaced"]
