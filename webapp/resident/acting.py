"""For whom one acts: switching in one step, and giving a mandate back."""

from __future__ import annotations

from flask import Response, session
from wtforms import HiddenField

from webapp import mandates as room
from webapp.core import Actor
from webapp.mandates import Mandate
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.door import ActingEnded


class ActingForm(Form):
    resident = HiddenField()
    """Public id of the one to act for; empty for oneself."""


@door.page("/acting", permission=Permission.signed_in)
def acting(visit: Visit, form: ActingForm | None = None) -> Response:
    held = room.mandates_for(visit.db, visit.account, visit.today)
    wards = room.guardianships_for(visit.db, visit.account.id, visit.today)
    return render(visit, "resident/acting.html", held=held, wards=wards)


@door.act("/acting", permission=Permission.signed_in, form=ActingForm, again=acting)
def act_for(visit: Visit, form: ActingForm) -> Response:
    wanted = form.resident.data
    if wanted and room.right_to_act(visit.db, visit.account.id, wanted, visit.today).resident is None:
        raise ActingEnded()
    session.pop("acting_for", None)
    if wanted:
        session["acting_for"] = wanted
    return redirect_to("resident.home")


def held_mandate(visit: Visit, id: str) -> Mandate:
    return room.find_mandate(visit.db, id, agent_id=visit.account.id)


@door.page("/acting/<id>/resignation", permission=Permission.signed_in)
def resignation(visit: Visit, id: str) -> Response:
    found = held_mandate(visit, id)
    if found not in room.mandates_for(visit.db, visit.account, visit.today):
        return redirect_to("resident.acting")
    return render(visit, "resident/resignation.html", mandate=found)


@door.act("/acting/<id>/resignation", permission=Permission.signed_in)
def resign(visit: Visit, id: str) -> Response:
    """Her own act, for nobody: she gives the mandate back (民法典 173)."""
    room.revoke(visit.db, Actor(account_id=visit.account.id, at=visit.at), held_mandate(visit, id), reason="by_agent")
    return redirect_to("resident.acting")
