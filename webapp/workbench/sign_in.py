"""Staff sign in by passkey. A code by text message only lets a newcomer in to add the first one.

Whoever has one already, and came by a weaker way, is told so, and signs in by it.
"""

from __future__ import annotations

from flask import Response, request, session

from webapp import people
from webapp.core import DomainError
from webapp.web import Permission, Visit, interrupted, redirect_to, render, words
from webapp.web.answers import local_path
from webapp.workbench.door import door


@door.page("/sign-in", permission=Permission.anyone)
def sign_in(visit: Visit) -> Response:
    if visit.membership is not None:
        return redirect_to("workbench.home")
    session["next"] = local_path(request.args.get("next"), "/workbench/")
    refused = None
    if visit.needs_passkey:
        try:
            people.check_may_add_passkey(visit.db, visit.session, visit.at)
        except DomainError as why_not:
            refused = words.error(why_not)
    kept = interrupted.is_kept()
    return render(visit, "workbench/sign_in.html", next=session["next"], refused=refused, kept=kept)
