"""Dates and times as a person would say them, in the three languages.

Days carry the weekday, times 上午/下午. Everything is shown in the mainland's one time.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core.actor import LOCAL
from webapp.web import languages


def _english() -> bool:
    return languages.current() == "en"


WEEKDAYS = (_l("星期一"), _l("星期二"), _l("星期三"), _l("星期四"), _l("星期五"), _l("星期六"), _l("星期日"))


def _weekday(value: date) -> str:
    return _named(languages.current(), value.weekday())


@cache
def _named(_language: str, weekday: int) -> str:
    """In the language of now, which is named for the sake of the cache: a list asks for thirty of them."""
    return str(WEEKDAYS[weekday])


ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")


def day(value: date | datetime) -> str:
    """2026年12月1日 星期二, or Tuesday 1 December 2026."""
    value = _local_date(value)
    if _english():
        return f"{_weekday(value)} {value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日 {_weekday(value)}"


def date_of_paper(value: date) -> str:
    """As papers are dated, without the day of the week: 2020年7月4日, or 4 July 2020."""
    if _english():
        return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date | datetime) -> str:
    """12月1日 星期二, or Tuesday 1 December."""
    value = _local_date(value)
    if _english():
        return f"{_weekday(value)} {value.day} {ENGLISH_MONTHS[value.month - 1]}"
    return f"{value.month}月{value.day}日 {_weekday(value)}"


def month(value: date) -> str:
    return f"{ENGLISH_MONTHS[value.month - 1]} {value.year}" if _english() else f"{value.year}年{value.month}月"


TOGETHER = "\N{NO-BREAK SPACE}"
"""Between the half of the day and the hour: on a narrow screen neither stands alone at the end of a line."""


def clock_time(value: datetime | time) -> str:
    """上午 9:30, or 9:30 am, in one piece."""
    if isinstance(value, datetime):
        value = value.astimezone(LOCAL).time()
    if _english():
        return f"{value.hour % 12 or 12}:{value.minute:02d}{TOGETHER}{'am' if value.hour < 12 else 'pm'}"
    hour = value.hour if value.hour <= 12 else value.hour - 12
    return f"{_part_of_day(languages.current(), value.hour)}{TOGETHER}{hour}:{value.minute:02d}"


@cache
def _part_of_day(_language: str, hour: int) -> str:
    """In the language of now. Noon and midnight have names of their own: 下午 12:00 could be either."""
    if hour == 0:
        return _("凌晨")
    if hour == 12:
        return _("中午")
    return _("上午") if hour < 12 else _("下午")


def moment(value: datetime) -> str:
    return f"{day(value)} {clock_time(value)}"


def period(start: datetime, end: datetime) -> str:
    """One day and its span: 2026年12月1日 星期二 上午 9:00 到 上午 9:30."""
    return _("%(day)s %(start)s 到 %(end)s", day=day(start), start=clock_time(start), end=clock_time(end))


def _local_date(value: date | datetime) -> date:
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value
