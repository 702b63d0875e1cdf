"""What an assessment found, and the certificate that follows. Nothing here predicts a grade."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.errors import (
    BadAssessedOn,
    BadGrade,
    BadIssuedOn,
    CategoryNotAssessed,
    CertificateFollowedAlready,
    NotMetReasonsMissing,
    NumberContradictsOutcome,
    OutcomeReplaced,
    StandardNotMet,
)
from webapp.assessments.events import AssessmentRecorded, CertificateFollowed
from webapp.assessments.models import Appointment, Assessment, Hand
from webapp.assessments.moves import matter_of, move, open_move
from webapp.assessments.rules import hand_of, local_day
from webapp.certificates import DisabilityCategory, DisabilityCertificate, certificate_number, issue_certificate
from webapp.core import Actor, NotPermitted, record
from webapp.people import Role


def record_outcome(db: Session, actor: Actor, appointment: Appointment, *, category: DisabilityCategory,
                   grade: int | None, reasons: str | None, assessed_on: date) -> Assessment:
    """What was found: a grade (1 is the severest), or None with the reasons why the standard is not met.

    Recorded again it corrects the former outcome, which stays as a row, until a certificate has followed.
    Raises BadGrade, NotMetReasonsMissing, BadAssessedOn, CategoryNotAssessed, CertificateFollowedAlready,
    AppointmentHasMovedOn.
    """
    appointment = open_move(db, actor, appointment, "record_outcome")
    if category not in appointment.site.categories:
        raise CategoryNotAssessed(category=category)
    if grade is not None and grade not in range(1, 5):
        raise BadGrade()
    if grade is None and not (reasons or "").strip():
        raise NotMetReasonsMissing()
    if assessed_on > actor.today:
        raise BadAssessedOn(reason="future")
    if appointment.slot is not None and assessed_on < local_day(appointment.slot.starts_at):
        raise BadAssessedOn(reason="before_appointment")
    former = appointment.outcome
    if former is not None:
        if former.certificate_id is not None:
            raise CertificateFollowedAlready()
        former.replaced_at = actor.at
        db.flush()
    outcome = Assessment(
        appointment=appointment, category=category, grade=grade, reasons=(reasons or "").strip() or None,
        assessed_on=assessed_on, recorded_at=actor.at, recorded_by=actor.account_id)
    db.add(outcome)
    event = AssessmentRecorded(corrected=former is not None)
    move(db, actor, appointment, "record_outcome", event, completed_at=actor.at)
    return outcome


def issue_after(db: Session, actor: Actor, outcome: Assessment, number: str, *,
                issued_on: date) -> DisabilityCertificate:
    """The Federation issues the certificate whose number says what the assessment found.

    Raises BadCertificateNumber, CertificateOfAnother, NumberContradictsOutcome, StandardNotMet, OutcomeReplaced,
    CertificateFollowedAlready, BadIssuedOn. Entitlements follow from it: the caller has them worked out anew.
    """
    if hand_of(actor) is not Hand.officer or actor.role == Role.community_officer:
        raise NotPermitted()
    chosen = select(Assessment).where(Assessment.id == outcome.id)
    outcome = db.scalars(chosen.with_for_update(of=Assessment).execution_options(populate_existing=True)).one()
    if outcome.replaced_at is not None:
        raise OutcomeReplaced()
    if outcome.certificate_id is not None:
        raise CertificateFollowedAlready()
    if not outcome.meets_standard:
        raise StandardNotMet()
    parts = certificate_number(number)
    if parts.category is not outcome.category:
        raise NumberContradictsOutcome(part="category")
    if parts.grade != outcome.grade:
        raise NumberContradictsOutcome(part="grade")
    if issued_on > actor.today:
        raise BadIssuedOn(reason="future")
    if issued_on < outcome.assessed_on:
        raise BadIssuedOn(reason="before_assessment")
    resident = outcome.appointment.resident
    certificate = issue_certificate(db, actor, resident, number, issued_on=issued_on, source="assessment")
    outcome.certificate_id = certificate.id
    db.flush()
    record(db, actor, CertificateFollowed(), subject_id=resident.id, matter=matter_of(outcome.appointment))
    return certificate
