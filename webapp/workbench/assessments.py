"""One appointment at the workbench: the site makes ready, confirms, receives, records; an officer looks and helps."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from webapp import assessments
from webapp.assessments import Appointment, AppointmentKind, AppointmentStatus, hand_of, local_day, status_of
from webapp.certificates import DisabilityCategory
from webapp.core import NotFound
from webapp.core.ledger import timeline
from webapp.people import Need, Role, account_of, within_area
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render, words
from webapp.web.fields import DayField
from webapp.web.forms import LONGEST_FREE_TEXT
from webapp.web.words import assessments as say
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.on_her_word import ask_first, her_word
from webapp.workbench.queue import Task, adds_tasks

S = AppointmentStatus
NOT_MET = "not_met"


class PreparedForm(Form):
    prepared = SelectMultipleField(
        _l("这些都准备好了吗"), option_widget=CheckboxInput(), description=_l("每一样准备好了再勾。全部勾好，才能确认。"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        needs = appointment_in_reach(visit, found["id"]).needs
        self.prepared.choices = [(need.value, words.label(need)) for need in needs]


class WishesSeenForm(NeedsSeenForm):
    """How she wants to be met this once: what stands in the appointment."""

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return appointment_in_reach(visit, id).needs


class TimeForm(WishesSeenForm):
    slot = RadioField(_l("选上门的时间"), [InputRequired(_l("请选一个时间。"))], validate_choice=False)


class OutcomeForm(Form):
    category = RadioField(_l("残疾类别"), [InputRequired(_l("请选一个残疾类别。"))])
    result = RadioField(_l("结果"), [InputRequired(_l("请选一个结果。"))])
    reasons = TextAreaField(
        _l("原因"), [Length(max=LONGEST_FREE_TEXT, message=_l("最多写 500 个字。请删去一些。"))],
        description=_l("没有达到标准，必须写明原因，居民会看到。"), render_kw={"rows": 4})
    assessed_on = DayField(
        _l("评定日期"), [InputRequired(_l("请填写日期，例如 2026-12-01。"))], description=_l("例如 2026-11-01")
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        appointment = appointment_in_reach(visit, found["id"])
        self.category.choices = [(category.value, words.label(category)) for category in appointment.site.categories]
        self.result.choices = [*((str(grade), str(name)) for grade, name in say.GRADES.items()), (NOT_MET, _("没有达到标准"))]

    @property
    def grade(self) -> int | None:
        return None if self.result.data == NOT_MET else int(self.result.data)


def appointment_in_reach(visit: Visit, id: str) -> Appointment:
    """At the clerk's own site, or of somebody who belongs to the officer's area; anything else is not found."""
    if visit.actor.role == Role.site_clerk:
        return assessments.find_appointment(visit.db, id, organisation_id=visit.actor.organisation_id)
    if hand_of(visit.actor) is not assessments.Hand.officer or visit.actor.area_id is None:
        raise NotFound()
    return assessments.find_appointment(visit.db, id, area_ids=within_area(visit.db, visit.actor.area_id))


@door.page("/appointments/<id>", permission=Permission.see_assessments, records_view=True)
def appointment(visit: Visit, id: str, form: Form | None = None) -> Response:
    hers = appointment_in_reach(visit, id)
    visit.opens_file_of(hers.resident_id)
    own = account_of(visit.db, hers.resident)
    moves = moves_now(visit, hers)
    prepared, times = None, None
    if "confirm" in moves:
        prepared = form if isinstance(form, PreparedForm) else PreparedForm(formdata=None)
        prepared.prepare(visit, id=id)
    if "give_time" in moves:
        times = form if isinstance(form, TimeForm) else TimeForm(formdata=None)
        if times is not form:
            times.prepare(visit, id=id)
    return render(
        visit, "workbench/appointment.html", form=form, hers=hers, stands=status_of(hers), say=say, moves=moves,
        prepared=prepared, times=times, days=_days(visit, hers) if times else [],
        rows=say.history_rows(timeline(visit.db, assessments.matter_of(hers)), own.id if own else None),
        at_site=visit.actor.role == Role.site_clerk)


def moves_now(visit: Visit, hers: Appointment) -> tuple[str, ...]:
    """What this seat can do about it now. The room asks again when it is done."""
    stands, slot = status_of(hers), hers.slot
    begun = slot is not None and slot.starts_at <= visit.at
    today = slot is not None and local_day(slot.starts_at) <= visit.today
    waiting = stands in (S.booked, S.confirmed)
    if visit.actor.role != Role.site_clerk:
        return ("cancel",) if stands in (S.requested, S.booked, S.confirmed) else ()
    possible = {
        "confirm": stands is S.booked and not begun,
        "give_time": hers.kind is AppointmentKind.home and not begun and (stands is S.requested or waiting),
        "decline_request": stands is S.requested,
        "attend": today and (waiting or stands is S.no_show),
        "mark_no_show": begun and waiting,
        "record_outcome": stands is S.attended or (stands is S.completed and _correctable(hers)),
        "displace": waiting,  # also afterwards: she may have come, and nobody was there to see her
    }
    return tuple(move for move, yes in possible.items() if yes)


def _correctable(hers: Appointment) -> bool:
    return hers.outcome is not None and hers.outcome.certificate_id is None


def _days(visit: Visit, hers: Appointment) -> list[dict[str, Any]]:
    """Free times within what she said, as components/slot_list.html wants them."""
    days: dict[str, list[dict[str, Any]]] = {}
    for slot in assessments.times_for_home(visit.db, hers, visit.at):
        row = {"value": slot.public_id, "label": words.clock_time(slot.starts_at)}
        days.setdefault(words.day(slot.starts_at), []).append(row)
    return [{"label": day, "slots": rows} for day, rows in days.items()]


@door.act("/appointments/<id>/confirmation", permission=Permission.run_sessions, form=PreparedForm, again=appointment)
def confirm_appointment(visit: Visit, form: PreparedForm, id: str) -> Response:
    prepared = [Need(need) for need in form.prepared.data or []]
    assessments.confirm(visit.db, visit.actor, appointment_in_reach(visit, id), prepared=prepared)
    return redirect_to("workbench.appointment", id=id)


@door.act("/appointments/<id>/time", permission=Permission.run_sessions, form=TimeForm, again=appointment)
def give_visit_time(visit: Visit, form: TimeForm, id: str) -> Response:
    slot = assessments.find_slot(visit.db, form.slot.data)
    assessments.give_time(visit.db, visit.actor, appointment_in_reach(visit, id), slot)
    return redirect_to("workbench.appointment", id=id)


@door.act("/appointments/<id>/attendance", permission=Permission.run_sessions, form=NothingForm, again=appointment)
def note_attendance(visit: Visit, form: NothingForm, id: str) -> Response:
    assessments.attend(visit.db, visit.actor, appointment_in_reach(visit, id))
    return redirect_to("workbench.appointment", id=id)


@door.act("/appointments/<id>/absence", permission=Permission.run_sessions, form=NothingForm, again=appointment)
def note_absence(visit: Visit, form: NothingForm, id: str) -> Response:
    assessments.mark_no_show(visit.db, visit.actor, appointment_in_reach(visit, id))
    return redirect_to("workbench.appointment", id=id)


@door.page("/appointments/<id>/displacement", permission=Permission.run_sessions, records_view=True)
def appointment_displacement(visit: Visit, id: str, form: WishesSeenForm | None = None) -> Response:
    return _ask(visit, id, form, "workbench/appointment_displacement.html")


@door.act("/appointments/<id>/displacement", permission=Permission.run_sessions, form=WishesSeenForm,
          again=appointment_displacement)
def displace_appointment(visit: Visit, form: WishesSeenForm, id: str) -> Response:
    """The site cannot receive her at this time; she is offered others."""
    assessments.displace(visit.db, visit.actor, appointment_in_reach(visit, id))
    return redirect_to("workbench.appointment", id=id)


@door.page("/appointments/<id>/refusal", permission=Permission.run_sessions, records_view=True)
def visit_refusal(visit: Visit, id: str, form: WishesSeenForm | None = None) -> Response:
    return _ask(visit, id, form, "workbench/visit_refusal.html")


@door.act("/appointments/<id>/refusal", permission=Permission.run_sessions, form=WishesSeenForm, again=visit_refusal)
def decline_visit(visit: Visit, form: WishesSeenForm, id: str) -> Response:
    assessments.decline_request(visit.db, visit.actor, appointment_in_reach(visit, id))
    return redirect_to("workbench.appointment", id=id)


@door.page("/appointments/<id>/cancellation", permission=Permission.serve_residents, records_view=True)
def appointment_cancellation(visit: Visit, id: str, form: WishesSeenForm | None = None) -> Response:
    hers = appointment_in_reach(visit, id)
    visit.opens_file_of(hers.resident_id)
    kind = assessments.ERRANDS[hers.kind]
    errand = her_word(visit, hers.resident, kind, assessments.matter_of(hers))
    if errand is None and form is None and hers.resident.died_on is None and "cancel" in moves_now(visit, hers):
        return ask_first(hers.resident, kind, id)
    if form is None:
        form = WishesSeenForm(formdata=None)
        form.prepare(visit, id=id)
    return render(visit, "workbench/appointment_cancellation.html", form=form, hers=hers, say=say,
                  errand=errand)


@door.act("/appointments/<id>/cancellation", permission=Permission.serve_residents, form=WishesSeenForm,
          again=appointment_cancellation)
def cancel_appointment(visit: Visit, form: WishesSeenForm, id: str) -> Response:
    """On her word, by an officer."""
    assessments.cancel(visit.db, visit.actor, appointment_in_reach(visit, id))
    return redirect_to("workbench.appointment", id=id)


def _ask(visit: Visit, id: str, form: Form | None, template: str) -> Response:
    hers = appointment_in_reach(visit, id)
    visit.opens_file_of(hers.resident_id)
    if form is None:
        form = WishesSeenForm(formdata=None)
        form.prepare(visit, id=id)
    return render(visit, template, form=form, hers=hers, say=say)


@door.page("/appointments/<id>/outcome", permission=Permission.assess, records_view=True)
def assessment_outcome(visit: Visit, id: str, form: OutcomeForm | None = None) -> Response:
    hers = appointment_in_reach(visit, id)
    visit.opens_file_of(hers.resident_id)
    if form is None:
        day = local_day(hers.slot.starts_at) if hers.slot else visit.today
        form = OutcomeForm(formdata=None, category=hers.category.value, assessed_on=day)
        form.prepare(visit, id=id)
    return render(visit, "workbench/assessment_outcome.html", form=form, hers=hers, say=say)


@door.act("/appointments/<id>/outcome", permission=Permission.assess, form=OutcomeForm, again=assessment_outcome)
def record_outcome(visit: Visit, form: OutcomeForm, id: str) -> Response:
    assessments.record_outcome(
        visit.db, visit.actor, appointment_in_reach(visit, id), category=DisabilityCategory(form.category.data),
        grade=form.grade, reasons=form.reasons.data, assessed_on=form.assessed_on.data)
    return redirect_to("workbench.appointment", id=id)


@adds_tasks(Role.site_clerk)
def at_the_site(visit: Visit) -> list[Task]:
    organisation = visit.actor.organisation_id
    found = [
        (_("上门评定，请定时间"), assessments.home_requests(visit.db, organisation)),
        (_("请准备并确认"), assessments.to_confirm(visit.db, organisation, visit.at)),
        (_("请登记到场和结果"), assessments.to_close(visit.db, organisation, visit.at)),
    ]
    return [
        Task(title=title, who=each.resident.name, href=url_for("workbench.appointment", id=each.public_id),
             since=each.booked_at or each.requested_at, icon="sessions")
        for title, waiting in found for each in waiting
    ]
