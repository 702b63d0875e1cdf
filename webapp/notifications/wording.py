"""Words come from the doors: this room knows kinds and ids, and hands a message to whoever can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.notifications.models import Message


@dataclass(frozen=True)
class Words:
    """A message in its recipient's language.

    subject, body: for the inbox, behind the sign-in; body may have several lines.
    push_title, push_body, outside_text: for a lock screen; no category, grade, amount or institution.
    path: where a tap leads, a path of this service.
    """

    language: str
    subject: str
    body: str
    push_title: str
    push_body: str
    outside_text: str
    path: str


Wording = Callable[[Session, Message], Words]
