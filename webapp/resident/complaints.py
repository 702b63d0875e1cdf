"""Complaining, in writing, and the answer: about one matter, or about anything."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from webapp import assessments, people
from webapp.core import Matter, NotFound
from webapp.home_services import MATTER as HOME_SERVICE
from webapp.people import Complaint, ComplaintTopic
from webapp.resident.appointments import own_appointment
from webapp.resident.door import door
from webapp.resident.home_service_requests import own_request
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render, words
from webapp.web.access import allows


class ComplaintForm(Form):
    topic = RadioField(_l("哪方面不对"), [InputRequired(_l("请选一样。"))])
    words = TextAreaField(
        _l("发生了什么，您希望怎样"), [InputRequired(_l("请写几句话：发生了什么。"))],
        description=_l("残联的工作人员看，村（社区）看不到。不用写身份证号。最多 2000 个字。"), render_kw={"rows": 6},
    )  # fmt: skip
    about = HiddenField()
    """What it is about, where it is about one matter: appointment/<public id> or home-service/<public id>."""

    def prepare(self, _visit: Visit, **_found: Any) -> None:
        self.topic.choices = [(topic.value, words.label(topic)) for topic in ComplaintTopic]


def _matter(visit: Visit, form: ComplaintForm) -> Matter | None:
    """Raises NotFound for what is not hers, or what her carer may not see."""
    kind, _, named = (form.about.data or "").partition("/")
    if not kind:
        return None
    if kind == "appointment" and allows(Permission.see_appointments, visit):
        return assessments.matter_of(own_appointment(visit, named))
    if kind == "home-service" and allows(Permission.see_home_services, visit):
        return Matter(HOME_SERVICE, own_request(visit, named).public_id)
    raise NotFound()


def _hers(visit: Visit) -> list[Complaint]:
    """All of hers; of a carer what he wrote himself: it may be he whom she complains of."""
    by = visit.account.id if visit.on_behalf else None
    return people.complaints_of(visit.db, visit.resident.id, by=by)


def own_complaint(visit: Visit, id: str) -> Complaint:
    found = next((each for each in _hers(visit) if each.public_id == id), None)
    if found is None:
        raise NotFound()
    visit.opens_file_of(visit.resident.id)
    return found


@door.page("/complaints", permission=Permission.complain, records_view=True)
def complaints(visit: Visit) -> Response:
    visit.opens_file_of(visit.resident.id)
    return render(visit, "resident/complaints.html", complaints=_hers(visit))


@door.page("/complaints/new", permission=Permission.complain)
def new_complaint(visit: Visit, form: ComplaintForm | None = None) -> Response:
    if form is None:
        form = ComplaintForm(formdata=None, about=request.args.get("about", ""))
        form.prepare(visit)
    return render(visit, "resident/new_complaint.html", form=form, matter=_matter(visit, form))


@door.act("/complaints", permission=Permission.complain, submits=True, form=ComplaintForm, again=new_complaint)
def complain(visit: Visit, form: ComplaintForm) -> Response:
    made = people.complain(visit.db, visit.actor, visit.resident, ComplaintTopic(form.topic.data), form.words.data,
                           matter=_matter(visit, form))
    return redirect_to("resident.complaint", id=made.public_id)


@door.page("/complaints/<id>", permission=Permission.complain, records_view=True)
def complaint(visit: Visit, id: str, form: NothingForm | None = None) -> Response:
    """Also shown again, with the reason, when it could not be taken back."""
    return render(visit, "resident/complaint.html", complaint=own_complaint(visit, id), form=form)


@door.act("/complaints/<id>/withdrawal", permission=Permission.complain, form=NothingForm, again=complaint)
def withdraw_complaint(visit: Visit, form: NothingForm, id: str) -> Response:
    people.withdraw_complaint(visit.db, visit.actor, own_complaint(visit, id))
    return redirect_to("resident.complaint", id=id)
