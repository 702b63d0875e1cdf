"""Questions about very many rows at once, each written once and asked again and again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

Ask = Callable[[ColumnElement[bool]], Select[Any]]


class OfMany:
    """A question about those whose whole number is among some; ``ask`` writes it for the condition that it is given.

    A stretch without gaps is asked for by its ends. Single numbers go as one value, however many they are: a list in
    JSON to SQLite, an array to PostgreSQL. So there are two texts in all, which a database prepares but once.
    """

    def __init__(self, column: InstrumentedAttribute[int], ask: Ask) -> None:
        numbers = bindparam("numbers")
        listed = func.json_each(numbers).table_valued("value")
        self._stretch = ask(column.between(bindparam("first", type_=BigInteger), bindparam("last", type_=BigInteger)))
        self._of_json = ask(column.in_(select(listed.c.value)))
        self._of_array = ask(column == any_(bindparam("numbers", type_=ARRAY(BigInteger))))

    def rows(self, connection: Connection, numbers: Sequence[int], **others: Any) -> list[tuple[Any, ...]]:
        """As `untouched`. ``numbers``: in order; ``others``: what else the question binds."""
        if not numbers:
            return []
        if numbers[-1] - numbers[0] + 1 == len(numbers):
            return untouched(connection, self._stretch, first=numbers[0], last=numbers[-1], **others)
        if connection.dialect.name == "postgresql":
            return untouched(connection, self._of_array, numbers=numbers, **others)
        return untouched(connection, self._of_json, numbers=json.dumps(numbers), **others)


def untouched(connection: Connection, chosen: Select[Any], **bound: Any) -> list[tuple[Any, ...]]:
    """What a question finds as the driver gives it, for very many rows: SQLite says dates as text (see `day`)."""
    cursor = connection.execute(chosen, bound).cursor
    return [] if cursor is None else cursor.fetchall()
