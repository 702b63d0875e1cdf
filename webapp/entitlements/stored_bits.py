"""A stored result as bits: one for each benefit, at a place that it keeps for ever (models.StoredEntitlements)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.entitlements.answers import Assessment
from webapp.entitlements.models import BenefitPosition


def positions_of(db: Session, benefits: Iterable[str]) -> dict[str, int]:
    """Every benefit's position, registering those that have none. Includes benefits that the catalogue has no more."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    while True:
        there = dict(db.execute(select(BenefitPosition.benefit, BenefitPosition.position)).all())
        new = [benefit for benefit in benefits if benefit not in there]
        if not new:
            return there
        first = max(there.values(), default=-1) + 1
        rows = [{"position": first + place, "benefit": benefit} for place, benefit in enumerate(new)]
        # another transaction may have taken the same positions: then look again
        db.execute(dialect.insert(BenefitPosition).on_conflict_do_nothing(), rows)


def bits_of(positions: dict[str, int], assessments: Iterable[Assessment], chosen: Callable[[Assessment], bool]) -> int:
    bits = 0
    for each in assessments:
        if chosen(each):
            bits |= 1 << positions[each.benefit.key]
    return bits


def benefits_at(bits: int, positions: dict[str, int], order: Iterable[str]) -> list[str]:
    return [benefit for benefit in dict.fromkeys(order) if bits >> positions[benefit] & 1]


def packed(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def unpacked(packed: bytes) -> int:
    return int.from_bytes(packed, "little")
