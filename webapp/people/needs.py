"""How a resident wants to be met."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.events import NeedsChanged
from webapp.people.models import Need, Resident, ResidentNeed


def needs_of(resident: Resident) -> list[Need]:
    """In the order in which the needs are declared."""
    found = {row.need for row in resident.need_rows}
    return [need for need in Need if need in found]


def set_needs(db: Session, actor: Actor, resident: Resident, needs: Iterable[Need]) -> None:
    wanted = {Need(need) for need in needs}
    held = {row.need: row for row in resident.need_rows}
    if wanted == set(held):
        return
    for need in held.keys() - wanted:
        resident.need_rows.remove(held[need])
    for need in wanted - held.keys():
        resident.need_rows.append(ResidentNeed(need=need, noted_at=actor.at))
    record(db, actor, NeedsChanged(needs=sorted(wanted)), subject_id=resident.id)
