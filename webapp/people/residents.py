"""Residents: registering, finding within an area, the end of a life."""

from __future__ import annotations

from datetime import date

from sqlalchemy import literal, select
from sqlalchemy.orm import Session, aliased, joinedload, object_session

from webapp.core import Actor, record
from webapp.core.privacy import blind_index
from webapp.people.errors import AlreadyRegistered, ImpossibleDate, ResidentUnknown
from webapp.people.events import DeathRecorded, ResidentRegistered
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


def within_area(db: Session, area_id: int) -> set[int]:
    """Ids of an area and all that lies in it. Remembered for this session: a page asks several times."""
    known = db.info.setdefault("within_area", {})
    if area_id not in known:
        tree = select(Area.id).where(Area.id == area_id).cte(recursive=True)
        tree = tree.union_all(select(Area.id).join(tree, Area.parent_id == tree.c.id))
        known[area_id] = set(db.scalars(select(tree.c.id)))
    return known[area_id]


def areas_above(area: Area | None) -> list[Area]:
    """An area and those it lies in, the nearest first, in one look; remembered for its session."""
    if area is None:
        return []
    db = object_session(area)
    if db is None:
        raise ValueError("an area that belongs to no session cannot be looked up from")
    known = db.info.setdefault("areas_above", {})
    if area.id not in known:
        way = select(Area.id, Area.parent_id, literal(0).label("steps")).where(Area.id == area.id).cte(recursive=True)
        up = aliased(Area)
        way = way.union_all(select(up.id, up.parent_id, way.c.steps + 1).join(way, up.id == way.c.parent_id))
        known[area.id] = list(db.scalars(select(Area).join(way, Area.id == way.c.id).order_by(way.c.steps)))
    return known[area.id]


def region_layers(area: Area | None) -> list[str]:
    """Catalogue regions that hold in an area, the nearer first: Pinghu lies within Jiaxing."""
    return [each.region for each in areas_above(area) if each.region]


def hukou_area_on(db: Session, resident: Resident, day: date) -> Area | None:
    """Where her hukou is on a day: a move counts from its date."""
    moved = resident.hukou_area_from
    area_id = (
        resident.former_hukou_area_id
        if moved and day < moved and resident.former_hukou_area_id
        else resident.hukou_area_id
    )
    return db.get(Area, area_id) if area_id else None


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


PAGE = 20


def resident_within(db: Session, public_id: str, area_id: int | None) -> Resident:
    """A resident who lives or has her hukou in an area. Raises ResidentUnknown for anybody else."""
    resident = find_resident(db, public_id)
    if area_id is None or not {resident.residence_area_id, resident.hukou_area_id} & within_area(db, area_id):
        raise ResidentUnknown()
    return resident


def residents_within(
    db: Session, area_id: int | None, *, wanted: str = "", page: int = 1
) -> tuple[list[Resident], bool]:
    """One page of 20 of an area's residents by name; `wanted` is part of a name. And whether there are more."""
    areas = within_area(db, area_id) if area_id is not None else set()
    there = Resident.residence_area_id.in_(areas) | Resident.hukou_area_id.in_(areas)
    chosen = (
        select(Resident).where(there).order_by(Resident.name, Resident.id).limit(PAGE + 1).offset((page - 1) * PAGE)
    )
    if wanted:
        chosen = chosen.where(Resident.name.contains(wanted, autoescape=True))
    found = list(db.scalars(chosen))
    return found[:PAGE], len(found) > PAGE
