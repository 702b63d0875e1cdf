"""The whole import: one pass that checks, one that writes, both over the file.

    checking = Import(sheet, database, began_at)
    for problem in checking.check(): …      # every bad row with its reasons
    for written in checking.write(): …      # pieces, each committed by itself
    checking.mark_gone()

Constant memory: of a row nothing is kept but, on disk, whom it is about.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from webapp import people
from webapp.core import Actor, Database, DomainError
from webapp.core.privacy import blind_index
from webapp.register.columns import Column, Heading, heading_in
from webapp.register.errors import FileUnreadable, HeadingMissing, TooManyGone, TwiceInFile
from webapp.register.places import Places
from webapp.register.rows import Checked, RowChecker
from webapp.register.sheets import Sheet
from webapp.register.taking_in import Outcome, compare, take_in

PIECE = 100
"""Rows a transaction."""
PAUSE = 0.12
"""Seconds between two: longer than a waiting writer of SQLite sleeps before it looks again."""
HEADING_WITHIN = 10
"""Rows in which the heading must stand; before it there may be a title."""
GONE_SHARE, GONE_FEW = 0.1, 10
"""More of them gone than this share, and than these few, and the file is probably not whole."""


@dataclass(frozen=True, slots=True)
class BadRow:
    number: int
    cells: tuple[Any, ...]
    reasons: list[DomainError]


class Import:
    def __init__(self, sheet: Sheet, database: Database, began_at: datetime, *, pause: float = PAUSE) -> None:
        """Raises FileUnreadable, HeadingMissing."""
        self.sheet = sheet
        self.database = database
        self.actor = Actor.service(began_at)
        self.pause = pause
        self.heading = _heading_of(sheet)
        with database.reading() as db:
            self._checker = RowChecker(self.heading, Places(db), self.actor.today)
        self.right = self.wrong = self.nameless = 0
        self.outcomes: Counter[Outcome] = Counter()
        self.met = 0

    def check(self) -> Iterator[BadRow | None]:
        """Every row in turn: None where it is right, else everything that is wrong with it."""
        with closing(_Seen()) as seen:
            for number, cells in self._rows():
                checked, reasons = self._checker.check(number, cells)
                if checked is not None and (earlier := seen.at(checked.person.citizen_id, number)) is not None:
                    checked, reasons = None, [TwiceInFile(column=Column.citizen_id, row=earlier)]
                if checked is None:
                    self.wrong += 1
                    self.nameless += self._checker.whose(cells) is None
                    yield BadRow(number, cells, reasons)
                else:
                    self.right += 1
                    yield None

    def look(self) -> Iterator[int]:
        """What an import would do, into `outcomes`; nothing is written. Yields the rows of each piece."""
        for piece in self._pieces():
            with self.database.reading() as db:
                differences = compare(db, [row for row in piece if isinstance(row, Checked)], self.actor.today)
                self.outcomes.update(difference.outcome for difference in differences)
                bad = people.registered(db, [row for row in piece if isinstance(row, str)])
                met = [d.resident for d in differences if d.resident is not None] + list(bad.values())
                self.met += len({r.id for r in met if r.in_register_at and not r.left_register_at and not r.died_on})
            yield len(piece)

    def would_be_gone(self) -> int:
        """After `look`: how many the register no longer has."""
        with self.database.reading() as db:
            return people.still_in_register(db) - self.met

    def write(self) -> Iterator[int]:
        """Piece by piece, each in a transaction of its own. Yields the rows of each piece, after its commit."""
        for piece in self._pieces():
            with self.database.writing() as db:
                rows = [row for row in piece if isinstance(row, Checked)]
                self.outcomes.update(take_in(db, self.actor, rows))
                bad = people.registered(db, [row for row in piece if isinstance(row, str)])
                people.mark_in_register(db, self.actor, list(bad.values()))
            yield len(piece)
            time.sleep(self.pause)

    def mark_gone(self, *, accept: bool = False) -> int:
        """Mark those whom the file does not have; returns how many. Raises TooManyGone unless accepted.

        Where a bad row does not say whose it is, nobody is marked: it may be hers.
        """
        if self.nameless:
            return 0
        with self.database.reading() as db:
            gone, known = people.unseen_since(db, self.actor.at), people.still_in_register(db)
        check_gone(gone, known, accept=accept)
        marked = 0
        while marked < gone:
            with self.database.writing() as db:
                now = people.mark_left_register(db, self.actor, self.actor.at, limit=PIECE)
            if not now:
                break
            marked += now
            time.sleep(self.pause)
        return marked

    def _rows(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        return ((number, cells) for number, cells in self.sheet.rows() if number > self.heading.row)

    def _pieces(self) -> Iterator[list[Checked | str]]:
        """Right rows, and of wrong ones the citizen id where it can be read: she is in the register."""
        rows = self._rows()
        seen = _Seen()
        with closing(seen):
            while taken := list(islice(rows, PIECE)):
                piece: list[Checked | str] = []
                for number, cells in taken:
                    checked, _ = self._checker.check(number, cells)
                    if checked is None:
                        whose = self._checker.whose(cells)
                        piece += [whose] if whose else []
                    elif seen.at(checked.person.citizen_id, number) is None:
                        piece.append(checked)
                yield piece


def check_gone(gone: int, known: int, *, accept: bool) -> None:
    """Raises TooManyGone."""
    if not accept and gone > GONE_FEW and gone > known * GONE_SHARE:
        raise TooManyGone(gone=gone, known=known)


def _heading_of(sheet: Sheet) -> Heading:
    first: Sequence[tuple[int, tuple[Any, ...]]] = list(islice(sheet.rows(), HEADING_WITHIN))
    if not first:
        raise FileUnreadable(reason="empty")
    for number, cells in first:
        heading = heading_in(number, cells)
        if heading is not None:
            return heading
    raise HeadingMissing(columns=[Column.name, Column.citizen_id])


class _Seen:
    """Who has been in this file already, and in which row: on disk, so that memory stays as it is."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # a temporary file of SQLite's own
        self._database.execute("CREATE TABLE seen (person TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def at(self, citizen_id: str, row: int) -> int | None:
        """The earlier row of the same person; None when this is the first."""
        person = blind_index("register", citizen_id)
        if self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (person, row)).rowcount:
            return None
        return int(self._database.execute("SELECT row FROM seen WHERE person = ?", (person,)).fetchone()[0])

    def close(self) -> None:
        self._database.close()
