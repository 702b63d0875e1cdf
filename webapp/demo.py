"""The demo's own pages: pick a person of the village, read what would have been sent.

Registered only where settings.is_demo holds, which production never does; the view checks
it again, so that no configuration can switch it on there.
"""

from __future__ import annotations

import json

from flask import Response, abort, current_app, request, session
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp import people
from webapp.core import NotFound
from webapp.people import Account, Resident, StaffMembership
from webapp.web import Door, Permission, Visit, gallery, redirect_to, render

door = Door("demo", prefix="/demo")
blueprint = door.blueprint


@blueprint.before_request
def _only_in_the_demo() -> None:
    if current_app.extensions["huican"].settings.is_production:
        abort(404)


@door.page("", permission=Permission.anyone)
def village(visit: Visit) -> Response:
    home = joinedload(Account.resident).joinedload(Resident.residence_area)
    accounts = visit.db.scalars(select(Account).options(home).order_by(Account.id)).all()
    seats = {
        seat.account_id: seat
        for seat in visit.db.scalars(
            select(StaffMembership)
            .where(StaffMembership.ended_at.is_(None))
            .options(joinedload(StaffMembership.organisation))
        )
    }
    residents = [
        (account, people.age_on(account.resident.birth_on, visit.today)) for account in accounts if account.resident
    ]
    carers = [account for account in accounts if account.resident is None and account.id not in seats]
    staff = [(account, seats[account.id]) for account in accounts if account.id in seats]
    return render(visit, "demo/village.html", residents=residents, carers=carers, staff=staff)


@door.act("/people/<id>/sign-in", permission=Permission.anyone)
def become(visit: Visit, id: str) -> Response:
    account = visit.db.scalar(select(Account).where(Account.public_id == id))
    if account is None or (account.resident_id and visit.db.get_one(Resident, account.resident_id).died_on):
        raise NotFound()
    people.activate(visit.db, visit.actor, account, way="demo")
    token = people.start_session(visit.db, visit.actor, account, way="demo", device="demo")
    session.clear()
    session["token"] = token
    return redirect_to("workbench.home" if people.membership_of(visit.db, account) else "resident.home")


@door.page("/outbox", permission=Permission.anyone)
def outbox(visit: Visit) -> Response:
    path = current_app.extensions["huican"].settings.instance / "outbox.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[-50:] if path.exists() else []
    return render(visit, "demo/outbox.html", messages=[json.loads(line) for line in reversed(lines)])


@door.page("/gallery", permission=Permission.anyone)
def components(visit: Visit) -> Response:
    """Every component in every state, to be looked at and tested like any page."""
    return render(visit, "gallery.html", status=200, **gallery.context(failed="failed" in request.args))
