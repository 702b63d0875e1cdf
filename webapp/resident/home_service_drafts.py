"""Writing a request for a home service: the form, the check, sending it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import home_services as room
from webapp.home_services import HelperGender, HomeServiceRequest, Part, Service, Status, Wishes
from webapp.people import Need, needs_of
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.words.home_services import CONSENT_VERSION, consent_words
from webapp.web.words.texts import in_words

DAYS_ASKED = 3


def _boxes(label: Any, *validators: Any, description: Any = "") -> SelectMultipleField:
    return SelectMultipleField(label, validators, option_widget=CheckboxInput(), description=description)


class HomeServiceForm(Form):
    asks = _boxes(_l("您需要哪一样"))
    day_1 = SelectField(_l("第一个日期"), [InputRequired(_l("请选一个日期。"))])
    parts_1 = _boxes(_l("第一个日期，什么时候方便"), InputRequired(_l("请勾选上午、下午或晚上。")))
    day_2 = SelectField(_l("第二个日期"))
    parts_2 = _boxes(_l("第二个日期，什么时候方便"))
    day_3 = SelectField(_l("第三个日期"))
    parts_3 = _boxes(_l("第三个日期，什么时候方便"))
    address = StringField(
        _l("详细地址"), [InputRequired(_l("请填写地址，写到门牌号。"))],
        description=_l("写到门牌号。服务机构答应来以后才能看到。"), render_kw={"autocomplete": "street-address"},
    )
    needs = _boxes(_l("沟通和到访需要"), description=_l("已经按您登记的勾好。您可以改，只改这一次。"))
    helper_gender = RadioField(_l("谁来上门"), default=HelperGender.any.value)
    note = TextAreaField(
        _l("还想告诉社区什么"), description=_l("只有社区工作人员能看到，服务机构看不到。最多 500 个字。")
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.asks.choices = [(ask.name, in_words(ask.names)[0]) for ask in service_of(visit, **found).asks]
        days = room.days_offered(visit.today)
        for n in range(1, DAYS_ASKED + 1):
            self[f"day_{n}"].choices = [("", _("请选择")), *((day.isoformat(), words.short_day(day)) for day in days)]
            self[f"parts_{n}"].choices = [(part.value, words.label(part)) for part in Part]
        self.needs.choices = [(need.value, words.label(need)) for need in Need]
        self.helper_gender.choices = [(gender.value, words.label(gender)) for gender in HelperGender]

    def validate_parts_2(self, parts: SelectMultipleField) -> None:
        _belongs(self.day_2, parts)

    def validate_parts_3(self, parts: SelectMultipleField) -> None:
        _belongs(self.day_3, parts)

    def wishes(self) -> Wishes:
        chosen = [(self[f"day_{n}"].data, part) for n in range(1, DAYS_ASKED + 1) for part in self[f"parts_{n}"].data]
        return Wishes(
            windows=[(date.fromisoformat(day), Part(part)) for day, part in chosen if day], address=self.address.data,
            asks=self.asks.data, needs=[Need(need) for need in self.needs.data],
            helper_gender=HelperGender(self.helper_gender.data), note=self.note.data,
        )


class ConsentForm(Form):
    consent = BooleanField(
        _l("我同意"),
        [InputRequired(_l("要勾选同意，服务机构才能来。不同意就不能提交，您可以请社区专职委员当面帮您。"))],
    )


def _belongs(day: SelectField, parts: SelectMultipleField) -> None:
    """A second and third day may be left out, not half filled in."""
    if day.data and not parts.data:
        raise ValidationError(_("请勾选上午、下午或晚上。"))
    if parts.data and not day.data:
        raise ValidationError(_("请先选日期，或者去掉勾选。"))


def own_draft(visit: Visit, id: str) -> HomeServiceRequest:
    return room.find_own_request(visit.db, id, resident_id=visit.resident.id)


def service_of(visit: Visit, *, name: str | None = None, id: str | None = None) -> Service:
    return room.find_service(name if name is not None else own_draft(visit, id or "").service)


def _filled(draft: HomeServiceRequest) -> HomeServiceForm:
    by_day: dict[date, list[str]] = {}
    for day, part in draft.times:
        by_day.setdefault(day, []).append(part.value)
    held: dict[str, Any] = {
        "asks": draft.asks, "address": draft.address, "needs": draft.needs, "helper_gender": draft.helper_gender.value,
        "note": draft.note,
    }
    for n, (day, parts) in enumerate(by_day.items(), start=1):
        held |= {f"day_{n}": day.isoformat(), f"parts_{n}": parts}
    return HomeServiceForm(**held)


@door.page("/home-services/services/<name>/request", permission=Permission.request_home_services)
def new_home_service_request(visit: Visit, name: str, form: HomeServiceForm | None = None) -> Response:
    service = room.find_service(name)
    if form is None:
        earlier = room.latest_address(visit.db, visit.resident.id)
        needs = [need.value for need in needs_of(visit.db, visit.resident)]
        form = HomeServiceForm(asks=request.args.getlist("ask"), address=earlier, needs=needs)
        form.prepare(visit, name=name)
    return render(visit, "resident/new_home_service_request.html", form=form, service=service, draft=None)


@door.act("/home-services/services/<name>/request", permission=Permission.request_home_services, form=HomeServiceForm,
          again=new_home_service_request)
def start_home_service_request(visit: Visit, form: HomeServiceForm, name: str) -> Response:
    draft = room.start_draft(visit.db, visit.actor, visit.resident, name, form.wishes())
    return redirect_to("resident.home_service_check", id=draft.public_id)


@door.page("/home-services/requests/<id>/changes", permission=Permission.request_home_services, records_view=True)
def home_service_changes(visit: Visit, id: str, form: HomeServiceForm | None = None) -> Response:
    draft = own_draft(visit, id)
    visit.opens_file_of(draft.resident_id)
    if draft.status is not Status.draft:
        return redirect_to("resident.home_service_request", id=id)
    if form is None:
        form = _filled(draft)
        form.prepare(visit, id=id)
    service = room.find_service(draft.service)
    return render(visit, "resident/new_home_service_request.html", form=form, service=service, draft=draft)


@door.act("/home-services/requests/<id>/changes", permission=Permission.request_home_services, form=HomeServiceForm,
          again=home_service_changes)
def change_home_service_request(visit: Visit, form: HomeServiceForm, id: str) -> Response:
    room.change_draft(visit.db, visit.actor, own_draft(visit, id), form.wishes())
    return redirect_to("resident.home_service_check", id=id)


@door.page("/home-services/requests/<id>/check", permission=Permission.request_home_services, records_view=True)
def home_service_check(visit: Visit, id: str, form: ConsentForm | None = None) -> Response:
    draft = own_draft(visit, id)
    visit.opens_file_of(draft.resident_id)
    if draft.status is not Status.draft:
        return redirect_to("resident.home_service_request", id=id)
    return render(visit, "resident/home_service_check.html", form=form or ConsentForm(), draft=draft,
                  service=room.find_service(draft.service), consent=consent_words())


@door.act("/home-services/requests/<id>/submission", permission=Permission.request_home_services, form=ConsentForm,
          again=home_service_check)
def submit_home_service_request(visit: Visit, form: ConsentForm, id: str) -> Response:
    room.ask(visit.db, visit.actor, own_draft(visit, id), agreed=form.consent.data, consent_version=CONSENT_VERSION,
             consent_words=consent_words())
    return redirect_to("resident.home_service_request", id=id, sent=1)


@door.act("/home-services/requests/<id>/removal", permission=Permission.request_home_services)
def discard_home_service_request(visit: Visit, id: str) -> Response:
    room.discard_draft(visit.db, visit.actor, own_draft(visit, id))
    return redirect_to("resident.home_services")
