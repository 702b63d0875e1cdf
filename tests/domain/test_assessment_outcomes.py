"""At the site: needs are made ready, she is confirmed, seen, assessed; the certificate follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import RESIDENTS, citizen_id
from tests.factories_assessments import MORNING, assessed, at_time_of, attended, book, confirmed, latest, slot
from webapp import assessments
from webapp.assessments import AppointmentStatus, status_of
from webapp.certificates import BadCertificateNumber, CertificateOfAnother, certificate_on
from webapp.certificates import DisabilityCategory as Category
from webapp.core import NotFound, NotPermitted
from webapp.core.ledger import timeline
from webapp.people import Need

MEI = citizen_id(next(person for person in RESIDENTS if person.key == "mei"))
GUO = citizen_id(next(person for person in RESIDENTS if person.key == "guo"))
ASSESSED_ON = date(2026, 11, 24)
LATER = MORNING + timedelta(days=10)


def test_a_site_confirms_only_when_each_need_is_ticked(village):
    with village.database.writing() as db:
        book(db, village, needs=(Need.wheelchair, Need.sign_interpreter))
    with pytest.raises(assessments.NeedsNotPrepared) as refused, village.database.writing() as db:
        assessments.confirm(db, village.actor("clerk"), latest(db, village), prepared=[Need.wheelchair])
    assert refused.value.facts["needs"] == [Need.sign_interpreter]
    with village.database.writing() as db:
        appointment = latest(db, village)
        assert status_of(appointment) is AppointmentStatus.booked
        assert all(row.prepared_at is None for row in appointment.need_rows)
        assessments.confirm(db, village.actor("clerk"), appointment, prepared=[Need.wheelchair, Need.sign_interpreter])
        assert status_of(appointment) is AppointmentStatus.confirmed
        assert {row.prepared_by for row in appointment.need_rows} == {village.clerk.id}


@pytest.mark.parametrize(("key", "error"), [("mind_clerk", NotFound), ("officer", NotPermitted), ("mei", NotPermitted)])
def test_nobody_but_her_site_confirms(village, key, error):
    with village.database.writing() as db:
        book(db, village)
    with pytest.raises(error), village.database.writing() as db:
        assessments.confirm(db, village.actor(key), latest(db, village), prepared=list(Need))


def test_a_confirmed_appointment_is_not_confirmed_again(village):
    with village.database.writing() as db:
        confirmed(db, village)
    with pytest.raises(assessments.AppointmentHasMovedOn) as refused, village.database.writing() as db:
        assessments.confirm(db, village.actor("clerk"), latest(db, village), prepared=list(Need))
    assert refused.value.facts["status"] is AppointmentStatus.confirmed


def test_nobody_is_noted_as_not_come_before_her_time(village):
    with village.database.writing() as db:
        before = at_time_of(book(db, village), minutes=-1)
    with pytest.raises(assessments.NotStartedYet), village.database.writing() as db:
        assessments.mark_no_show(db, village.actor("clerk", before), latest(db, village))
    with pytest.raises(assessments.NotStartedYet), village.database.writing() as db:
        assessments.attend(db, village.actor("clerk"), latest(db, village))  # a day before


def test_who_did_not_come_may_book_anew_and_a_mistake_can_be_put_right(village):
    with village.database.writing() as db:
        appointment = book(db, village)
        late = at_time_of(appointment, minutes=60)
        assessments.mark_no_show(db, village.actor("clerk", late), appointment)
        assert status_of(appointment) is AppointmentStatus.no_show
        assessments.attend(db, village.actor("clerk", late), appointment)
        assert status_of(appointment) is AppointmentStatus.attended
    with village.database.reading() as db:
        events = [entry.event for entry in timeline(db, assessments.matter_of(appointment))]
        assert events[-2:] == ["assessments.AppointmentMissed", "assessments.AppointmentAttended"]


def test_a_mistake_is_not_put_right_over_a_new_appointment(village):
    with village.database.writing() as db:
        appointment = book(db, village)
        late = at_time_of(appointment, minutes=60)
        assessments.mark_no_show(db, village.actor("clerk", late), appointment)
        book(db, village, at=slot(db, village, day=date(2026, 12, 1)))
        with pytest.raises(assessments.AlreadyBooked):
            assessments.attend(db, village.actor("clerk", late), appointment)


def test_an_outcome_needs_her_to_have_been_there(village):
    with village.database.writing() as db:
        confirmed(db, village)
    with pytest.raises(assessments.AppointmentHasMovedOn), village.database.writing() as db:
        assessments.record_outcome(db, village.actor("clerk", LATER), latest(db, village), category=Category.physical,
                                   grade=2, reasons=None, assessed_on=ASSESSED_ON)


@pytest.mark.parametrize(("changed", "error"), [
    ({"grade": 5}, assessments.BadGrade),
    ({"grade": 0}, assessments.BadGrade),
    ({"grade": None, "reasons": "  "}, assessments.NotMetReasonsMissing),
    ({"assessed_on": date(2027, 1, 1)}, assessments.BadAssessedOn),
    ({"assessed_on": date(2026, 11, 1)}, assessments.BadAssessedOn),
    ({"category": Category.mental}, assessments.CategoryNotAssessed),
])
def test_an_impossible_outcome_is_refused(village, changed, error):
    with village.database.writing() as db:
        attended(db, village)
    said = {"category": Category.physical, "grade": 2, "reasons": None, "assessed_on": ASSESSED_ON} | changed
    with pytest.raises(error), village.database.writing() as db:
        assessments.record_outcome(db, village.actor("clerk", LATER), latest(db, village), **said)
    with village.database.reading() as db:
        assert latest(db, village).outcome is None


def test_not_meeting_the_standard_has_reasons_and_no_certificate(village):
    with village.database.writing() as db:
        appointment = assessed(db, village, grade=None, reasons="关节活动范围未达到标准")
        assert status_of(appointment) is AppointmentStatus.completed
        assert not appointment.outcome.meets_standard
        with pytest.raises(assessments.StandardNotMet):
            assessments.issue_after(db, village.actor("federation", LATER), appointment.outcome, f"{MEI}42",
                                    issued_on=LATER.date())


def test_a_wrong_outcome_is_corrected_by_a_new_row_until_a_certificate_has_followed(village):
    with village.database.writing() as db:
        appointment = assessed(db, village, grade=3)
        former = appointment.outcome
        assessments.record_outcome(db, village.actor("clerk", LATER), appointment, category=Category.physical, grade=1,
                                   reasons=None, assessed_on=ASSESSED_ON)
        assert (former.grade, appointment.outcome.grade) == (3, 1)
        assert former.replaced_at is not None
        federation = village.actor("federation", LATER)
        with pytest.raises(assessments.OutcomeReplaced):
            assessments.issue_after(db, federation, former, f"{MEI}43", issued_on=LATER.date())
        assessments.issue_after(db, federation, appointment.outcome, f"{MEI}41", issued_on=LATER.date())
        with pytest.raises(assessments.CertificateFollowedAlready):
            assessments.record_outcome(db, village.actor("clerk", LATER), appointment, category=Category.physical,
                                       grade=2, reasons=None, assessed_on=ASSESSED_ON)


def test_the_certificate_says_what_the_assessment_found(village):
    with village.database.writing() as db:
        appointment = assessed(db, village, grade=1)
        federation = village.actor("federation", LATER)
        certificate = assessments.issue_after(db, federation, appointment.outcome, f"{MEI}41", issued_on=LATER.date())
        assert (certificate.category, certificate.grade) == (Category.physical, 1)
        assert certificate_on(db, appointment.resident, LATER.date()).id == certificate.id
        assert assessments.awaiting_certificate(db, {village.mei.residence_area_id}) == []


@pytest.mark.parametrize(("number", "error"), [
    (f"{MEI}42", assessments.NumberContradictsOutcome),
    (f"{MEI}11", assessments.NumberContradictsOutcome),
    (f"{GUO}41", CertificateOfAnother),
    (f"{MEI}", BadCertificateNumber),
    (f"{MEI[:17]}041" if MEI[17] != "0" else f"{MEI[:17]}141", BadCertificateNumber),
])
def test_a_number_that_says_something_else_issues_nothing(village, number, error):
    with village.database.writing() as db:
        assessed(db, village, grade=1)
        before = certificate_on(db, latest(db, village).resident, LATER.date()).id
    with pytest.raises(error), village.database.writing() as db:
        assessments.issue_after(db, village.actor("federation", LATER), latest(db, village).outcome, number,
                                issued_on=LATER.date())
    with village.database.reading() as db:
        appointment = latest(db, village)
        assert appointment.outcome.certificate_id is None
        assert certificate_on(db, appointment.resident, LATER.date()).id == before


@pytest.mark.parametrize("issued_on", [date(2026, 11, 23), date(2027, 1, 1)])
def test_a_certificate_is_not_dated_before_the_assessment_or_in_the_future(village, issued_on):
    with village.database.writing() as db:
        outcome = assessed(db, village).outcome
        with pytest.raises(assessments.BadIssuedOn):
            assessments.issue_after(db, village.actor("federation", LATER), outcome, f"{MEI}41", issued_on=issued_on)


@pytest.mark.parametrize("key", ["clerk", "officer", "mei"])
def test_only_the_federation_issues(village, key):
    with village.database.writing() as db:
        outcome = assessed(db, village).outcome
        with pytest.raises(NotPermitted):
            assessments.issue_after(db, village.actor(key, LATER), outcome, f"{MEI}41", issued_on=LATER.date())


def test_a_renewal_with_the_same_number_runs_from_its_own_day(village):
    with village.database.writing() as db:
        appointment = assessed(db, village, grade=2)
        former = certificate_on(db, appointment.resident, LATER.date())
        renewed = assessments.issue_after(db, village.actor("federation", LATER), appointment.outcome, f"{MEI}42",
                                          issued_on=LATER.date())
        assert renewed.number == former.number
        assert renewed.issued_on == LATER.date()
        assert former.replaced_at is not None
