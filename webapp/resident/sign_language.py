"""The operator's clips in sign language: films and captions, for everybody."""

from __future__ import annotations

from flask import Response

from webapp.resident.door import door
from webapp.web import Permission, Visit
from webapp.web import sign_language as clips


@door.page("/sign-language/<file>", permission=Permission.anyone)
def sign_language(visit: Visit, file: str) -> Response:
    return clips.answer(file)
