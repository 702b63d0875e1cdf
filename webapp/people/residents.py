"""Residents: registering, finding within an area, the end of a life."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, record
from webapp.core.privacy import blind_index
from webapp.people.errors import AlreadyRegistered, ImpossibleDate, ResidentUnknown
from webapp.people.events import DeathRecorded, DeathRetracted, ResidentRegistered
from webapp.people.models import Account, Area, FactSource, Resident, SignInSession
from webapp.people.rules import birth_of, normalised_citizen_id, normalised_phone


def register_resident(
    db: Session,
    actor: Actor,
    *,
    name: str,
    citizen_id: str,
    hukou_area: Area | None = None,
    residence_area: Area | None = None,
    phone: str | None = None,
    source: FactSource = FactSource.officer,
) -> Resident:
    """A resident who is not there yet. Raises BadCitizenId, BadPhone, AlreadyRegistered."""
    number = normalised_citizen_id(citizen_id)
    if resident_by_citizen_id(db, number) is not None:
        raise AlreadyRegistered()
    phone = normalised_phone(phone) if phone else None
    resident = Resident(
        name=name,
        citizen_id=number,
        citizen_id_index=blind_index("citizen_id", number),
        birth_on=birth_of(number),
        hukou_area_id=hukou_area.id if hukou_area else None,
        residence_area_id=residence_area.id if residence_area else None,
        phone=phone,
        phone_index=blind_index("phone", phone) if phone else None,
        registered_at=actor.at,
        in_register_at=actor.at if source is FactSource.register else None,
    )
    db.add(resident)
    db.flush()
    record(db, actor, ResidentRegistered(source=source.value), subject_id=resident.id)
    return resident


def resident_by_citizen_id(db: Session, citizen_id: str) -> Resident | None:
    index = blind_index("citizen_id", normalised_citizen_id(citizen_id))
    return db.scalar(select(Resident).where(Resident.citizen_id_index == index))


def find_resident(db: Session, public_id: str) -> Resident:
    """Raises ResidentUnknown. Whether the asker may see her is decided by the caller's scope."""
    with_places = (joinedload(Resident.residence_area), joinedload(Resident.hukou_area))
    resident = db.scalar(select(Resident).where(Resident.public_id == public_id).options(*with_places))
    if resident is None:
        raise ResidentUnknown()
    return resident


Areas = Select[tuple[int]]
"""Ids of areas, as a part of a question: nothing is asked until it is."""


def within_area(db: Session, area_id: int | None) -> Areas:
    """An area and all that lies in it; nothing where there is no area."""
    area = db.get(Area, area_id) if area_id is not None else None
    if area is None:
        return select(Area.id).where(false())
    return select(Area.id).where(Area.lineage.startswith(area.lineage, autoescape=True))


def hukou_area_on(db: Session, resident: Resident, day: date) -> Area | None:
    """Where her hukou is on a day: a move counts from its date."""
    moved = resident.hukou_area_from
    area_id = (
        resident.former_hukou_area_id
        if moved and day < moved and resident.former_hukou_area_id
        else resident.hukou_area_id
    )
    return db.get(Area, area_id) if area_id else None


BESIDE = {
    "name": "register_name",
    "hukou_area_id": "register_hukou_area_id",
    "residence_area_id": "register_residence_area_id",
    "phone": "register_phone",
}
"""Where it is noted what the register says instead."""


def note_register(resident: Resident, name: str, value: Any) -> None:
    """Staff are about to put something right: what the register has said of it so far is noted beside it."""
    hers_alone = name == "phone" and resident.phone_proved_at is not None
    said = getattr(resident, BESIDE[name]) or (None if hers_alone else getattr(resident, name))
    if resident.in_register_at is not None:
        setattr(resident, BESIDE[name], said if said != value else None)


def record_death(db: Session, actor: Actor, resident: Resident, *, on: date) -> None:
    """She has died: her sessions end now. Mandates, code and reminders end by the same event, in their rooms.

    Raises ImpossibleDate when the day lies in the future or before her birth.
    """
    if resident.died_on is not None:
        return
    if not resident.birth_on <= on <= actor.today:
        raise ImpossibleDate(field="on")
    resident.died_on = on
    own = select(Account.id).where(Account.resident_id == resident.id)
    for session in db.scalars(
        select(SignInSession).where(SignInSession.account_id.in_(own), SignInSession.ended_at.is_(None))
    ):
        session.ended_at = actor.at
    record(db, actor, DeathRecorded(), subject_id=resident.id)


def retract_death(db: Session, actor: Actor, resident: Resident) -> None:
    """She lives: it was recorded of the wrong person. She may sign in again; the sessions that were ended stay so."""
    if resident.died_on is not None:
        resident.died_on = None
        record(db, actor, DeathRetracted(), subject_id=resident.id)


PAGE = 20


def resident_within(db: Session, public_id: str, area_id: int | None) -> Resident:
    """A resident who lives or has her hukou in an area. Raises ResidentUnknown for anybody else."""
    whole = joinedload(Resident.residence_area), joinedload(Resident.hukou_area), joinedload(Resident.need_rows)
    asked = db.scalars(select(Resident).where(Resident.public_id == public_id).options(*whole))
    resident = asked.unique().one_or_none()
    area = db.get(Area, area_id) if area_id is not None else None
    if resident is None or area is None:
        raise ResidentUnknown()
    # by number: what was just moved in this session may still hold the place it left
    hers = (db.get(Area, number) for number in (resident.residence_area_id, resident.hukou_area_id) if number)
    if not any(area.holds(each) for each in hers):
        raise ResidentUnknown()
    return resident


def residents_within(
    db: Session, area_id: int | None, *, wanted: str = "", page: int = 1
) -> tuple[list[Resident], bool]:
    """One page of 20 of an area's residents by name; `wanted` is part of a name. And whether there are more."""
    areas = within_area(db, area_id)
    there = Resident.residence_area_id.in_(areas) | Resident.hukou_area_id.in_(areas)
    chosen = (
        select(Resident).where(there).order_by(Resident.name, Resident.id).limit(PAGE + 1).offset((page - 1) * PAGE)
    )
    if wanted:
        chosen = chosen.where(Resident.name.contains(wanted, autoescape=True))
    found = list(db.scalars(chosen))
    return found[:PAGE], len(found) > PAGE
