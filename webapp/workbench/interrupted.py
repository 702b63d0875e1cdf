"""Where one was after signing in again: the form that the end of the session interrupted, filled in as it was."""

from __future__ import annotations

from flask import Response

from webapp.web import Permission, Visit, going_on
from webapp.workbench.door import door


@door.page("/interrupted", permission=Permission.work, after=going_on.note_view)
def interrupted_form(visit: Visit) -> Response:
    return going_on.show(visit)
