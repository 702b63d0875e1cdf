"""One matter in which an officer acts for her: what she agreed to, what was done in it, and taking it back at once."""

from __future__ import annotations

from flask import Response

from webapp import mandates as room
from webapp.mandates import Errand
from webapp.resident.door import door
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.words.mandates import done_rows
from webapp.web.words.privacy import page_words


def own_errand(visit: Visit, id: str) -> Errand:
    return room.find_errand(visit.db, id, resident_id=visit.resident.id)


@door.page("/mandates/errands/<id>", permission=Permission.be_resident)
def errand(visit: Visit, id: str) -> Response:
    found = own_errand(visit, id)
    return render(visit, "resident/errand.html", errand=found, state=room.errand_status(found, visit.today),
                  done=done_rows(room.done_on(visit.db, found, part_of=page_words)))


@door.act("/mandates/errands/<id>/ending", permission=Permission.be_resident)
def end_errand(visit: Visit, id: str) -> Response:
    room.end_errand(visit.db, visit.actor, own_errand(visit, id), reason="by_resident")
    return redirect_to("resident.errand", id=id)
