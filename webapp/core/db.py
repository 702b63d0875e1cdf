"""The database: one declarative base, and engines that tell reading from writing.

SQLite is the embedded default, PostgreSQL the same code by configuration. An engine
obeys the execution option `access`: "write" begins IMMEDIATE on SQLite (a deferred
transaction that reads first loses to every other writer), "read" cannot write at all.
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import psycopg
import sqlalchemy
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to be misread

BUSY_TIMEOUT_MS = 15_000


class Moment(TypeDecorator[datetime]):
    """An aware moment. Stored as UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}


def public_id() -> str:
    """A name for the outside world: 80 random bits, 16 characters, says nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def day(raw: date | str) -> date:
    """A date of a row that came as the driver gives it."""
    return date.fromisoformat(raw) if isinstance(raw, str) else raw


def create_engine(url: str) -> Engine:
    """An engine on SQLite (`sqlite:///path`) or PostgreSQL (`postgresql+psycopg://…`).

    Its errors do not say what was being written: they go into the log, and names and letters must not.
    """
    if url.startswith("sqlite"):
        engine = sqlalchemy.create_engine(
            url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sqlalchemy.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "handle_error", _keep_values_out)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL may lose the last bookings at a power cut
        "foreign_keys = ON",
        "recursive_triggers = ON",  # without it REPLACE slips past the ledger's delete trigger
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "cache_size = -32768",  # KiB at most: with 2 MiB a night over a million residents reads pages again and again
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sqlalchemy.Connection) -> None:
    """The pragma only where it changes something: SQLite throws every prepared statement of the connection away for it,
    and preparing them anew took five times as long as what they ask."""
    reading = connection.get_execution_options().get("access") == "read"
    cursor = connection.connection.cursor()
    if connection.info.get("query_only") is not reading:
        cursor.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.info["query_only"] = reading  # kept as long as the driver's connection
    cursor.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
    cursor.close()


def _keep_values_out(context: sqlalchemy.ExceptionContext) -> None:
    """PostgreSQL says in further lines (DETAIL, CONTEXT) which values were in the way, and of a value that it cannot
    read it says so in the first: all that is left of them is where it happened. Both errors are printed in a trace.
    """
    said = context.original_exception
    if not isinstance(said, psycopg.Error):
        return
    told = said.diag
    unreadable = (told.sqlstate or "").startswith("22")  # class 22, data exception, quotes the value
    words = None if unreadable else told.message_primary
    if words is None and told.sqlstate is None:
        return  # the driver's own words: nobody answered at all
    kept = words or f"{type(said).__name__} {told.sqlstate}"
    said.args = (kept,)
    if context.sqlalchemy_exception is not None:
        kind = type(said)
        context.sqlalchemy_exception.args = (f"({kind.__module__}.{kind.__name__}) {kept}",)


def _begin_postgresql(connection: sqlalchemy.Connection) -> None:
    if connection.get_execution_options().get("access") == "read":
        with connection.connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
