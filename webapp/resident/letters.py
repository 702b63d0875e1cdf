"""Writing to the community: the way for whoever cannot call. In the matter itself, or about anything."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from webapp import assessments, people
from webapp.core import Matter, NotFound
from webapp.home_services import MATTER
from webapp.people import Letter
from webapp.resident.appointments import own_appointment
from webapp.resident.door import door
from webapp.resident.home_service_requests import own_request
from webapp.web import Form, Permission, Visit, redirect_to, render


class LetterForm(Form):
    words = TextAreaField(
        _l("您想说什么"), [InputRequired(_l("请写几句话：您想说什么。"))],
        description=_l("社区专职委员写字答复您。不用打电话，也不用写身份证号。最多 500 个字。"),
    )  # fmt: skip


def _general(visit: Visit) -> list[Letter]:
    """All of hers; of a carer what he wrote himself."""
    by = visit.account.id if visit.mandate else None
    return people.letters_about(visit.db, visit.resident.id, None, by=by)


@door.page("/letters", permission=Permission.write_letters, records_view=True)
def letters(visit: Visit, form: LetterForm | None = None) -> Response:
    visit.opens_file_of(visit.resident.id)
    return render(visit, "resident/letters.html", form=form or LetterForm(formdata=None), earlier=_general(visit),
                  back=url_for("resident.home"), action=url_for("resident.write_letter"),
                  complain=url_for("resident.new_complaint"))


@door.act("/letters", permission=Permission.write_letters, form=LetterForm, again=letters)
def write_letter(visit: Visit, form: LetterForm) -> Response:
    people.write_letter(visit.db, visit.actor, visit.resident, form.words.data)
    return redirect_to("resident.letters")


@door.page("/letters/<id>", permission=Permission.write_letters, records_view=True)
def letter(visit: Visit, id: str) -> Response:
    """Where a notice of the answer leads."""
    found = next((each for each in _general(visit) if each.public_id == id), None)
    if found is None:
        raise NotFound()
    visit.opens_file_of(visit.resident.id)
    return render(visit, "resident/letter.html", letter=found)


@door.page("/appointments/<id>/letter", permission=Permission.book_appointments, records_view=True)
def appointment_letter(visit: Visit, id: str, form: LetterForm | None = None) -> Response:
    hers = own_appointment(visit, id)
    return _about(visit, form, assessments.matter_of(hers), back=url_for("resident.appointment", id=id),
                  action=url_for("resident.write_appointment_letter", id=id),
                  complain=url_for("resident.new_complaint", about=f"appointment/{id}"))


@door.act("/appointments/<id>/letter", permission=Permission.book_appointments, form=LetterForm,
          again=appointment_letter)
def write_appointment_letter(visit: Visit, form: LetterForm, id: str) -> Response:
    matter = assessments.matter_of(own_appointment(visit, id))
    people.write_letter(visit.db, visit.actor, visit.resident, form.words.data, matter=matter)
    return redirect_to("resident.appointment_letter", id=id)


@door.page("/home-services/requests/<id>/letter", permission=Permission.request_home_services, records_view=True)
def home_service_letter(visit: Visit, id: str, form: LetterForm | None = None) -> Response:
    hers = own_request(visit, id)
    return _about(visit, form, Matter(MATTER, hers.public_id), back=url_for("resident.home_service_request", id=id),
                  action=url_for("resident.write_home_service_letter", id=id),
                  complain=url_for("resident.new_complaint", about=f"home-service/{id}"))


@door.act("/home-services/requests/<id>/letter", permission=Permission.request_home_services, form=LetterForm,
          again=home_service_letter)
def write_home_service_letter(visit: Visit, form: LetterForm, id: str) -> Response:
    matter = Matter(MATTER, own_request(visit, id).public_id)
    people.write_letter(visit.db, visit.actor, visit.resident, form.words.data, matter=matter)
    return redirect_to("resident.home_service_letter", id=id)


def _about(visit: Visit, form: LetterForm | None, matter: Matter, *, back: str, action: str,
           complain: str) -> Response:
    return render(visit, "resident/letters.html", form=form or LetterForm(formdata=None), back=back, action=action,
                  complain=complain,
                  earlier=people.letters_about(visit.db, visit.resident.id, matter))
