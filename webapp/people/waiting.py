"""What waits for an officer, as rows that every room gives alike: the queue asks for all of them at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, String, literal, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from webapp.people.models import Resident
from webapp.people.residents import Areas

WaitingRows = Select[tuple[str, str, str, Any]]
"""Public id, what it is about in the room's own terms (or nothing), the resident's name, since when."""


def rows_waiting(
    table: Any,
    since: InstrumentedAttribute[Any],
    areas: Areas,
    *waits: ColumnElement[bool],
    about: InstrumentedAttribute[Any] | None = None,
) -> WaitingRows:
    """Of residents who live or have their hukou in these areas. The table has public_id and resident_id."""
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    told = literal("") if about is None else type_coerce(about, String)
    columns = (table.public_id, told.label("about"), Resident.name, since.label("since"))
    return select(*columns).join(Resident, Resident.id == table.resident_id).where(there, *waits)
