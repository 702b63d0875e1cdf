"""A hukou that moves: what is hers follows it from its day."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.errors import HukouThereAlready, ImpossibleDate
from webapp.people.events import HukouMoved
from webapp.people.models import Area, FactSource, Resident
from webapp.people.residents import hukou_area_on, note_register

LONGEST_AHEAD = timedelta(days=366)


def move_hukou(db: Session, actor: Actor, resident: Resident, area: Area, *, from_on: date, source: FactSource) -> None:
    """From a day on her hukou is elsewhere. A move that was recorded and has not come yet is replaced.

    Raises ImpossibleDate for a day before her birth or more than a year ahead, HukouThereAlready.
    """
    check_hukou_day(resident, from_on, today=actor.today)
    now = hukou_area_on(db, resident, actor.today)
    if now is not None and now.id == resident.hukou_area_id == area.id:
        raise HukouThereAlready(field="area")
    if area.id == resident.hukou_area_id and from_on == resident.hukou_area_from:
        return
    if source is FactSource.officer:
        note_register(resident, "hukou_area_id", area.id)
    place_hukou(db, resident, area, from_on=from_on, today=actor.today)
    record(db, actor, HukouMoved(from_on=from_on.isoformat(), source=source.value), subject_id=resident.id)


def check_hukou_day(resident: Resident, from_on: date, *, today: date) -> None:
    """Raises ImpossibleDate, as move_hukou."""
    if not resident.birth_on <= from_on <= today + LONGEST_AHEAD:
        raise ImpossibleDate(field="from_on")


def place_hukou(db: Session, resident: Resident, area: Area, *, from_on: date, today: date) -> None:
    """Without any record: the caller records what it knows."""
    now = hukou_area_on(db, resident, today)
    resident.former_hukou_area_id = now.id if now is not None and now.id != area.id else None
    resident.hukou_area_id, resident.hukou_area_from = area.id, from_on
    resident.hukou_area = area
