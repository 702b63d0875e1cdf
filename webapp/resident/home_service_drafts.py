"""Writing a request for a home service, one thing a page: when, where, how; then the check, and sending it."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from webapp import home_services as room
from webapp.home_services import HelperGender, HomeServiceRequest, Service, Status
from webapp.people import Need
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.days_offered import DaysOfferedForm, boxes, held
from webapp.web.fields import Written
from webapp.web.words.home_services import CONSENT_VERSION, consent_words
from webapp.web.words.texts import in_words


class TimesForm(DaysOfferedForm):
    asks = boxes(_l("您需要哪一样"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.asks.choices = [(ask.name, in_words(ask.names)[0]) for ask in service_of(visit, **found).asks]

    def rows_over(self, draft: HomeServiceRequest | None) -> list[tuple[SelectField, SelectMultipleField]]:
        """The days shown: one at first; over a draft those it has and one more."""
        return self.rows(len({day for day, _part in draft.times}) + 1 if draft else 1)


class PlaceForm(Form):
    address = StringField(
        _l("详细地址"), [InputRequired(_l("请填写地址，写到门牌号。")), Written()],
        description=_l("写到门牌号。服务机构答应来以后才能看到。"), render_kw={"autocomplete": "address-line1"},
    )


class MannerForm(Form):
    helper_gender = RadioField(_l("谁来上门"))
    needs = boxes(_l("沟通和到访需要"), description=_l("已经按您登记的勾好。您可以改，只改这一次。"))
    note = TextAreaField(
        _l("还想告诉社区什么"), description=_l("只有社区工作人员能看到，服务机构看不到。最多 500 个字。")
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.helper_gender.choices = [(gender.value, words.label(gender)) for gender in HelperGender]
        self.needs.choices = [(need.value, words.label(need)) for need in Need]


class ConsentForm(Form):
    consent = BooleanField(
        _l("我同意"),
        [InputRequired(_l("要勾选同意，服务机构才能来。不同意就不能提交，您可以请社区专职委员当面帮您。"))],
    )


def own_draft(visit: Visit, id: str) -> HomeServiceRequest:
    found = room.find_own_request(visit.db, id, resident_id=visit.resident.id)
    visit.opens_file_of(found.resident_id)
    return found


@door.act("/home-services/requests/<id>/keeping", permission=Permission.request_home_services)
def keep_home_service_draft(visit: Visit, id: str) -> Response:
    draft = room.keep_draft(visit.db, visit.actor, own_draft(visit, id))
    return redirect_to("resident.home_service_check", id=draft.public_id)


def service_of(visit: Visit, *, name: str | None = None, id: str | None = None) -> Service:
    return room.find_service(name if name is not None else own_draft(visit, id or "").service)


def onward(draft: HomeServiceRequest) -> Response:
    """To the address if nobody knows it yet, else to the check."""
    page = "resident.home_service_check" if draft.address else "resident.home_service_place"
    return redirect_to(page, id=draft.public_id)


def _page(visit: Visit, id: str, template: str, form: Form, **context: Any) -> Response:
    """A page over a draft; what has been sent is shown as it stands."""
    draft = own_draft(visit, id)
    if draft.status is not Status.draft and not form.failed:
        return redirect_to("resident.home_service_request", id=id)
    return render(visit, template, form=form, draft=draft, service=room.find_service(draft.service),
                  kept_until=draft.changed_at + room.DRAFTS_KEPT, **context)


@door.page("/home-services/services/<name>/request", permission=Permission.request_home_services)
def new_home_service_request(visit: Visit, name: str, form: TimesForm | None = None) -> Response:
    service = room.find_service(name)
    if form is None:
        wished = request.args.getlist("ask") or [ask.name for ask in service.asks if len(service.asks) == 1]
        form = TimesForm(asks=wished)
        form.prepare(visit, name=name)
    rows = form.rows_over(None)
    return render(visit, "resident/home_service_times.html", form=form, service=service, draft=None, rows=rows)


@door.act("/home-services/services/<name>/request", permission=Permission.request_home_services, form=TimesForm,
          again=new_home_service_request)
def start_home_service_request(visit: Visit, form: TimesForm, name: str) -> Response:
    draft = room.start_draft(visit.db, visit.actor, visit.resident, name, windows=form.windows, asks=form.asks.data)
    return onward(draft)


@door.page("/home-services/requests/<id>/times", permission=Permission.request_home_services, records_view=True)
def home_service_times(visit: Visit, id: str, form: TimesForm | None = None) -> Response:
    draft = own_draft(visit, id)
    if form is None:
        form = TimesForm(asks=draft.asks, **held(draft.times))
        form.prepare(visit, id=id)
    return _page(visit, id, "resident/home_service_times.html", form, rows=form.rows_over(draft))


@door.act("/home-services/requests/<id>/times", permission=Permission.request_home_services, form=TimesForm,
          again=home_service_times)
def change_home_service_times(visit: Visit, form: TimesForm, id: str) -> Response:
    draft = own_draft(visit, id)
    return onward(room.change_times(visit.db, visit.actor, draft, windows=form.windows, asks=form.asks.data))


@door.page("/home-services/requests/<id>/place", permission=Permission.request_home_services, records_view=True)
def home_service_place(visit: Visit, id: str, form: PlaceForm | None = None) -> Response:
    return _page(visit, id, "resident/home_service_place.html", form or PlaceForm(address=own_draft(visit, id).address))


@door.act("/home-services/requests/<id>/place", permission=Permission.request_home_services, form=PlaceForm,
          again=home_service_place)
def change_home_service_place(visit: Visit, form: PlaceForm, id: str) -> Response:
    return onward(room.change_place(visit.db, visit.actor, own_draft(visit, id), address=form.address.data))


@door.page("/home-services/requests/<id>/manner", permission=Permission.request_home_services, records_view=True)
def home_service_manner(visit: Visit, id: str, form: MannerForm | None = None) -> Response:
    if form is None:
        draft = own_draft(visit, id)
        form = MannerForm(helper_gender=draft.helper_gender.value, needs=draft.needs, note=draft.note)
        form.prepare(visit, id=id)
    return _page(visit, id, "resident/home_service_manner.html", form)


@door.act("/home-services/requests/<id>/manner", permission=Permission.request_home_services, form=MannerForm,
          again=home_service_manner)
def change_home_service_manner(visit: Visit, form: MannerForm, id: str) -> Response:
    return onward(room.change_manner(
        visit.db, visit.actor, own_draft(visit, id), helper_gender=HelperGender(form.helper_gender.data),
        needs=[Need(need) for need in form.needs.data or []], note=form.note.data,
    ))


@door.page("/home-services/requests/<id>/check", permission=Permission.request_home_services, records_view=True)
def home_service_check(visit: Visit, id: str, form: ConsentForm | None = None) -> Response:
    return _page(visit, id, "resident/home_service_check.html", form or ConsentForm(), consent=consent_words())


@door.act("/home-services/requests/<id>/submission", permission=Permission.request_home_services, submits=True,
          form=ConsentForm, again=home_service_check)
def submit_home_service_request(visit: Visit, form: ConsentForm, id: str) -> Response:
    room.ask(visit.db, visit.actor, own_draft(visit, id), agreed=form.consent.data, consent_version=CONSENT_VERSION,
             consent_words=consent_words())
    return redirect_to("resident.home_service_request", id=id)


@door.act("/home-services/requests/<id>/removal", permission=Permission.request_home_services)
def discard_home_service_request(visit: Visit, id: str) -> Response:
    room.discard_draft(visit.db, visit.actor, own_draft(visit, id))
    return redirect_to("resident.home_services")
