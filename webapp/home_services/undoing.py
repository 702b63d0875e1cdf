"""Taking back what she has just done with a request: sent it, cancelled it, or said that all is well."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from webapp.core import Actor, Event, LedgerEntry, Matter, Undo, record
from webapp.core.ledger import timeline
from webapp.core.undoing import checked, last_undo
from webapp.home_services import moves
from webapp.home_services.events import (
    AskUndone,
    CancellationUndone,
    ConfirmationUndone,
    HomeServiceRequested,
    RequestAccepted,
    RequestCancelled,
    ServiceConfirmed,
)
from webapp.home_services.models import HomeServiceRequest
from webapp.home_services.rules import UNDOINGS, Closing
from webapp.people import LetterAnswered, LetterWritten

ACTS = {
    HomeServiceRequested.name: "ask",
    RequestCancelled.name: "cancel",
    ServiceConfirmed.name: "confirm",
}
PASSING = (RequestAccepted.name, LetterWritten.name, LetterAnswered.name)
"""What may happen after an act without its being too late."""
HERS = ("resident", "carer")


def undo_of(entries: Sequence[LedgerEntry]) -> Undo | None:
    """What she can undo, or could until it was too late; `entries` are the request's time-line."""
    return last_undo(entries, _act_of, passing=PASSING)


def _act_of(entry: LedgerEntry) -> str | None:
    if entry.event == RequestCancelled.name and entry.facts["by"] not in HERS:
        return None
    return ACTS.get(entry.event)


def undo(db: Session, actor: Actor, request: HomeServiceRequest, *, mark: str) -> HomeServiceRequest:
    """The last act taken back. Raises NothingToUndo, UndoOver, NoSuchRequest, MoveNotPossible."""
    matter = Matter(moves.MATTER, request.public_id)
    seen = checked(undo_of(timeline(db, matter)), mark=mark, at=actor.at)
    locked = moves.begin(db, actor, request, f"undo_{seen.act}")
    undone = checked(undo_of(timeline(db, matter)), mark=mark, at=actor.at)
    event = PUT_BACK[undone.act](locked, undone)
    locked.changed_at = actor.at
    db.flush()
    if locked.status not in UNDOINGS[f"undo_{undone.act}"].after:
        raise RuntimeError(f"undoing {undone.act} led to {locked.status}")
    record(db, actor, event, subject_id=locked.resident_id, matter=matter)
    return locked


def _ask(request: HomeServiceRequest, undone: Undo) -> Event:
    request.requested_at = request.requested_by = request.accepted_at = None
    return AskUndone(undoes=undone.entry_id, request=request.public_id, service=request.service)


def _cancel(request: HomeServiceRequest, undone: Undo) -> Event:
    """With the provider who was to come."""
    for assignment in request.assignments:
        if assignment.closing is Closing.cancelled and assignment.closed_at == request.cancelled_at:
            assignment.closed_at = assignment.closing = None
            assignment.closing_reason = assignment.closing_words = None
    request.cancelled_at = request.cancelled_by = request.cancel_reason = None
    return CancellationUndone(
        undoes=undone.entry_id, request=request.public_id, **moves.who_was_to_come(request))


def _confirm(request: HomeServiceRequest, undone: Undo) -> Event:
    request.confirmed_at = request.rating = request.rating_words = None
    return ConfirmationUndone(undoes=undone.entry_id, request=request.public_id)


PUT_BACK: dict[str, Callable[[HomeServiceRequest, Undo], Event]] = {
    "ask": _ask, "cancel": _cancel, "confirm": _confirm,
}
