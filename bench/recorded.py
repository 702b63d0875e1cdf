"""One of our pages as it is given: its bytes, and the rows that its queries found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from tests.walk import counted
from webapp.core import Database


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
