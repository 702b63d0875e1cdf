"""An officer asks for a home service for somebody who has no phone: which service; what, when and where; check; ask.

The same verbs and the same consent as at the front door; kept besides are who asked and how she agreed. Until it is
asked for, what is written is seen by the officer who writes it, and by nobody else.
"""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from webapp import home_services as room
from webapp.home_services import Agreement, HelperGender, HomeServiceRequest, Service, Status
from webapp.mandates import ErrandKind
from webapp.people import Need, Resident, needs_of
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.days_offered import DAYS_ASKED, DaysOfferedForm, boxes, held
from webapp.web.fields import Written
from webapp.web.words.home_services import CONSENT_VERSION, consent_words_by_officer
from webapp.web.words.texts import in_words
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.on_her_word import ask_first, her_word
from webapp.workbench.residents import adds_act, resident_in_reach


class ContentsForm(DaysOfferedForm):
    asks = boxes(_l("本人需要哪一样"))
    address = StringField(
        _l("上门的地址"), [InputRequired(_l("请填写地址，写到门牌号。")), Written()],
        description=_l("写到门牌号。服务机构答应来以后才能看到。"), render_kw={"autocomplete": "off"})
    helper_gender = RadioField(_l("谁来上门"), default=HelperGender.any.value)
    needs = boxes(_l("沟通和到访需要"), description=_l("已经按登记的勾好。可以改，只改这一次。"))
    note = TextAreaField(
        _l("还要记下什么"), description=_l("只有社区工作人员和本人能看到，服务机构看不到。最多 500 个字。"),
        render_kw={"rows": 4})

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        service = room.find_service(found["name"]) if "name" in found else _service(_written(visit, found["id"]))
        self.asks.choices = [(ask.name, in_words(ask.names)[0]) for ask in service.asks]
        self.helper_gender.choices = [(gender.value, words.label(gender)) for gender in HelperGender]
        self.needs.choices = [(need.value, words.label(need)) for need in Need]


class AgreementForm(NeedsSeenForm):
    agreement = RadioField(_l("本人是怎样同意的"), [InputRequired(_l("请选本人是怎样同意的。"))])
    consent = BooleanField(
        _l("本人同意"), [InputRequired(_l("念给本人听，本人同意，才能提交。本人不同意，就不要提交。"))])

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return _written(visit, id).wants

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.agreement.choices = [(way.value, words.label(way)) for way in Agreement]


def _written(visit: Visit, id: str) -> HomeServiceRequest:
    """What this officer writes; anybody else's is not found."""
    draft = room.find_officers_draft(visit.db, id, account_id=visit.account.id, area_id=visit.actor.area_id)
    visit.opens_file_of(draft.resident_id)
    return draft


def _service(draft: HomeServiceRequest) -> Service:
    return room.find_service(draft.service)


def _lives_here(visit: Visit, her: Resident) -> bool:
    """Who only has her hukou in the officer's area is served where she lives."""
    return visit.membership.area.holds(her.residence_area)


@door.page("/residents/<id>/home-services/new", permission=Permission.serve_residents, records_view=True)
def home_services_for_resident(visit: Visit, id: str) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    lives_here = _lives_here(visit, her)
    errand = her_word(visit, her, ErrandKind.home_service)
    known = room.requests_known_to(visit.db, her.id, account_id=visit.account.id) if lives_here else []
    still = room.that_stand_still(visit.db, known)
    return render(
        visit, "workbench/home_services_for_resident.html", still=still, her=her, lives_here=lives_here, errand=errand,
        services=room.services_for(her.residence_area.region_layers) if lives_here else [],
        drafts=[each for each in known if each.status is Status.draft],
        running=[each for each in known if each.status in room.OPEN and each.area_id == her.residence_area_id],
    )


