"""Many rows of one table written at once.

SQLite takes them one after another through one prepared statement. To PostgreSQL they go as one statement with an array
a column: asked row by row, the way there and back would cost more than the writing.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Insert, Table, Update, bindparam, cast, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]

GIVEN = "given_"
"""Before the name of a column: what is written into it. Bound names must differ from those of columns."""


def add_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Rows with the same columns; where one is there already it stays as it is."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_adding(table, (*rows[0],)), _as_columns(rows))
    else:
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)


def change_rows(connection: Connection, table: Table, key: str, rows: Rows) -> None:
    """``key``: the column by which each is found; the others get their new values."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_changing(table, key, (*rows[0],)), _as_columns(rows))
    else:
        given = [{GIVEN + name: value for name, value in row.items()} for row in rows]
        connection.execute(_changing_each(table, key, (*rows[0],)), given)


# Each statement is built once: many nights, and many transactions of one night, write the same columns.


@functools.cache
def _adding(table: Table, names: tuple[str, ...]) -> Insert:
    given = _arrays(table, names)
    chosen = select(*(given.c[name] for name in names))
    return postgresql.insert(table).from_select([*names], chosen).on_conflict_do_nothing()


@functools.cache
def _changing(table: Table, key: str, names: tuple[str, ...]) -> Update:
    given = _arrays(table, names)
    changed = {name: given.c[name] for name in names if name != key}
    return update(table).where(table.c[key] == given.c[key]).values(changed)


@functools.cache
def _changing_each(table: Table, key: str, names: tuple[str, ...]) -> Update:
    changed = {name: bindparam(GIVEN + name) for name in names if name != key}
    return update(table).where(table.c[key] == bindparam(GIVEN + key)).values(changed)


def _arrays(table: Table, names: tuple[str, ...]) -> FromClause:
    arrays = [cast(bindparam(GIVEN + name), postgresql.ARRAY(table.c[name].type)) for name in names]
    return func.unnest(*arrays).table_valued(*names).render_derived(name="given")


def _as_columns(rows: Rows) -> dict[str, list[Any]]:
    return {GIVEN + name: [row[name] for row in rows] for name in rows[0]}
