"""Two who act for one resident want different things: the officer asks both, and her."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp import mandates as room
from webapp import people
from webapp.mandates import Disagreement
from webapp.people import Need
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.words.mandates import step_words
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm


class DecisionForm(NeedsSeenForm):
    wish = RadioField(_l("问下来，本人要怎样"), [InputRequired(_l("请选一项。"))])

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return people.needs_of(in_reach(visit, id).resident)

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.wish.choices = [("ahead", _("要改，照后面那个人说的办")), ("stays", _("不改，照原来的办"))]


def in_reach(visit: Visit, id: str) -> Disagreement:
    return room.disagreement_within(visit.db, id, people.within_area(visit.db, visit.actor.area_id))


@door.page("/disagreements/<id>", permission=Permission.serve_residents, records_view=True)
def disagreement(visit: Visit, id: str, form: DecisionForm | None = None) -> Response:
    found = in_reach(visit, id)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = DecisionForm()
        form.prepare(visit, id=id)
    return render(visit, "workbench/disagreement.html", form=form, found=found, step=step_words(found.step),
                  needs=people.needs_of(found.resident))


@door.act("/disagreements/<id>/settlement", permission=Permission.serve_residents, form=DecisionForm,
          again=disagreement)
def settle_disagreement(visit: Visit, form: DecisionForm, id: str) -> Response:
    room.settle_disagreement(visit.db, visit.actor, in_reach(visit, id), goes_ahead=form.wish.data == "ahead")
    return redirect_to("workbench.disagreement", id=id)
