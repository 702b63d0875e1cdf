"""One benefit: what it is, whether it is hers and why, in the document's words; what would change it; whom to ask."""

from __future__ import annotations

from flask import Response

from webapp import entitlements as room
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.resident.entitlements import hers
from webapp.web import Permission, Visit, render
from webapp.web.access import allows
from webapp.web.benefit_cards import card_of


@door.page("/entitlements/<region>/<slug>", permission=Permission.see_entitlements, records_view=True)
def benefit(visit: Visit, region: str, slug: str) -> Response:
    visit.opens_file_of(visit.resident.id)
    catalogue = room.current()
    this = catalogue.benefit(f"{region}/{slug}")
    found = hers(visit)
    assessment = found.assessment(this)
    sisters = catalogue.same_help(this, found.region or region)
    return render(
        visit, "resident/benefit.html", benefit=this, card=card_of(this, assessment, found), assessment=assessment,
        record=found.in_force.get(this.key), vocabulary=catalogue.vocabulary,
        way=None if assessment is None else room.way_to_yes(assessment, found.who),
        turns=() if assessment is None else room.turns(this, found.who, visit.resident.birth_on, visit.today),
        sisters=[card_of(each, found.assessment(each), found) for each in sisters],
        conflicts=catalogue.conflicts_about(this),
        inquiries=room.inquiries_of(visit.db, visit.resident, this.key),
        may_answer=allows(Permission.answer_questions, visit), contact=primary_contact(visit.db, visit.resident),
    )  # fmt: skip
