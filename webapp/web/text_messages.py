"""Text messages that no account waits for: sent once, after the commit, and what came of it is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import current_app
from sqlalchemy.orm import Session

from webapp import notifications
from webapp.web.visit import Visit

log = logging.getLogger("huican.notices")


def can_send() -> bool:
    return current_app.extensions["huican"].post_room.gateways.sms is not None


def send_after_commit(visit: Visit, number: str, text: str, key: str, *, note: Callable[[Session, bool], None]) -> None:
    """`note(db, taken)` keeps whether the gateway took it, in a unit of work of its own: nobody sends it again by
    himself. Nothing where there is no gateway."""
    house = current_app.extensions["huican"]
    gateway = house.post_room.gateways.sms
    if gateway is None:
        return

    def send() -> None:
        outcome = gateway.send(number, text, key)
        taken = isinstance(outcome, notifications.Sent)
        if not taken:
            log.error("the SMS gateway did not take %s: %s", key, outcome.code)
        with house.database.writing() as db:
            note(db, taken)

    visit.after_commit.append(send)
