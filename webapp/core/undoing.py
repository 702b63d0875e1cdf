"""Taking back what was just done: until when, and how a room finds the act in the ledger.

An undo is an act of its own: the room puts the earlier state back and records an event that names the entry it undoes
(`undoes`). An undo is not undone in its turn. docs/decisions/0012 says which acts can be undone, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.core.errors import Expired, NotPossibleNow
from webapp.core.ledger import LedgerEntry

UNDO_FOR = timedelta(minutes=10)
"""From the moment of the ledger's entry."""


class UndoOver(Expired):
    """`until`: the moment until which it could be undone."""


class NothingToUndo(NotPossibleNow):
    """The last thing that happened is another one than the page had shown, or cannot be undone."""


@dataclass(frozen=True, slots=True)
class Undo:
    """An act that can be undone until a moment. `mark` stands in the form, so that nothing else is undone by it."""

    act: str
    done_at: datetime
    until: datetime
    mark: str
    entry_id: int


def last_undo(
    entries: Iterable[LedgerEntry], act_of: Callable[[LedgerEntry], str | None], *, passing: Collection[str] = ()
) -> Undo | None:
    """The act that stands last in a matter, when it is one that can be undone.

    entries: of one matter, the oldest first. act_of: what the room calls the act of an entry, None for what cannot be
    undone. passing: names of events that may follow an act without ending its undoing.
    """
    for entry in reversed(list(entries)):
        if entry.event in passing:
            continue
        act = act_of(entry)
        return Undo(act, entry.at, entry.at + UNDO_FOR, entry.hash[:16], entry.id) if act else None
    return None


def checked(undo: Undo | None, *, mark: str, at: datetime) -> Undo:
    """Raises NothingToUndo, UndoOver."""
    if undo is None or undo.mark != mark:
        raise NothingToUndo()
    check_until(undo.until, at)
    return undo


def check_until(until: datetime, at: datetime) -> None:
    """Raises UndoOver."""
    if at >= until:
        raise UndoOver(until=until)
