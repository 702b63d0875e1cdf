"""What residents write to the community, about a matter or about anything, and the officer's answer."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from webapp import people
from webapp.people import Letter, Role
from webapp.web import Permission, Visit, redirect_to, render
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Row, Task, adds_rows

PLACES = {"appointment": "workbench.appointment", "home_service": "workbench.home_service_request"}


class LetterAnswerForm(NeedsSeenForm):
    words = TextAreaField(
        _l("写给居民的话"), [InputRequired(_l("请写几句话，答复居民。"))],
        description=_l("居民会看到。最多 500 个字。"),
    )  # fmt: skip

    def needs(self, visit: Visit, id: str) -> list[people.Need]:
        return people.needs_of(in_reach(visit, id).resident)


def in_reach(visit: Visit, id: str) -> Letter:
    return people.letter_within(visit.db, id, people.within_area(visit.db, visit.actor.area_id))


@adds_rows(
    Role.community_officer,
    Role.federation_officer,
    Role.federation_administrator,
    rows=lambda visit: people.letters_waiting(people.within_area(visit.db, visit.actor.area_id)),
)
def letter_to_answer(row: Row) -> Task:
    letter, _about, name, since = row
    return Task(_("答复居民写的话"), name, url_for("workbench.letter", id=letter), since, "message")


@door.page("/letters/<id>", permission=Permission.serve_residents, records_view=True)
def letter(visit: Visit, id: str, form: LetterAnswerForm | None = None) -> Response:
    found = in_reach(visit, id)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = LetterAnswerForm(formdata=None)
        form.prepare(visit, id=id)
    about = found.about
    place = url_for(PLACES[about.kind], id=about.public_id) if about and about.kind in PLACES else None
    return render(visit, "workbench/letter.html", letter=found, form=form, place=place,
                  needs=people.needs_of(found.resident))


@door.act("/letters/<id>/answer", permission=Permission.serve_residents, form=LetterAnswerForm, again=letter)
def answer_letter(visit: Visit, form: LetterAnswerForm, id: str) -> Response:
    people.answer_letter(visit.db, visit.actor, in_reach(visit, id), form.words.data)
    return redirect_to("workbench.letter", id=id)
