"""帮办: her word is read to her, noted with how it was made sure of, and ended when she asks for it."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from webapp import assessments, home_services
from webapp import mandates as room
from webapp.core import Matter, NotFound
from webapp.home_services import NoSuchRequest, Status
from webapp.mandates import ERRAND_WAYS, ErrandKind, SignatureKind
from webapp.people import Resident, needs_of
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.answers import leave_for
from webapp.web.words.mandates import WORDS_VERSION, errand_way, errand_words
from webapp.workbench.assessments import appointment_in_reach
from webapp.workbench.door import door
from webapp.workbench.home_services import request_in_reach
from webapp.workbench.needs_seen import HerNeedsSeenForm
from webapp.workbench.on_her_word import how_sure
from webapp.workbench.residents import resident_in_reach

BEGINS = {
    ErrandKind.appointment: "workbench.book_for_resident",
    ErrandKind.home_assessment: "workbench.ask_visit_for_resident",
    ErrandKind.home_service: "workbench.home_services_for_resident",
}
"""Where a matter of this kind is begun."""


class ErrandForm(HerNeedsSeenForm):
    kind = HiddenField()
    about = HiddenField()
    service = HiddenField()
    consent_kind = RadioField(_l("本人怎样说的"), [InputRequired(_l("请选一种方式。"))])
    record = StringField(
        _l("怎么核实是本人"),
        [InputRequired(_l("请写明是怎么核实本人的。")), Length(max=200, message=_l("最多 200 个字。请写短一些。"))],
        render_kw={"autocomplete": "off"},
    )
    alone = BooleanField(_l("是本人自己说的，不是别人替着说的"), [InputRequired(_l("要本人自己说，才能记。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.record.description = how_sure(self.wanted)
        self.consent_kind.choices = [(way.value, errand_way(way)) for way in ERRAND_WAYS]


def _asked(visit: Visit, her: Resident) -> tuple[ErrandKind, Matter | None, str]:
    """The kind of the matter, the matter itself where it exists already, and where one goes on."""
    said = request.form if request.method == "POST" else request.args
    if said.get("kind") not in set(ErrandKind):
        raise NotFound()
    kind, about = ErrandKind(said["kind"]), said.get("about")
    if not about:
        return kind, None, _beginning(her, kind, said.get("service"))
    if kind is ErrandKind.home_service:
        matter, resident_id, goes_on = _home_service(visit, about)
    else:
        hers = appointment_in_reach(visit, about)
        kind, resident_id, matter = assessments.ERRANDS[hers.kind], hers.resident_id, assessments.matter_of(hers)
        goes_on = url_for("workbench.appointment_cancellation", id=about)
    if resident_id != her.id:
        raise NotFound()
    return kind, matter, goes_on


def _beginning(her: Resident, kind: ErrandKind, service: str | None) -> str:
    if kind is ErrandKind.home_service and service:
        name = home_services.find_service(service).name
        return url_for("workbench.new_home_service_for_resident", id=her.public_id, name=name)
    return url_for(BEGINS[kind], id=her.public_id)


def _home_service(visit: Visit, about: str) -> tuple[Matter, int, str]:
    try:
        hers = home_services.find_officers_draft(
            visit.db, about, account_id=visit.account.id, area_id=visit.actor.area_id)
    except NoSuchRequest:
        hers = request_in_reach(visit, about)
    page = "home_service_draft" if hers.status is Status.draft else "home_service_cancellation"
    return home_services.matter_of(hers), hers.resident_id, url_for(f"workbench.{page}", id=about)


@door.page("/residents/<id>/errands/new", permission=Permission.serve_residents, records_view=True)
def new_errand(visit: Visit, id: str, form: ErrandForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    kind, matter, _goes_on = _asked(visit, her)
    if form is None:
        form = ErrandForm(formdata=None, kind=kind.value, about=request.args.get("about", ""),
                          service=request.args.get("service", ""))
        form.prepare(visit, id=id)
    return render(visit, "workbench/new_errand.html", form=form, her=her, kind=kind, needs=needs_of(her),
                  lines=_words(visit, her, kind, matter).split("\n"))


@door.act("/residents/<id>/errands", permission=Permission.serve_residents, form=ErrandForm, again=new_errand)
def give_errand(visit: Visit, form: ErrandForm, id: str) -> Response:
    her = resident_in_reach(visit, id)
    kind, matter, goes_on = _asked(visit, her)
    room.give_errand(
        visit.db, visit.actor, her, kind, matter=matter, consent_kind=SignatureKind(form.consent_kind.data),
        how=form.record.data, words=_words(visit, her, kind, matter), words_version=WORDS_VERSION)
    return leave_for(goes_on)


def _words(visit: Visit, her: Resident, kind: ErrandKind, matter: Matter | None) -> str:
    """What is read to her."""
    seat = visit.membership
    return errand_words(
        her.name, officer=visit.account.name, place=seat.organisation.name, kind=kind,
        until_on=room.last_day_of_errand(visit.today), begun=matter is not None)


@door.act("/residents/<id>/errands/<errand>/ending", permission=Permission.serve_residents)
def end_errand(visit: Visit, id: str, errand: str) -> Response:
    """She told an officer, this one or another, that she wants it no more."""
    her = resident_in_reach(visit, id)
    room.end_errand(visit.db, visit.actor, room.find_errand(visit.db, errand, resident_id=her.id), reason="by_staff")
    return redirect_to("workbench.resident_mandates", id=id)
