"""What the gallery page shows: every component in every state, with example words and nobody's data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import segno
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    FormField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms import Form as PartOfForm
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput

from webapp.home_services import HomeServiceAssignment, HomeServiceRequest, Part
from webapp.people import Complaint, ComplaintOutcome
from webapp.web import gallery_benefits
from webapp.web.forms import Form


class ExampleDate(PartOfForm):
    year = StringField(_l("年"), [InputRequired(_l("请填年份，四位数字。"))], render_kw={"autocomplete": "bday-year"})
    month = StringField(_l("月"), [InputRequired(_l("请填月份，1 到 12。"))], render_kw={"autocomplete": "bday-month"})
    day = StringField(_l("日"), [InputRequired(_l("请填日子，1 到 31。"))], render_kw={"autocomplete": "bday-day"})


class ExampleForm(Form):
    name = StringField(_l("姓名"), [InputRequired(_l("请填姓名。"))], render_kw={"autocomplete": "name"})
    phone = TelField(
        _l("手机号"),
        [InputRequired(_l("请填手机号。"))],
        description=_l("办好了会给这个号码发短信。"),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    code = StringField(
        _l("短信里的数字"),
        [InputRequired(_l("请填短信里的六位数字。"))],
        description=_l("六位数字。"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    born = FormField(ExampleDate, _l("出生日期"), description=_l("例如 1958 年 3 月 9 日。"))
    category = SelectField(
        _l("残疾类别"),
        choices=[
            SelectChoice("", _l("请选择")),
            SelectChoice("visual", _l("视力残疾")),
            SelectChoice("hearing", _l("听力残疾")),
        ],
    )
    gets_there = RadioField(
        _l("您怎么来"),
        [InputRequired(_l("请选一种。"))],
        choices=[
            SelectChoice("alone", _l("自己来")),
            SelectChoice("companion", _l("有人陪我来")),
            SelectChoice("home", _l("我来不了，请上门")),
        ],
    )
    needs = SelectMultipleField(
        _l("到时候需要什么"),
        option_widget=CheckboxInput(),
        choices=[
            SelectChoice("sign", _l("手语翻译")),
            SelectChoice("wheelchair", _l("轮椅")),
            SelectChoice("writing", _l("写字交流")),
        ],
    )
    slot = RadioField(_l("选一个时间"), [InputRequired(_l("请选一个时间。"))], validate_choice=False, choices=[])
    stars = RadioField(
        _l("您对这次服务满意吗"),
        [InputRequired(_l("请选一个。"))],
        choices=[SelectChoice(n, str(n)) for n in range(1, 6)],
        coerce=int,
    )
    words = TextAreaField(_l("还想说什么"), [Length(max=500, message=_l("最多 500 个字。请删去一些。"))])
    paper = FileField(_l("材料的照片"), description=_l("一张照片，不超过 2 兆字节（MB）。"))
    agrees = BooleanField(_l("我同意把需要告诉医院"), [InputRequired(_l("要勾选同意，医院才能看到您的需要。"))])

    def validate_phone(self, phone: TelField) -> None:
        if len(phone.data or "") != 11:
            raise ValidationError(_("手机号应该是 11 位数字。请再数一数。"))


class ExampleFilter(Form):
    category = SelectField(
        _l("残疾类别"),
        choices=[
            SelectChoice("", _l("全部")),
            SelectChoice("visual", _l("视力残疾")),
            SelectChoice("hearing", _l("听力残疾")),
        ],
    )


def _asked() -> HomeServiceRequest:
    """A request for a home service to which a provider has said when it comes."""
    at = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
    promised = HomeServiceAssignment(assigned_at=at, promised_at=at, visit_at=at, helper_name=_("示例甲"))
    return HomeServiceRequest(
        public_id="0" * 16, service="respite-care", asks=["rest-for-family"], started_at=at, requested_at=at,
        accepted_at=at, assignments=[promised])


def _complaints() -> list[Complaint]:
    """One that waits, one that was taken back, and one of each outcome."""
    at = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
    answered = [Complaint(outcome=outcome, answered_at=at) for outcome in ComplaintOutcome]
    return [Complaint(), Complaint(withdrawn_at=at), *answered]


def context(*, failed: bool) -> dict[str, Any]:
    """``form`` is an example, untouched or refused; the rest is what some components take."""
    form = ExampleForm(formdata=None, data={"name": _("示例"), "needs": ["wheelchair"], "stars": 4, "slot": "b"})
    if failed:
        form = ExampleForm(formdata=MultiDict({"phone": "1380", "gets_there": "alone"}))
        form.validate()
        form.form_errors.append(_("这个时间刚刚被别人约走了。请另选一个。"))
    drawn = segno.make("HUICAN EXAMPLE", error="m").svg_inline(omitsize=True, border=4)
    picture = Markup(drawn)  # noqa: S704  drawn here
    filters = ExampleFilter(prefix="filter-")
    return {
        "form": form,
        "filters": filters,
        "picture": picture,
        "undo_until": datetime(9000, 12, 31, 2, 25, tzinfo=UTC),
        "hers": gallery_benefits.context(),
        "asked": _asked(),
        "complaints": _complaints(),
        "times": [(date(2026, 12, 1), Part.morning), (date(2026, 12, 2), Part.afternoon)],
    }
