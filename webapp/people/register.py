"""The Federation's register, many residents at a time: who is in it, what it corrects, who has left it.

Everything here takes a piece of the register and costs a fixed number of questions to the database, however long the
piece is. Nobody is deleted: who is no longer in the register is marked, and marked back on return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.core.privacy import blind_index
from webapp.people.events import FactRecorded, LeftRegister, ResidentCorrected, ResidentRegistered, ReturnedToRegister
from webapp.people.facts import as_stored
from webapp.people.models import Area, FactSource, Resident, ResidentFact
from webapp.people.moves import place_hukou
from webapp.people.residents import BESIDE, note_register
from webapp.people.rules import birth_of


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What the register says of one person, checked. None: the register says nothing about it."""

    citizen_id: str
    name: str
    hukou_area_id: int | None = None
    residence_area_id: int | None = None
    phone: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def registered(db: Session, citizen_ids: Iterable[str]) -> dict[str, Resident]:
    """Those of the citizen ids that are known, by citizen id."""
    wanted = {blind_index("citizen_id", number): number for number in citizen_ids}
    found = db.scalars(select(Resident).where(Resident.citizen_id_index.in_(wanted)))
    return {wanted[resident.citizen_id_index]: resident for resident in found}


def register_facts(db: Session, resident_ids: Iterable[int], day: date) -> dict[int, dict[str, ResidentFact]]:
    """What the register itself says of each on a day: its rows by resident and fact."""
    rows = select(ResidentFact).where(
        ResidentFact.resident_id.in_(list(resident_ids)),
        ResidentFact.source == FactSource.register,
        ResidentFact.from_on <= day,
        ResidentFact.until_on.is_(None) | (ResidentFact.until_on > day),
    )
    known: dict[int, dict[str, ResidentFact]] = {}
    for row in db.scalars(rows.order_by(ResidentFact.from_on, ResidentFact.id)):
        known.setdefault(row.resident_id, {})[row.fact] = row
    return known


def corrections(resident: Resident, row: RegisterRow) -> dict[str, Any]:
    """What the register says otherwise than we do; what it does not say is left as it is.

    What an officer has put right stands until the register says something new; a number that she has proved herself
    stands whatever it says. What the register says instead is noted beside it.
    """
    changed: dict[str, Any] = {}
    for name, beside in BESIDE.items():
        said, noted = getattr(row, name), getattr(resident, beside)
        if said is None:
            continue
        ours = getattr(resident, name)
        stands = said in (ours, noted) or (name == "phone" and resident.phone_proved_at is not None)
        if not stands:
            changed[name] = said
        other = said if stands and said != ours else None
        if other != noted:
            changed[beside] = other
    return changed


def new_facts(row: RegisterRow, known: Mapping[str, ResidentFact]) -> dict[str, Any]:
    return {
        fact: value for fact, value in row.facts.items() if fact not in known or known[fact].value != as_stored(value)
    }


def register_residents(db: Session, actor: Actor, rows: Sequence[RegisterRow]) -> dict[str, Resident]:
    """Residents who are not there yet, from the register, by citizen id."""
    made = {
        row.citizen_id: Resident(
            name=row.name,
            citizen_id=row.citizen_id,
            citizen_id_index=blind_index("citizen_id", row.citizen_id),
            birth_on=birth_of(row.citizen_id),
            hukou_area_id=row.hukou_area_id,
            residence_area_id=row.residence_area_id,
            phone=row.phone,
            phone_index=blind_index("phone", row.phone) if row.phone else None,
            registered_at=actor.at,
            in_register_at=actor.at,
        )
        for row in rows
    }
    db.add_all(made.values())
    db.flush()
    for resident in made.values():
        record(db, actor, ResidentRegistered(source=FactSource.register.value), subject_id=resident.id)
    return made


def correct_resident(
    db: Session, actor: Actor, resident: Resident, changed: Mapping[str, Any], *, source: FactSource
) -> None:
    """Set what `corrections` names; a hukou elsewhere has moved there today.

    A telephone number that somebody else than she says anew is no longer one that she has proved.
    """
    if not changed:
        return
    for name, value in changed.items():
        if source is FactSource.officer:
            note_register(resident, name, value)
        if name == "hukou_area_id":
            place_hukou(db, resident, db.get_one(Area, value), from_on=actor.today, today=actor.today)
        else:
            setattr(resident, name, value)
    if "phone" in changed:
        resident.phone_index = blind_index("phone", changed["phone"]) if changed["phone"] else None
        resident.phone_proved_at = actor.at if source is FactSource.resident else None
    if "phone" in changed and source is FactSource.resident:
        resident.register_phone = None
    fields = sorted(name.removesuffix("_id") for name in changed if name in BESIDE)
    if fields:
        record(db, actor, ResidentCorrected(fields=fields, source=source.value), subject_id=resident.id)


def record_register_facts(
    db: Session, actor: Actor, resident: Resident, facts: Mapping[str, Any], known: Mapping[str, ResidentFact]
) -> None:
    """Facts that are new, from today on; `known` is what register_facts gave. The earlier rows end and stay."""
    for fact, value in facts.items():
        if fact in known:
            known[fact].until_on = actor.today
        db.add(
            ResidentFact(
                resident_id=resident.id,
                fact=fact,
                value=as_stored(value),
                from_on=actor.today,
                source=FactSource.register,
                recorded_at=actor.at,
            )
        )
        record(db, actor, FactRecorded(fact=fact, source=FactSource.register.value), subject_id=resident.id)


def mark_in_register(db: Session, actor: Actor, residents: Sequence[Resident]) -> None:
    """The register has them; who had left it has returned."""
    for resident in residents:
        if resident.left_register_at is not None:
            resident.left_register_at = None
            record(db, actor, ReturnedToRegister(), subject_id=resident.id)
    db.flush()
    ids = [resident.id for resident in residents]
    db.execute(
        update(Resident)
        .where(Resident.id.in_(ids))
        .values(in_register_at=actor.at)
        .execution_options(synchronize_session=False)
    )


def still_in_register(db: Session) -> int:
    """How many the register had at its last import."""
    return db.scalar(select(func.count()).where(*_in_register())) or 0


def unseen_since(db: Session, began_at: datetime) -> int:
    """How many of them an import that began then has not met."""
    return db.scalar(select(func.count()).where(*_in_register(), Resident.in_register_at < began_at)) or 0


def mark_left_register(db: Session, actor: Actor, began_at: datetime, *, limit: int) -> int:
    """Mark at most `limit` of those whom the import that began then has not met; returns how many."""
    unseen = (
        select(Resident).where(*_in_register(), Resident.in_register_at < began_at).order_by(Resident.id).limit(limit)
    )
    gone = db.scalars(unseen.with_for_update()).all()
    for resident in gone:
        resident.left_register_at = actor.at
        record(db, actor, LeftRegister(), subject_id=resident.id)
    return len(gone)


def _in_register() -> tuple[Any, ...]:
    return Resident.in_register_at.is_not(None), Resident.left_register_at.is_(None), Resident.died_on.is_(None)
