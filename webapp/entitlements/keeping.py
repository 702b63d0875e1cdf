"""Many rows of one table written at once.

SQLite takes them one after another through one prepared statement. To PostgreSQL they go as one statement with an array
a column: asked row by row, the way there and back would cost more than the writing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Table, bindparam, cast, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]

GIVEN = "given_"
"""Before the name of a column: what is written into it. Bound names must differ from those of columns."""


def add_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Rows with the same columns; where one is there already it stays as it is."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        given, values = _as_columns(table, rows)
        chosen = postgresql.insert(table).from_select([*rows[0]], select(*(given.c[name] for name in rows[0])))
        connection.execute(chosen.on_conflict_do_nothing(), values)
    else:
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)


def change_rows(connection: Connection, table: Table, key: str, rows: Rows) -> None:
    """``key``: the column by which each is found; the others get their new values."""
    if not rows:
        return
    names = [name for name in rows[0] if name != key]
    if connection.dialect.name == "postgresql":
        given, values = _as_columns(table, rows)
        chosen = update(table).where(table.c[key] == given.c[key]).values({name: given.c[name] for name in names})
        connection.execute(chosen, values)
    else:
        new = update(table).where(table.c[key] == bindparam(GIVEN + key))
        connection.execute(
            new.values({name: bindparam(GIVEN + name) for name in names}),
            [{GIVEN + name: value for name, value in row.items()} for row in rows],
        )


def _as_columns(table: Table, rows: Rows) -> tuple[FromClause, dict[str, list[Any]]]:
    arrays = [cast(bindparam(GIVEN + name), postgresql.ARRAY(table.c[name].type)) for name in rows[0]]
    given = func.unnest(*arrays).table_valued(*rows[0]).render_derived(name="given")
    return given, {GIVEN + name: [row[name] for row in rows] for name in rows[0]}
