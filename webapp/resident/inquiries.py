"""Asking about a benefit in writing, and reading the answer."""

from __future__ import annotations

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from webapp import entitlements as room
from webapp.resident.door import door
from webapp.resident.entitlements import hers
from webapp.web import Form, Permission, Visit, redirect_to, render


class InquiryForm(Form):
    words = TextAreaField(
        _l("您想问什么"), [InputRequired(_l("请写几句话：您想问什么。"))],
        description=_l("社区专职委员会写字答复您。不用写身份证号。最多 500 个字。"),
    )  # fmt: skip


@door.page("/entitlements/<region>/<slug>/inquiry", permission=Permission.answer_questions)
def new_inquiry(visit: Visit, region: str, slug: str, form: InquiryForm | None = None) -> Response:
    benefit = room.current().benefit(f"{region}/{slug}")
    hers(visit).assessment(benefit)  # another place's is not found
    return render(visit, "resident/new_inquiry.html", benefit=benefit, form=form or InquiryForm())


@door.act(
    "/entitlements/<region>/<slug>/inquiry", permission=Permission.answer_questions, form=InquiryForm, again=new_inquiry
)  # fmt: skip
def ask_about_benefit(visit: Visit, form: InquiryForm, region: str, slug: str) -> Response:
    benefit = room.current().benefit(f"{region}/{slug}")
    hers(visit).assessment(benefit)
    inquiry = room.ask(visit.db, visit.actor, visit.resident, benefit.key, form.words.data)
    return redirect_to("resident.inquiry", id=inquiry.public_id)


@door.page("/entitlements/inquiries/<id>", permission=Permission.see_entitlements, records_view=True)
def inquiry(visit: Visit, id: str) -> Response:
    visit.opens_file_of(visit.resident.id)
    asked = room.find_inquiry(visit.db, id, resident_id=visit.resident.id)
    return render(visit, "resident/inquiry.html", inquiry=asked, benefit=room.current().benefits.get(asked.benefit))
