"""Showing the benefit code: choose one claim, show it, see who checked it, freeze it at once."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Response, jsonify, request, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp import codes, mandates
from webapp.codes import CodeCheck, FreezeReason, Presentation
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.access import allows
from webapp.web.words.codes import check_words, claim_words
from webapp.web.words.entitlements import in_words
from webapp.web.words.mandates import called_on_screen


class ClaimForm(Form):
    claim = RadioField(_l("给别人看哪一样"), [InputRequired(_l("请选一样。"))])

    def prepare(self, visit: Visit, **_found: Any) -> None:
        self.standings = codes.claims_of(visit.db, visit.resident, visit.today)
        held = [standing.claim for standing in self.standings if standing.holds]
        self.claim.choices = [(claim.slug, claim_words(claim.slug)[0]) for claim in held]
        self.hints = {claim.slug: in_words(claim.gives_away)[0] for claim in held}


def own_presentation(visit: Visit, id: str) -> Presentation:
    return codes.find_presentation(visit.db, id, resident_id=visit.resident.id, mandate_id=visit.actor.mandate_id)


def own_check(visit: Visit, id: str) -> CodeCheck:
    return codes.find_check(visit.db, id, resident_id=visit.resident.id, mandate_id=visit.actor.mandate_id)


def holder_of(visit: Visit) -> str:
    """Whose codes her phone keeps apart: who signed in, and for whom under which mandate; telling nothing."""
    who, mandate = visit.account.public_id, visit.mandate.public_id if visit.mandate else ""
    parts = (who, f"{who}:{visit.resident.public_id}:{mandate}")
    return ".".join(sha256(part.encode()).hexdigest()[:12] for part in parts)


def name_for_screen(visit: Visit) -> str | None:
    """Of whom a companion shows a code: others see that screen, so it does not name her. None: she shows it herself."""
    if visit.mandate is None:
        return None
    return called_on_screen(visit.mandate, mandates.mandates_for(visit.db, visit.account, visit.today))


@door.page("/code", permission=Permission.see_code, records_view=True)
def code(visit: Visit, form: ClaimForm | None = None) -> Response:
    visit.opens_file_of(visit.resident.id)
    if form is None:
        form = ClaimForm()
        form.prepare(visit)
    return render(
        visit,
        "resident/code.html",
        form=form,
        code=codes.code_of(visit.db, visit.resident),
        not_held=[standing.claim for standing in form.standings if not standing.holds],
        may_unfreeze=allows(Permission.be_resident, visit),
    )


@door.act("/code/presentations", permission=Permission.see_code, form=ClaimForm, again=code)
def show_code(visit: Visit, form: ClaimForm) -> Response:
    shown = codes.show(visit.db, visit.actor, visit.resident, form.claim.data)
    return redirect_to("resident.presentation", id=shown.public_id)


@door.page("/code/presentations/<id>", permission=Permission.see_code)
def presentation(visit: Visit, id: str) -> Response:
    shown = own_presentation(visit, id)
    if shown.code.frozen_at is not None:
        return redirect_to("resident.code")
    lives = shown.revoked_at is None and visit.at < shown.expires_at
    return render(
        visit,
        "resident/presentation.html",
        shown=shown,
        lives=lives,
        claim=codes.claim_named(shown.claim),
        picture=Markup(codes.picture(shown.token)) if lives else None,  # noqa: S704  drawn here
        seconds_left=int((shown.expires_at - visit.at).total_seconds()),
        renew_before_end=int(codes.RENEW_BEFORE_END.total_seconds()),
        now=int(visit.at.timestamp()),
        withdrawn=int(shown.code.withdrawn_at.timestamp()) if shown.code.withdrawn_at else 0,
        holder=holder_of(visit),
        unnamed=name_for_screen(visit),
    )


@door.page("/code/presentations/<id>/checks", permission=Permission.see_code)
def presentation_checks(visit: Visit, id: str) -> Response:
    """For the page that shows a code: who has checked since. `after`: the id of the last check that it knows."""
    shown = own_presentation(visit, id)
    fresh = codes.checks_since(
        visit.db, shown, mandate_id=visit.actor.mandate_id, after=request.args.get("after", "")[:16])
    return jsonify(checks=[{"id": check.public_id, "words": check_words(check)} for check in reversed(fresh)])


@door.act("/code/presentations/<id>/renewal", permission=Permission.see_code)
def renew_code(visit: Visit, id: str) -> Response:
    fresh = codes.renew(visit.db, visit.actor, own_presentation(visit, id))
    return redirect_to("resident.presentation", id=fresh.public_id)


@door.page("/code/checks", permission=Permission.see_code, records_view=True)
def code_checks(visit: Visit) -> Response:
    visit.opens_file_of(visit.resident.id)
    return render(
        visit,
        "resident/code_checks.html",
        code=codes.code_of(visit.db, visit.resident),
        checks=codes.checks_of(visit.db, visit.resident, mandate_id=visit.actor.mandate_id),
    )


@door.page("/code/checks/<id>/report", permission=Permission.see_code)
def code_misuse(visit: Visit, id: str) -> Response:
    return render(visit, "resident/code_misuse.html", check=own_check(visit, id))


@door.act("/code/checks/<id>/report", permission=Permission.see_code)
def report_code_misuse(visit: Visit, id: str) -> Response:
    codes.report_misuse(visit.db, visit.actor, visit.resident, own_check(visit, id))
    return redirect_to("resident.code")


@door.page("/code/freezing", permission=Permission.see_code)
def code_freezing(visit: Visit) -> Response:
    return render(visit, "resident/code_freezing.html", may_unfreeze=allows(Permission.be_resident, visit))


@door.act("/code/freezing", permission=Permission.see_code)
def freeze_code(visit: Visit) -> Response:
    codes.freeze(visit.db, visit.actor, visit.resident, reason=FreezeReason.paused)
    return redirect_to("resident.code")


@door.act("/code/unfreezing", permission=Permission.be_resident)
def unfreeze_code(visit: Visit) -> Response:
    require(visit, url_for("resident.code"))
    codes.unfreeze(visit.db, visit.actor, visit.resident)
    return redirect_to("resident.code")
