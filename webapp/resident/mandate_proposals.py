"""A mandate that an officer wrote down for her: she reads it, and signs it or says no."""

from __future__ import annotations

from flask import Response, url_for

from webapp import mandates as room
from webapp.mandates import MandateProposal, SignatureKind
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.resident.mandate_drafts import SignatureForm, signature_of
from webapp.web import Permission, Visit, redirect_to, render


def own_proposal(visit: Visit, id: str) -> MandateProposal:
    return room.find_proposal(visit.db, id, resident_id=visit.resident.id)


@door.page("/mandates/proposals/<id>", permission=Permission.be_resident)
def mandate_proposal(visit: Visit, id: str, form: SignatureForm | None = None) -> Response:
    found = own_proposal(visit, id)
    if found.settled_at is not None:
        return redirect_to("resident.mandates")
    form = form or SignatureForm()
    form.digest.data = found.words_hash
    return render(visit, "resident/mandate_proposal.html", form=form, proposal=found)


@door.act("/mandates/proposals/<id>/signature", permission=Permission.be_resident, form=SignatureForm,
          again=mandate_proposal)
def sign_proposal(visit: Visit, form: SignatureForm, id: str) -> Response:
    proposal = own_proposal(visit, id)
    require(visit, url_for("resident.mandate_proposal", id=id))
    kind, proof = signature_of(visit)
    signed = room.sign_proposal(visit.db, visit.actor, proposal, shown_digest=form.digest.data or "",
                                signature_kind=kind, signature_proof=proof)
    return redirect_to("resident.mandate", id=signed.public_id, signed=1)


@door.act("/mandates/proposals/<id>/refusal", permission=Permission.be_resident)
def refuse_proposal(visit: Visit, id: str) -> Response:
    room.refuse(visit.db, visit.actor, own_proposal(visit, id), kind=SignatureKind.signed_in)
    return redirect_to("resident.mandates")
