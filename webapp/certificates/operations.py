"""Verbs of certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from webapp.certificates.errors import CertificateOfAnother
from webapp.certificates.events import CertificateCancelled, CertificateDated, CertificateIssued
from webapp.certificates.models import DisabilityCertificate
from webapp.certificates.queries import certificate_by_number, certificate_in_force, certificates_in_force
from webapp.certificates.rules import CertificateNumber, certificate_number, valid_until
from webapp.core import Actor, record
from webapp.core.privacy import blind_index
from webapp.people import Resident


def issue_certificate(
    db: Session, actor: Actor, resident: Resident, number: str, *, issued_on: date | None = None, source: str
) -> DisabilityCertificate:
    """The certificate with this number; an earlier one of the resident is replaced by it.

    Raises BadCertificateNumber, CertificateOfAnother. The same number again changes nothing, unless it was issued
    on a later day: a renewal that finds the same category and grade has the number of the card before it.
    """
    parts = certificate_number(number)
    if parts.citizen_id != resident.citizen_id:
        raise CertificateOfAnother()
    held = certificate_by_number(db, parts.text)
    if held is not None:
        if held.resident_id != resident.id:
            raise CertificateOfAnother()
        in_force = held.cancelled_at is None and held.replaced_at is None
        if in_force and (issued_on is None or (held.issued_on is not None and issued_on <= held.issued_on)):
            return held
    earlier = certificate_in_force(db, resident)
    if earlier is not None:
        earlier.replaced_at = actor.at
        db.flush()
    certificate = DisabilityCertificate(
        resident_id=resident.id,
        number=parts.text,
        number_index=blind_index("certificate", parts.text),
        category=parts.category,
        grade=parts.grade,
        issued_on=issued_on,
        valid_until=valid_until(issued_on) if issued_on else None,
        recorded_at=actor.at,
    )
    db.add(certificate)
    db.flush()
    record(db, actor, CertificateIssued(source=source), subject_id=resident.id)
    return certificate


def issue_certificates(
    db: Session, actor: Actor, issued: Sequence[tuple[Resident, CertificateNumber, date | None]], *, source: str
) -> None:
    """As issue_certificate, many at a time.

    Each number is her own (it begins with her citizen id) and was never recorded.
    """
    held = certificates_in_force(db, [resident.id for resident, _, _ in issued])
    for earlier in held.values():
        earlier.replaced_at = actor.at
    db.flush()
    db.add_all(
        DisabilityCertificate(
            resident_id=resident.id,
            number=number.text,
            number_index=blind_index("certificate", number.text),
            category=number.category,
            grade=number.grade,
            issued_on=issued_on,
            valid_until=valid_until(issued_on) if issued_on else None,
            recorded_at=actor.at,
        )
        for resident, number, issued_on in issued
    )
    db.flush()
    for resident, _, _ in issued:
        record(db, actor, CertificateIssued(source=source), subject_id=resident.id)


def date_certificate(
    db: Session, actor: Actor, certificate: DisabilityCertificate, issued_on: date, *, source: str
) -> None:
    """The day of issue, where it was not known or wrong; the term follows from it."""
    if certificate.issued_on != issued_on:
        certificate.issued_on, certificate.valid_until = issued_on, valid_until(issued_on)
        record(db, actor, CertificateDated(source=source), subject_id=certificate.resident_id)


def cancel_certificate(db: Session, actor: Actor, certificate: DisabilityCertificate, *, reason: str) -> None:
    """`reason`: death, request, not_renewed."""
    if certificate.cancelled_at is None:
        certificate.cancelled_at = actor.at
        record(db, actor, CertificateCancelled(reason=reason), subject_id=certificate.resident_id)
