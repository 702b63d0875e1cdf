"""How she wants to be met: it travels with every booking, visit and call."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from webapp import people
from webapp.people import Need
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.access import allows


class NeedsForm(Form):
    needs = SelectMultipleField(
        _l("您想怎样被接待"), option_widget=CheckboxInput(), description=_l("可以选几样，也可以都不选。")
    )

    def prepare(self, _visit: Visit, **_found: Any) -> None:
        self.needs.choices = [(need.value, words.label(need)) for need in Need]


@door.page("/needs", permission=Permission.see_profile, records_view=True)
def needs(visit: Visit, form: NeedsForm | None = None) -> Response:
    visit.opens_file_of(visit.resident.id)
    held = people.needs_of(visit.resident)
    if form is None:
        form = NeedsForm(needs=[need.value for need in held])
        form.prepare(visit)
    return render(
        visit,
        "resident/needs.html",
        form=form,
        held=held,
        kept="kept" in request.args,
        may_change=allows(Permission.change_profile, visit),
    )


@door.act("/needs", permission=Permission.change_profile, form=NeedsForm, again=needs)
def change_needs(visit: Visit, form: NeedsForm) -> Response:
    people.set_needs(visit.db, visit.actor, visit.resident, [Need(need) for need in form.needs.data or []])
    return redirect_to("resident.needs", kept="")
