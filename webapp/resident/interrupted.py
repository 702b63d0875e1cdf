"""Where one was after signing in again: the form that the end of the session interrupted, filled in as it was."""

from __future__ import annotations

from flask import Response

from webapp.resident.door import door
from webapp.web import Permission, Visit, going_on


@door.page("/interrupted", permission=Permission.signed_in, after=going_on.note_view)
def interrupted_form(visit: Visit) -> Response:
    return going_on.show(visit)
