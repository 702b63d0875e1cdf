"""One of our pages as it is given: its bytes, and the rows that its queries found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from webapp.core import Database


@dataclass(frozen=True)
class Query:
    statement: str
    values: Sequence[Any]


@contextmanager
def counted(database: Database) -> Iterator[list[Query]]:
    """The statements that the database is asked meanwhile, in their order."""
    asked: list[Query] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        asked.append(Query(statement, values if not many else ()))

    engine: Engine = database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Page:
    html: str
    rows: list[list[tuple[Any, ...]]]
    """Of each query, as the driver gives them."""


def record(client: FlaskClient, path: str, origin: str, database: Database) -> Page:
    client.get(path, base_url=origin)  # what is read once, or kept from the second time on
    with counted(database) as asked:
        answer = client.get(path, base_url=origin)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    with closing(sqlite3.connect(Path(database.engine.url.database or ""))) as connection:
        rows = [connection.execute(query.statement, query.values).fetchall() for query in asked]
    return Page(answer.get_data(as_text=True), rows)
