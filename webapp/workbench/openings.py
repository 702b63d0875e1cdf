"""Applications opened without being asked for: switching that on for a benefit, and seeing to what was opened."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from webapp import entitlements as room
from webapp import people
from webapp.people import Need, Role
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.words.texts import in_words
from webapp.workbench.benefits import in_reach
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Row, Task, adds_rows


class SwitchForm(Form):
    source = StringField(
        _l("依据"), [InputRequired(_l("请写明依据哪份文件。")), Length(max=500, message=_l("最多 500 个字。请只写文件名、文号和日期。"))],
        description=_l("文件名、文号、日期。"), render_kw={"autocomplete": "off"},
    )  # fmt: skip


class DoneForm(NeedsSeenForm):
    def needs(self, visit: Visit, id: str) -> list[Need]:
        return people.needs_of(room.opening_within(visit.db, id, visit.actor.area_id).resident)


@adds_rows(
    Role.community_officer,
    Role.federation_officer,
    Role.federation_administrator,
    rows=lambda visit: room.openings_waiting(visit.db, visit.actor.area_id),
)
def opening_to_see_to(row: Row) -> Task | None:
    opened, key, name, since = row
    benefit = room.current().benefits.get(key)
    if benefit is None:
        return None
    title = _("免申即享：%(benefit)s", benefit=in_words(benefit.names)[0])
    return Task(title, name, url_for("workbench.opening", id=opened), since)


@door.page("/openings/<id>", permission=Permission.serve_residents, records_view=True)
def opening(visit: Visit, id: str, form: DoneForm | None = None) -> Response:
    opened = room.opening_within(visit.db, id, visit.actor.area_id)
    visit.opens_file_of(opened.resident_id)
    if form is None:
        form = DoneForm(formdata=None)
        form.prepare(visit, id=id)
    return render(
        visit, "workbench/opening.html", opening=opened, benefit=room.current().benefits.get(opened.benefit),
        needs=people.needs_of(opened.resident), form=form,
    )  # fmt: skip


@door.act("/openings/<id>/settlement", permission=Permission.serve_residents, form=DoneForm, again=opening)
def settle_opening(visit: Visit, form: DoneForm, id: str) -> Response:
    room.settle_opening(visit.db, visit.actor, room.opening_within(visit.db, id, visit.actor.area_id))
    return redirect_to("workbench.opening", id=id)


@door.page("/benefits/<region>/<slug>/automatic-opening", permission=Permission.confirm_benefits)
def automatic_opening(visit: Visit, region: str, slug: str, form: SwitchForm | None = None) -> Response:
    this = in_reach(visit, region, slug)
    return render(
        visit, "workbench/automatic_opening.html", benefit=this, switched=room.opening_of(visit.db, this.key),
        form=form or SwitchForm(),
    )  # fmt: skip


@door.act(
    "/benefits/<region>/<slug>/automatic-opening",
    permission=Permission.confirm_benefits,
    form=SwitchForm,
    again=automatic_opening,
)
def switch_opening_on(visit: Visit, form: SwitchForm, region: str, slug: str) -> Response:
    this = in_reach(visit, region, slug)
    room.switch_on(visit.db, visit.actor, this.key, source=form.source.data)
    return redirect_to("workbench.automatic_opening", region=region, slug=slug)


@door.act("/benefits/<region>/<slug>/automatic-opening/end", permission=Permission.confirm_benefits)
def switch_opening_off(visit: Visit, region: str, slug: str) -> Response:
    this = in_reach(visit, region, slug)
    room.switch_off(visit.db, visit.actor, this.key)
    return redirect_to("workbench.automatic_opening", region=region, slug=slug)
