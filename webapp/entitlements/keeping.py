"""Many rows of one table written at once.

SQLite takes them one after another through one prepared statement, as tuples of what the driver knows: bound by name,
each row would cost more to bind than to write. To PostgreSQL they go as one statement with an array a column: asked row
by row, the way there and back would cost more than the writing. Each statement is built once: many nights, and many
transactions of one night, write the same columns.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Insert, Table, Update, bindparam, cast, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]

GIVEN = "given_"
"""Before the name of a column: what is written into it. Bound names must differ from those of columns."""

_SQLITE = sqlite.dialect(paramstyle="qmark")


def add_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Rows with the same columns; where one is there already it stays as it is."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_adding(table, (*rows[0],)), _as_columns(rows))
    else:
        _one_by_one(connection, _adding_one(table, (*rows[0],)), rows)


def change_rows(connection: Connection, table: Table, key: str, rows: Rows) -> None:
    """``key``: the column by which each is found; the others get their new values."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_changing(table, key, (*rows[0],)), _as_columns(rows))
    else:
        _one_by_one(connection, _changing_one(table, key, (*rows[0],)), rows)


Bound = tuple[str, Callable[[Any], Any] | None]
"""The name of a column, and what makes of its value one that the driver knows."""


def _one_by_one(connection: Connection, statement: tuple[str, tuple[Bound, ...]], rows: Rows) -> None:
    text, bound = statement
    connection.exec_driver_sql(
        text, [tuple(row[name] if way is None else way(row[name]) for name, way in bound) for row in rows]
    )


@functools.cache
def _adding_one(table: Table, names: tuple[str, ...]) -> tuple[str, tuple[Bound, ...]]:
    given = {name: bindparam(GIVEN + name) for name in names}
    return _in_sqlite(table, sqlite.insert(table).values(given).on_conflict_do_nothing())


@functools.cache
def _changing_one(table: Table, key: str, names: tuple[str, ...]) -> tuple[str, tuple[Bound, ...]]:
    given = {name: bindparam(GIVEN + name) for name in names if name != key}
    return _in_sqlite(table, update(table).where(table.c[key] == bindparam(GIVEN + key)).values(given))


def _in_sqlite(table: Table, statement: Insert | Update) -> tuple[str, tuple[Bound, ...]]:
    compiled = statement.compile(dialect=_SQLITE)
    names = [each.removeprefix(GIVEN) for each in compiled.positiontup or ()]
    types = [table.c[name].type.dialect_impl(_SQLITE) for name in names]
    return str(compiled), tuple((name, each.bind_processor(_SQLITE)) for name, each in zip(names, types, strict=True))


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


def _arrays(table: Table, names: tuple[str, ...]) -> FromClause:
    arrays = [cast(bindparam(GIVEN + name), postgresql.ARRAY(table.c[name].type)) for name in names]
    return func.unnest(*arrays).table_valued(*names).render_derived(name="given")


def _as_columns(rows: Rows) -> dict[str, list[Any]]:
    return {GIVEN + name: [row[name] for row in rows] for name in rows[0]}
