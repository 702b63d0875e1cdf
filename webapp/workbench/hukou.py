"""A hukou that moves: recorded with its day, from which what is hers follows the documents of the new place."""

from __future__ import annotations

from datetime import date

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from webapp import entitlements, people
from webapp.people import FactSource
from webapp.web import Form, Permission, Visit, render
from webapp.web.fields import Allowed, DayField, is_place
from webapp.workbench.door import door
from webapp.workbench.residents import adds_act, back_to, resident_in_reach

adds_act(Permission.serve_residents, "workbench.hukou_move", _l("登记户籍迁移"))


def is_day_of_move(form: MoveForm, day: date) -> None:
    people.check_hukou_day(form.her, day, today=form.visit.today)


class MoveForm(Form):
    area = StringField(
        _l("迁到哪里"),
        [InputRequired(_l("请填写迁到哪里。")), Allowed(is_place)],
        description=_l("写区划代码，或者登记过的名称。"),
        render_kw={"autocomplete": "off"},
    )
    from_on = DayField(
        _l("从哪天起"),
        [InputRequired(_l("请填写日期，例如 2026-12-01。")), Allowed(is_day_of_move)],
        description=_l("例如 2026-12-01。可以是以后的日子，最远一年。"),
    )

    def prepare(self, visit: Visit, *, id: str) -> None:
        self.her = resident_in_reach(visit, id)


@door.page("/residents/<id>/hukou-move", permission=Permission.serve_residents, records_view=True)
def hukou_move(visit: Visit, id: str, form: MoveForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    return render(
        visit,
        "workbench/hukou_move.html",
        form=form or MoveForm(),
        resident=her,
        now=people.hukou_area_on(visit.db, her, visit.today),
    )


@door.act("/residents/<id>/hukou-move", permission=Permission.serve_residents, form=MoveForm, again=hukou_move)
def record_hukou_move(visit: Visit, form: MoveForm, id: str) -> Response:
    """What she had is remembered before, so that she is told what has changed."""
    her = resident_in_reach(visit, id)
    area = people.area_named(visit.db, form.area.data, field="area")
    entitlements.take_stock(visit.db, visit.actor, her)
    people.move_hukou(visit.db, visit.actor, her, area, from_on=form.from_on.data, source=FactSource.officer)
    visit.db.flush()
    entitlements.refresh(visit.db, visit.actor, her)
    return back_to(visit, her)
