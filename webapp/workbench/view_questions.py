"""Why somebody looked at a resident's file: she asks, and a colleague of who looked answers."""

from __future__ import annotations

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from webapp import people
from webapp.people import ViewQuestion
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.words.privacy import page_words
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm


class ReasonForm(NeedsSeenForm):
    words = TextAreaField(
        _l("写给居民的话"), [InputRequired(_l("请写几句话，说明为什么看。"))],
        description=_l("问一问看的人，再写清楚：为了办哪件事，按什么规定。不该看的，也照实写。最多 500 个字。"),
    )

    def needs(self, visit: Visit, id: str) -> list[people.Need]:
        return people.needs_of(in_reach(visit, id).resident)


def in_reach(visit: Visit, id: str) -> ViewQuestion:
    return people.view_question_within(visit.db, id, people.within_area(visit.db, visit.actor.area_id))


@door.page("/view-questions/<id>", permission=Permission.serve_residents, records_view=True)
def view_question(visit: Visit, id: str, form: ReasonForm | None = None) -> Response:
    asked = in_reach(visit, id)
    visit.opens_file_of(asked.resident_id)
    if form is None:
        form = ReasonForm(formdata=None)
        form.prepare(visit, id=id)
    return render(visit, "workbench/view_question.html", asked=asked, form=form, needs=people.needs_of(asked.resident),
                  looked_at=page_words(asked.page), own=asked.viewer_id == visit.account.id)


@door.act("/view-questions/<id>/answer", permission=Permission.serve_residents, form=ReasonForm, again=view_question)
def explain_view(visit: Visit, form: ReasonForm, id: str) -> Response:
    people.explain_view(visit.db, visit.actor, in_reach(visit, id), form.words.data)
    return redirect_to("workbench.view_question", id=id)
