"""What an officer does in a resident's place needs her word for this one matter, noted before it (帮办).

Pages ask here whether the officer holds it, and lead to where she is asked. The rooms ask again when it is done.
"""

from __future__ import annotations

from flask import Response
from flask_babel import lazy_gettext as _l

from webapp import mandates
from webapp.core import Matter
from webapp.mandates import Errand, ErrandKind
from webapp.people import Need, Resident
from webapp.web import Visit, redirect_to

HOW_SURE = _l("例如：当面看了证件；打登记的号码，核对了出生日期；纸上签字，存在社区档案。不要写号码。")
HOW_SURE_WITHOUT_CALLING = _l("例如：当面看了证件；纸上签字，存在社区档案。不要写号码。")


def how_sure(needs: list[Need]) -> str:
    """Examples of how an officer makes sure of who it is; never a call to somebody who wants none."""
    return str(HOW_SURE_WITHOUT_CALLING if Need.no_calls in needs else HOW_SURE)


def her_word(visit: Visit, her: Resident, kind: ErrandKind, matter: Matter | None = None) -> Errand | None:
    """Her word to this officer; without a matter, for one that is about to begin."""
    return mandates.errand_now(visit.db, visit.account.id, her.id, kind, visit.today, matter)


def ask_first(her: Resident, kind: ErrandKind, about: str | None = None, *, service: str | None = None) -> Response:
    """To the page on which her word is noted; it leads back. `about`: public id of what exists already;
    `service`: name of the home service that is about to be asked for."""
    return redirect_to("workbench.new_errand", id=her.public_id, kind=kind.value, about=about,
                       service=service)
