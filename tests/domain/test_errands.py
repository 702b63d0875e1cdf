"""帮办: an officer acts in somebody's place in one matter, under her recorded word, and no longer than the matter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests import factories_home_services as homes
from tests import factories_mandates as given
from tests.conftest import MORNING
from tests.factories_assessments import at_time_of, book, her, site
from webapp import assessments, home_services, mandates
from webapp.assessments import Appointment, AppointmentKind, AppointmentReason, AppointmentStatus, status_of
from webapp.certificates import DisabilityCategory as Category
from webapp.core import LedgerEntry
from webapp.core.ledger_proof import verify
from webapp.home_services import CancelReason, Status
from webapp.mandates import (
    ConsentByAgentsPhone,
    Errand,
    ErrandKind,
    ErrandMissing,
    ErrandOver,
    HerPhoneUnknown,
    NoSuchErrand,
    NotHersToGive,
    RecordMissing,
    SignatureKind,
)
from webapp.people import Account, Resident

LATER = MORNING + timedelta(days=31)


def officer_books(db, village, *, by="officer", at=MORNING, key="mei"):
    return book(db, village, key, by=village.actor(by, at))


def officer_cancels(db, village, appointment, *, by="officer", at=MORNING):
    return assessments.cancel(db, village.actor(by, at), appointment)


def open_errands(db):
    return list(db.scalars(select(Errand).where(Errand.ended_at.is_(None))))


def nothing_was_booked(village):
    with village.database.reading() as db:
        return db.scalar(select(Appointment.id).where(Appointment.resident_id == village.mei.id)) is None


def test_without_her_word_an_officer_neither_books_nor_asks_nor_cancels_for_her(village):
    with village.database.writing() as db:
        hers, request = book(db, village, "mei"), homes.in_status(db, village, Status.requested)
        mei = her(db, village, "mei")
        for act in (
            lambda: officer_cancels(db, village, hers),
            lambda: assessments.change_needs(db, village.actor("officer"), hers, []),
            lambda: home_services.cancel(db, village.actor("officer"), request, reason=CancelReason.told_officer),
            lambda: home_services.start_draft(db, village.actor("officer"), mei, "visit", windows=homes.TIMES),
            lambda: officer_books(db, village, key="guo"),
            lambda: assessments.request_home(
                db, village.actor("officer"), mei, site(db, village), category=Category.physical,
                reason=AppointmentReason.change, home_reason="下不了楼", home_address="桂花路 8 号",
                windows=[(3, assessments.HalfDay.afternoon)], needs=[]),
        ):
            with pytest.raises(ErrandMissing):
                act()
        assert status_of(hers) is AppointmentStatus.booked
        assert request.status is Status.requested
        assert open_errands(db) == []


def test_what_an_officer_does_by_office_needs_nobodys_word(village):
    with village.database.writing() as db:
        for status in (Status.accepted, Status.assigned, Status.declined):
            homes.in_status(db, village, status)
        given.guardian(db, village)
        assert open_errands(db) == []


def test_her_word_its_kind_and_its_proof_are_kept_before_the_act(village):
    with village.database.writing() as db:
        errand = given.errand(db, village, way=SignatureKind.call, how="打登记的号码，核对了出生日期")
        assert (errand.consent_kind, errand.consent_record) == (SignatureKind.call, "打登记的号码，核对了出生日期")
        assert (errand.officer_id, errand.matter) == (village.officer.id, None)
        assert errand.words_hash == mandates.words_digest(errand.words)
        assert (errand.until_on - errand.from_on).days == mandates.ERRAND_DAYS
        appointment = officer_books(db, village)
        assert errand.matter == str(assessments.matter_of(appointment))
        assert errand.given_at <= appointment.booked_at


def test_her_word_without_a_proof_or_from_no_telephone_of_hers_is_none(village):
    with village.database.writing() as db:
        with pytest.raises(RecordMissing):
            given.errand(db, village, how="  ")
        with pytest.raises(NotHersToGive):
            given.errand(db, village, way=SignatureKind.passkey)
        for way in (SignatureKind.call, SignatureKind.text_message):
            with pytest.raises(HerPhoneUnknown):
                given.errand(db, village, key="hao", way=way)
        her(db, village, "hao").phone = db.get_one(Account, village.officer.id).phone = "00020009999"
        db.flush()
        with pytest.raises(ConsentByAgentsPhone):
            given.errand(db, village, key="hao", way=SignatureKind.call)
        assert open_errands(db) == []


@pytest.mark.parametrize("who", ["mei", "daughter", "clerk", "provider"])
def test_only_an_officer_notes_her_word(village, who):
    with village.database.writing() as db, pytest.raises(NotHersToGive):
        given.errand(db, village, by=who)


def test_it_covers_one_matter_and_no_second_one(village):
    with village.database.writing() as db:
        given.errand(db, village)
        first = officer_books(db, village)
        mei = her(db, village, "mei")
        with pytest.raises(ErrandMissing):
            home_services.start_draft(db, village.actor("officer"), mei, "visit", windows=homes.TIMES)
        officer_cancels(db, village, first)
        with pytest.raises(ErrandMissing):
            officer_books(db, village)
        assert open_errands(db) == []


def test_her_word_to_one_officer_is_none_to_another(village):
    with village.database.writing() as db:
        given.errand(db, village)
        with pytest.raises(ErrandMissing):
            officer_books(db, village, by="federation")
        hers = officer_books(db, village)
        with pytest.raises(ErrandMissing):
            officer_cancels(db, village, hers, by="federation")


def test_her_word_about_one_person_is_none_about_another(village):
    with village.database.writing() as db:
        given.errand(db, village, key="guo")
        with pytest.raises(ErrandMissing):
            officer_books(db, village)


def test_when_she_ends_it_it_is_over_at_once_and_cannot_end_twice(village):
    with village.database.writing() as db:
        errand = given.errand(db, village)
        hers = officer_books(db, village)
        with pytest.raises(NotHersToGive):
            mandates.end_errand(db, village.actor("guo"), errand, reason="by_resident")
        mandates.end_errand(db, village.actor("mei"), errand, reason="by_resident")
        with pytest.raises(ErrandMissing):
            officer_cancels(db, village, hers)
        assert status_of(hers) is AppointmentStatus.booked
        with pytest.raises(ErrandOver):
            mandates.end_errand(db, village.actor("mei"), errand, reason="by_resident")


def test_it_serves_to_the_end_of_its_last_day(village):
    with village.database.writing() as db:
        errand = given.errand(db, village)
        for days, state in ((0, "active"), (30, "active"), (31, "expired")):
            assert mandates.errand_status(errand, MORNING.date() + timedelta(days=days)) == state
        with pytest.raises(ErrandMissing):
            officer_books(db, village, at=LATER)


def test_asked_anew_the_earlier_word_is_replaced_and_two_never_stand(village):
    with village.database.writing() as db:
        first, second = given.errand(db, village), given.errand(db, village)
        assert (first.end_reason, second.end_reason) == ("replaced", None)
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(update(Errand).where(Errand.id == first.id).values(ended_at=None, end_reason=None))


def test_it_ends_with_the_appointment_whoever_ends_that(village):
    with village.database.writing() as db:
        for end in (
            lambda hers: assessments.cancel(db, village.actor("mei"), hers),
            lambda hers: assessments.displace(db, village.actor("clerk"), hers),
            lambda hers: assessments.mark_no_show(db, village.actor("clerk", at_time_of(hers)), hers),
        ):
            errand = given.errand(db, village)
            end(officer_books(db, village))
            assert errand.end_reason == "matter_over"


def test_it_ends_with_the_home_service_whoever_ends_that(village):
    with village.database.writing() as db:
        for ways in (("ask", "cancel"), ("ask", "decline"),
                     ("ask", "accept", "assign", "promise", "set_out", "finish", "confirm")):
            draft = homes.officers_draft(db, village, windows=homes.TODAY)
            errand = open_errands(db)[0]
            assert errand.matter == str(home_services.matter_of(draft))
            actor = village.actor("officer", homes.MORNING)
            home_services.ask(db, actor, draft, agreed=True, consent_version="1", consent_words="同意",
                              agreement=home_services.Agreement.at_window)
            assert errand.ended_at is None
            for name in ways[1:]:
                homes.make(db, village, name, draft, visit_at=homes.VISIT_TODAY)
            assert errand.end_reason == "matter_over"


def test_what_is_thrown_away_or_forgotten_ends_it_too(village):
    with village.database.writing() as db:
        officer = village.actor("officer", homes.MORNING)
        home_services.discard_draft(db, officer, homes.officers_draft(db, village))
        assert open_errands(db) == []
        homes.officers_draft(db, village)
        home_services.forget_old_drafts(db, village.actor("officer", LATER))
        assert open_errands(db) == []


def test_a_draft_whose_word_was_taken_back_cannot_be_sent_but_can_be_thrown_away(village):
    with village.database.writing() as db:
        draft = homes.officers_draft(db, village)
        [errand] = open_errands(db)
        mandates.end_errand(db, village.actor("mei"), errand, reason="by_resident")
        officer = village.actor("officer", homes.MORNING)
        with pytest.raises(ErrandMissing):
            home_services.ask(db, officer, draft, agreed=True, consent_version="1", consent_words="同意",
                              agreement=home_services.Agreement.at_window)
        assert draft.status is Status.draft
        home_services.discard_draft(db, officer, draft)
        assert home_services.requests_known_to(db, village.mei.id, account_id=village.officer.id) == []


def test_a_new_word_for_a_matter_that_exists_serves_there_only(village):
    with village.database.writing() as db:
        hers = book(db, village, "mei")
        errand = given.errand(db, village, matter=assessments.matter_of(hers))
        mei = her(db, village, "mei")
        with pytest.raises(ErrandMissing):
            assessments.book(db, village.actor("officer"), mei, hers.slot, category=Category.physical,
                             reason=AppointmentReason.change, needs=[])
        officer_cancels(db, village, hers)
        assert errand.end_reason == "matter_over"


def test_nobodys_word_is_needed_to_end_what_a_death_ends(village):
    from webapp.workbench.deaths import record_death

    with village.database.writing() as db:
        given.errand(db, village)
        errand, hers = given.errand(db, village, ErrandKind.home_service), officer_books(db, village)
        record_death(db, village.actor("officer"), db.get_one(Resident, village.mei.id), on=MORNING.date())
        assert status_of(hers) is AppointmentStatus.cancelled
        assert errand.end_reason == "death"
        assert open_errands(db) == []


def test_who_leaves_her_seat_leaves_what_she_was_told_to_do(village):
    with village.database.writing() as db:
        errand, other = given.errand(db, village), given.errand(db, village, by="federation")
        mandates.end_errands_of(db, village.actor("administrator"), village.officer.id)
        assert (errand.end_reason, other.end_reason) == ("officer_left", None)


def test_every_act_under_it_names_it_in_a_chain_that_is_whole(village):
    with village.database.writing() as db:
        errand = given.errand(db, village)
        matter = assessments.matter_of(officer_cancels(db, village, officer_books(db, village)))
    with village.database.reading() as db:
        acts = list(db.scalars(select(LedgerEntry).where(LedgerEntry.matter == str(matter)).order_by(LedgerEntry.id)))
        assert [entry.errand_id for entry in acts] == [errand.id, errand.id]
        assert all(f'"errand":{errand.id},' in entry.body for entry in acts)
        assert verify(db, village.mei.id)
        deeds, _more = mandates.deeds_about(db, village.mei)
        under = [deed.entry.event for deed in deeds if deed.errand is not None and deed.errand.id == errand.id]
        assert under == ["assessments.AppointmentCancelled", "assessments.AppointmentBooked"]
        assert [each.entry.event for each in mandates.done_on(db, errand, part_of=str)] == under


def test_it_is_hers_to_find_and_nobody_elses(village):
    with village.database.writing() as db:
        errand = given.errand(db, village)
        assert mandates.find_errand(db, errand.public_id, resident_id=village.mei.id).id == errand.id
        with pytest.raises(NoSuchErrand):
            mandates.find_errand(db, errand.public_id, resident_id=village.guo.id)


def test_a_visit_at_home_and_one_to_the_hospital_are_two_matters(village):
    assert assessments.ERRANDS[AppointmentKind.hospital] is not assessments.ERRANDS[AppointmentKind.home]
    with village.database.writing() as db:
        given.errand(db, village, ErrandKind.home_assessment)
        with pytest.raises(ErrandMissing):
            officer_books(db, village)
    assert nothing_was_booked(village)
