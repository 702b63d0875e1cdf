"""Days and parts of a day at which somebody may come: three rows, of which the second and third may be left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import home_services as room
from webapp.home_services import Part, Window
from webapp.web import words
from webapp.web.forms import Form
from webapp.web.visit import Visit

DAYS_ASKED = 3


def boxes(label: Any, *validators: Any, description: Any = "") -> SelectMultipleField:
    return SelectMultipleField(label, validators, option_widget=CheckboxInput(), description=description)


class DaysOfferedForm(Form):
    """Derive from it; a `prepare` of one's own calls this one."""

    day_1 = SelectField(_l("哪一天"), [InputRequired(_l("请选一个日期。"))])
    parts_1 = boxes(_l("那天什么时候"), InputRequired(_l("请勾选上午、下午或晚上。")))
    day_2 = SelectField(_l("第二天"), default="")
    parts_2 = boxes(_l("第二天什么时候"))
    day_3 = SelectField(_l("第三天"), default="")
    parts_3 = boxes(_l("第三天什么时候"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        days = room.days_offered(visit.today)
        for n in range(1, DAYS_ASKED + 1):
            self[f"day_{n}"].choices = [("", _("请选择")), *((day.isoformat(), words.short_day(day)) for day in days)]
            self[f"parts_{n}"].choices = [(part.value, words.label(part)) for part in Part]

    def validate_parts_2(self, parts: SelectMultipleField) -> None:
        _belongs(self.day_2, parts)

    def validate_parts_3(self, parts: SelectMultipleField) -> None:
        _belongs(self.day_3, parts)

    def rows(self, least: int = 1) -> list[tuple[SelectField, SelectMultipleField]]:
        """The days shown: as many as are filled in, at least so many."""
        typed = [n for n in range(1, DAYS_ASKED + 1) if self[f"day_{n}"].data or self[f"parts_{n}"].data]
        shown = min(DAYS_ASKED, max([least, *typed]))
        return [(self[f"day_{n}"], self[f"parts_{n}"]) for n in range(1, shown + 1)]

    @property
    def windows(self) -> list[Window]:
        chosen = [(self[f"day_{n}"].data, part) for n in range(1, DAYS_ASKED + 1) for part in self[f"parts_{n}"].data]
        return [(date.fromisoformat(day), Part(part)) for day, part in chosen if day]


def held(windows: Iterable[Window]) -> dict[str, Any]:
    """What the fields hold over windows that were chosen before."""
    by_day: dict[date, list[str]] = {}
    for day, part in windows:
        by_day.setdefault(day, []).append(part.value)
    return {
        name: value
        for n, (day, parts) in enumerate(by_day.items(), start=1)
        for name, value in ((f"day_{n}", day.isoformat()), (f"parts_{n}", parts))
    }


def _belongs(day: SelectField, parts: SelectMultipleField) -> None:
    """A second and third day may be left out, not half filled in."""
    if day.data and not parts.data:
        raise ValidationError(_("请勾选上午、下午或晚上。"))
    if parts.data and not day.data:
        raise ValidationError(_("请先选日期，或者去掉勾选。"))
