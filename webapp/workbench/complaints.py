"""What residents complain of, and the Federation's answer; whoever had a hand in it leaves it to a colleague."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from webapp import people
from webapp.people import Complaint, ComplaintOutcome, ComplaintTopic, Role
from webapp.web import Permission, Visit, redirect_to, render, words
from webapp.workbench.door import door
from webapp.workbench.letters import PLACES
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Row, Task, adds_rows


class ComplaintAnswerForm(NeedsSeenForm):
    outcome = RadioField(_l("查下来怎样"), [InputRequired(_l("请选一样。"))])
    words = TextAreaField(
        _l("写给居民的话"), [InputRequired(_l("请写几句话，答复居民。"))],
        description=_l("写清楚：查了什么，怎么改，不同意还可以怎么办。居民会看到。最多 2000 个字。"), render_kw={"rows": 6},
    )  # fmt: skip

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.outcome.choices = [(outcome.value, words.label(outcome)) for outcome in ComplaintOutcome]

    def needs(self, visit: Visit, id: str) -> list[people.Need]:
        return people.needs_of(in_reach(visit, id).resident)


def in_reach(visit: Visit, id: str) -> Complaint:
    return people.complaint_within(visit.db, id, people.within_area(visit.db, visit.actor.area_id))


@adds_rows(
    Role.federation_officer,
    Role.federation_administrator,
    rows=lambda visit: people.complaints_waiting(people.within_area(visit.db, visit.actor.area_id)),
)
def complaint_to_answer(row: Row) -> Task:
    complaint, topic, name, since = row
    title = _("答复投诉：%(topic)s", topic=words.label(ComplaintTopic(topic)))
    return Task(title, name, url_for("workbench.complaint", id=complaint), since, "message")


@door.page("/complaints/<id>", permission=Permission.answer_complaints, records_view=True)
def complaint(visit: Visit, id: str, form: ComplaintAnswerForm | None = None) -> Response:
    found = in_reach(visit, id)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = ComplaintAnswerForm(formdata=None)
        form.prepare(visit, id=id)
    about = found.about
    place = url_for(PLACES[about.kind], id=about.public_id) if about and about.kind in PLACES else None
    return render(visit, "workbench/complaint.html", complaint=found, form=form, place=place,
                  own=people.had_a_hand(visit.db, found, visit.account.id), needs=people.needs_of(found.resident))


@door.act("/complaints/<id>/answer", permission=Permission.answer_complaints, form=ComplaintAnswerForm, again=complaint)
def answer_complaint(visit: Visit, form: ComplaintAnswerForm, id: str) -> Response:
    outcome = ComplaintOutcome(form.outcome.data)
    people.answer_complaint(visit.db, visit.actor, in_reach(visit, id), form.words.data, outcome=outcome)
    return redirect_to("workbench.complaint", id=id)
