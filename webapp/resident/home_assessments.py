"""Asking for an assessment at home: when the site may come, what she needs, where she lives and why she cannot travel.

The last two are written on the page that sends them, never in an address. The site then names a time.
"""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from webapp import assessments
from webapp.assessments import AppointmentKind, HalfDay
from webapp.core import NotFound
from webapp.home_services import latest_address
from webapp.resident.appointments import own_appointment
from webapp.resident.booking import agree, back_to_first, running_of
from webapp.resident.booking_choice import Choice, members
from webapp.resident.booking_draft import keep_step
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import Written
from webapp.web.forms import LONGEST_FREE_TEXT
from webapp.web.words.assessments import WEEKDAYS, consent_words

TOO_LONG = _l("最多写 500 个字。请删去一些。")


class WindowsForm(Form):
    weekdays = SelectMultipleField(
        _l("哪几天可以来"), [InputRequired(_l("请至少选一天。"))], option_widget=CheckboxInput(),
        description=_l("评定机构只会在您选的时间里来。选得越多，越容易排上。"),
    )
    halves = SelectMultipleField(
        _l("上午还是下午"), [InputRequired(_l("请选上午或下午，也可以都选。"))], option_widget=CheckboxInput(),
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.weekdays.choices = [(str(number), str(name)) for number, name in enumerate(WEEKDAYS, start=1)]
        self.halves.choices = [(half.value, words.label(half)) for half in HalfDay]

    @property
    def windows(self) -> list[tuple[int, HalfDay]]:
        return [(int(day), half) for day in self.weekdays.data for half in members(HalfDay, self.halves.data)]


class VisitForm(Form):
    home_address = StringField(
        _l("上门的地址"), [Length(max=200, message=_l("地址最多 200 个字。请写短一些。")), Written()],
        description=_l("写到门牌号。只有评定机构能看到。"), render_kw={"autocomplete": "address-line1"},
    )
    home_reason = TextAreaField(
        _l("为什么去不了医院"), [Length(max=LONGEST_FREE_TEXT, message=TOO_LONG)],
        description=_l("用自己的话写几句，例如：卧床、不能坐车。最多 500 个字。"), render_kw={"rows": 4},
    )
    consent = BooleanField(_l("我同意"))


@door.page("/appointments/windows", permission=Permission.book_appointments, after=keep_step)
def appointment_windows(visit: Visit) -> Response:
    choice = Choice.read(request.args)
    if not choice.begun or not choice.at_home or not choice.site:
        return back_to_first(choice)
    return _ask_windows(visit, choice, failed="unanswered" in request.args)


def _ask_windows(visit: Visit, choice: Choice, *, failed: bool) -> Response:
    form = WindowsForm(formdata=request.args if failed else None, weekdays=[str(day) for day in choice.weekdays],
                       halves=[half.value for half in choice.halves])
    form.prepare(visit)
    if failed:
        form.validate()
    return render(visit, "resident/appointment_windows.html", form=form, choice=choice)


@door.page("/appointments/visit", permission=Permission.book_appointments, after=keep_step)
def appointment_visit(visit: Visit, form: VisitForm | None = None) -> Response:
    choice = Choice.read(request.form if form else request.args)
    if not choice.begun or not choice.at_home or not choice.site:
        return back_to_first(choice)
    if not choice.weekdays or not choice.halves:
        return redirect(url_for("resident.appointment_windows", **choice.query()), 303)  # type: ignore[return-value]
    site = assessments.find_site(visit.db, choice.site)
    form = form or VisitForm(formdata=None, home_address=latest_address(visit.db, visit.resident.id))
    return render(
        visit, "resident/appointment_visit.html", form=form, choice=choice, site=site,
        agreed=assessments.has_agreed(visit.db, visit.resident, site, AppointmentKind.home),
        consent=consent_words(site, AppointmentKind.home), weekdays=[WEEKDAYS[day - 1] for day in choice.weekdays],
        running=running_of(visit, AppointmentKind.home) if form.form_errors else None)


@door.act("/appointments/visits", permission=Permission.book_appointments, submits=True, form=VisitForm,
          again=appointment_visit)
def request_visit(visit: Visit, form: VisitForm) -> Response:
    choice = Choice.read(request.form)
    if not choice.begun or not choice.site:
        raise NotFound()
    site = assessments.find_site(visit.db, choice.site)
    if form.consent.data:
        agree(visit, site, AppointmentKind.home)
    appointment = assessments.request_home(
        visit.db, visit.actor, visit.resident, site, category=choice.category, reason=choice.reason, needs=choice.needs,
        home_reason=form.home_reason.data or "", home_address=form.home_address.data or "",
        windows=[(day, half) for day in choice.weekdays for half in choice.halves])
    return redirect_to("resident.appointment", id=appointment.public_id)


@door.page("/appointments/<id>/windows", permission=Permission.book_appointments, records_view=True)
def visit_windows(visit: Visit, id: str, form: WindowsForm | None = None) -> Response:
    appointment = own_appointment(visit, id)
    if form is None:
        form = WindowsForm(formdata=None, weekdays=sorted({str(row.weekday) for row in appointment.windows}),
                           halves=sorted({row.half.value for row in appointment.windows}))
        form.prepare(visit)
    return render(visit, "resident/visit_windows.html", form=form, appointment=appointment)


@door.act("/appointments/<id>/windows", permission=Permission.book_appointments, form=WindowsForm, again=visit_windows)
def ask_other_visit_time(visit: Visit, form: WindowsForm, id: str) -> Response:
    assessments.ask_other_time(visit.db, visit.actor, own_appointment(visit, id), windows=form.windows)
    return redirect_to("resident.appointment", id=id)
