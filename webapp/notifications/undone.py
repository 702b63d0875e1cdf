"""What was undone before word of it went out is not carried any more; the inbox shows the act and its undoing.

Whom no word of the act has reached is not alarmed by its undoing either: docs/decisions/0012.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from webapp.core import LedgerEntry
from webapp.notifications.models import Delivery, DeliveryState, Message

LEFT = (DeliveryState.leased, DeliveryState.sent, DeliveryState.delivered)
"""On its way, or gone."""


def recall(db: Session, entries: Iterable[LedgerEntry]) -> dict[int, set[int]]:
    """Stop what waits to be sent about acts that these entries undo.

    Returns, by the id of the undoing entry, the accounts that no word had reached: nothing was sent, nothing read.
    """
    return {entry.id: _recall(db, entry) for entry in entries if "undoes" in entry.facts}


def _recall(db: Session, entry: LedgerEntry) -> set[int]:
    undone = _caused_by(entry.facts["undoes"])
    left = exists().where(Delivery.message_id == Message.id, Delivery.state.in_(LEFT))
    unaware = set(db.scalars(select(Message.recipient_id).where(undone, Message.read_at.is_(None), ~left)))
    messages = select(Message.id).where(undone)
    waiting = update(Delivery).where(Delivery.message_id.in_(messages), Delivery.state == DeliveryState.due)
    stopped = waiting.values(state=DeliveryState.cancelled, last_error="undone")
    db.execute(stopped.execution_options(synchronize_session=False))
    # what fails later is not tried again, and no SMS follows a push that stays silent
    of_no_use = update(Message).where(undone).values(useful_until=entry.at)
    db.execute(of_no_use.execution_options(synchronize_session=False))
    return unaware


def _caused_by(entry_id: int) -> ColumnElement[bool]:
    return Message.key.startswith(f"entry:{entry_id}:", autoescape=True)
