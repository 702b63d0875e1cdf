"""Reads of certificates."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.certificates.models import DisabilityCertificate
from webapp.core.privacy import blind_index
from webapp.people import Resident, tidied


def certificate_in_force(db: Session, resident: Resident) -> DisabilityCertificate | None:
    """Neither cancelled nor replaced; it may have run out."""
    return db.scalar(select(DisabilityCertificate).where(
        DisabilityCertificate.resident_id == resident.id,
        DisabilityCertificate.cancelled_at.is_(None), DisabilityCertificate.replaced_at.is_(None)))


def certificate_on(db: Session, resident: Resident, day: date) -> DisabilityCertificate | None:
    """The certificate that is valid on a day."""
    certificate = certificate_in_force(db, resident)
    if certificate is None or (certificate.valid_until and certificate.valid_until < day):
        return None
    return certificate


def certificate_by_number(db: Session, number: str) -> DisabilityCertificate | None:
    index = blind_index("certificate", tidied(number))
    return db.scalars(select(DisabilityCertificate).where(DisabilityCertificate.number_index == index)
                      .order_by(DisabilityCertificate.id.desc())).first()
