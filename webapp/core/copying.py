"""Every row that is about one person, whichever room keeps it: for the copy she may take with her.

Rows belong to her when a foreign key that must be filled leads to her, or to a row that belongs to her already. Keys
that may be empty only mention her (under which mandate, by whose hand), and are not followed. A table that a room adds
tomorrow is in the copy without anybody's doing. Left out are secrets, digests, and numbers that mean something inside
only; of a place or an organisation its name is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, or_, select
from sqlalchemy.orm import Session

from webapp.core.db import Base
from webapp.core.privacy import Sealed

Rows = dict[str, list[dict[str, Any]]]

SECRET = ("_hash", "_index", "token", "endpoint", "p256dh", "auth", "private_pem")
"""Endings of the names of columns that open something, or that only serve to find."""


def rows_about(
    db: Session,
    roots: Mapping[str, Iterable[int]],
    *,
    leave_out: Iterable[str] = (),
    also: Iterable[str] = (),
    named: Mapping[str, str] | None = None,
    never_of_others: str | None = None,
    between: Iterable[str] = (),
) -> Rows:
    """By table: what belongs to the root rows (table name -> ids).

    `leave_out`: tables whose rows would be of use to a thief only. `also`: keys that own although they may be empty
    ("code_checks.presentation_id"). `named`: tables -> the column that stands for a row
    of theirs wherever one is referred to. `never_of_others`: a root table; a row that leads to another of its rows is
    somebody else's, whatever else leads to it, but in tables that stand `between` two.
    """
    owned: dict[str, set[int]] = {table: set(ids) for table, ids in roots.items()}
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        if table.name in leave_out or (chosen := _belonging(table, owned, set(also))) is None:
            continue
        rows = db.execute(chosen).mappings().all()
        if never_of_others is not None and table.name not in between:
            rows = [row for row in rows if not _of_another(table, row, never_of_others, owned)]
        if "id" in table.c:
            owned.setdefault(table.name, set()).update(row["id"] for row in rows)
        if rows:
            found[table.name] = [_told(db, table, row, named or {}) for row in rows]
    return found


def _belonging(table: Table, owned: Mapping[str, set[int]], also: set[str]) -> Any:
    whose = [column.in_(owned[name]) for column, name in _owners(table, also) if owned.get(name)]
    if table.name in owned:
        whose.append(table.c.id.in_(owned[table.name]))
    return select(table).where(or_(*whose)).order_by(*table.primary_key) if whose else None


def _of_another(table: Table, row: Mapping[str, Any], root: str, owned: Mapping[str, set[int]]) -> bool:
    leads_there = (c for c in table.c for key in c.foreign_keys if key.column.table.name == root)
    return any(row[c.name] is not None and row[c.name] not in owned[root] for c in leads_there)


def _owners(table: Table, also: set[str]) -> list[tuple[Column[Any], str]]:
    """Foreign keys by which a row belongs to another, with the table they lead to."""
    return [
        (column, key.column.table.name)
        for column in table.c
        for key in column.foreign_keys
        if key.column.name == "id" and (not column.nullable or str(column) in also)
    ]


def _told(db: Session, table: Table, row: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    told = {}
    for column in table.c:
        value = row[column.name]
        key = next(iter(column.foreign_keys), None)
        if key is not None:
            name = named.get(key.column.table.name)
            if name is not None and value is not None:
                there = key.column.table
                told[column.name.removesuffix("_id")] = db.scalar(select(there.c[name]).where(there.c.id == value))
        elif column.name != "id" and not column.name.endswith(SECRET) and not _is_bytes(column):
            told[column.name] = value
    return told


def _is_bytes(column: Column[Any]) -> bool:
    return isinstance(column.type, LargeBinary) and not isinstance(column.type, Sealed)
