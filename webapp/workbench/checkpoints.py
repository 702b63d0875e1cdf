"""Enrolled checkpoints: which place, of what kind, what it may ask; a secret for its device. For administrators."""

from __future__ import annotations

from typing import Any

from flask import Response, session
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from webapp import codes, people
from webapp.codes import Checkpoint, PlaceKind
from webapp.people import Area, OutsideOwnArea
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.words.codes import claim_words
from webapp.web.words.entitlements import in_words
from webapp.workbench.door import door

TO_BE_SHOWN = "checkpoint_to_be_shown"
"""In the session: which checkpoint's secret is to be shown on the next page, once."""


class CheckpointForm(Form):
    name = StringField(
        _l("叫什么"),
        [InputRequired(_l("请写这个查验点叫什么。")), Length(max=80, message=_l("最多 80 个字。"))],
        description=_l("您自己认得就行，比如“客运中心 2 号检票口”。持码的人看不到。"),
        render_kw={"autocomplete": "off"},
    )
    place = RadioField(_l("是哪一类地方"), [InputRequired(_l("请选一类地方。"))], description=_l("持码的人看得到这一类。"))
    claims = SelectMultipleField(
        _l("可以查哪几样"),
        [InputRequired(_l("请至少选一样可以查的内容。"))],
        description=_l("只选办事要用的。没有选的，查了也不会显示。"),
        option_widget=CheckboxInput(),
    )
    area = StringField(
        _l("在哪个片区"),
        description=_l("写区划代码，或者登记过的名称。空着就是您管的片区。"),
        render_kw={"autocomplete": "off"},
    )

    def prepare(self, _visit: Visit, **_found: Any) -> None:
        self.place.choices = [(kind.value, words.label(kind)) for kind in PlaceKind]
        self.claims.choices = [(slug, claim_words(slug)[0]) for slug in codes.all_claims()]
        self.hints = {slug: in_words(claim.gives_away)[0] for slug, claim in codes.all_claims().items()}

    def where(self, visit: Visit) -> Area:
        """Within the administrator's own area. Raises NoSuchArea, AreaNameAmbiguous, OutsideOwnArea."""
        written = (self.area.data or "").strip()
        if not written:
            return visit.membership.area
        area = people.area_named(visit.db, written, field="area")
        if not visit.membership.area.holds(area):
            raise OutsideOwnArea()
        return area


def own_areas(visit: Visit) -> people.Areas:
    return people.within_area(visit.db, visit.membership.area_id)


def in_reach(visit: Visit, id: str) -> Checkpoint:
    return codes.find_checkpoint(visit.db, id, areas=own_areas(visit))


@door.page("/checkpoints", permission=Permission.manage_checkpoints)
def checkpoints(visit: Visit) -> Response:
    found = codes.checkpoints_within(visit.db, own_areas(visit))
    return render(visit, "workbench/checkpoints.html", checkpoints=found)


@door.page("/checkpoints/new", permission=Permission.manage_checkpoints)
def new_checkpoint(visit: Visit, form: CheckpointForm | None = None) -> Response:
    if form is None:
        form = CheckpointForm()
        form.prepare(visit)
    return render(visit, "workbench/new_checkpoint.html", form=form)


@door.act("/checkpoints", permission=Permission.manage_checkpoints, form=CheckpointForm, again=new_checkpoint)
def enrol_checkpoint(visit: Visit, form: CheckpointForm) -> Response:
    checkpoint, secret = codes.enrol_checkpoint(
        visit.db,
        visit.actor,
        name=" ".join(form.name.data.split()),
        place=PlaceKind(form.place.data),
        area=form.where(visit),
        claims=form.claims.data,
    )
    session[TO_BE_SHOWN] = [checkpoint.public_id, secret]
    return redirect_to("workbench.checkpoint", id=checkpoint.public_id)


@door.page("/checkpoints/<id>", permission=Permission.manage_checkpoints)
def checkpoint(visit: Visit, id: str) -> Response:
    found = in_reach(visit, id)
    whose, secret = session.pop(TO_BE_SHOWN, (None, ""))
    return render(
        visit,
        "workbench/checkpoint.html",
        checkpoint=found,
        claims=[claim_words(slug) for slug in codes.all_claims() if slug in found.claims],
        secret="-".join(codes.secret_in_groups(secret)) if whose == id else None,
    )


@door.act("/checkpoints/<id>/credential", permission=Permission.manage_checkpoints)
def renew_checkpoint_credential(visit: Visit, id: str) -> Response:
    session[TO_BE_SHOWN] = [id, codes.renew_credential(visit.db, visit.actor, in_reach(visit, id))]
    return redirect_to("workbench.checkpoint", id=id)


@door.page("/checkpoints/<id>/ending", permission=Permission.manage_checkpoints)
def checkpoint_ending(visit: Visit, id: str) -> Response:
    return render(visit, "workbench/checkpoint_ending.html", checkpoint=in_reach(visit, id))


@door.act("/checkpoints/<id>/ending", permission=Permission.manage_checkpoints)
def end_checkpoint(visit: Visit, id: str) -> Response:
    codes.revoke_checkpoint(visit.db, visit.actor, in_reach(visit, id))
    return redirect_to("workbench.checkpoint", id=id)
