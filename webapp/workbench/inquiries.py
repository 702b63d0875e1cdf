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
from webapp.workbench.queue import Task, adds_tasks


class AnswerForm(NeedsSeenForm):
    words = TextAreaField(
        _l("写给居民的话"), [InputRequired(_l("请写几句话，答复居民。"))],
        description=_l("说清楚能不能办、找谁、带什么。居民会看到。最多 500 个字。"),
    )  # fmt: skip

    def needs(self, visit: Visit, id: str) -> list[people.Need]:
        return people.needs_of(room.inquiry_within(visit.db, id, visit.actor.area_id).resident)


@adds_tasks(Role.community_officer, Role.federation_officer, Role.federation_administrator)
def inquiries_to_answer(visit: Visit) -> list[Task]:
    benefits = room.current().benefits
    return [
        Task(
            title=_("答复一个问题：%(benefit)s", benefit=in_words(benefits[each.benefit].names)[0]),
            who=each.resident.name,
            href=url_for("workbench.inquiry", id=each.public_id),
            since=each.asked_at,
            icon="message",
        )
        for each in room.open_inquiries(visit.db, visit.actor.area_id)
        if each.benefit in benefits
    ]


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
