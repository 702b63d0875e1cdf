"""Verbs of certificates."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp.certificates.errors import CertificateOfAnother
from webapp.certificates.events import CertificateCancelled, CertificateIssued
from webapp.certificates.models import DisabilityCertificate
from webapp.certificates.queries import certificate_by_number, certificate_in_force
from webapp.certificates.rules import certificate_number, valid_until
from webapp.core import Actor, record
from webapp.core.privacy import blind_index
from webapp.people import Resident


def issue_certificate(db: Session, actor: Actor, resident: Resident, number: str, *, issued_on: date | None = None,
                      source: str) -> DisabilityCertificate:
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
        resident_id=resident.id, number=parts.text, number_index=blind_index("certificate", parts.text),
        category=parts.category, grade=parts.grade, issued_on=issued_on,
        valid_until=valid_until(issued_on) if issued_on else None, recorded_at=actor.at,
    )
    db.add(certificate)
    db.flush()
    record(db, actor, CertificateIssued(source=source), subject_id=resident.id)
    return certificate


def cancel_certificate(db: Session, actor: Actor, certificate: DisabilityCertificate, *, reason: str) -> None:
    """`reason`: death, request, not_renewed."""
    if certificate.cancelled_at is None:
        certificate.cancelled_at = actor.at
        record(db, actor, CertificateCancelled(reason=reason), subject_id=certificate.resident_id)
