"""One request, one transaction: commit once at the end, roll back on any exception.

Shared by doors, commands, the worker and tests. Before the commit the new ledger entries
are handed to the subscribers; what a subscriber returns is called after the commit, so
that nothing leaves the house inside a transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp.core import ledger, ledger_guard  # noqa: F401  the guard's triggers come with the table
from webapp.core.ledger import LedgerEntry

AfterCommit = Callable[[], None]
Subscriber = Callable[[Session, list[LedgerEntry]], AfterCommit | None]


class Database:
    """An engine and those who want to know what happened."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = engine.execution_options(access="read")
        self._writers = engine.execution_options(access="write")
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        self._subscribers.append(subscriber)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot write: the database refuses."""
        with Session(self._readers, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes and ledger entries commit together when the block ends."""
        with Session(self._writers, expire_on_commit=False) as db:
            yield db
            db.flush()
            entries = ledger.seal(db)
            follow_ups = [subscriber(db, entries) for subscriber in self._subscribers] if entries else []
            db.commit()
        for follow_up in follow_ups:
            if follow_up is not None:
                follow_up()
