"""Writing a mandate: who, what, until when, one thing a page; then the words in full, and her signature."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    ValidationError,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput

from webapp import mandates as room
from webapp.mandates import POWERS, MandateDraft, Power, Preset, Province, Relation, SignatureKind
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import DayField
from webapp.web.words.mandates import WORDS_VERSION, mandate_words, phone_in_groups, power_words

OWN_DAY = "day"


class AgentForm(Form):
    name = StringField(
        _l("代办人的姓名"), [InputRequired(_l("请填写代办人的姓名。"))], description=_l("写全名，会写进委托书。"),
        render_kw={"autocomplete": "off"},
    )
    phone = TelField(
        _l("代办人的手机号"), [InputRequired(_l("请填写代办人的手机号。"))],
        description=_l("代办人用这个号码收验证码来登录。请仔细核对，填错了就会委托给别人。"),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    relation = SelectField(_l("代办人和您的关系"), [InputRequired(_l("请选一种关系。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.relation.choices = [("", _("请选择")), *((each.value, words.label(each)) for each in Relation)]


def _powers() -> SelectMultipleField:
    return SelectMultipleField("", option_widget=CheckboxInput())


class MattersForm(Form):
    entitlements = _powers()
    code = _powers()
    appointments = _powers()
    home_services = _powers()
    messages = _powers()
    profile = _powers()

    def prepare(self, visit: Visit, **found: Any) -> None:
        for province, powers in POWERS.items():
            field = self[province.value]
            field.label.text = words.label(province)
            field.choices = [(power.value, power_words(province, power)) for power in powers]

    @property
    def scope(self) -> set[tuple[Province, Power]]:
        return {(province, Power(power)) for province in POWERS for power in self[province.value].data or []}

    def refuse(self, field: str | None, sentence: str) -> None:
        super().refuse(Province.entitlements.value if field == "scope" else field, sentence)


class DurationForm(Form):
    days = RadioField(_l("到什么时候为止"), [InputRequired(_l("请选一个期限。"))])
    until_on = DayField(
        _l("最后一天是哪天"), [Optional()], description=_l("选了“自己选最后一天”才要填。例如 2027-03-01")
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        ends = room.offered_ends(visit.today)
        self.days.choices = [
            *((str(days), _("%(days)s 天，到%(end)s", days=days, end=words.day(end))) for days, end in ends.items()),
            (OWN_DAY, _("自己选最后一天")),
        ]

    def validate_days(self, days: RadioField) -> None:
        if days.data == OWN_DAY and self.until_on.data is None and not self.until_on.process_errors:
            raise ValidationError(_("请填最后一天，例如 2027-03-01。"))

    def last_day(self, today: date) -> date:
        return self.until_on.data if self.days.data == OWN_DAY else room.offered_ends(today)[int(self.days.data)]


class SignatureForm(Form):
    digest = HiddenField()
    """Of the words that she has read."""


def own_draft(visit: Visit, id: str) -> MandateDraft:
    return room.find_draft(visit.db, id, resident_id=visit.resident.id)


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
        form = DurationForm(days=str(room.DEFAULT_DAYS))
        form.prepare(visit)
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
    signed = room.sign(
        visit.db, visit.actor, draft, words=mandate_words(draft, visit.today), shown_digest=form.digest.data or "",
        words_version=WORDS_VERSION, signature_kind=SignatureKind.signed_in,
        signature_proof=f"session:{visit.session.public_id}",
    )
    return redirect_to("resident.mandate", id=signed.public_id, signed=1)


@door.act("/mandates/drafts/<id>/keeping", permission=Permission.be_resident)
def keep_mandate_draft(visit: Visit, id: str) -> Response:
    return onward(room.keep_draft(visit.db, visit.actor, own_draft(visit, id)))


@door.act("/mandates/drafts/<id>/removal", permission=Permission.be_resident)
def discard_mandate(visit: Visit, id: str) -> Response:
    room.discard_draft(visit.db, visit.actor, own_draft(visit, id))
    return redirect_to("resident.mandates")
