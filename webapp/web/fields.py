"""Fields that forgive: days, clock times and numbers in the ways in which people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import time
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from wtforms import DateField, Field, Form, IntegerField, TimeField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from webapp.core import DomainError
from webapp.core.actor import LOCAL
from webapp.people import area_named, is_written, normalised_phone, tidied
from webapp.web import words
from webapp.web.spoken_days import day_of


def _folded(typed: list[str]) -> str:
    return unicodedata.normalize("NFKC", " ".join(typed)).strip()


NOT_OF_HERS = {"autocomplete": "off"}
"""A browser knows nothing of hers that belongs here."""


class Written:
    """A name or an address holds at least one letter; that it is empty is refused elsewhere, where it may not be."""

    def __call__(self, form: Form, field: Field) -> None:
        typed = field.data or ""
        if typed.strip() and not is_written(typed):
            raise ValidationError(_("这里要写文字。只有数字、符号或者表情，不行。"))


class Allowed:
    """What a rule of a room says of what was written, told together with all else that is wrong in the form.

    Only a first look: the act asks the same rule again, where it writes. `rule(form, written)` raises a DomainError.
    """

    def __init__(self, rule: Callable[[Any, Any], object]) -> None:
        self.rule = rule

    def __call__(self, form: Form, field: Field) -> None:
        written = field.data.strip() if isinstance(field.data, str) else field.data
        if not written or field.errors:
            return
        try:
            self.rule(form, written)
        except DomainError as refused:
            raise ValidationError(words.error(refused)) from refused


def is_place(form: Any, written: str) -> None:
    """A rule for Allowed, in a form that keeps its visit. Raises NoSuchArea, AreaNameAmbiguous."""
    area_named(form.visit.db, written, field="")


def is_phone(_form: Any, written: str) -> None:
    """A rule for Allowed. Raises BadPhone."""
    normalised_phone(written)


class DayField(DateField):
    """A date: 2026-12-01, 2026/12/1, 2026年12月1日, 20261201, 明天, 明年一月五日, 1 December 2026 (spoken_days)."""

    widget = TextInput()  # a browser's own picker takes one way of writing and has three stops of its own

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"render_kw": NOT_OF_HERS, **kwargs})

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = _folded(valuelist)
        self.data = day_of(typed, current_app.extensions["huican"].clock().astimezone(LOCAL).date()) if typed else None
        if typed and self.data is None:
            raise ValueError(_("没有看懂这个日期。请写年月日，例如 2026年12月1日。"))


class ClockField(TimeField):
    """A time of day: 8:30, 08:30, 8点30分, 8点, 8点半, also in full-width digits."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"render_kw": NOT_OF_HERS, **kwargs})

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = _folded(valuelist).replace("点半", "点30")
        if not typed:
            self.data = None
            return
        parts = re.fullmatch(r"(\d{1,2})(?:\s*[:点时]\s*(\d{1,2})?\s*分?)?(?::00)?", typed)
        try:
            self.data = time(int(parts[1]), int(parts[2] or 0)) if parts else None
        except ValueError:
            self.data = None
        if self.data is None:
            raise ValueError(_("没有看懂这个时间。请写几点几分，例如 8:30。"))


class WholeNumberField(IntegerField):
    """A whole number, also in full-width digits, with blanks or dashes."""

    widget = TextInput()  # a browser's own takes no full-width digit, and turns with the wheel

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"render_kw": {**NOT_OF_HERS, "inputmode": "numeric"}, **kwargs})

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = tidied(" ".join(valuelist))
        if not typed:
            self.data = None
            return
        if not re.fullmatch(r"\d{1,9}", typed):
            self.data = None
            raise ValueError(_("请只写数字，例如 30。"))
        self.data = int(typed)
