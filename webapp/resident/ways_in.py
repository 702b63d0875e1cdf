"""Ways to sign in that one has: passkeys, the code on paper, and where one is signed in."""

from __future__ import annotations

import base64
import json

from flask import Response, current_app, jsonify, make_response, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from webapp import notifications, people
from webapp.core import DomainError, NotFound
from webapp.people import ConfirmationMissing, Passkey, PasskeyNeeded
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.fields import NOT_OF_HERS
from webapp.web.signing import device_words

LONGEST_NAME = 60


class PasskeyNameForm(Form):
    name = StringField(_l("给它起个名字"), [
        DataRequired(_l("请写一个名字，例如“我的手机”。")),
        Length(max=LONGEST_NAME, message=_l("名字最多 60 个字。请写短一点。")),
    ], filters=[lambda typed: (typed or "").strip()], render_kw=NOT_OF_HERS)


@door.page("/ways-in", permission=Permission.signed_in)
def ways_in(visit: Visit, form: PasskeyNameForm | None = None, id: str = "") -> Response:
    """`id`: of the passkey whose name was refused, with what was typed in `form`."""
    passkeys = people.passkeys_of(visit.db, visit.account)
    if id:
        _own(passkeys, id)
    names = {each.public_id: _naming(each, form if each.public_id == id else None) for each in passkeys}
    return render(
        visit,
        "resident/ways_in.html",
        form=form,
        names=names,
        passkeys=passkeys,
        sessions=people.sessions_of(visit.db, visit.account, visit.at),
    )


def _naming(passkey: Passkey, refused: PasskeyNameForm | None) -> PasskeyNameForm:
    """Each of several forms of a page has fields of its own."""
    form = refused or PasskeyNameForm(formdata=None, name=passkey.name)
    form.name.id = f"name-{passkey.public_id}"
    return form


@door.page("/passkeys/registration-options", permission=Permission.signed_in)
def passkey_registration_options(visit: Visit) -> Response:
    """For a script: the options, or where to prove first that it is still she."""
    try:
        people.check_fresh(visit.session, visit.at)
        people.check_may_add_passkey(visit.db, visit.session, visit.at)
    except (ConfirmationMissing, PasskeyNeeded):
        return make_response(jsonify(next=url_for("resident.confirmation", next=_page_with_button())), 403)
    options, challenge = people.registration_options(
        visit.db, visit.account, host=current_app.extensions["huican"].settings.host
    )
    session["challenge_to_add"] = base64.b64encode(challenge).decode()
    return jsonify(json.loads(options))


@door.act("/passkeys", permission=Permission.signed_in)
def add_passkey(visit: Visit) -> Response:
    settings = current_app.extensions["huican"].settings
    challenge = base64.b64decode(session.pop("challenge_to_add", ""))  # given to whoever had proved it was she
    try:
        people.add_passkey(
            visit.db,
            visit.actor,
            visit.account,
            answer=request.get_data(as_text=True),
            challenge=challenge,
            host=settings.host,
            origin=settings.origin,
            name=device_words(),
            cooling_until=people.cools_until(visit.session, visit.at),
        )
    except DomainError:
        return make_response(jsonify(error=_("通行密钥没有加上。请再试一次。")), 422)
    visit.session.way = "passkey"  # she has just proved it on this device
    return jsonify(next=redirect_to("resident.ways_in", anchor="passkeys").location)


@door.act("/passkeys/<id>/name", permission=Permission.signed_in, form=PasskeyNameForm, again=ways_in)
def name_passkey(visit: Visit, form: PasskeyNameForm, id: str) -> Response:
    passkey = _own(people.passkeys_of(visit.db, visit.account), id)
    passkey.name = form.name.data
    return redirect_to("resident.ways_in", anchor="passkeys")


@door.act("/passkeys/<id>/removal", permission=Permission.signed_in)
def remove_passkey(visit: Visit, id: str) -> Response:
    require(visit, url_for("resident.ways_in"))
    people.remove_passkey(visit.db, visit.actor, _own(people.passkeys_of(visit.db, visit.account), id))
    return redirect_to("resident.ways_in", anchor="passkeys")


@door.act("/recovery-code", permission=Permission.signed_in)
def new_recovery_code(visit: Visit) -> Response:
    require(visit, url_for("resident.ways_in"))
    session["recovery_code"] = people.issue_recovery_code(visit.db, visit.actor, visit.account)
    return redirect_to("resident.recovery_code")


@door.page("/recovery-code", permission=Permission.signed_in)
def recovery_code(visit: Visit) -> Response:
    """Shown once, to be written down or printed."""
    code = session.pop("recovery_code", None)
    return render(visit, "resident/recovery_code.html", code=code) if code else redirect_to("resident.ways_in")


@door.act("/sessions/<id>/end", permission=Permission.signed_in)
def end_session(visit: Visit, id: str) -> Response:
    ended = _own(people.sessions_of(visit.db, visit.account, visit.at), id)
    people.end_session(visit.db, visit.actor, ended)
    if ended.device_index != visit.session.device_index:  # else it is an earlier one on the phone in her hand
        notifications.sign_out_device(visit.db, visit.actor, ended)
    return redirect_to("resident.ways_in", anchor="sessions")


def _page_with_button() -> str:
    """Staff add their first passkey where they sit down, everybody else among the ways in."""
    return url_for("workbench.sign_in" if request.args.get("door") == "workbench" else "resident.ways_in")


def _own(rows: list, public_id: str):
    for row in rows:
        if row.public_id == public_id:
            return row
    raise NotFound()
