"""Writing a mandate: who, what, until when, one thing a page; then the words in full, and her signature."""

from __future__ import annotations

from flask import Response, request, url_for
from wtforms import HiddenField

from webapp import mandates as room
from webapp import people
from webapp.mandates import MandateDraft, NoSuchMandate, Preset, Province, Relation, SignatureKind
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.answers import LeadsOn
from webapp.web.mandate_forms import AgentForm, DurationForm, MattersForm
from webapp.web.words.mandates import WORDS_VERSION, mandate_words, phone_in_groups


class SignatureForm(Form):
    digest = HiddenField()
    """Of the words that she has read."""


def signature_of(visit: Visit) -> tuple[SignatureKind, str]:
    """How she signs, and by what it can be found again: a fresh passkey, or being signed in."""
    by_passkey = people.proved_by(visit.session, visit.at) == "passkey"
    return SignatureKind.passkey if by_passkey else SignatureKind.signed_in, f"session:{visit.session.public_id}"


def own_draft(visit: Visit, id: str) -> MandateDraft:
    """Raises LeadsOn to the mandate that it has become, where she has signed it."""
    try:
        return room.find_draft(visit.db, id, resident_id=visit.resident.id)
    except NoSuchMandate:
        signed = room.signed_from(visit.db, id, resident_id=visit.resident.id)
        if signed is None:
            raise
        raise LeadsOn(url_for("resident.mandate", id=signed.public_id, signed=1)) from None


def onward(draft: MandateDraft) -> Response:
    """To what is still missing, else to the words."""
    pages = {
        "scope": "resident.mandate_matters",
        "until_on": "resident.mandate_duration",
        None: "resident.mandate_check",
    }
    return redirect_to(pages[room.missing_in(draft)], id=draft.public_id)


@door.page("/mandates/new", permission=Permission.be_resident)
def new_mandate(visit: Visit, form: AgentForm | None = None) -> Response:
    if form is None:
        form = AgentForm()
        form.prepare(visit)
    return render(visit, "resident/mandate_agent.html", form=form, draft=None)


@door.act("/mandates/new", permission=Permission.be_resident, form=AgentForm, again=new_mandate)
def start_mandate(visit: Visit, form: AgentForm) -> Response:
    draft = room.start_draft(visit.db, visit.actor, visit.resident, name=form.name.data, phone=form.phone.data,
                             relation=Relation(form.relation.data))
    return onward(draft)


@door.page("/mandates/drafts/<id>/agent", permission=Permission.be_resident)
def mandate_agent(visit: Visit, id: str, form: AgentForm | None = None) -> Response:
    draft = own_draft(visit, id)
    if form is None:
        form = AgentForm(name=draft.agent_name, phone=phone_in_groups(draft.agent_phone), relation=draft.relation.value)
        form.prepare(visit)
    return render(visit, "resident/mandate_agent.html", form=form, draft=draft)


@door.act("/mandates/drafts/<id>/agent", permission=Permission.be_resident, form=AgentForm, again=mandate_agent)
def change_mandate_agent(visit: Visit, form: AgentForm, id: str) -> Response:
    draft = room.change_agent(visit.db, visit.actor, own_draft(visit, id), name=form.name.data, phone=form.phone.data,
                              relation=Relation(form.relation.data))
    return onward(draft)


@door.page("/mandates/drafts/<id>/matters", permission=Permission.be_resident)
def mandate_matters(visit: Visit, id: str, form: MattersForm | None = None) -> Response:
    draft = own_draft(visit, id)
    wanted = request.args.get("preset")
    preset = Preset(wanted) if wanted in list(Preset) and form is None else None
    if form is None:
        held = room.PRESETS[preset] if preset else draft.powers
        ticked = {p.value: [power.value for province, power in held if province is p] for p in Province}
        form = MattersForm(**ticked)
        form.prepare(visit)
    return render(visit, "resident/mandate_matters.html", form=form, draft=draft, presets=list(Preset), preset=preset)


@door.act("/mandates/drafts/<id>/matters", permission=Permission.be_resident, form=MattersForm, again=mandate_matters)
def change_mandate_matters(visit: Visit, form: MattersForm, id: str) -> Response:
    return onward(room.set_scope(visit.db, visit.actor, own_draft(visit, id), form.scope))


@door.page("/mandates/drafts/<id>/duration", permission=Permission.be_resident)
def mandate_duration(visit: Visit, id: str, form: DurationForm | None = None) -> Response:
    draft = own_draft(visit, id)
    if form is None:
        form = DurationForm.said(draft.until_on, visit)
    return render(visit, "resident/mandate_duration.html", form=form, draft=draft)


@door.act(
    "/mandates/drafts/<id>/duration", permission=Permission.be_resident, form=DurationForm, again=mandate_duration
)
def change_mandate_duration(visit: Visit, form: DurationForm, id: str) -> Response:
    return onward(room.set_duration(visit.db, visit.actor, own_draft(visit, id), form.last_day(visit.today)))


@door.page("/mandates/drafts/<id>", permission=Permission.be_resident)
def mandate_check(visit: Visit, id: str, form: SignatureForm | None = None) -> Response:
    draft = own_draft(visit, id)
    if room.missing_in(draft):
        return onward(draft)
    text = mandate_words(draft, visit.today)
    form = form or SignatureForm()
    form.digest.data = room.words_digest(text)
    return render(visit, "resident/mandate_check.html", form=form, draft=draft, lines=text.split("\n"),
                  kept_until=draft.changed_at + room.DRAFTS_KEPT)


@door.act("/mandates/drafts/<id>/signature", permission=Permission.be_resident, form=SignatureForm, again=mandate_check)
def sign_mandate(visit: Visit, form: SignatureForm, id: str) -> Response:
    draft = own_draft(visit, id)
    if room.missing_in(draft):
        return onward(draft)
    require(visit, url_for("resident.mandate_check", id=id))
    kind, proof = signature_of(visit)
    signed = room.sign(
        visit.db, visit.actor, draft, words=mandate_words(draft, visit.today), shown_digest=form.digest.data or "",
        words_version=WORDS_VERSION, signature_kind=kind, signature_proof=proof,
    )
    return redirect_to("resident.mandate", id=signed.public_id, signed=1)


@door.act("/mandates/drafts/<id>/keeping", permission=Permission.be_resident)
def keep_mandate_draft(visit: Visit, id: str) -> Response:
    return onward(room.keep_draft(visit.db, visit.actor, own_draft(visit, id)))


@door.act("/mandates/drafts/<id>/removal", permission=Permission.be_resident)
def discard_mandate(visit: Visit, id: str) -> Response:
    room.discard_draft(visit.db, visit.actor, own_draft(visit, id))
    return redirect_to("resident.mandates")
