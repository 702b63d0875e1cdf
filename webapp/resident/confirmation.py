"""Is it still you? Asked before power is given away: by a passkey, or by a fresh code to her own telephone."""

from __future__ import annotations

import base64

from flask import Response, current_app, jsonify, make_response, redirect, request, session, url_for
from flask_babel import gettext as _

from webapp import people
from webapp.core import DomainError
from webapp.people import CodePurpose, ConfirmationMissing
from webapp.resident.door import door
from webapp.resident.sign_in import CodeForm
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.answers import local_path
from webapp.web.signing import NeedsConfirmation, send_code


def require(visit: Visit, back: str) -> None:
    """Raises CoolingDown; leads to the confirmation, and from there to `back`, when the last proof is not fresh."""
    try:
        people.check_confirmed(visit.session, visit.at)
    except ConfirmationMissing as missing:
        raise NeedsConfirmation(back) from missing


@door.page("/confirmation", permission=Permission.signed_in, before_notice=True)
def confirmation(visit: Visit) -> Response:
    session["confirmed_next"] = local_path(request.args.get("next"), session.get("confirmed_next", "/"))
    return render(visit, "resident/confirmation.html", passkeys=people.passkeys_of(visit.db, visit.account),
                  phone=visit.account.phone, back=session["confirmed_next"])


@door.act("/confirmation", permission=Permission.signed_in, before_notice=True)
def send_confirmation(visit: Visit) -> Response:
    send_code(visit, visit.account, CodePurpose.confirmation)
    return redirect_to("resident.confirmation_code")


@door.page("/confirmation/code", permission=Permission.signed_in, before_notice=True)
def confirmation_code(visit: Visit, form: CodeForm | None = None) -> Response:
    return render(visit, "resident/confirmation_code.html", form=form or CodeForm())


@door.act("/confirmation/code", permission=Permission.signed_in, before_notice=True, form=CodeForm,
          again=confirmation_code,
          first=lambda visit, form: people.count_code_attempt(visit.db, session.get("code", ""), visit.at))
def confirm_by_code(visit: Visit, form: CodeForm) -> Response:
    people.confirm_by_code(visit.db, visit.actor, visit.session, session.get("code", ""), form.code.data)
    return redirect(local_path(session.pop("confirmed_next", "/")), 303)  # type: ignore[return-value]


@door.act("/passkeys/confirmation", permission=Permission.signed_in, before_notice=True)
def confirm_by_passkey(visit: Visit) -> Response:
    settings = current_app.extensions["huican"].settings
    try:
        account = people.account_by_passkey(
            visit.db, visit.actor, answer=request.get_data(as_text=True),
            challenge=base64.b64decode(session.pop("challenge", "")), host=settings.host, origin=settings.origin,
        )
        if account.id != visit.account.id:
            raise people.PasskeyRefused()
    except DomainError:
        return make_response(jsonify(error=_("通行密钥没有通过。您可以再试一次，或者用验证码。")), 422)
    people.confirm(visit.db, visit.actor, visit.session, way="passkey")
    return jsonify(next=local_path(session.pop("confirmed_next", None), url_for("resident.home")))
