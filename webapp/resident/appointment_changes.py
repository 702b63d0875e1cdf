"""Another time for an appointment, or other needs. Same questions as when booking, same care in a lost race."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from webapp import assessments
from webapp.assessments import Appointment, AppointmentKind
from webapp.core import NotFound
from webapp.people import Need
from webapp.resident.appointments import own_appointment
from webapp.resident.booking import NeedsForm, agree, other_times, show_times
from webapp.resident.booking_choice import Choice
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.words.assessments import consent_words, time_rows


class MoveForm(Form):
    slot = HiddenField()
    consent = BooleanField(_l("我同意"))


def _choice_of(hers: Appointment) -> Choice:
    """Her appointment in the terms of the booking pages; a site is only a filter."""
    return Choice(kind=hers.kind, reason=hers.reason, category=hers.category, site=request.args.get("site"),
                  slot=request.args.get("slot"))


@door.page("/appointments/<id>/times", permission=Permission.book_appointments, records_view=True)
def appointment_change(visit: Visit, id: str) -> Response:
    hers = own_appointment(visit, id)
    if hers.kind is not AppointmentKind.hospital:
        raise NotFound()
    return _times(visit, hers)


def _times(visit: Visit, hers: Appointment, *, failed: bool = False) -> Response:
    choice = _choice_of(hers)
    return show_times(visit, choice if "site" in request.args else choice.but(site=hers.site.public_id), hers=hers,
                      here="resident.appointment_change", onwards="resident.appointment_move",
                      back="resident.appointment", failed=failed)


@door.page("/appointments/<id>/move", permission=Permission.book_appointments, records_view=True)
def appointment_move(visit: Visit, id: str, form: MoveForm | None = None) -> Response:
    hers = own_appointment(visit, id)
    wanted = form.slot.data if form is not None else request.args.get("slot")
    if not wanted:
        return _times(visit, hers, failed=True)
    slot = assessments.find_slot(visit.db, wanted)
    site = slot.session.site
    others = other_times(visit, _choice_of(hers), slot) if form is not None and form.slot.errors else []
    return render(
        visit, "resident/appointment_move.html", form=form or MoveForm(formdata=None, slot=wanted), hers=hers,
        slot=slot, site=site, agreed=assessments.has_agreed(visit.db, hers.resident, site, hers.kind),
        consent=consent_words(site, hers.kind),
        others=time_rows(others, [url_for("resident.appointment_move", id=id, slot=each.public_id) for each in others]))


@door.act("/appointments/<id>/move", permission=Permission.book_appointments, submits=True,
          undoes="appointment", form=MoveForm, again=appointment_move)
def move_appointment(visit: Visit, form: MoveForm, id: str) -> Response:
    hers = own_appointment(visit, id)
    slot = assessments.find_slot(visit.db, form.slot.data or "")
    if form.consent.data:
        agree(visit, slot.session.site)
    assessments.reschedule(visit.db, visit.actor, hers, slot)
    return redirect_to("resident.appointment", id=id)


@door.page("/appointments/<id>/needs", permission=Permission.book_appointments, records_view=True)
def appointment_needs_change(visit: Visit, id: str, form: NeedsForm | None = None) -> Response:
    hers = own_appointment(visit, id)
    if form is None:
        form = NeedsForm(formdata=None, needs=[need.value for need in hers.needs])
        form.prepare(visit)
    return render(visit, "resident/appointment_needs_change.html", form=form, hers=hers)


@door.act("/appointments/<id>/needs", permission=Permission.book_appointments, form=NeedsForm,
          again=appointment_needs_change)
def change_appointment_needs(visit: Visit, form: NeedsForm, id: str) -> Response:
    needs = [Need(need) for need in form.needs.data or []]
    assessments.change_needs(visit.db, visit.actor, own_appointment(visit, id), needs)
    return redirect_to("resident.appointment", id=id)
