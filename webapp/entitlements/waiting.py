"""Who may be missing something for want of an answer: whom an officer visits, and what to ask there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.entitlements.answers import assess
from webapp.entitlements.asking import questions
from webapp.entitlements.catalogue import current
from webapp.entitlements.models import BenefitPosition, Rulebook, StoredCircumstances, StoredEntitlements
from webapp.entitlements.projecting import coding_of
from webapp.entitlements.queries import remembered
from webapp.entitlements.rulebooks import answered
from webapp.people import Resident, within_area

PAGE = 20
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    resident: Resident
    benefits: int
    """How many that are given could be hers."""
    questions: tuple[str, ...]
    """The facts to ask about, the most useful first."""
    since: dt.date
    """When that was found."""


def how_many_wait(db: Session, area_id: int | None) -> int:
    """Residents of an area who may be missing something."""
    return db.scalar(select(func.count()).select_from(_waiting(db, area_id).subquery())) or 0


def residents_waiting(db: Session, area_id: int | None, *, page: int = 1) -> tuple[list[Waiting], bool]:
    """One page of 20, whoever may be missing most first; and whether there are more. As the last night found them."""
    chosen = (
        _waiting(db, area_id)
        .options(joinedload(Resident.residence_area))
        .add_columns(StoredEntitlements, StoredCircumstances, Rulebook.given)
        .join(StoredCircumstances, StoredCircumstances.resident_id == Resident.id)
        .join(Rulebook, Rulebook.id == StoredEntitlements.rulebook_id)
        .order_by(StoredEntitlements.waiting.desc(), Resident.id)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = db.execute(chosen).all()
    positions = dict(db.execute(select(BenefitPosition.benefit, BenefitPosition.position)).all())
    return [_of(*row, positions) for row in found[:PAGE]], len(found) > PAGE


def _of(
    resident: Resident, stored: StoredEntitlements, row: StoredCircumstances, given: bytes, positions: dict[str, int]
) -> Waiting:
    catalogue = current()
    coding = coding_of(catalogue)
    asked: tuple[str, ...] = ()
    if row.facts.startswith(coding.mark) and row.region is not None:
        bits = int.from_bytes(stored.could_be, "little") & int.from_bytes(given, "little")
        open_ones = [
            each for each in answered(catalogue, row.region)
            if each.key in positions and bits >> positions[each.key] & 1
        ]  # fmt: skip
        who = remembered(row.facts, catalogue, coding)
        found = questions([assess(each, who, stored.worked_out_on) for each in open_ones], who)
        asked = tuple(each.fact for each in found[:MOST_QUESTIONS])
    return Waiting(resident, stored.waiting, asked, stored.worked_out_on)


def _waiting(db: Session, area_id: int | None) -> Select[tuple[Resident]]:
    areas = within_area(db, area_id)
    return (
        select(Resident)
        .join(StoredEntitlements, StoredEntitlements.resident_id == Resident.id)
        .where(
            or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas)),
            StoredEntitlements.waiting > 0,
            Resident.died_on.is_(None),
        )
    )
