"""Sealing everything anew under the newest key, in short pieces, while the service runs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, LargeBinary, Table, select, type_coerce, update

from webapp.core.db import Base
from webapp.core.privacy import Sealed, keyring
from webapp.core.unit_of_work import Database

PIECE = 200


def sealed_columns() -> Iterator[tuple[Table, Column]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                yield table, column


def rotate(database: Database, table: Table, column: Column) -> Iterator[int]:
    """Reseal one column; yields how many rows each piece held. A row that changes meanwhile keeps its change."""
    (key,) = table.primary_key.columns
    as_stored = type_coerce(column, LargeBinary)
    last = 0
    while True:
        with database.writing() as db:
            rows = db.execute(
                select(key, as_stored).where(key > last, column.is_not(None)).order_by(key).limit(PIECE)
            ).all()
            for identity, sealed in rows:
                resealed = type_coerce(keyring().rotate(sealed), LargeBinary)
                db.execute(update(table).where(key == identity, as_stored == sealed).values({column: resealed}))
        if not rows:
            return
        last = rows[-1][0]
        yield len(rows)
