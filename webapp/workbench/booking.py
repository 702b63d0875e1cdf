"""An officer books for somebody who has no phone, or who asks at the window: the same verbs, the same constraints."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput

from webapp import assessments
from webapp.assessments import (
    ACTIVE_STATUSES,
    AppointmentKind,
    AppointmentReason,
    AssessmentSite,
    HalfDay,
    status_of,
)
from webapp.certificates import DisabilityCategory, certificate_on
from webapp.mandates import ErrandKind
from webapp.people import Need, Resident, give_consent, needs_of
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import DayField, Written
from webapp.web.forms import LONGEST_FREE_TEXT
from webapp.web.words.assessments import CONSENT_VERSION, WEEKDAYS, consent_words_by_officer
from webapp.workbench.door import door
from webapp.workbench.on_her_word import ask_first, her_word
from webapp.workbench.residents import adds_act, resident_in_reach

DAYS_A_PAGE = 5


class SearchForm(Form):
    """What is looked for; sent by GET."""

    reason = SelectField(_l("为什么评定"))
    category = SelectField(_l("评定哪一类"))
    site = RadioField(_l("评定机构"), [Optional()])
    from_on = DayField(_l("从哪一天开始看"), [Optional()], description=_l("例如 2026年12月1日"))

    def fill(self, sites: list[AssessmentSite]) -> None:
        self.reason.choices = [(reason.value, words.label(reason)) for reason in AppointmentReason]
        self.category.choices = [(category.value, words.label(category)) for category in DisabilityCategory]
        self.site.choices = [("", _("都看看")), *((site.public_id, site.organisation.name) for site in sites)]


class OfficersForm(Form):
    reason = HiddenField()
    category = HiddenField()
    site = HiddenField()
    from_on = HiddenField()
    needs = SelectMultipleField(_l("需要什么"), option_widget=CheckboxInput())
    consent = BooleanField(_l("本人同意"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.needs.choices = [(need.value, words.label(need)) for need in Need]

    @property
    def chosen_needs(self) -> list[Need]:
        return [Need(need) for need in self.needs.data or []]


class BookForm(OfficersForm):
    slot = RadioField(_l("选一个时间"), [InputRequired(_l("请选一个时间。"))], validate_choice=False)


class VisitForm(OfficersForm):
    weekdays = SelectMultipleField(_l("哪几天可以去"), [InputRequired(_l("请至少选一天。"))], option_widget=CheckboxInput())
    halves = SelectMultipleField(_l("上午还是下午"), [InputRequired(_l("请选上午或下午，也可以都选。"))], option_widget=CheckboxInput())
    home_address = StringField(
        _l("上门的地址"), [Length(max=200, message=_l("地址最多 200 个字。请写短一些。")), Written()], description=_l("写到门牌号。"),
        render_kw={"autocomplete": "off"})
    home_reason = TextAreaField(
        _l("为什么去不了医院"), [Length(max=LONGEST_FREE_TEXT, message=_l("最多写 500 个字。请删去一些。"))],
        description=_l("按本人说的写。"), render_kw={"rows": 4})
    site = RadioField(_l("评定机构"), [InputRequired(_l("请选一家评定机构。"))], validate_choice=False)

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.weekdays.choices = [(str(number), str(name)) for number, name in enumerate(WEEKDAYS, start=1)]
        self.halves.choices = [(half.value, words.label(half)) for half in HalfDay]


def _sought(visit: Visit, her: Resident) -> tuple[AppointmentReason, DisabilityCategory]:
    """From the search, or from the form that was sent; at first what her certificate suggests."""
    said = request.form if request.method == "POST" else request.args
    reason = said.get("reason") if said.get("reason") in set(AppointmentReason) else None
    category = said.get("category") if said.get("category") in set(DisabilityCategory) else None
    if reason and category:
        return AppointmentReason(reason), DisabilityCategory(category)
    certificate = certificate_on(visit.db, her, visit.today)
    usual = AppointmentReason.renewal if certificate else AppointmentReason.new
    first = certificate.category if certificate else DisabilityCategory.visual
    return AppointmentReason(reason or usual), DisabilityCategory(category or first)


def _running(visit: Visit, her: Resident) -> list[assessments.Appointment]:
    return [each for each in assessments.appointments_of(visit.db, her.id) if status_of(each) in ACTIVE_STATUSES]


def _consents(her: Resident, agreed: dict[AssessmentSite, bool], kind: AppointmentKind) -> list[str]:
    """What must be read to her, for each site that she has not agreed to yet."""
    return [consent_words_by_officer(site, kind, her.name) for site, held in agreed.items() if not held]


def _agree(visit: Visit, her: Resident, site: AssessmentSite, kind: AppointmentKind) -> None:
    give_consent(visit.db, visit.actor, resident_id=her.id, kind=assessments.receiver_kind(site, kind),
                 version=CONSENT_VERSION, words=consent_words_by_officer(site, kind, her.name))


@door.page("/residents/<id>/appointments/new", permission=Permission.serve_residents, records_view=True)
def book_for_resident(visit: Visit, id: str, form: BookForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    errand = her_word(visit, her, ErrandKind.appointment)
    if errand is None and form is None:
        return ask_first(her, ErrandKind.appointment)
    reason, category = _sought(visit, her)
    agreed = assessments.sites_and_consent(visit.db, her, category=category, kind=AppointmentKind.hospital)
    sites = list(agreed)
    said = request.form if form is not None else request.args
    search = SearchForm(formdata=said, reason=reason.value, category=category.value)
    search.fill(sites)
    good = search.validate()
    chosen = [site for site in sites if site.public_id == search.site.data] or sites
    days, _later = assessments.free_days(
        visit.db, visit.at, kind=AppointmentKind.hospital, category=category, sites=[site.id for site in chosen],
        from_on=search.from_on.data if good else None, days=DAYS_A_PAGE)
    if form is None:
        form = BookForm(formdata=None, reason=reason.value, category=category.value, site=search.site.data,
                        from_on=said.get("from_on"), needs=[need.value for need in needs_of(her)])
        form.prepare(visit, id=id)
    return render(visit, "workbench/book_for_resident.html", form=form, search=search, her=her, errand=errand,
                  running=_running(visit, her), days=_rows(days),
                  consents=_consents(her, {site: agreed[site] for site in chosen}, AppointmentKind.hospital))


def _rows(days: list[assessments.FreeDay]) -> list[dict[str, Any]]:
    """As components/slot_list.html wants them."""
    return [{
        "label": words.day(day.day),
        "slots": [{"value": slot.public_id, "label": words.clock_time(slot.starts_at),
                   "note": slot.session.site.organisation.name} for slot in day.slots],
    } for day in days]


@door.act("/residents/<id>/appointments", permission=Permission.serve_residents, form=BookForm, again=book_for_resident)
def book_appointment(visit: Visit, form: BookForm, id: str) -> Response:
    her = resident_in_reach(visit, id)
    reason, category = _sought(visit, her)
    slot = assessments.find_slot(visit.db, form.slot.data)
    if form.consent.data:
        _agree(visit, her, slot.session.site, AppointmentKind.hospital)
    appointment = assessments.book(visit.db, visit.actor, her, slot, category=category, reason=reason,
                                   needs=form.chosen_needs)
    return redirect_to("workbench.appointment", id=appointment.public_id)


@door.page("/residents/<id>/visits/new", permission=Permission.serve_residents, records_view=True)
def ask_visit_for_resident(visit: Visit, id: str, form: VisitForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    errand = her_word(visit, her, ErrandKind.home_assessment)
    if errand is None and form is None:
        return ask_first(her, ErrandKind.home_assessment)
    reason, category = _sought(visit, her)
    agreed = assessments.sites_and_consent(visit.db, her, category=category, kind=AppointmentKind.home)
    sites = list(agreed)
    search = SearchForm(formdata=None, reason=reason.value, category=category.value)
    search.fill([])
    if form is None:
        form = VisitForm(formdata=None, reason=reason.value, category=category.value,
                         site=sites[0].public_id if len(sites) == 1 else None,
                         needs=[need.value for need in needs_of(her)])
        form.prepare(visit, id=id)
    form.site.choices = [(site.public_id, site.organisation.name) for site in sites]
    return render(visit, "workbench/ask_visit_for_resident.html", form=form, search=search, her=her, sites=sites,
                  errand=errand, running=_running(visit, her),
                  consents=_consents(her, agreed, AppointmentKind.home))


@door.act("/residents/<id>/visits", permission=Permission.serve_residents, form=VisitForm, again=ask_visit_for_resident)
def request_visit(visit: Visit, form: VisitForm, id: str) -> Response:
    her = resident_in_reach(visit, id)
    reason, category = _sought(visit, her)
    site = assessments.find_site(visit.db, form.site.data)
    if form.consent.data:
        _agree(visit, her, site, AppointmentKind.home)
    halves = [half for half in HalfDay if half.value in form.halves.data]
    appointment = assessments.request_home(
        visit.db, visit.actor, her, site, category=category, reason=reason, needs=form.chosen_needs,
        home_reason=form.home_reason.data or "", home_address=form.home_address.data or "",
        windows=[(int(day), half) for day in form.weekdays.data for half in halves])
    return redirect_to("workbench.appointment", id=appointment.public_id)


adds_act(Permission.serve_residents, "workbench.book_for_resident", _l("预约残疾评定"))
adds_act(Permission.serve_residents, "workbench.ask_visit_for_resident", _l("申请上门评定"))
