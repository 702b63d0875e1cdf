"""What she has arranged: the list, one appointment with all that must be known, and what she can do about it."""

from __future__ import annotations

from flask import Response, current_app, make_response, url_for
from wtforms import HiddenField

from webapp import assessments
from webapp.assessments import (
    ACTIVE_STATUSES,
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    preparation_for,
    status_of,
)
from webapp.core import NotFound
from webapp.core.ledger import timeline
from webapp.resident.appointment_calendar import calendar_file
from webapp.resident.booking_draft import begun_by
from webapp.resident.door import door
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render
from webapp.web.access import allows
from webapp.web.words import assessments as say

S = AppointmentStatus


class OfferForm(Form):
    slot = HiddenField()


def own_appointment(visit: Visit, id: str) -> Appointment:
    appointment = assessments.find_appointment(visit.db, id, resident_id=visit.resident.id)
    visit.opens_file_of(appointment.resident_id)
    return appointment


@door.page("/appointments", permission=Permission.see_appointments)
def appointments(visit: Visit) -> Response:
    hers = assessments.appointments_of(visit.db, visit.resident.id)
    running = [each for each in hers if status_of(each) in (*ACTIVE_STATUSES, S.displaced)]
    ended = [each for each in hers if each not in running]
    may_book = allows(Permission.book_appointments, visit)
    return render(visit, "resident/appointments.html", running=running, ended=ended, may_book=may_book, say=say,
                  begun=begun_by(visit) if may_book else None)


@door.page("/appointments/<id>", permission=Permission.see_appointments, records_view=True)
def appointment(visit: Visit, id: str, form: Form | None = None) -> Response:
    """Also shown again, with the reason, when an offered time could not be taken."""
    hers = own_appointment(visit, id)
    stands = status_of(hers)
    acts = allows(Permission.book_appointments, visit)
    own = visit.account if not visit.on_behalf else visit.resident.account
    coming = hers.slot is not None and hers.slot.starts_at > visit.at
    entries = timeline(visit.db, assessments.matter_of(hers))
    return render(
        visit, "resident/appointment.html", form=form, hers=hers, stands=stands, say=say,
        may_see_outcome=allows(Permission.see_entitlements, visit),
        prepare=preparation_for(hers.reason, hers.category) if stands in (S.requested, S.booked, S.confirmed) else None,
        rows=say.history_rows(entries, own.id if own else None), acts=acts,
        undo=assessments.undo_of(entries) if acts else None,
        offers=assessments.offers_of(visit.db, hers, visit.at) if stands is S.displaced else [],
        successor=assessments.successor_of(visit.db, hers) if hers.displaced_at else None,
        moves=moves_now(hers, coming=coming) if acts else ())


def moves_now(hers: Appointment, *, coming: bool) -> tuple[str, ...]:
    """What she can do about it, in the order in which the page offers it."""
    status = status_of(hers)
    if status is S.displaced:
        return ("resettle",)
    if status is S.requested:
        return "windows", "needs", "cancel"
    if status not in (S.booked, S.confirmed) or not coming:
        return ()
    return ("windows" if hers.kind is AppointmentKind.home else "times"), "needs", "cancel"


@door.page("/appointments/<id>/calendar.ics", permission=Permission.see_appointments, records_view=True)
def appointment_calendar(visit: Visit, id: str) -> Response:
    hers = own_appointment(visit, id)
    if hers.slot is None:
        raise NotFound()
    entries = timeline(visit.db, assessments.matter_of(hers))
    settings = current_app.extensions["huican"].settings
    answer = make_response(calendar_file(
        hers, hers.slot, host=settings.host, href=settings.origin + url_for("resident.appointment", id=id),
        changes=len(entries), at=entries[-1].at if entries else visit.at))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = "attachment; filename=appointment.ics"
    return answer


@door.page("/appointments/<id>/cancellation", permission=Permission.book_appointments, records_view=True)
def appointment_cancellation(visit: Visit, id: str, form: NothingForm | None = None) -> Response:
    hers = own_appointment(visit, id)
    return render(visit, "resident/appointment_cancellation.html", form=form or NothingForm(), hers=hers)


@door.act("/appointments/<id>/cancellation", permission=Permission.book_appointments, submits=True,
          undoes="appointment", form=NothingForm, again=appointment_cancellation)
def cancel_appointment(visit: Visit, form: NothingForm, id: str) -> Response:
    assessments.cancel(visit.db, visit.actor, own_appointment(visit, id))
    return redirect_to("resident.appointment", id=id)


@door.act("/appointments/<id>/offers", permission=Permission.book_appointments, form=OfferForm, again=appointment)
def accept_offer(visit: Visit, form: OfferForm, id: str) -> Response:
    slot = assessments.find_slot(visit.db, form.slot.data or "")
    new = assessments.accept_offer(visit.db, visit.actor, own_appointment(visit, id), slot)
    return redirect_to("resident.appointment", id=new.public_id)


@door.act("/appointments/<id>/offers/extension", permission=Permission.book_appointments, form=NothingForm,
          again=appointment)
def keep_offer(visit: Visit, form: NothingForm, id: str) -> Response:
    assessments.keep_offer(visit.db, visit.actor, own_appointment(visit, id))
    return redirect_to("resident.appointment", id=id)


@door.act("/appointments/<id>/offers/refusal", permission=Permission.book_appointments, form=NothingForm,
          again=appointment)
def decline_offers(visit: Visit, form: NothingForm, id: str) -> Response:
    assessments.decline_offers(visit.db, visit.actor, own_appointment(visit, id))
    return redirect_to("resident.appointment", id=id)
