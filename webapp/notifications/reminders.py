"""Reminders: notices that no event causes but a day that comes.

Every worker may ask for them as often as it likes: the key of a reminder makes it one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.core.actor import LOCAL
from webapp.notifications.circle import Circle
from webapp.notifications.models import Message
from webapp.notifications.notice import Notice
from webapp.notifications.writing import Draft, pieces

BY_DAY = range(9, 20)
"""Hours (local) in which reminders are written; who slept through nine in the morning is told later that day."""


@dataclass(frozen=True)
class Occasion:
    """Why somebody is reminded. `key` is the same however often one asks; of no use after `useful_until`."""

    subject_id: int
    key: str
    at: datetime
    matter: str | None = None
    useful_until: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    actor_id: int | None = None


class Reminder(Notice, family=True):
    """Derive, declare as for any notice, and say what there is to be reminded of."""

    every: ClassVar[list[type[Reminder]]] = []

    def __init_subclass__(cls, *, family: bool = False) -> None:
        super().__init_subclass__(family=family)
        if not family:
            Reminder.every.append(cls)

    occasions: ClassVar[Callable[[Session, Actor], Iterable[Occasion]]]
    """A class method of each reminder: what there is to be reminded of now."""


def due(db: Session, actor: Actor) -> list[Draft]:
    """Reminders of now that are not written yet."""
    if actor.at.astimezone(LOCAL).hour not in BY_DAY:
        return []
    found = [(occasion, reminder) for reminder in Reminder.every for occasion in reminder.occasions(db, actor)]
    if not found:
        return []
    circle = Circle(db, (occasion.subject_id for occasion, _ in found), actor.today)
    drafts = [
        Draft(
            reminder,
            recipient,
            f"reminder:{reminder.kind}:{occasion.key}",
            occasion.at,
            occasion.facts,
            occasion.matter,
            occasion.useful_until,
        )
        for occasion, reminder in found
        for recipient in reminder.recipients(circle, occasion)
    ]
    return _not_written(db, drafts)


def _not_written(db: Session, drafts: list[Draft]) -> list[Draft]:
    there: set[tuple[int, str]] = set()
    for some in pieces([(draft.recipient.account_id, draft.key) for draft in drafts]):
        written = select(Message.recipient_id, Message.key).where(tuple_(Message.recipient_id, Message.key).in_(some))
        there |= {tuple(row) for row in db.execute(written)}  # type: ignore[misc]
    return [draft for draft in drafts if (draft.recipient.account_id, draft.key) not in there]
