"""What is given here: the Federation records that a benefit is in force, on what paper and since when, and ends it."""

from __future__ import annotations

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from webapp import entitlements as room
from webapp.core import NotFound
from webapp.entitlements import Benefit, BenefitInForce
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.fields import DayField
from webapp.web.words.texts import simplified
from webapp.workbench.door import door

LONGEST_SEARCH = 60
MOST_FOUND = 20


class InForceForm(Form):
    source = StringField(
        _l("依据"), [InputRequired(_l("请写明依据哪份文件。")), Length(max=500, message=_l("最多 500 个字。请只写文件名、文号和日期。"))],
        description=_l("文件名、文号、日期。居民会看到。"), render_kw={"autocomplete": "off"},
    )  # fmt: skip
    effective_on = DayField(
        _l("从哪天起"), [InputRequired(_l("请填写日期，例如 2026-11-01。"))], description=_l("例如 2026-11-01")
    )


class EndForm(Form):
    ended_on = DayField(
        _l("从哪天起不再实行"), [InputRequired(_l("请填写日期，例如 2026-11-01。"))], description=_l("这一天已经不算。例如 2026-11-01")
    )  # fmt: skip


def in_reach(visit: Visit, region: str, slug: str) -> Benefit:
    """A benefit of a place for which this seat may speak; any other is not found."""
    return room.benefit_under(visit.db, f"{region}/{slug}", visit.actor.area_id)


def record_in_reach(visit: Visit, public_id: str) -> BenefitInForce:
    record = room.find_in_force(visit.db, public_id)
    if record.benefit.split("/")[0] not in room.regions_under(visit.db, visit.actor.area_id):
        raise NotFound()
    return record


@door.page("/benefits", permission=Permission.confirm_benefits)
def benefits(visit: Visit) -> Response:
    catalogue = room.current()
    regions = room.regions_under(visit.db, visit.actor.area_id)
    typed = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    words = simplified(typed)
    found = [each for region in sorted(regions) for each in catalogue.search(region, words) if each.region == region]
    records = [each for each in room.in_force_records(visit.db) if each.benefit in catalogue.benefits]
    return render(
        visit, "workbench/benefits.html", typed=typed, found=found[:MOST_FOUND], count=len(found),
        records=[(catalogue.benefits[each.benefit], each) for each in records if each.benefit.split("/")[0] in regions],
    )  # fmt: skip


@door.page("/benefits/<region>/<slug>", permission=Permission.confirm_benefits)
def benefit(visit: Visit, region: str, slug: str, form: Form | None = None) -> Response:
    this = in_reach(visit, region, slug)
    records = room.in_force_records(visit.db, this.key)
    open_record = next((each for each in records if each.ended_on is None), None)
    return render(
        visit, "workbench/benefit.html", benefit=this, records=records, open_record=open_record,
        stands=room.standing(this.document, visit.today), form=form or InForceForm(),
        switched=room.opening_of(visit.db, this.key),
    )  # fmt: skip


@door.act(
    "/benefits/<region>/<slug>/in-force", permission=Permission.confirm_benefits, form=InForceForm, again=benefit
)  # fmt: skip
def confirm_benefit(visit: Visit, form: InForceForm, region: str, slug: str) -> Response:
    this = in_reach(visit, region, slug)
    room.record_in_force(
        visit.db,
        visit.actor,
        this.key,
        source=form.source.data,
        effective_on=form.effective_on.data,
        is_demo=visit.is_demo,
    )  # fmt: skip
    return redirect_to("workbench.benefit", region=region, slug=slug, anchor="records")


@door.page("/in-force/<id>/end", permission=Permission.confirm_benefits)
def benefit_end(visit: Visit, id: str, form: EndForm | None = None) -> Response:
    record = record_in_reach(visit, id)
    this = room.current().benefit(record.benefit)
    return render(visit, "workbench/benefit_end.html", benefit=this, record=record, form=form or EndForm())


@door.act("/in-force/<id>/end", permission=Permission.confirm_benefits, form=EndForm, again=benefit_end)
def end_benefit(visit: Visit, form: EndForm, id: str) -> Response:
    record = record_in_reach(visit, id)
    room.end_in_force(visit.db, visit.actor, record, ended_on=form.ended_on.data)
    region, slug = record.benefit.split("/")
    return redirect_to("workbench.benefit", region=region, slug=slug, anchor="records")
