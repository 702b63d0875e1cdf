"""What a resident says is wrong about her: looking, putting right, and answering."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from webapp import people
from webapp.people import CorrectionItem, CorrectionOutcome, CorrectionRequest, FactSource, Role
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import Allowed, Written, is_phone, is_place
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Row, Task, adds_rows
from webapp.workbench.residents import adds_act, back_to, resident_in_reach

adds_act(Permission.serve_residents, "workbench.correct_resident", _l("更正资料"))


class AnswerForm(NeedsSeenForm):
    outcome = RadioField(_l("改了吗"), [InputRequired(_l("请选一项。"))])
    answer = TextAreaField(_l("写给本人的话"), description=_l("没有改，要写原因。最多 500 个字。"))

    def needs(self, visit: Visit, id: str) -> list[people.Need]:
        return people.needs_of(in_reach(visit, id).resident)

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.outcome.choices = [(outcome.value, words.label(outcome)) for outcome in CorrectionOutcome]


class PersonForm(Form):
    name = StringField(
        _l("姓名"),
        [DataRequired(_l("请填写姓名。")), Length(max=60, message=_l("最多 60 个字。")), Written()],
        render_kw={"autocomplete": "off"},
    )
    phone = TelField(
        _l("手机号"),
        [Allowed(is_phone)],
        description=_l("空着就是不知道。本人登录已经有号码的，不会跟着变；还没有的，就用这个号码登录。"),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    residence = StringField(
        _l("居住地"),
        [Allowed(is_place)],
        description=_l("写区划代码，或者登记过的名称。空着就是不知道。"),
        render_kw={"autocomplete": "off"},
    )


def in_reach(visit: Visit, id: str) -> CorrectionRequest:
    return people.find_correction(visit.db, id, areas=people.within_area(visit.db, visit.actor.area_id))


@adds_rows(
    Role.community_officer,
    Role.federation_officer,
    rows=lambda visit: people.corrections_waiting(people.within_area(visit.db, visit.actor.area_id)),
)
def asked_correction(row: Row) -> Task:
    correction, item, name, since = row
    title = _("更正资料：%(item)s", item=words.label(CorrectionItem(item)))
    return Task(title, name, url_for("workbench.correction", id=correction), since, "edit")


@door.page("/corrections/<id>", permission=Permission.serve_residents, records_view=True)
def correction(visit: Visit, id: str, form: AnswerForm | None = None) -> Response:
    asked = in_reach(visit, id)
    visit.opens_file_of(asked.resident_id)
    if form is None:
        form = AnswerForm()
        form.prepare(visit, id=id)
    return render(visit, "workbench/correction.html", form=form, asked=asked, resident=asked.resident,
                  needs=people.needs_of(asked.resident))


@door.act("/corrections/<id>", permission=Permission.serve_residents, form=AnswerForm, again=correction)
def answer_correction(visit: Visit, form: AnswerForm, id: str) -> Response:
    people.settle_correction(
        visit.db,
        visit.actor,
        in_reach(visit, id),
        outcome=CorrectionOutcome(form.outcome.data),
        answer=form.answer.data or "",
    )
    return redirect_to("workbench.correction", id=id)


@door.page("/residents/<id>/correction", permission=Permission.serve_residents, records_view=True)
def correct_resident(visit: Visit, id: str, form: PersonForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    residence = people.area_as_written(visit.db, her.residence_area) if her.residence_area else ""
    return render(
        visit,
        "workbench/correct_resident.html",
        resident=her,
        form=form or PersonForm(name=her.name, phone=her.phone, residence=residence),
    )


@door.act("/residents/<id>/correction", permission=Permission.serve_residents, form=PersonForm, again=correct_resident)
def keep_correction(visit: Visit, form: PersonForm, id: str) -> Response:
    her = resident_in_reach(visit, id)
    area = (
        people.area_named(visit.db, form.residence.data, field="residence")
        if (form.residence.data or "").strip()
        else None
    )
    said = {
        "name": " ".join(form.name.data.split()),
        "phone": people.normalised_phone(form.phone.data) if form.phone.data else None,
        "residence_area_id": area.id if area else None,
    }
    changed = {name: value for name, value in said.items() if getattr(her, name) != value}
    people.correct_resident(visit.db, visit.actor, her, changed, source=FactSource.officer)
    return back_to(visit, her)
