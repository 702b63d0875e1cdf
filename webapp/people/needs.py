"""How a resident wants to be met."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.events import NeedsChanged
from webapp.people.models import Need, Resident, ResidentNeed


def needs_of(db: Session, resident: Resident) -> list[Need]:
    """In the order in which the needs are declared."""
    found = set(db.scalars(select(ResidentNeed.need).where(ResidentNeed.resident_id == resident.id)))
    return [need for need in Need if need in found]


def set_needs(db: Session, actor: Actor, resident: Resident, needs: Iterable[Need]) -> None:
    wanted = {Need(need) for need in needs}
    rows = {row.need: row for row in db.scalars(select(ResidentNeed).where(ResidentNeed.resident_id == resident.id))}
    if wanted == set(rows):
        return
    for need in rows.keys() - wanted:
        db.delete(rows[need])
    for need in wanted - rows.keys():
        db.add(ResidentNeed(resident_id=resident.id, need=need, noted_at=actor.at))
    record(db, actor, NeedsChanged(needs=sorted(wanted)), subject_id=resident.id)
