"""One benefit: what it is, whether it is hers and why, in the document's words; what would change it; whom to ask."""

from __future__ import annotations

from itertools import islice

from flask import Response

from webapp import entitlements as room
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.web import Permission, Visit, render
from webapp.web.access import allows
from webapp.web.benefit_cards import card_of


@door.page("/entitlements/<region>/<slug>", permission=Permission.see_entitlements, records_view=True)
def benefit(visit: Visit, region: str, slug: str) -> Response:
    visit.opens_file_of(visit.resident.id)
    catalogue = room.current()
    this = catalogue.benefit(f"{region}/{slug}")
    looked = room.look_ahead(visit.db, visit.resident, visit.today)
    found = looked.entitlements(visit.today)
    assessment = found.assessment(this)
    sisters = catalogue.same_help(this, found.region or region)
    return render(
        visit, "resident/benefit.html", benefit=this, card=card_of(this, assessment, found), assessment=assessment,
        record=found.in_force.get(this.key), vocabulary=catalogue.vocabulary,
        way=None if assessment is None else room.way_to_yes(assessment, found.who),
        occasions=() if assessment is None else tuple(islice(looked.occasions([this]), 2)),
        apart=any(this.key in each.keys for each in room.together(found, catalogue)),
        sisters=[card_of(each, found.assessment(each), found) for each in sisters],
        conflicts=catalogue.conflicts_about(this),
        inquiries=room.inquiries_of(visit.db, visit.resident, this.key),
        may_answer=allows(Permission.answer_questions, visit), contact=primary_contact(visit.db, visit.resident),
    )  # fmt: skip
