"""A booking that was left: kept on the server after each step, gone on with on any phone, deleted when she says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from webapp import assessments
from webapp.core import NotFound
from webapp.resident.booking_choice import Choice
from webapp.resident.door import door
from webapp.web import Permission, Visit, redirect_to


@dataclass(frozen=True)
class Begun:
    choice: Choice
    kept_until: datetime


def keep_step(db: Session, visit: Visit, **_found: Any) -> None:
    """After a page of the booking was opened: what its address says."""
    choice = Choice.read(request.args)
    if choice.begun:
        said = {name: _words(value) for name, value in choice.query().items()}
        assessments.keep_booking(db, visit.actor, visit.resident, choice.kind, said)


def _words(value: Any) -> str | list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value)


def begun_by(visit: Visit) -> Begun | None:
    """What whoever is here has begun to book for the resident, and until when it is kept."""
    draft = assessments.booking_draft_of(visit.db, visit.resident.id, visit.account.id, visit.at)
    if draft is None:
        return None
    choice = Choice.read(MultiDict(assessments.chosen_in(draft)))
    return Begun(choice, draft.changed_at + assessments.DRAFTS_KEPT)


@door.page("/appointments/draft", permission=Permission.book_appointments)
def booking_draft(visit: Visit) -> Response:
    """Leads to the step at which it was left; a time that has passed is asked anew."""
    begun = begun_by(visit)
    if begun is None:
        return redirect_to("resident.appointments")
    choice = _without_passed_time(visit, begun.choice)
    return redirect(url_for(_next_step(choice), **choice.query()), 303)  # type: ignore[return-value]


def _without_passed_time(visit: Visit, choice: Choice) -> Choice:
    if choice.slot is None:
        return choice
    try:
        passed = assessments.find_slot(visit.db, choice.slot).starts_at <= visit.at
    except NotFound:
        passed = True
    return choice.but(slot=None) if passed else choice


def _next_step(choice: Choice) -> str:
    if choice.at_home:
        if not choice.site:
            return "resident.appointment_sites"
        if not (choice.weekdays and choice.halves):
            return "resident.appointment_windows"
        return "resident.appointment_visit" if choice.needs_asked else "resident.appointment_needs"
    if not choice.slot:
        return "resident.appointment_times" if choice.site else "resident.appointment_sites"
    return "resident.appointment_check" if choice.needs_asked else "resident.appointment_needs"


@door.act("/appointments/draft/removal", permission=Permission.book_appointments)
def discard_booking(visit: Visit) -> Response:
    assessments.forget_booking(visit.db, visit.resident.id, visit.account.id)
    return redirect_to("resident.appointments")
