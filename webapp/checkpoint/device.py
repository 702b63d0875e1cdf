"""The device of an enrolled checkpoint: it holds a secret, in a cookie of its browser or in a header of its program."""

from __future__ import annotations

from flask import Response, current_app, request
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from webapp import codes
from webapp.checkpoint.door import door
from webapp.codes import Checkpoint
from webapp.web import Form, Permission, Visit, redirect_to, render

COOKIE = "checkpoint"
KEPT = 400 * 24 * 3600
"""Seconds; no browser keeps a cookie longer."""
BEARER = "Bearer "


def device(visit: Visit) -> Checkpoint | None:
    """Which checkpoint asks; None for any other phone, and for one that is revoked."""
    told = request.headers.get("Authorization", "")
    secret = told.removeprefix(BEARER) if told.startswith(BEARER) else request.cookies.get(COOKIE)
    return codes.checkpoint_of(visit.db, secret)


def names_itself() -> bool:
    """A program that sends a secret means to be that checkpoint, and must hear when it is not."""
    return "Authorization" in request.headers


class DeviceForm(Form):
    secret = StringField(
        _l("设备口令"),
        [InputRequired(_l("请输入设备口令。"))],
        description=_l("24 个字母和数字，由残联管理员给。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    def validate(self, *args: object, **kwargs: object) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        if self.found is None:
            self.refuse("secret", str(WRONG_SECRET))
        return self.found is not None

    def prepare(self, visit: Visit, **_found: object) -> None:
        self.found = codes.checkpoint_of(visit.db, self.secret.data)


WRONG_SECRET = _l("口令不对，或者已经停用。请核对，或者请残联管理员再给一个。")


@door.page("/check/device", permission=Permission.anyone)
def this_device(visit: Visit, form: DeviceForm | None = None) -> Response:
    return render(visit, "checkpoint/this_device.html", form=form or DeviceForm(), checkpoint=device(visit))


@door.act("/check/device", permission=Permission.anyone, form=DeviceForm, again=this_device)
def enrol_device(_visit: Visit, form: DeviceForm) -> Response:
    response = redirect_to("checkpoint.this_device")
    response.set_cookie(
        COOKIE,
        form.secret.data.strip(),
        max_age=KEPT,
        path="/check",
        httponly=True,
        samesite="Strict",
        secure=current_app.extensions["huican"].settings.is_production,
    )
    return response


@door.act("/check/device/removal", permission=Permission.anyone)
def forget_device(_visit: Visit) -> Response:
    response = redirect_to("checkpoint.this_device")
    response.delete_cookie(COOKIE, path="/check")
    return response
