"""Somebody who is not in the register yet: entered at the workbench, by what her papers say."""

from __future__ import annotations

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Length

from webapp import entitlements, people
from webapp.core import DomainError, record
from webapp.people import AlreadyRegistered, BadCitizenId, FileViewed, OutsideOwnArea, ResidentUnknown
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.fields import Allowed, Written, is_phone, is_place
from webapp.workbench.door import door
from webapp.workbench.residents import resident_in_reach

PLACE = {"description": _l("写区划代码，或者登记过的名称。"), "render_kw": {"autocomplete": "off"}}


def is_citizen_id(_form: Form, written: str) -> None:
    people.normalised_citizen_id(written)


class NewcomerForm(Form):
    name = StringField(
        _l("姓名"),
        [DataRequired(_l("请填写姓名。")), Length(max=60, message=_l("最多 60 个字。")), Written()],
        render_kw={"autocomplete": "off"},
    )
    citizen_id = StringField(
        _l("身份证号"),
        [InputRequired(_l("请填写身份证号。")), Length(max=60, message=_l("身份证号是 18 位。")), Allowed(is_citizen_id)],
        description=_l("身份证上的 18 位号码。可以有空格。"),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    hukou = StringField(_l("户籍地"), [InputRequired(_l("请填写户籍地。")), Allowed(is_place)], **PLACE)
    residence = StringField(_l("居住地"), [InputRequired(_l("请填写居住地。")), Allowed(is_place)], **PLACE)
    phone = TelField(
        _l("手机号"),
        [Allowed(is_phone)],
        description=_l("没有就空着。"),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )

    there: str | None = None
    """The file of whoever has this citizen ID, where the officer may see it."""


@door.page("/residents/new", permission=Permission.serve_residents)
def new_resident(visit: Visit, form: NewcomerForm | None = None) -> Response:
    return render(visit, "workbench/new_resident.html", form=form or NewcomerForm())


def look_for_file(visit: Visit, form: NewcomerForm) -> DomainError | None:
    """Who is told that somebody has a file has looked at it, and she can see who did."""
    try:
        her = people.resident_by_citizen_id(visit.db, form.citizen_id.data)
    except BadCitizenId:  # said when it is registered, with all else
        return None
    if her is None:
        return None
    record(visit.db, visit.actor, FileViewed(page="workbench.new_resident"), subject_id=her.id)
    try:
        form.there = resident_in_reach(visit, her.public_id).public_id
    except ResidentUnknown:
        form.there = None
    return AlreadyRegistered(field="citizen_id", elsewhere=form.there is None)


@door.act(
    "/residents", permission=Permission.serve_residents, form=NewcomerForm, again=new_resident, first=look_for_file
)
def register_resident(visit: Visit, form: NewcomerForm) -> Response:
    """She lives, or has her hukou, where the officer serves: else nobody here could open her file."""
    hukou = people.area_named(visit.db, form.hukou.data, field="hukou")
    residence = people.area_named(visit.db, form.residence.data, field="residence")
    if not any(visit.membership.area.holds(area) for area in (hukou, residence)):
        raise OutsideOwnArea(field="residence")
    her = people.register_resident(
        visit.db,
        visit.actor,
        name=" ".join(form.name.data.split()),
        citizen_id=form.citizen_id.data,
        hukou_area=hukou,
        residence_area=residence,
        phone=form.phone.data or None,
    )
    entitlements.take_stock(visit.db, visit.actor, her)  # the ground on which later changes are told
    return redirect_to("workbench.resident", id=her.public_id)
