"""Who acts for her: all her mandates, one mandate and what was done under it, and its end."""

from __future__ import annotations

from flask import Response, request

from webapp import mandates as room
from webapp.mandates import Mandate
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.words.mandates import done_rows, status_of_mandate
from webapp.web.words.privacy import page_words


def own_mandate(visit: Visit, id: str) -> Mandate:
    return room.find_mandate(visit.db, id, resident_id=visit.resident.id)


@door.page("/mandates", permission=Permission.be_resident)
def mandates(visit: Visit) -> Response:
    given = room.mandates_by(visit.db, visit.resident)
    return render(
        visit, "resident/mandates.html", draft=room.draft_of(visit.db, visit.resident),
        guardians=room.guardianships_of(visit.db, visit.resident, visit.today),
        proposals=room.proposals_of(visit.db, visit.resident),
        errands=room.errands_for(visit.db, visit.resident),
        serving=[each for each in given if status_of_mandate(each, visit.today) == "active"],
        over=[each for each in given if status_of_mandate(each, visit.today) != "active"],
    )


@door.page("/mandates/<id>", permission=Permission.be_resident)
def mandate(visit: Visit, id: str, form: Form | None = None) -> Response:
    """Also shown again, with the reason, when its signing could not be undone."""
    found = own_mandate(visit, id)
    page = max(1, request.args.get("page", 1, type=int))
    done, more = room.done_under(visit.db, found, part_of=page_words, page=page)
    return render(visit, "resident/mandate.html", mandate=found, state=status_of_mandate(found, visit.today),
                  done=done_rows(done),
                  page=page, more=more, signed="signed" in request.args, form=form,
                  undo=room.grant_undo(visit.db, found))


@door.page("/mandates/<id>/ending", permission=Permission.be_resident)
def mandate_ending(visit: Visit, id: str) -> Response:
    found = own_mandate(visit, id)
    if status_of_mandate(found, visit.today) != "active":
        return redirect_to("resident.mandate", id=id)
    return render(visit, "resident/mandate_ending.html", mandate=found)


@door.act("/mandates/<id>/ending", permission=Permission.be_resident)
def end_mandate(visit: Visit, id: str) -> Response:
    room.revoke(visit.db, visit.actor, own_mandate(visit, id), reason="by_resident")
    return redirect_to("resident.mandate", id=id)


@door.act("/mandates/<id>/renewal", permission=Permission.be_resident)
def renew_mandate(visit: Visit, id: str) -> Response:
    draft = room.start_renewal(visit.db, visit.actor, own_mandate(visit, id))
    return redirect_to("resident.mandate_matters", id=draft.public_id)
