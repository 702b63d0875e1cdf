"""Booking an assessment at the hospital, one question a page; at home it branches off to home_assessments.

What is chosen travels in the address (booking_choice.Choice), and a draft of it is kept after each step
(booking_draft.py). Only the last step claims a seat: two people may have the same time before them, and the one who is
later gets other times, with all she had said.
"""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput

from webapp import assessments
from webapp.assessments import (
    ACTIVE_STATUSES,
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AssessmentSite,
    Slot,
    status_of,
)
from webapp.certificates import DisabilityCategory, certificate_on
from webapp.core import NotFound
from webapp.people import Need, give_consent, needs_of, primary_contact
from webapp.resident.booking_choice import Choice
from webapp.resident.booking_draft import keep_step
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import DayField
from webapp.web.words.assessments import CONSENT_VERSION, KIND_HINTS, consent_words, time_rows

DAYS_A_PAGE = 3


class BeginningForm(Form):
    kind = RadioField(_l("在哪里评定"), [InputRequired(_l("请选去医院，还是请人上门。"))])
    reason = RadioField(_l("为什么评定"), [InputRequired(_l("请选一个原因。"))])
    category = RadioField(
        _l("评定哪一类"), [InputRequired(_l("请选一类。"))],
        description=_l("不知道选哪一类，可以先问社区专职委员或者评定机构。"),
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.kind.choices = [(kind.value, words.label(kind)) for kind in AppointmentKind]
        self.reason.choices = [(reason.value, words.label(reason)) for reason in AppointmentReason]
        self.category.choices = [(category.value, words.label(category)) for category in DisabilityCategory]


class TimesForm(Form):
    """A filter over free times; it is sent by GET."""

    site = RadioField(_l("评定机构"), [Optional()])
    from_on = DayField(_l("从哪一天开始看"), [Optional()], description=_l("例如 2026年12月1日"))


class SlotForm(Form):
    slot = RadioField(_l("选一个时间"), [InputRequired(_l("请选一个时间。"))])


class NeedsForm(Form):
    needs = SelectMultipleField(
        _l("您想怎样被接待"), option_widget=CheckboxInput(), description=_l("已经按您登记的勾好。您可以改，只改这一次。"),
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.needs.choices = [(need.value, words.label(need)) for need in Need]


class BookingForm(Form):
    slot = HiddenField()
    consent = BooleanField(_l("我同意"))


# Each step checks that the ones before it are done, and goes back to the first that is not.


def _first_step(visit: Visit, *, failed: bool = False) -> Response:
    choice = Choice.read(request.args)
    certificate = certificate_on(visit.db, visit.resident, visit.today)
    form = BeginningForm(
        formdata=request.args if failed else None, kind=choice.kind,
        reason=choice.reason or (None if certificate else AppointmentReason.new),
        category=choice.category or (certificate.category if certificate else None))
    form.prepare(visit)
    if failed:
        form.validate()
    hers = assessments.appointments_of(visit.db, visit.resident.id)
    running = [each for each in hers if status_of(each) in ACTIVE_STATUSES]
    return render(visit, "resident/new_appointment.html", form=form, kind_hints=KIND_HINTS, running=running)


@door.page("/appointments/new", permission=Permission.book_appointments)
def new_appointment(visit: Visit) -> Response:
    return _first_step(visit)


@door.page("/appointments/sites", permission=Permission.book_appointments, after=keep_step)
def appointment_sites(visit: Visit) -> Response:
    choice = Choice.read(request.args)
    if not choice.begun:
        return _first_step(visit, failed=True)
    sites = reachable_sites(visit, choice)
    first = assessments.first_times(visit.db, visit.at, kind=choice.kind, category=choice.category,
                                    sites=[site.id for site in sites])
    return render(visit, "resident/appointment_sites.html", choice=choice, sites=sites, first=first,
                  contact=primary_contact(visit.db, visit.resident))


def reachable_sites(visit: Visit, choice: Choice) -> list[AssessmentSite]:
    return assessments.sites_for(visit.db, visit.resident, category=choice.category, kind=choice.kind)


@door.page("/appointments/times", permission=Permission.book_appointments, after=keep_step)
def appointment_times(visit: Visit) -> Response:
    choice = Choice.read(request.args)
    if not choice.begun or choice.at_home:
        return back_to_first(choice)
    return _times(visit, choice)


def _times(visit: Visit, choice: Choice, *, failed: bool = False) -> Response:
    return show_times(visit, choice, here="resident.appointment_times", onwards="resident.appointment_needs",
                      back="resident.appointment_sites", failed=failed)


def back_to_first(choice: Choice) -> Response:
    return redirect(url_for("resident.new_appointment", **choice.query()), 303)  # type: ignore[return-value]


def show_times(visit: Visit, choice: Choice, *, here: str, onwards: str, back: str,
               hers: Appointment | None = None, failed: bool = False) -> Response:
    """Free times by day, of one site or of all within her reach, from a day on.

    here, onwards, back: endpoints. hers: the appointment that is to be moved, None when a new one is booked.
    failed: she went on without a time.
    """
    sites = reachable_sites(visit, choice)
    filters = TimesForm(formdata=request.args)
    filters.site.choices = [("", _("都看看")), *((site.public_id, site.organisation.name) for site in sites)]
    filters.site.data = choice.site or ""
    good = filters.validate()
    chosen = [site for site in sites if site.public_id == choice.site] or sites
    days, later = assessments.free_days(
        visit.db, visit.at, kind=choice.kind, category=choice.category, sites=[site.id for site in chosen],
        from_on=filters.from_on.data if good else None, days=DAYS_A_PAGE)
    form = SlotForm(formdata=None, slot=choice.slot)
    form.slot.choices = [(slot.public_id, "") for day in days for slot in day.slots]
    if failed:
        form.validate()
    bare = {"id": hers.public_id} if hers else {}
    said = bare or choice.query("slot")
    later_said = said | {"site": filters.site.data, "from_on": later.isoformat()} if later else None
    return render(
        visit, "resident/appointment_times.html", form=form, filters=filters, choice=choice, hers=hers,
        days=rows_of(days, name_site=len(chosen) > 1, but=hers.slot if hers else None),
        here=url_for(here, **bare), onwards=url_for(onwards, **bare),
        back=url_for(back, **said), later_day=later, later=url_for(here, **later_said) if later_said else None,
        status=None if good else 422)


def rows_of(days: list[assessments.FreeDay], *, name_site: bool, but: Slot | None) -> list[dict[str, Any]]:
    """As components/slot_list.html wants them, without the time that she has already."""
    return [{
        "label": words.day(day.day),
        "slots": [{"value": slot.public_id, "label": words.clock_time(slot.starts_at),
                   "note": slot.session.site.organisation.name if name_site else None}
                  for slot in day.slots if slot is not but],
    } for day in days]


@door.page("/appointments/needs", permission=Permission.book_appointments, after=keep_step)
def appointment_needs(visit: Visit) -> Response:
    """At the hospital after the time, at home after the half days when the site may come."""
    choice = Choice.read(request.args)
    if not choice.begun or (choice.at_home and not choice.site):
        return back_to_first(choice)
    if not choice.at_home and not choice.slot:
        return _times(visit, choice, failed=True)
    if choice.at_home and not (choice.weekdays and choice.halves):
        asked_in_vain = url_for("resident.appointment_windows", **choice.query(), unanswered=1)
        return redirect(asked_in_vain, 303)  # type: ignore[return-value]
    needs = choice.needs if choice.needs_asked else needs_of(visit.resident)
    form = NeedsForm(formdata=None, needs=[need.value for need in needs])
    form.prepare(visit)
    back = "resident.appointment_windows" if choice.at_home else "resident.appointment_times"
    return render(visit, "resident/appointment_needs.html", form=form, choice=choice,
                  back=url_for(back, **choice.query()),
                  onwards=url_for("resident.appointment_visit" if choice.at_home else "resident.appointment_check"))


@door.page("/appointments/check", permission=Permission.book_appointments, after=keep_step)
def appointment_check(visit: Visit, form: BookingForm | None = None) -> Response:
    choice = Choice.read(request.form if form else request.args)
    if not choice.begun or choice.at_home:
        return back_to_first(choice)
    if not choice.slot:
        return redirect(url_for("resident.appointment_times", **choice.query()), 303)  # type: ignore[return-value]
    running = running_of(visit, choice.kind)
    if form is None and running is not None and running.slot is not None and running.slot.public_id == choice.slot:
        # she comes back because the answer to her booking was lost on the way
        return redirect_to("resident.appointment", id=running.public_id)
    slot = assessments.find_slot(visit.db, choice.slot)
    site = slot.session.site
    others = other_times(visit, choice, slot) if form is not None and form.slot.errors else []
    return render(
        visit, "resident/appointment_check.html", form=form or BookingForm(formdata=None, slot=choice.slot),
        choice=choice, slot=slot, site=site, agreed=assessments.has_agreed(visit.db, visit.resident, site, choice.kind),
        consent=consent_words(site, choice.kind),
        others=time_rows(others, [
            url_for("resident.appointment_check", **choice.but(slot=each.public_id).query()) for each in others]),
        running=running if form is not None and form.form_errors else None)


def agree(visit: Visit, site: AssessmentSite, kind: AppointmentKind = AppointmentKind.hospital) -> None:
    """Her separate consent that this site is told, in the words that the page showed."""
    give_consent(visit.db, visit.actor, resident_id=visit.resident.id, kind=assessments.receiver_kind(site, kind),
                 version=CONSENT_VERSION, words=consent_words(site, kind))


def other_times(visit: Visit, choice: Choice, slot: Slot) -> list[Slot]:
    """The three nearest with room, at the same site before all others."""
    sites = {slot.session.site_id, *(site.id for site in reachable_sites(visit, choice))}
    return assessments.nearest_slots(
        visit.db, visit.at, kind=AppointmentKind.hospital, category=choice.category, sites=sites,
        near=slot.starts_at, but=slot, prefer=slot.session.site_id)


def running_of(visit: Visit, kind: AppointmentKind) -> Appointment | None:
    hers = assessments.appointments_of(visit.db, visit.resident.id)
    return next((each for each in hers if each.kind is kind and status_of(each) in ACTIVE_STATUSES), None)


@door.act("/appointments", permission=Permission.book_appointments, submits=True, form=BookingForm,
          again=appointment_check)
def book_appointment(visit: Visit, form: BookingForm) -> Response:
    choice = Choice.read(request.form)
    if not choice.begun or not choice.slot:
        raise NotFound()
    slot = assessments.find_slot(visit.db, choice.slot)
    if form.consent.data:
        agree(visit, slot.session.site)
    appointment = assessments.book(visit.db, visit.actor, visit.resident, slot, category=choice.category,
                                   reason=choice.reason, needs=choice.needs)
    return redirect_to("resident.appointment", id=appointment.public_id)
