"""How a page is read out: by the button on every page, and by the phone itself. It carries the player's words."""

from __future__ import annotations

from flask import Response

from webapp.resident.door import door
from webapp.web import Permission, Visit, render


@door.page("/read-aloud", permission=Permission.anyone)
def read_aloud(visit: Visit) -> Response:
    return render(visit, "resident/read_aloud.html")
