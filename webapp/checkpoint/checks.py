"""Checking a code on any phone, signed in or not. Two answers, and every reason of "no" looks the same."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from webapp import codes
from webapp.checkpoint.api import by_hand
from webapp.checkpoint.counting import count
from webapp.checkpoint.device import device
from webapp.checkpoint.door import door
from webapp.codes import CodeCheck, PlaceKind
from webapp.core import Actor
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.visit import open_visit


class CheckForm(Form):
    place = RadioField(_l("在哪里查"), [InputRequired(_l("请选在哪里查。"))])
    given = StringField(
        _l("对方手机或者纸上的数字"),
        [InputRequired(_l("请输入数字，或者用扫码枪扫一下。"))],
        description=_l("手机上是十个，纸上是十六个。也可以用扫码枪扫进来，或者粘贴扫出来的内容。"),
        render_kw={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false", "enterkeyhint": "go"},
    )

    def prepare(self, visit: Visit, **_found: Any) -> None:
        self.checkpoint = device(visit)
        if self.checkpoint is not None:
            del self.place  # it is known what kind of place this is
        else:
            self.place.choices = [(kind.value, words.label(kind)) for kind in PlaceKind]


def blank(visit: Visit, *, place: str | None) -> CheckForm:
    form = CheckForm(formdata=None, place=place)
    form.prepare(visit)
    return form


@door.page("/check", permission=Permission.anyone)
def ask(visit: Visit, form: CheckForm | None = None) -> Response:
    return render(visit, "checkpoint/ask.html", form=form or blank(visit, place=request.args.get("place")))


@door.act(
    "/check",
    permission=Permission.anyone,
    form=CheckForm,
    again=ask,
    first=lambda visit, form: count(visit, form.given.data),
)
def check(visit: Visit, form: CheckForm) -> Response:
    checkpoint = device(visit)
    place = checkpoint.place if checkpoint else PlaceKind(form.place.data)
    answer = codes.check(visit.db, Actor.service(visit.at), form.given.data, place=place, checkpoint=checkpoint)
    return redirect_to("checkpoint.answer", id=answer.public_id)


@door.page("/check/answers/<id>", permission=Permission.anyone)
def answer(visit: Visit, id: str) -> Response:
    return _told(visit, codes.answer_given(visit.db, id, visit.at))


@door.blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Somebody sent ten megabytes: it is no code of ours, and gets the answer of all that are not."""
    if request.path.startswith("/check/api"):
        return by_hand(413)
    house = current_app.extensions["huican"]
    with house.database.reading() as db:
        visit = open_visit(db, door.name)
        response = _told(visit, None)
    response.status_code = 413
    return response


def _told(visit: Visit, told: CodeCheck | None) -> Response:
    again = blank(visit, place=told.place.value if told else None)
    return render(
        visit,
        "checkpoint/answer.html",
        form=again,
        shown=told.presentation if told and told.accepted else None,
        at=told.at if told else visit.at,
        scanned=bool(told and told.scanned),
    )
