"""Taking back what was just done, in its own matter. Which acts, and until when: docs/decisions/0012."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from wtforms import HiddenField

from webapp import assessments, entitlements, home_services, mandates, people
from webapp.core import NotFound
from webapp.home_services import Status
from webapp.people import FactSource
from webapp.resident.appointments import appointment, own_appointment
from webapp.resident.door import door
from webapp.resident.home_service_requests import home_service_request, own_request
from webapp.resident.mandates import mandate, own_mandate
from webapp.resident.my_data import OPEN, corrections, my_consents
from webapp.resident.questions import answer
from webapp.web import Form, Permission, Visit, redirect_to
from webapp.web.questions import asked_fact


class UndoForm(Form):
    mark = HiddenField()
    """Of the act that the page had shown."""


def corrections_again(visit: Visit, id: str, **shown: Any) -> Response:
    return corrections(visit, **shown)


@door.act("/appointments/<id>/undoing", permission=Permission.book_appointments, undoes="appointment", form=UndoForm,
          again=appointment)
def undo_appointment(visit: Visit, form: UndoForm, id: str) -> Response:
    assessments.undo(visit.db, visit.actor, own_appointment(visit, id), mark=form.mark.data or "")
    return redirect_to("resident.appointment", id=id)


@door.act("/home-services/requests/<id>/undoing", permission=Permission.request_home_services,
          undoes="home_service", form=UndoForm, again=home_service_request)
def undo_home_service(visit: Visit, form: UndoForm, id: str) -> Response:
    hers = home_services.undo(visit.db, visit.actor, own_request(visit, id), mark=form.mark.data or "")
    page = "resident.home_service_check" if hers.status is Status.draft else "resident.home_service_request"
    return redirect_to(page, id=id)


@door.act("/mandates/<id>/undoing", permission=Permission.be_resident, form=UndoForm, again=mandate)
def undo_mandate(visit: Visit, form: UndoForm, id: str) -> Response:
    mandates.undo_grant(visit.db, visit.actor, own_mandate(visit, id), mark=form.mark.data or "")
    return redirect_to("resident.mandate", id=id)


@door.act("/my-data/corrections/<id>/undoing", form=UndoForm, again=corrections_again, **OPEN)
def undo_correction(visit: Visit, form: UndoForm, id: str) -> Response:
    people.undo_correction(visit.db, visit.actor, people.own_correction(visit.db, id, visit.resident))
    return redirect_to("resident.corrections")


@door.act("/my-data/consents/withdrawal/undoing", form=UndoForm, again=my_consents, **OPEN)
def undo_withdrawal(visit: Visit, form: UndoForm) -> Response:
    kind = request.form.get("kind", "")
    withdrawn = people.last_withdrawn(visit.db, kind=kind, resident_id=visit.resident.id)
    if withdrawn is None:
        raise NotFound()
    people.restore_consent(visit.db, visit.actor, withdrawn)
    return redirect_to("resident.my_consents")


@door.act("/entitlements/answers/<fact>/undoing", permission=Permission.answer_questions, form=UndoForm, again=answer)
def undo_answer(visit: Visit, form: UndoForm, fact: str) -> Response:
    """The answer before holds again, or none; what is hers is worked out anew."""
    asked_fact(fact)
    people.undo_fact(visit.db, visit.actor, visit.resident, fact, source=FactSource.resident)
    entitlements.refresh(visit.db, visit.actor, visit.resident)
    return redirect_to("resident.answers")
