"""Reads of certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Row, String, bindparam, case, select, type_coerce
from sqlalchemy.orm import Session

from webapp.certificates.models import DisabilityCertificate
from webapp.certificates.rules import citizen_id_written
from webapp.core import OfMany, columns
from webapp.core import day as as_day
from webapp.core.privacy import blind_index
from webapp.people import Resident, resident_by_citizen_id, tidied


@dataclass(slots=True)
class OnFile:
    """What somebody's certificates say on a day, those that hold no more among them."""

    category: str | None = None
    """None where none of them is valid."""
    grade: int | None = None
    until: date | None = None
    """The first last day of validity that is not over."""


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
    return list(db.scalars(_EVER_ON_FILE, {"resident": resident.id}))


def gradings_of(db: Session, resident: Resident) -> Sequence[Row[Any]]:
    """Of the same category, grade and what `holds_on` asks: no number is opened for it."""
    return columns(db, _GRADINGS, resident=resident.id).all()


_EVER_ON_FILE = (
    select(DisabilityCertificate)
    .where(DisabilityCertificate.resident_id == bindparam("resident", type_=Integer))
    .order_by(DisabilityCertificate.id.desc())
)
_GRADINGS = _EVER_ON_FILE.with_only_columns(
    DisabilityCertificate.category,
    DisabilityCertificate.grade,
    DisabilityCertificate.valid_until,
    DisabilityCertificate.cancelled_at,
    DisabilityCertificate.replaced_at,
)
"""Asked by every page about benefits: so it is built once."""


def certificates_in_force(db: Session, resident_ids: Iterable[int]) -> dict[int, DisabilityCertificate]:
    """Of several residents, by resident."""
    chosen = select(DisabilityCertificate).where(
        DisabilityCertificate.resident_id.in_(list(resident_ids)),
        DisabilityCertificate.cancelled_at.is_(None), DisabilityCertificate.replaced_at.is_(None))
    return {certificate.resident_id: certificate for certificate in db.scalars(chosen)}


_ON_FILE = OfMany(
    DisabilityCertificate.resident_id,
    lambda hers: select(
        DisabilityCertificate.resident_id, type_coerce(DisabilityCertificate.category, String),
        DisabilityCertificate.grade, DisabilityCertificate.valid_until,
        case((DisabilityCertificate.cancelled_at.is_(None) & DisabilityCertificate.replaced_at.is_(None), 1), else_=0),
    ).where(hers).order_by(DisabilityCertificate.resident_id, DisabilityCertificate.id),
)  # fmt: skip


def certificates_on_file(db: Session, resident_ids: Sequence[int], day: date) -> dict[int, OnFile]:
    """Of many residents what is on file; ``resident_ids`` in order. Who has never had one is absent."""
    found: dict[int, OnFile] = {}
    for number, category, grade, until, standing in _ON_FILE.rows(db.connection(), resident_ids):
        valid_until = None if until is None else as_day(until)
        hers = found.setdefault(number, OnFile())
        lapsed = valid_until is not None and valid_until < day
        if standing and not lapsed:  # the newest comes last
            hers.category, hers.grade = category, grade
        if valid_until is not None and not lapsed and (hers.until is None or valid_until < hers.until):
            hers.until = valid_until
    return found


def numbers_known(db: Session, numbers: Iterable[str]) -> set[str]:
    """Those of the certificate numbers, each of 20 characters or more, that were ever recorded."""
    wanted = {blind_index("certificate", number): number for number in numbers}
    found = db.scalars(select(DisabilityCertificate.number_index).where(DisabilityCertificate.number_index.in_(wanted)))
    return {wanted[index] for index in found}


def resident_by_number(db: Session, typed: str) -> Resident | None:
    """Whose certificate has this number, or whose citizen ID it is. Raises BadCertificateNumber."""
    citizen_id = citizen_id_written(typed)
    if tidied(typed) == citizen_id:
        return resident_by_citizen_id(db, citizen_id)
    certificate = certificate_by_number(db, typed)
    return certificate.resident if certificate is not None else None


def certificate_by_number(db: Session, number: str) -> DisabilityCertificate | None:
    index = blind_index("certificate", tidied(number))
    return db.scalars(select(DisabilityCertificate).where(DisabilityCertificate.number_index == index)
                      .order_by(DisabilityCertificate.id.desc())).first()
