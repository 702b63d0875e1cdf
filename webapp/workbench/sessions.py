"""Sessions of an assessment site: what is open, opening one, who comes, cancelling one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import assessments
from webapp.assessments import Appointment, AppointmentKind, AppointmentStatus, AssessmentSession, Slot, status_of
from webapp.certificates import DisabilityCategory
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render, words
from webapp.web.fields import ClockField, DayField, WholeNumberField
from webapp.web.words import assessments as say
from webapp.workbench.door import door

WAITING = (AppointmentStatus.booked, AppointmentStatus.confirmed)


class SessionForm(Form):
    kind = RadioField(_l("在哪里评定"), [InputRequired(_l("请选在本院，还是上门。"))])
    categories = SelectMultipleField(
        _l("评哪几类"), [InputRequired(_l("请至少选一个残疾类别。"))], option_widget=CheckboxInput())
    day = DayField(_l("日期"), [InputRequired(_l("请填写日期，例如 2026-12-01。"))], description=_l("例如 2026年12月1日"))
    starts = ClockField(_l("从几点"), [InputRequired(_l("请填写开始时间，例如 8:30。"))], description=_l("例如 8:30"))
    ends = ClockField(_l("到几点"), [InputRequired(_l("请填写结束时间，例如 11:30。"))], description=_l("例如 11:30"))
    slot_minutes = WholeNumberField(_l("每个号几分钟"), [InputRequired(_l("请填写每个号几分钟，例如 30。"))],
        description=_l("例如 30"))
    seats = WholeNumberField(
        _l("同一时间几个号"), [InputRequired(_l("请填写同一时间几个号，例如 2。"))],
        description=_l("同时能接待几个人。上门是几组人同时出发。"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        site = own_site(visit)
        kinds = [AppointmentKind.hospital, *([AppointmentKind.home] if site.offers_home else [])]
        self.kind.choices = [(kind.value, str(say.STAFF_KINDS[kind])) for kind in kinds]
        self.categories.choices = [(category.value, words.label(category)) for category in site.categories]


def own_site(visit: Visit) -> assessments.AssessmentSite:
    return assessments.site_of(visit.db, visit.actor.organisation_id)


def own_session(visit: Visit, id: str) -> AssessmentSession:
    return assessments.find_session(visit.db, id, organisation_id=visit.actor.organisation_id)


@dataclass(frozen=True)
class SlotLine:
    """One time of a session and who comes."""

    slot: Slot
    appointments: list[Appointment]

    @property
    def free(self) -> int:
        return len(self.slot.seats) - len(self.appointments)


def lines_of(visit: Visit, session: AssessmentSession) -> tuple[list[SlotLine], list[Appointment]]:
    """By time, those who are expected or were there; and those who are not any more."""
    everybody = assessments.appointments_in(visit.db, session)
    gone = [each for each in everybody if status_of(each) in (AppointmentStatus.cancelled, AppointmentStatus.displaced)]
    held = [each for each in everybody if each not in gone]
    return [SlotLine(slot, [each for each in held if each.slot is slot]) for slot in session.slots], gone


@door.page("/sessions", permission=Permission.run_sessions)
def sessions(visit: Visit) -> Response:
    past = "past" in request.args
    site = own_site(visit)
    return render(visit, "workbench/sessions.html", site=site, past=past, say=say,
                  lines=assessments.sessions_of(visit.db, site, visit.at, past=past))


@door.page("/sessions/new", permission=Permission.run_sessions)
def new_session(visit: Visit, form: SessionForm | None = None) -> Response:
    if form is None:
        site = own_site(visit)
        form = SessionForm(formdata=None, kind=AppointmentKind.hospital.value, slot_minutes=30, seats=1,
                           categories=[category.value for category in site.categories])
        form.prepare(visit)
    return render(visit, "workbench/new_session.html", form=form)


@door.act("/sessions", permission=Permission.run_sessions, form=SessionForm, again=new_session)
def open_session(visit: Visit, form: SessionForm) -> Response:
    session = assessments.open_session(
        visit.db, visit.actor, own_site(visit), kind=AppointmentKind(form.kind.data),
        categories=[DisabilityCategory(category) for category in form.categories.data],
        starts_at=assessments.local_moment(form.day.data, form.starts.data),
        ends_at=assessments.local_moment(form.day.data, form.ends.data),
        slot_minutes=form.slot_minutes.data, seats=form.seats.data)
    return redirect_to("workbench.session", id=session.public_id)


@door.page("/sessions/<id>", permission=Permission.run_sessions)
def session(visit: Visit, id: str) -> Response:
    found = own_session(visit, id)
    lines, gone = lines_of(visit, found)
    return render(visit, "workbench/session.html", session=found, lines=lines, gone=gone, say=say,
                  can_cancel=found.cancelled_at is None and found.ends_at > visit.at)


@door.page("/sessions/<id>/cancellation", permission=Permission.run_sessions)
def session_cancellation(visit: Visit, id: str, form: NothingForm | None = None) -> Response:
    found = own_session(visit, id)
    lines, _gone = lines_of(visit, found)
    waiting = [each for line in lines for each in line.appointments if status_of(each) in WAITING]
    begun = [each for each in waiting if each.slot.starts_at <= visit.at]
    return render(visit, "workbench/session_cancellation.html", form=form or NothingForm(), session=found, say=say,
                  waiting=len(waiting) - len(begun), begun=len(begun))


@door.act("/sessions/<id>/cancellation", permission=Permission.run_sessions, form=NothingForm,
          again=session_cancellation)
def cancel_session(visit: Visit, form: NothingForm, id: str) -> Response:
    assessments.cancel_session(visit.db, visit.actor, own_session(visit, id))
    return redirect_to("workbench.session", id=id)
