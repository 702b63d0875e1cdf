"""What an officer does in a resident's place needs her word for this one matter, noted before it (帮办).

Pages ask here whether the officer holds it, and lead to where she is asked. The rooms ask again when it is done.
"""

from __future__ import annotations

from flask import Response

from webapp import mandates
from webapp.core import Matter
from webapp.mandates import Errand, ErrandKind
from webapp.people import Resident
from webapp.web import Visit, redirect_to


def her_word(visit: Visit, her: Resident, kind: ErrandKind, matter: Matter | None = None) -> Errand | None:
    """Her word to this officer; without a matter, for one that is about to begin."""
    return mandates.errand_now(visit.db, visit.account.id, her.id, kind, visit.today, matter)


def ask_first(her: Resident, kind: ErrandKind, about: str | None = None, *, service: str | None = None) -> Response:
    """To the page on which her word is noted; it leads back. `about`: public id of what exists already;
    `service`: name of the home service that is about to be asked for."""
    return redirect_to("workbench.new_errand", id=her.public_id, kind=kind.value, about=about,
                       service=service)
