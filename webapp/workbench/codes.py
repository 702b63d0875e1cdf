"""A resident's benefit code at the workbench: what she said was not her, and freezing and unfreezing for her."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp import codes, people
from webapp.codes import FreezeReason, MisuseOutcome
from webapp.people import Role
from webapp.web import Permission, Visit, redirect_to, render, words
from webapp.workbench.door import door
from webapp.workbench.needs_seen import HerNeedsSeenForm
from webapp.workbench.queue import Row, Task, adds_rows
from webapp.workbench.residents import adds_act, resident_in_reach

adds_act(Permission.serve_residents, "workbench.resident_code", _l("惠残码"))


class OutcomeForm(HerNeedsSeenForm):
    outcome = RadioField(_l("核实下来是什么情况"), [InputRequired(_l("请选一项。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.outcome.choices = [(outcome.value, words.label(outcome)) for outcome in MisuseOutcome]


class UsableAgainForm(HerNeedsSeenForm):
    """She was spoken with before her code can be used again."""


@adds_rows(
    Role.community_officer,
    Role.federation_officer,
    rows=lambda visit: codes.reports_waiting(people.within_area(visit.db, visit.actor.area_id)),
)
def reported_misuse(row: Row) -> Task:
    report, resident, name, since = row
    href = url_for("workbench.code_report", id=resident, report=report)
    return Task(_("核实惠残码：本人说有一次不是自己"), name, href, since, "code")


@door.page("/residents/<id>/code", permission=Permission.serve_residents, records_view=True)
def resident_code(visit: Visit, id: str, form: UsableAgainForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    if form is None:
        form = UsableAgainForm(formdata=None)
        form.prepare(visit, id=id)
    return render(
        visit,
        "workbench/resident_code.html",
        form=form,
        resident=her,
        needs=people.needs_of(her),
        code=codes.code_of(visit.db, her),
        reports=codes.reports_of(visit.db, her),
    )


@door.page("/residents/<id>/code/reports/<report>", permission=Permission.serve_residents, records_view=True)
def code_report(visit: Visit, id: str, report: str, form: OutcomeForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    if form is None:
        form = OutcomeForm()
        form.prepare(visit, id=id)
    return render(
        visit,
        "workbench/code_report.html",
        form=form,
        resident=her,
        report=codes.find_report(visit.db, report, resident_id=her.id),
        needs=people.needs_of(her),
    )


@door.act(
    "/residents/<id>/code/reports/<report>", permission=Permission.serve_residents, form=OutcomeForm, again=code_report
)
def settle_code_misuse(visit: Visit, form: OutcomeForm, id: str, report: str) -> Response:
    found = codes.find_report(visit.db, report, resident_id=resident_in_reach(visit, id).id)
    codes.settle_misuse(visit.db, visit.actor, found, outcome=MisuseOutcome(form.outcome.data))
    return redirect_to("workbench.resident_code", id=id)


@door.act("/residents/<id>/code/freezing", permission=Permission.serve_residents)
def freeze_resident_code(visit: Visit, id: str) -> Response:
    codes.freeze(visit.db, visit.actor, resident_in_reach(visit, id), reason=FreezeReason.officer)
    return redirect_to("workbench.resident_code", id=id)


@door.act("/residents/<id>/code/unfreezing", permission=Permission.serve_residents, form=UsableAgainForm,
          again=resident_code)
def unfreeze_resident_code(visit: Visit, form: UsableAgainForm, id: str) -> Response:
    codes.unfreeze(visit.db, visit.actor, resident_in_reach(visit, id))
    return redirect_to("workbench.resident_code", id=id)
