"""Signing in: a passkey, a code by text message, a code on paper. Equal ways, none hidden.

First activation goes by the certificate's number or, since not everybody holds a certificate, by the citizen ID; the
code is sent to the telephone that the register or an officer has noted. No answer here tells whether somebody is known.
"""

from __future__ import annotations

import base64
import json

from flask import Response, current_app, jsonify, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TelField
from wtforms.validators import InputRequired, Length

from webapp import notifications, people
from webapp.certificates import citizen_id_written, resident_by_number
from webapp.core import Actor, DomainError
from webapp.people import Account, CodePurpose, Resident, tidied
from webapp.resident import unified
from webapp.resident.door import door
from webapp.web import Form, NothingForm, Permission, Visit, interrupted, redirect_to, render, signing
from webapp.web.answers import local_path
from webapp.web.signing import begin_session, code_until, count, send_code


class PhoneForm(Form):
    phone = TelField(
        _l("手机号"),
        [InputRequired(_l("请填写手机号。")), Length(max=40, message=_l("手机号应该是 11 位。"))],
        description=_l("我们会发一条短信，里面有 6 位验证码。"),
        render_kw={"autocomplete": "tel webauthn", "inputmode": "tel"},
    )
    next = HiddenField()


class CertificateForm(Form):
    """Her certificate's number; her citizen ID does as well."""

    certificate_number = StringField(
        _l("残疾人证号或身份证号"),
        [
            InputRequired(_l("请填写残疾人证号或身份证号。")),
            Length(max=60, message=_l("残疾人证号是 20 位，身份证号是 18 位。")),
        ],
        description=_l("填一个就行。残疾人证号是 20 位，身份证号是 18 位。可以有空格。"),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class CodeForm(Form):
    code = StringField(
        _l("验证码"),
        [InputRequired(_l("请填写验证码。")), Length(max=40, message=_l("验证码是 6 位数字。"))],
        description=_l("短信里的 6 位数字。"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class SignInCodeForm(CodeForm):
    shared = BooleanField(
        _l("这是公用的手机，或者别人的手机"),
        description=_l("不留登录，不收推送。15 分钟不用就自动退出。用完请按“退出登录”。"),
    )


class OfficerCodeForm(CertificateForm):
    code = StringField(
        _l("验证码"),
        [InputRequired(_l("请填写验证码。")), Length(max=40, message=_l("验证码是 6 位数字。"))],
        description=_l("专职委员给您的 6 位数字。一天以内有效，过了请他再给一个。"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class RecoveryForm(Form):
    code = StringField(
        _l("恢复码"),
        [InputRequired(_l("请填写恢复码。")), Length(max=60, message=_l("恢复码是 20 位。"))],
        description=_l("纸上的 20 位字母和数字。可以不分大小写。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


@door.page("/sign-in", permission=Permission.anyone)
def sign_in(visit: Visit, form: PhoneForm | None = None) -> Response:
    form = form or PhoneForm(next=local_path(request.args.get("next")))
    response = render(
        visit, "resident/sign_in.html", form=form, provider=unified.name(visit), kept=interrupted.is_kept()
    )
    return unified.may_leave(response)


@door.act(
    "/sign-in",
    permission=Permission.anyone,
    form=PhoneForm,
    again=sign_in,
    first=lambda visit, form: signing.count_asking(
        visit, signing.phone_key(form.phone.data), signing.account_with(visit, form.phone.data)
    ),
)
def ask_for_code(visit: Visit, form: PhoneForm) -> Response:
    phone = people.normalised_phone(form.phone.data)
    session["next"] = local_path(form.next.data)
    send_code(visit, people.account_by_phone(visit.db, phone), CodePurpose.sign_in)
    return redirect_to("resident.enter_code")


def written(form: CertificateForm) -> str:
    """Whose number was typed, the same however it is written and whichever of the two it is."""
    try:
        return citizen_id_written(form.certificate_number.data)
    except DomainError:
        return tidied(form.certificate_number.data)


def holder(visit: Visit, form: CertificateForm) -> Resident | None:
    """Whose number was typed, as far as it is one."""
    try:
        return resident_by_number(visit.db, form.certificate_number.data)
    except DomainError:
        return None


def account_of_holder(visit: Visit, form: CertificateForm) -> Account | None:
    resident = holder(visit, form)
    return people.account_of(visit.db, resident) if resident is not None else None


def officer_key(visit: Visit, form: CertificateForm) -> str:
    resident = holder(visit, form)
    return signing.officer_key(resident.id if resident is not None else None, written(form))


@door.page("/activation", permission=Permission.anyone)
def activation(visit: Visit, form: CertificateForm | None = None) -> Response:
    return render(visit, "resident/activation.html", form=form or CertificateForm())


@door.act(
    "/activation",
    permission=Permission.anyone,
    form=CertificateForm,
    again=activation,
    first=lambda visit, form: signing.count_asking(
        visit, "certificate:" + written(form), account_of_holder(visit, form)
    ),
)
def ask_for_activation(visit: Visit, form: CertificateForm) -> Response:
    resident = resident_by_number(visit.db, form.certificate_number.data)
    account = None
    if resident is not None and resident.died_on is None:
        account = people.open_account(
            visit.db, Actor.service(visit.at), name=resident.name, phone=resident.phone, resident=resident
        )
    send_code(visit, account, CodePurpose.activation)
    return redirect_to("resident.enter_code")


@door.page("/sign-in/code", permission=Permission.anyone)
def enter_code(visit: Visit, form: Form | None = None) -> Response:
    """Also shown again when there is no more time to give, or no other code to send."""
    asked = form if isinstance(form, SignInCodeForm) else SignInCodeForm(formdata=None)
    if form is not None and form is not asked:
        asked.form_errors.extend(form.form_errors)
    return render(visit, "resident/enter_code.html", form=asked, until=code_until())


@door.act(
    "/sign-in/code",
    permission=Permission.anyone,
    form=SignInCodeForm,
    again=enter_code,
    first=lambda visit, form: people.count_code_attempt(visit.db, session.get("code", ""), visit.at),
)
def use_code(visit: Visit, form: SignInCodeForm) -> Response:
    account = people.use_code(visit.db, visit.actor, signing.code_asked_for(visit), form.code.data)
    first_time = account.activated_at == visit.at and account.resident_id is not None
    return begin_session(visit, account, way="activation" if first_time else "code", shared=form.shared.data)


@door.act("/sign-in/code/extension", permission=Permission.anyone, form=NothingForm, again=enter_code)
def keep_code(visit: Visit, form: NothingForm) -> Response:
    signing.keep_code(visit)
    return redirect_to("resident.enter_code")


@door.act(
    "/sign-in/code/renewal",
    permission=Permission.anyone,
    form=NothingForm,
    again=enter_code,
    first=lambda visit, form: signing.count_again(visit),
)
def send_code_again(visit: Visit, form: NothingForm) -> Response:
    signing.send_code_again(visit)
    return redirect_to("resident.enter_code")


@door.page("/activation/officer-code", permission=Permission.anyone)
def enter_officer_code(visit: Visit, form: OfficerCodeForm | None = None) -> Response:
    return render(visit, "resident/enter_officer_code.html", form=form or OfficerCodeForm())


def count_officer_code(visit: Visit, form: OfficerCodeForm) -> DomainError | None:
    """Raised is what can be no code: a digit too few uses up nothing."""
    people.normalised_code(form.code.data)
    return signing.count_with_officer(visit, officer_key(visit, form))


@door.act(
    "/activation/officer-code",
    permission=Permission.anyone,
    form=OfficerCodeForm,
    again=enter_officer_code,
    first=count_officer_code,
)
def use_officer_code(visit: Visit, form: OfficerCodeForm) -> Response:
    resident = resident_by_number(visit.db, form.certificate_number.data)
    account = people.use_officer_code(visit.db, visit.actor, resident, form.code.data)
    return begin_session(visit, account, way="code")


@door.page("/sign-in/recovery", permission=Permission.anyone)
def enter_recovery_code(visit: Visit, form: RecoveryForm | None = None) -> Response:
    return render(visit, "resident/enter_recovery_code.html", form=form or RecoveryForm())


@door.act(
    "/sign-in/recovery",
    permission=Permission.anyone,
    form=RecoveryForm,
    again=enter_recovery_code,
    first=lambda visit, form: count(visit),
)
def use_recovery_code(visit: Visit, form: RecoveryForm) -> Response:
    account = people.use_recovery_code(visit.db, visit.actor, form.code.data)
    return begin_session(visit, account, way="recovery")


@door.page("/passkeys/sign-in-options", permission=Permission.anyone)
def passkey_sign_in_options(visit: Visit) -> Response:
    options, challenge = people.sign_in_options(host=current_app.extensions["huican"].settings.host)
    session["challenge"] = base64.b64encode(challenge).decode()
    return jsonify(json.loads(options))


@door.act("/passkeys/sign-in", permission=Permission.anyone)
def sign_in_by_passkey(visit: Visit) -> Response:
    settings = current_app.extensions["huican"].settings
    challenge = base64.b64decode(session.pop("challenge", ""))
    try:
        passkey = people.use_passkey(
            visit.db,
            visit.actor,
            answer=request.get_data(as_text=True),
            challenge=challenge,
            host=settings.host,
            origin=settings.origin,
        )
    except DomainError:
        return make_response(jsonify(error=_("通行密钥没有通过。您可以再试一次，或者用验证码登录。")), 422)
    session["next"] = local_path(request.args.get("next"), session.get("next", "/"))
    begun = begin_session(visit, passkey.account, way="passkey", cooling_until=passkey.cooling_until)
    return jsonify(next=begun.location)


@door.act("/sign-out", permission=Permission.anyone)
def sign_out(visit: Visit) -> Response:
    if visit.session is not None:
        people.end_session(visit.db, visit.actor, visit.session)
        notifications.sign_out_device(visit.db, visit.actor, visit.session)
    interrupted.forget(visit.db)
    shared = visit.on_shared_phone
    session.clear()
    response = redirect(url_for("resident.home"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"' if shared else '"cache"'
    return response  # type: ignore[return-value]
