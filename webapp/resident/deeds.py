"""The book of deeds: what was done about her, whether anybody changed it, and why somebody looked at her file.

It stands open also to whoever has not agreed to the notice: it is her right.
"""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from webapp import mandates, people
from webapp.core.ledger_proof import prove_one
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.typed import number_asked
from webapp.web.words.privacy import page_words

OPEN: dict[str, Any] = {"permission": Permission.be_resident, "before_notice": True}


class WhyForm(Form):
    words = TextAreaField(_l("您想说什么"), description=_l("可以不写。不用写身份证号。最多 500 个字。"))


@door.page("/my-data/deeds", **OPEN)
def deeds(visit: Visit) -> Response:
    page = number_asked()
    found, more = mandates.deeds_about(visit.db, visit.resident, page)
    return render(visit, "resident/deeds.html", deeds=found, more=more, page=page)


@door.page("/my-data/deeds/check", **OPEN)
def deeds_check(visit: Visit) -> Response:
    return render(visit, "resident/deeds_check.html", proof=prove_one(visit.db, visit.resident.id))


@door.page("/my-data/views/<mark>/question", **OPEN)
def new_view_question(visit: Visit, mark: str, form: WhyForm | None = None) -> Response:
    view = people.find_view(visit.db, visit.resident, mark)
    doer = people.doers_of(visit.db, [view])[view.id]
    return render(visit, "resident/new_view_question.html", form=form or WhyForm(), view=view, doer=doer,
                  looked_at=page_words(view.facts["page"]))


@door.act("/my-data/views/<mark>/question", form=WhyForm, again=new_view_question, **OPEN)
def ask_about_view(visit: Visit, form: WhyForm, mark: str) -> Response:
    said = (form.words.data or "").strip() or _("为什么看我的档案？")
    question = people.question_view(visit.db, visit.actor, visit.resident, mark, said)
    return redirect_to("resident.view_question", id=question.public_id)


@door.page("/my-data/view-questions/<id>", **OPEN)
def view_question(visit: Visit, id: str) -> Response:
    asked = people.find_view_question(visit.db, id, resident_id=visit.resident.id)
    return render(visit, "resident/view_question.html", asked=asked, looked_at=page_words(asked.page))
