"""Guardians at the workbench: recording one whose proof was seen, ending it, and speaking with a ward who objects."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TelField
from wtforms.validators import InputRequired, Length

from webapp import mandates as room
from webapp import people
from webapp.mandates import END_REASONS, GuardianKind, GuardianProof, Guardianship, WardWish
from webapp.people import Need
from webapp.web import Permission, Visit, redirect_to, render, words
from webapp.web.fields import DayField, Written
from webapp.web.words.mandates import GUARDIAN_ENDINGS, step_words
from webapp.workbench.door import door
from webapp.workbench.needs_seen import HerNeedsSeenForm, NeedsSeenForm
from webapp.workbench.residents import adds_act, resident_in_reach

adds_act(Permission.serve_residents, "workbench.resident_guardians", _l("监护人"))


class GuardianForm(HerNeedsSeenForm):
    name = StringField(
        _l("监护人的姓名"), [InputRequired(_l("请填写监护人的姓名。")), Written()], render_kw={"autocomplete": "off"}
    )
    phone = TelField(
        _l("监护人的手机号"), [InputRequired(_l("请填写监护人的手机号。"))],
        description=_l("11 位数字，可以分段填。"), render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    kind = RadioField(_l("哪一种监护"), [InputRequired(_l("请选一种。"))])
    proof = SelectField(_l("看过什么证明"), [InputRequired(_l("请选看过的证明。"))])
    reference = StringField(
        _l("证明存在哪里"), [InputRequired(_l("请写证明存在哪里。")), Length(max=200, message=_l("最多 200 个字。请写短一些。"))],
        description=_l("例如：社区档案第几卷，或者法院文书的编号。不要写身份证号。"), render_kw={"autocomplete": "off"},
    )
    review_on = DayField(
        _l("到哪一天要再核对"), [InputRequired(_l("请填日期，例如 2027-11-01。"))],
        description=_l("最长三年；未成年人到满 18 岁为止。到这一天没有再核对，就不能再代办。例如 2027-11-01"),
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.kind.choices = [(kind.value, words.label(kind)) for kind in GuardianKind]
        self.proof.choices = [("", _("请选择")), *((proof.value, words.label(proof)) for proof in GuardianProof)]


class EndForm(HerNeedsSeenForm):
    reason = RadioField(_l("为什么结束"), [InputRequired(_l("请选一项。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.reason.choices = [(reason, GUARDIAN_ENDINGS[reason]) for reason in END_REASONS]


class SpokenForm(NeedsSeenForm):
    """She was spoken with."""

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return people.needs_of(objection_in_reach(visit, id).resident)


def objection_in_reach(visit: Visit, id: str) -> WardWish:
    return room.objection_within(visit.db, id, people.within_area(visit.db, visit.actor.area_id))


def hers(visit: Visit, id: str, guardianship: str) -> Guardianship:
    return room.find_guardianship(visit.db, guardianship, resident_id=resident_in_reach(visit, id).id)


@door.page("/residents/<id>/guardians", permission=Permission.serve_residents, records_view=True)
def resident_guardians(visit: Visit, id: str, form: GuardianForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    if form is None:
        form = GuardianForm()
        form.prepare(visit, id=id)
    guardians = room.guardianships_of(visit.db, her, visit.today)
    return render(visit, "workbench/resident_guardians.html", form=form, resident=her, guardians=guardians,
                  needs=people.needs_of(her))


@door.act("/residents/<id>/guardians", permission=Permission.serve_residents, form=GuardianForm,
          again=resident_guardians)
def record_guardian(visit: Visit, form: GuardianForm, id: str) -> Response:
    room.record_guardian(
        visit.db, visit.actor, resident_in_reach(visit, id), name=form.name.data, phone=form.phone.data,
        kind=GuardianKind(form.kind.data), proof=GuardianProof(form.proof.data), reference=form.reference.data,
        review_on=form.review_on.data,
    )
    return redirect_to("workbench.resident_guardians", id=id)


@door.page("/residents/<id>/guardians/<guardianship>/ending", permission=Permission.serve_residents,
           records_view=True)
def guardian_ending(visit: Visit, id: str, guardianship: str, form: EndForm | None = None) -> Response:
    found = hers(visit, id, guardianship)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = EndForm()
        form.prepare(visit, id=id)
    return render(visit, "workbench/guardian_ending.html", form=form, guardianship=found,
                  needs=people.needs_of(found.resident))


@door.act("/residents/<id>/guardians/<guardianship>/ending", permission=Permission.serve_residents, form=EndForm,
          again=guardian_ending)
def end_guardian(visit: Visit, form: EndForm, id: str, guardianship: str) -> Response:
    room.end_guardianship(visit.db, visit.actor, hers(visit, id, guardianship), reason=form.reason.data)
    return redirect_to("workbench.resident_guardians", id=id)


@door.page("/objections/<id>", permission=Permission.serve_residents, records_view=True)
def objection(visit: Visit, id: str, form: SpokenForm | None = None) -> Response:
    found = objection_in_reach(visit, id)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = SpokenForm(formdata=None)
        form.prepare(visit, id=id)
    return render(visit, "workbench/objection.html", wish=found, step=step_words(found.step),
                  needs=people.needs_of(found.resident), form=form)


@door.act("/objections/<id>/settlement", permission=Permission.serve_residents, form=SpokenForm, again=objection)
def settle_objection(visit: Visit, form: SpokenForm, id: str) -> Response:
    room.settle_objection(visit.db, visit.actor, objection_in_reach(visit, id))
    return redirect_to("workbench.objection", id=id)
