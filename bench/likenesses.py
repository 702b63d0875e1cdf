"""Likenesses of our pages on disk, for the peers that render them: template, values, and a table for each query."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from bench.likeness import template_of
from bench.recorded import Page

FOLDER = "HUICAN_BENCH_LIKENESSES"
TABLES = "rows.sqlite3"
TYPES = {int: "INTEGER", float: "REAL", bytes: "BLOB"}


@dataclass(frozen=True)
class Table:
    """What one of our queries found: as many rows, of as many columns c0, c1, …"""

    name: str
    types: list[str]
    """SQLite's type of each column."""


@dataclass(frozen=True)
class Likeness:
    name: str
    html: str
    values: dict[str, Any]
    tables: list[Table]

    @property
    def template(self) -> str:
        return f"{self.name}.html"


def folder() -> Path:
    return Path(os.environ[FOLDER])


def write(at: Path, pages: Mapping[str, Page]) -> None:
    with closing(sqlite3.connect(at / TABLES)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for name, page in pages.items():
            tables = [_table(connection, f"{name}_{number}", rows) for number, rows in enumerate(page.rows)]
            template, values = template_of(page.html)
            (at / f"{name}.html").write_text(template, encoding="utf-8")
            kept = {"html": page.html, "values": values, "tables": [vars(table) for table in tables]}
            (at / f"{name}.json").write_text(json.dumps(_with_marks(kept)), encoding="utf-8")
        connection.commit()


def read() -> dict[str, Likeness]:
    found = {}
    for path in sorted(folder().glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"), object_hook=_without_marks)
        tables = [Table(**table) for table in kept["tables"]]
        found[path.stem] = Likeness(path.stem, kept["html"], kept["values"], tables)
    return found


def _table(connection: sqlite3.Connection, name: str, rows: list[tuple[Any, ...]]) -> Table:
    width = len(rows[0]) if rows else 1
    known = [next((row[column] for row in rows if row[column] is not None), "") for column in range(width)]
    types = [TYPES.get(type(value), "TEXT") for value in known]
    columns = "".join(f", c{number} {kind}" for number, kind in enumerate(types))
    connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY{columns})")
    marks = ", ".join("?" * (width + 1))
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", [(None, *row) for row in rows])  # noqa: S608
    return Table(name, types)


def _with_marks(value: Any) -> Any:
    if isinstance(value, Markup):
        return {"as it stands": str(value)}
    if isinstance(value, dict):
        return {name: _with_marks(each) for name, each in value.items()}
    return [_with_marks(each) for each in value] if isinstance(value, list) else value


def _without_marks(found: dict[str, Any]) -> Any:
    return Markup(found["as it stands"]) if "as it stands" in found else found  # noqa: S704  our own page
