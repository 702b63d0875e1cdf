"""What residents ask about a benefit in writing, and the officer's answer."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from webapp import entitlements as room
from webapp import people
from webapp.people import Role
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.words.texts import in_words
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Row, Task, adds_rows


class AnswerForm(NeedsSeenForm):
    words = TextAreaField(
        _l("写给居民的话"), [InputRequired(_l("请写几句话，答复居民。"))],
        description=_l("说清楚能不能办、找谁、带什么。居民会看到。最多 500 个字。"),
    )  # fmt: skip

    def needs(self, visit: Visit, id: str) -> list[people.Need]:
        return people.needs_of(room.inquiry_within(visit.db, id, visit.actor.area_id).resident)


@adds_rows(
    Role.community_officer,
    Role.federation_officer,
    Role.federation_administrator,
    rows=lambda visit: room.inquiries_waiting(visit.db, visit.actor.area_id),
)
def inquiry_to_answer(row: Row) -> Task | None:
    inquiry, key, name, since = row
    benefit = room.current().benefits.get(key)
    if benefit is None:
        return None
    title = _("答复一个问题：%(benefit)s", benefit=in_words(benefit.names)[0])
    return Task(title, name, url_for("workbench.inquiry", id=inquiry), since, "message")


@door.page("/inquiries/<id>", permission=Permission.serve_residents, records_view=True)
def inquiry(visit: Visit, id: str, form: AnswerForm | None = None) -> Response:
    asked = room.inquiry_within(visit.db, id, visit.actor.area_id)
    visit.opens_file_of(asked.resident_id)
    if form is None:
        form = AnswerForm(formdata=None)
        form.prepare(visit, id=id)
    return render(
        visit, "workbench/inquiry.html", inquiry=asked, benefit=room.current().benefits.get(asked.benefit),
        needs=people.needs_of(asked.resident), form=form,
    )  # fmt: skip


@door.act("/inquiries/<id>/answer", permission=Permission.serve_residents, form=AnswerForm, again=inquiry)
def answer_inquiry(visit: Visit, form: AnswerForm, id: str) -> Response:
    room.answer_inquiry(visit.db, visit.actor, room.inquiry_within(visit.db, id, visit.actor.area_id), form.words.data)
    return redirect_to("workbench.inquiry", id=id)
