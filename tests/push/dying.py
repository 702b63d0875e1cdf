"""A process that acts or sends, and dies at a boundary without any farewell.

    python -m tests.push.dying BOUNDARY DATABASE_URL INSTANCE
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event, select

from tests.conftest import test_settings
from tests.factories_notifications import plain_words, push_sender
from tests.push.booking import book
from webapp.application import House
from webapp.notifications import PostRoom
from webapp.people import Account, Resident

DEAD = 9

ACTING = ("before_commit", "after_commit", "after_hand_over")
SENDING = ("leased", "while_sending", "before_recording")


def die(*_: object) -> None:
    os._exit(DEAD)


def act(house: House) -> None:
    """Guo books a seat at the hospital."""
    with house.database.reading() as db:
        guo = db.scalars(select(Resident).where(Resident.name == "沈国平")).one()
        account = db.scalars(select(Account).where(Account.resident_id == guo.id)).one()
    book(house, account)


def die_in_write(house: House, number: int, *, after: bool) -> None:
    """In the commit of the so-manieth transaction that writes; or just after it, when the next one begins."""
    writes = 0

    def committing(connection: object) -> None:
        nonlocal writes
        if connection.get_execution_options()["access"] == "write":  # type: ignore[attr-defined]
            writes += 1
            if writes == number and not after:
                die()

    def beginning(_connection: object) -> None:
        if writes == number:
            die()

    event.listen(house.database.engine, "commit", committing)
    if after:
        event.listen(house.database.engine, "begin", beginning)


def main(boundary: str, database_url: str, instance: str) -> None:
    folder = Path(instance)
    house = House(test_settings(database_url, folder))
    hand_over = {"hand_over": die} if boundary == "after_commit" else {}
    room = PostRoom(
        house.settings,
        house.database,
        wording=plain_words,
        clock=lambda: datetime.now(UTC),
        push=push_sender(folder),
        **hand_over,
    )
    house.database.subscribe(room.tell)
    if boundary == "before_commit":
        die_in_write(house, 1, after=False)
    if boundary in ACTING:
        act(house)
    else:  # words are the first transaction that writes, the lease the second, what came of it the third
        if boundary == "leased":
            die_in_write(house, 2, after=True)
        if boundary == "before_recording":
            die_in_write(house, 3, after=False)
        room.send_due()
        if boundary == "while_sending":
            raise SystemExit("somebody should have killed this process")
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
