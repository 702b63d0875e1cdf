"""Reads of certificates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select
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
    return certificate if certificate is not None and holds_on(certificate, day) else None


def holds_on(certificate: DisabilityCertificate | Row[Any], day: date) -> bool:
    """Whether it is valid on a day."""
    lapsed = certificate.valid_until is not None and certificate.valid_until < day
    return not lapsed and certificate.cancelled_at is None and certificate.replaced_at is None


def certificates_of(db: Session, resident: Resident) -> list[DisabilityCertificate]:
    """All that were ever on file, also those that hold no more; the newest first."""
    chosen = select(DisabilityCertificate).where(DisabilityCertificate.resident_id == resident.id)
    return list(db.scalars(chosen.order_by(DisabilityCertificate.id.desc())))


def certificates_in_force(db: Session, resident_ids: Iterable[int]) -> dict[int, DisabilityCertificate]:
    """Of several residents, by resident."""
    chosen = select(DisabilityCertificate).where(
        DisabilityCertificate.resident_id.in_(list(resident_ids)),
        DisabilityCertificate.cancelled_at.is_(None), DisabilityCertificate.replaced_at.is_(None))
    return {certificate.resident_id: certificate for certificate in db.scalars(chosen)}


def certificates_on_file(db: Session, resident_ids: Iterable[int]) -> dict[int, list[Row[Any]]]:
    """Of many residents all that were ever on file, the newest first: category, grade, valid_until, cancelled_at and
    replaced_at. Who has none is absent."""
    found: dict[int, list[Row[Any]]] = {}
    for row in db.execute(_ON_FILE, {"residents": list(resident_ids)}):
        found.setdefault(row.resident_id, []).append(row)
    return found


_ON_FILE = (
    select(
        DisabilityCertificate.resident_id, DisabilityCertificate.category, DisabilityCertificate.grade,
        DisabilityCertificate.valid_until, DisabilityCertificate.cancelled_at, DisabilityCertificate.replaced_at,
    )
    .where(DisabilityCertificate.resident_id.in_(bindparam("residents", expanding=True)))
    .order_by(DisabilityCertificate.id.desc())
)  # fmt: skip


def numbers_known(db: Session, numbers: Iterable[str]) -> set[str]:
    """Those of the certificate numbers, each of 20 characters or more, that were ever recorded."""
    wanted = {blind_index("certificate", number): number for number in numbers}
    found = db.scalars(select(DisabilityCertificate.number_index).where(DisabilityCertificate.number_index.in_(wanted)))
    return {wanted[index] for index in found}


def certificate_by_number(db: Session, number: str) -> DisabilityCertificate | None:
    index = blind_index("certificate", tidied(number))
    return db.scalars(select(DisabilityCertificate).where(DisabilityCertificate.number_index == index)
                      .order_by(DisabilityCertificate.id.desc())).first()
