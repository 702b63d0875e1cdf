"""Staff sign in by passkey. A code by text message only lets a newcomer in to add the first one."""

from __future__ import annotations

from flask import Response, request, session

from webapp.web import Permission, Visit, interrupted, redirect_to, render
from webapp.web.answers import local_path
from webapp.workbench.door import door


@door.page("/sign-in", permission=Permission.anyone)
def sign_in(visit: Visit) -> Response:
    if visit.membership is not None:
        return redirect_to("workbench.home")
    session["next"] = local_path(request.args.get("next"), "/workbench/")
    return render(visit, "workbench/sign_in.html", next=session["next"], kept=interrupted.is_kept())
