"""Before a guardian hands anything in, the ward is asked; before a carer undoes what another has done, an officer asks.

What was said, and that they disagree, is kept although the step is refused.

components/form.html shows the two questions in every form whose act submits, when a guardian looks at it.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException

from webapp.core import Matter
from webapp.mandates import CarersDisagree, WardObjects, WishKind, note_disagreement, note_wish, opposed
from webapp.web.access import Permission
from webapp.web.visit import Visit

SUBMITTING: set[str] = set()
"""Endpoints of the acts that hand something in for a resident; the doors add them."""

UNDOING: dict[str, str] = {}
"""Endpoints of the acts that undo or move what was done before -> the kind of the matter in their address."""

KIND, WORDS = "ward_wish", "ward_words"


def declare(endpoint: str, *, submits: bool, undoes: str | None) -> None:
    if submits:
        SUBMITTING.add(endpoint)
    if undoes is not None:
        UNDOING[endpoint] = undoes


def keep(house: Any, door: Any, permission: Permission, step: str, visit: Visit) -> None:
    """In a unit of work of its own, where a guardian hands something in.

    Raises WishMissing, and WardObjects once her objection is kept.
    """
    if step not in SUBMITTING or visit.guardianship is None:
        return
    said = request.form.get(KIND)
    kind = WishKind(said) if said in set(WishKind) else None
    with house.database.writing() as db:
        visit = door.enter(db, permission, writing=True)
        if visit.guardianship is None:
            return
        note_wish(db, visit.actor, visit.guardianship, step=step, kind=kind, words=request.form.get(WORDS, ""))
    if kind is WishKind.objects:
        raise WardObjects()


def check_others(house: Any, door: Any, permission: Permission, step: str, found: dict[str, Any]) -> None:
    """Raises CarersDisagree, once it is kept, where it would undo what another who acts for her has done."""
    if step not in UNDOING:
        return
    matter = Matter(UNDOING[step], found["id"])
    with house.database.writing() as db:
        visit = door.enter(db, permission, writing=True)
        other = opposed(db, visit.actor, matter)
        if other is None:
            return
        note_disagreement(db, visit.actor, matter, other, step=step)
    raise CarersDisagree(name=other.name)


def init_app(app: Flask) -> None:
    def submits(action: str) -> bool:
        """Whether a form sent to this address hands something in for the resident."""
        try:
            endpoint, _found = app.url_map.bind("").match(action.partition("?")[0], method="POST")
        except HTTPException:
            return False
        return endpoint in SUBMITTING

    app.jinja_env.globals.update(submits=submits, wish_kinds=tuple(WishKind), wish_typed=typed)


def typed(name: str) -> str:
    """What was typed before, when the form is shown again."""
    return request.form.get(name, "")
