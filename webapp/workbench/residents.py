"""The residents of an officer's area: finding one, and her page."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, request, session
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import people
from webapp.certificates import certificate_on
from webapp.core import LedgerEntry
from webapp.core.ledger import entries_about
from webapp.core.privacy import keyring
from webapp.people import CodePurpose, Need, Resident, ResidentUnknown
from webapp.web import Form, Permission, Visit, redirect_to, render, signing, words
from webapp.web.access import allows
from webapp.web.fields import DayField
from webapp.web.typed import number_asked
from webapp.workbench import deaths
from webapp.workbench.door import door

SOUGHT = "residents_sought"
"""In the cookie, which whoever has it can read: sealed."""
SOUGHT_KEPT = timedelta(hours=1)
"""So long she finds her way back from a file to the list; whoever sits down later sees everybody."""
LONGEST_NAME = 40
TO_BE_SHOWN = "given_code"
"""In the session: for whom a code is to be shown on the next page, once, and the code."""

RESIDENT_ACTS: list[tuple[Permission, str, object]] = []
"""What an officer can do for a resident from her page: permission, endpoint (takes `id`), label. Features add."""


def adds_act(permission: Permission, endpoint: str, label: object) -> None:
    RESIDENT_ACTS.append((permission, endpoint, label))


class DeathForm(Form):
    on = DayField(
        _l("离世日期"), [InputRequired(_l("请填写日期，例如 2026-11-01。"))], description=_l("例如 2026-11-01")
    )


class NeedsForm(Form):
    needs = SelectMultipleField(_l("沟通和到访需要"), option_widget=CheckboxInput())

    def prepare(self, visit: Visit, **found: object) -> None:
        self.needs.choices = [(need.value, words.label(need)) for need in Need]


def resident_in_reach(visit: Visit, public_id: str) -> Resident:
    """A resident who lives, or has her hukou, in the officer's area; anybody else is not found."""
    return people.resident_within(visit.db, public_id, visit.actor.area_id)


def back_to(visit: Visit, resident: Resident) -> Response:
    """Her page; or the list, when what was just recorded has taken her out of the officer's area."""
    visit.db.flush()
    try:
        resident_in_reach(visit, resident.public_id)
    except ResidentUnknown:
        return redirect_to("workbench.residents")
    return redirect_to("workbench.resident", id=resident.public_id)


@door.page("/residents", permission=Permission.see_residents)
def residents(visit: Visit) -> Response:
    wanted = _sought(visit)
    page = number_asked()
    found, more = people.residents_within(visit.db, visit.actor.area_id, wanted=wanted, page=page)
    return render(visit, "workbench/residents.html", residents=found, wanted=wanted, page=page, more=more)


@door.act("/residents/search", permission=Permission.see_residents)
def seek_residents(visit: Visit) -> Response:
    """A name is part of no address: addresses stand in logs and in the browser's history. Nothing written seeks all."""
    session.pop(SOUGHT, None)
    name = request.form.get("name", "").strip()[:LONGEST_NAME]
    if name:
        session[SOUGHT] = [keyring().seal(name).decode(), visit.at.timestamp()]
    return redirect_to("workbench.residents")


def _sought(visit: Visit) -> str:
    """The part of a name that this seat asked for last, for an hour."""
    sealed, at = session.get(SOUGHT, ("", 0.0))
    kept = sealed and at + SOUGHT_KEPT.total_seconds() > visit.at.timestamp()
    return keyring().open(sealed.encode()) if kept else ""


@door.page("/residents/<id>", permission=Permission.see_residents, records_view=True)
def resident(visit: Visit, id: str, form: Form | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    return render(
        visit,
        "workbench/resident.html",
        form=form,
        resident=her,
        certificate=certificate_on(visit.db, her, visit.today),
        needs=people.needs_of(her),
        facts=people.fact_history(visit.db, her),
        account=people.account_of(visit.db, her),
        entries=_seen_here(visit, entries_about(visit.db, her.id, limit=30)),
        age=people.age_on(her.birth_on, visit.today),
        acts=[(endpoint, name) for permission, endpoint, name in RESIDENT_ACTS if allows(permission, visit)],
        may_retract=allows(Permission.retract_deaths, visit),
    )


def _seen_here(visit: Visit, entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """What she complains of is not told to those who may be meant."""
    if allows(Permission.answer_complaints, visit):
        return entries
    return [entry for entry in entries if not (entry.matter or "").startswith("complaint:")]


@door.act("/residents/<id>/sign-in-code", permission=Permission.serve_residents)
def give_code(visit: Visit, id: str) -> Response:
    """A code to be told in person, for somebody whom no text message reaches. Shown once."""
    her = resident_in_reach(visit, id)
    account = people.open_account(visit.db, visit.actor, name=her.name, phone=her.phone, resident=her)
    people.forgive_attempts(visit.db, signing.officer_key(her.id, ""))
    _, code = people.issue_code(visit.db, visit.actor, account, CodePurpose.officer)
    session[TO_BE_SHOWN] = [her.public_id, code]
    return redirect_to("workbench.given_code", id=id)


@door.page("/residents/<id>/sign-in-code", permission=Permission.serve_residents, records_view=True)
def given_code(visit: Visit, id: str) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    whose, code = session.pop(TO_BE_SHOWN, (None, ""))
    return render(
        visit,
        "workbench/given_code.html",
        resident=her,
        code=code if whose == her.public_id else None,
        needs=people.needs_of(her),
    )


@door.page("/residents/<id>/needs", permission=Permission.serve_residents, records_view=True)
def resident_needs(visit: Visit, id: str, form: NeedsForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    if form is None:
        form = NeedsForm(needs=[need.value for need in people.needs_of(her)])
        form.prepare(visit)
    return render(visit, "workbench/resident_needs.html", form=form, resident=her)


@door.act("/residents/<id>/needs", permission=Permission.serve_residents, form=NeedsForm, again=resident_needs)
def change_needs(visit: Visit, form: NeedsForm, id: str) -> Response:
    wanted = [Need(need) for need in form.needs.data or []]
    people.set_needs(visit.db, visit.actor, resident_in_reach(visit, id), wanted)
    return redirect_to("workbench.resident", id=id)


@door.page("/residents/<id>/death", permission=Permission.record_deaths, records_view=True)
def death(visit: Visit, id: str, form: DeathForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    return render(visit, "workbench/death.html", form=form or DeathForm(), resident=her)


@door.act("/residents/<id>/death", permission=Permission.record_deaths, form=DeathForm, again=death)
def record_death(visit: Visit, form: DeathForm, id: str) -> Response:
    deaths.record_death(visit.db, visit.actor, resident_in_reach(visit, id), on=form.on.data)
    return redirect_to("workbench.resident", id=id)


@door.act("/residents/<id>/death/retraction", permission=Permission.retract_deaths)
def retract_death(visit: Visit, id: str) -> Response:
    deaths.retract_death(visit.db, visit.actor, resident_in_reach(visit, id))
    return redirect_to("workbench.resident", id=id)
