"""What a mandate says, asked at both doors: who, what, until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput

from webapp import mandates as room
from webapp.mandates import POWERS, Power, Province, Relation
from webapp.web import words
from webapp.web.fields import DayField, Written
from webapp.web.forms import Form
from webapp.web.visit import Visit
from webapp.web.words.mandates import power_words

OWN_DAY = "day"


class AgentForm(Form):
    name = StringField(
        _l("代办人的姓名"), [InputRequired(_l("请填写代办人的姓名。")), Written()], description=_l("写全名，会写进委托书。"),
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

    @classmethod
    def said(cls, until_on: date | None, visit: Visit) -> DurationForm:
        """The question with what was answered before, or with the usual answer."""
        ends = room.offered_ends(visit.today)
        days = next((days for days, end in ends.items() if end == until_on), room.DEFAULT_DAYS)
        own = until_on is not None and until_on not in ends.values()
        form = cls(days=OWN_DAY if own else str(days), until_on=until_on if own else None)
        form.prepare(visit)
        return form

    def validate(self, *args: object, **kwargs: object) -> bool:
        good = super().validate(*args, **kwargs)
        if self.days.data == OWN_DAY and self.until_on.data is None and not self.until_on.errors:
            self.refuse("until_on", _("请填最后一天，例如 2027-03-01。"))  # at the field that is to be filled in
            return False
        return good

    def last_day(self, today: date) -> date:
        return self.until_on.data if self.days.data == OWN_DAY else room.offered_ends(today)[int(self.days.data)]
