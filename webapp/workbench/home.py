"""What waits for this seat: one queue, the oldest first."""

from __future__ import annotations

from flask import Response

from webapp.web import Permission, Visit, render
from webapp.workbench.door import door
from webapp.workbench.queue import waiting_for


@door.page("/", permission=Permission.work)
def home(visit: Visit) -> Response:
    return render(visit, "workbench/home.html", tasks=waiting_for(visit))
