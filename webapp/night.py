"""What the worker does at night before it looks at everybody: forget what need not be kept."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from webapp import assessments, codes, home_services, mandates, people
from webapp.core import Actor, Database

FORGETTING: tuple[Callable[[Session, Actor], int], ...] = (
    assessments.forget_old_bookings, home_services.forget_old_drafts, mandates.forget_old_drafts,
    people.forget_old_interrupted, people.forget_unproved_phones, codes.forget_dead,
)
"""Each deletes some of what is old and says how much; none left, it says 0."""


def forget(database: Database, actor: Actor) -> int:
    """In short pieces, each a transaction, until nothing old is left. Returns how many rows went."""
    gone = 0
    for some in FORGETTING:
        while True:
            with database.writing() as db:
                piece = some(db, actor)
            gone += piece
            if not piece:
                break
    return gone
