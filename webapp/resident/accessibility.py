"""The statement on accessibility, built from what the tests of this very build have proved. Everybody may read it."""

from __future__ import annotations

from flask import Response, current_app

from webapp.resident.door import door
from webapp.web import Permission, Visit, render, sign_language
from webapp.web.accessibility import gaps, statement
from webapp.web.accessibility.words import CHECKS


@door.page("/accessibility", permission=Permission.anyone)
def accessibility(visit: Visit) -> Response:
    films = sign_language.has_clips()
    found = statement.current(films=films)
    return render(
        visit,
        "resident/accessibility.html",
        found=found,
        checks=CHECKS,
        not_met=[gaps.SOME_CLIPS if films and gap is gaps.NO_CLIP else gap for gap in gaps.NOT_MET],
        not_looked_at=gaps.NOT_LOOKED_AT,
        reviewed_on=gaps.REVIEWED_ON,
        office=current_app.extensions["huican"].settings.accessibility_office,
    )
