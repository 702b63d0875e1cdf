"""Dated facts about a resident: each keeps its source, none is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Row, String, bindparam, case, or_, select, type_coerce
from sqlalchemy.orm import Session

from webapp.core import UNDO_FOR, Actor, NothingToUndo, OfMany, columns, record
from webapp.core import day as as_day
from webapp.core.undoing import check_until
from webapp.people.events import FactRecorded, FactUndone
from webapp.people.models import FactSource, Resident, ResidentFact

_DAY = bindparam("day", type_=Date)
_HELD = (
    select(ResidentFact)
    .where(
        ResidentFact.resident_id == bindparam("resident", type_=Integer),
        ResidentFact.from_on <= _DAY,
        or_(ResidentFact.until_on.is_(None), ResidentFact.until_on > _DAY),
    )
    .order_by(ResidentFact.from_on.desc(), ResidentFact.id.desc())
)
_SAID = _HELD.with_only_columns(
    ResidentFact.fact, ResidentFact.value, ResidentFact.from_on, ResidentFact.source, ResidentFact.recorded_at
)
"""Asked by every page about benefits: so it is built once."""

FACT_NAMES = ("income_status", "employment", "rural_household", "student")
"""Those the Federation's register carries; the catalogue of benefits knows more."""

RANK = {FactSource.officer: 0, FactSource.register: 1, FactSource.resident: 2}
"""When two sources speak of the same day: what an officer checked, then the register, then her own word."""


def record_fact(db: Session, actor: Actor, resident: Resident, fact: str, value: Any, *, source: FactSource,
                from_on: date | None = None) -> ResidentFact:
    """Note that from a day on a fact has a value (JSON types; None is "I don't know").

    The same source's earlier row ends on that day and stays. Saying the same again changes nothing.
    """
    day = from_on or actor.today
    current = [f for f in facts_held(db, resident, day) if f.fact == fact and f.source is source]
    stored = as_stored(value)
    if current and current[0].value == stored:
        return current[0]
    for row in current:
        row.until_on = day
    row = ResidentFact(resident_id=resident.id, fact=fact, value=stored, from_on=day, source=source,
                       recorded_at=actor.at, recorded_by=actor.account_id)
    db.add(row)
    record(db, actor, FactRecorded(fact=fact, source=source.value), subject_id=resident.id)
    return row


def undo_fact(db: Session, actor: Actor, resident: Resident, fact: str, *, source: FactSource) -> None:
    """The last answer goes, the one that it ended holds again. Raises NothingToUndo, UndoOver."""
    said = select(ResidentFact).where(
        ResidentFact.resident_id == resident.id, ResidentFact.fact == fact, ResidentFact.source == source)
    rows = db.scalars(said.order_by(ResidentFact.id.desc()).with_for_update()).all()
    if not rows or rows[0].until_on is not None:
        raise NothingToUndo()
    last, *before = rows
    check_until(last.recorded_at + UNDO_FOR, actor.at)
    ended = next((row for row in before if row.until_on == last.from_on), None)
    if ended is not None:
        ended.until_on = None
    db.delete(last)
    db.flush()
    record(db, actor, FactUndone(fact=fact, source=source.value), subject_id=resident.id)


def as_stored(value: Any) -> str | None:
    """As JSON; None stays None and says that the answer was "I don't know"."""
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(slots=True)
class Held:
    """What is said of one resident on a day."""

    said: dict[str, str]
    """For each fact its value as JSON, of several sources that of the best rank."""
    until: date | None = None
    """The first day after it on which something else is said."""


def facts_on(db: Session, resident: Resident, day: date) -> dict[str, Any]:
    """What is known on a day: fact name -> value. A fact that nobody knows is absent."""
    return known_from(facts_held(db, resident, day))


def known_from(rows: Iterable[ResidentFact | Row[Any]]) -> dict[str, Any]:
    """What rows that hold on one day say together: of several sources the one of the best rank."""
    known: dict[str, tuple[int, Any]] = {}
    for row in rows:
        if row.value is None:
            continue
        rank = RANK[row.source]
        if row.fact not in known or rank < known[row.fact][0]:
            known[row.fact] = (rank, json.loads(row.value))
    return {fact: value for fact, (_, value) in known.items()}


def fact_history(db: Session, resident: Resident) -> list[ResidentFact]:
    rows = select(ResidentFact).where(ResidentFact.resident_id == resident.id)
    return list(db.scalars(rows.order_by(ResidentFact.fact, ResidentFact.from_on, ResidentFact.id)))


def facts_said(db: Session, resident: Resident, day: date) -> Sequence[Row[Any]]:
    """As facts_held, to be read and not changed."""
    return columns(db, _SAID, resident=resident.id, day=day).all()


def facts_held(db: Session, resident: Resident, day: date) -> list[ResidentFact]:
    """Every row that holds on a day, who ever says it, the newest first."""
    return list(db.scalars(_HELD, {"resident": resident.id, "day": day}))


_OF_MANY = OfMany(
    ResidentFact.resident_id,
    lambda theirs: select(
        ResidentFact.resident_id, ResidentFact.fact, type_coerce(ResidentFact.source, String),
        case((ResidentFact.from_on <= _DAY, ResidentFact.value)),
        case((ResidentFact.from_on > _DAY, ResidentFact.from_on), else_=ResidentFact.until_on),
    ).where(
        theirs, or_(ResidentFact.until_on.is_(None), ResidentFact.until_on > _DAY)
    ).order_by(ResidentFact.resident_id, ResidentFact.fact, ResidentFact.from_on, ResidentFact.id),
)  # fmt: skip


def facts_from(db: Session, resident_ids: Sequence[int], day: date) -> dict[int, Held]:
    """What is known of many residents on a day; ``resident_ids`` in order. Of whom nothing is said is absent."""
    found: dict[int, Held] = {}
    ranks: dict[str, int] = {}
    hers = Held({})
    for number, fact, source, value, until in _OF_MANY.rows(db.connection(), resident_ids, day=day):
        if number not in found:
            hers, ranks = found.setdefault(number, Held({})), {}
        if until is not None and (hers.until is None or as_day(until) < hers.until):
            hers.until = as_day(until)
        if value is not None and (fact not in ranks or RANK[source] <= ranks[fact]):  # the newer comes later
            hers.said[fact], ranks[fact] = value, RANK[source]
    return found
