"""What was typed is not lost when the session ends before it is sent.

The form is kept, sealed, for a day. Who signs in again as the same account in the same browser is led to it: it is
shown filled in, and she presses the button herself. Nobody else sees it: another account that signs in here deletes it,
and a shared phone keeps nothing. At the workbench the words are about somebody else: numbers that say who she is are
left out of what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request, session, url_for
from sqlalchemy.orm import Session

from webapp import people
from webapp.people import Account, InterruptedForm
from webapp.web.forms import Form
from webapp.web.visit import SHARED_SEEN, Visit

KEPT = "interrupted"
"""In the cookie: the name of what is kept."""
LEFT_OUT = {"csrf_token", "submission_id", "code"}
"""Good once, or secret."""
PAGES = {"resident": "resident.interrupted_form", "workbench": "workbench.interrupted_form"}
"""By door: where it is gone on with."""
NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){16}[ -]?[\dXx](?:[ -]?\d){0,4}(?!\d)")
"""A citizen ID, or a certificate's number, which begins with one; in groups too, and in full-width digits."""


@dataclass(frozen=True)
class Shown:
    """How the form of an act is shown again."""

    form: type[Form]
    again: Callable[..., Any]


ACTS: dict[str, Shown] = {}
"""By endpoint: the acts of both doors that hold something typed. The doors add them."""


def door_of(endpoint: str) -> str:
    return endpoint.partition(".")[0]


def declare(endpoint: str, form: type[Form] | None, again: Callable[..., Any] | None) -> None:
    if form is not None and again is not None and door_of(endpoint) in PAGES:
        ACTS[endpoint] = Shown(form, again)


def forget(db: Session) -> None:
    """She signs out: nothing waits for her here."""
    name = session.pop(KEPT, None)
    if name is not None:
        people.forget_interrupted(db, name)


def keep(endpoint: str) -> None:
    """What this request brought, where somebody was signed in on a phone of her own until now."""
    token = session.get("token")
    if endpoint not in ACTS or token is None or SHARED_SEEN in session:
        return
    house = current_app.extensions["huican"]
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in LEFT_OUT]
    if door_of(endpoint) == "workbench":
        fields = [(name, NUMBER.sub("", value)) for name, value in fields]
    with house.database.writing() as db:
        name = people.keep_interrupted(db, token, house.clock(), path=request.path, fields=fields)
    if name is not None:
        session[KEPT], g.interrupted = name, True


def pages() -> set[str]:
    """The addresses where something is gone on with; they lead nowhere once nothing is kept."""
    return {url_for(endpoint) for endpoint in PAGES.values()}


def just_kept() -> bool:
    """By this very request."""
    return bool(g.get("interrupted"))


def is_kept() -> bool:
    """For the page of signing in: something waits; it does not say whose."""
    return KEPT in session


def take_over(db: Session, visit: Visit, account: Account, *, shared: bool) -> dict[str, str]:
    """What of it goes into the new session's cookie; where it is another's, or the phone is shared, it is deleted."""
    name = session.get(KEPT)
    if name is None:
        return {}
    kept = None if shared else people.interrupted_form(db, name, account_id=account.id, at=visit.at)
    if kept is None:
        people.forget_interrupted(db, name)
        return {}
    acting_for = dict(people.fields_in(kept)).get("acting_for")
    return {KEPT: name} | ({"acting_for": acting_for} if acting_for else {})


def kept_for(visit: Visit) -> InterruptedForm | None:
    name = session.get(KEPT)
    if name is None or visit.account is None:
        return None
    return people.interrupted_form(visit.db, name, account_id=visit.account.id, at=visit.at)


def settle(visit: Visit) -> None:
    """The act was done: what was kept of it is needed no more."""
    kept = kept_for(visit)
    if kept is not None and kept.path == request.path:
        people.forget_interrupted(visit.db, kept.public_id)
        session.pop(KEPT)