@door.page("/residents/<id>/home-services/<name>", permission=Permission.serve_residents, records_view=True)
def new_home_service_for_resident(visit: Visit, id: str, name: str, form: ContentsForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    service = room.find_service(name)
    if not _lives_here(visit, her):
        return redirect_to("workbench.home_services_for_resident", id=id)
    errand = her_word(visit, her, ErrandKind.home_service)
    if errand is None and form is None:
        return ask_first(her, ErrandKind.home_service, service=service.name)
    if form is None:
        form = ContentsForm(
            formdata=None, asks=[ask.name for ask in service.asks if len(service.asks) == 1],
            needs=[need.value for need in needs_of(her)],
            address=room.latest_address(visit.db, her.id, sent=True))
        form.prepare(visit, id=id, name=name)
    return render(visit, "workbench/home_service_contents.html", form=form, her=her, service=service, draft=None,
                  errand=errand, rows=form.rows(DAYS_ASKED))


@door.act("/residents/<id>/home-services/<name>", permission=Permission.serve_residents, form=ContentsForm,
          again=new_home_service_for_resident)
def start_home_service_for_resident(visit: Visit, form: ContentsForm, id: str, name: str) -> Response:
    her = resident_in_reach(visit, id)
    draft = room.start_draft(visit.db, visit.actor, her, name, windows=form.windows, asks=form.asks.data)
    return _keep(visit, draft, form)


def _keep(visit: Visit, draft: HomeServiceRequest, form: ContentsForm) -> Response:
    """Where and how, beside the what and when that stand already; then to the check."""
    room.change_place(visit.db, visit.actor, draft, address=form.address.data)
    room.change_manner(
        visit.db, visit.actor, draft, helper_gender=HelperGender(form.helper_gender.data),
        needs=[Need(need) for need in form.needs.data or []], note=form.note.data)
    return redirect_to("workbench.home_service_draft", id=draft.public_id)


def _page(visit: Visit, draft: HomeServiceRequest, template: str, form: Form, **context: Any) -> Response:
    """A page over a draft; what has been asked for is shown as it stands."""
    if draft.status is not Status.draft and not form.failed:
        return redirect_to("workbench.home_service_request", id=draft.public_id)
    errand = her_word(visit, draft.resident, ErrandKind.home_service, room.matter_of(draft))
    return render(visit, template, form=form, draft=draft, her=draft.resident, service=_service(draft), errand=errand,
                  **context)


@door.page("/home-service-drafts/<id>/contents", permission=Permission.serve_residents, records_view=True)
def home_service_draft_contents(visit: Visit, id: str, form: ContentsForm | None = None) -> Response:
    draft = _written(visit, id)
    if form is None:
        form = ContentsForm(
            formdata=None, asks=draft.asks, address=draft.address, helper_gender=draft.helper_gender.value,
            needs=draft.needs, note=draft.note, **held(draft.times))
        form.prepare(visit, name=draft.service)
    return _page(visit, draft, "workbench/home_service_contents.html", form, rows=form.rows(DAYS_ASKED))


@door.act("/home-service-drafts/<id>/contents", permission=Permission.serve_residents, form=ContentsForm,
          again=home_service_draft_contents)
def change_home_service_draft(visit: Visit, form: ContentsForm, id: str) -> Response:
    draft = room.change_times(
        visit.db, visit.actor, _written(visit, id), windows=form.windows, asks=form.asks.data)
    return _keep(visit, draft, form)


@door.page("/home-service-drafts/<id>", permission=Permission.serve_residents, records_view=True)
def home_service_draft(visit: Visit, id: str, form: AgreementForm | None = None) -> Response:
    draft = _written(visit, id)
    if form is None:
        form = AgreementForm(formdata=None)
        form.prepare(visit, id=id)
    return _page(visit, draft, "workbench/home_service_draft.html", form,
                 consent=consent_words_by_officer(draft.resident.name))


@door.act("/home-service-drafts/<id>/submission", permission=Permission.serve_residents, form=AgreementForm,
          again=home_service_draft)
def submit_home_service_draft(visit: Visit, form: AgreementForm, id: str) -> Response:
    draft = _written(visit, id)
    room.ask(visit.db, visit.actor, draft, agreed=form.consent.data, consent_version=CONSENT_VERSION,
             consent_words=consent_words_by_officer(draft.resident.name), agreement=Agreement(form.agreement.data))
    return redirect_to("workbench.home_service_request", id=id)


@door.act("/home-service-drafts/<id>/removal", permission=Permission.serve_residents)
def discard_home_service_draft(visit: Visit, id: str) -> Response:
    draft = _written(visit, id)
    resident = draft.resident.public_id
    room.discard_draft(visit.db, visit.actor, draft)
    return redirect_to("workbench.home_services_for_resident", id=resident)


adds_act(Permission.serve_residents, "workbench.home_services_for_resident", _l("申请上门服务"))
