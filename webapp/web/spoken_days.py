"""Days as people type and dictate them: with digits, with Chinese numerals, by words, in English; in any width."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

NUMERALS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DAYS = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "後天": 2, "yesterday": -1, "today": 0, "tomorrow": 1}
YEARS = {"去年": -1, "今年": 0, "明年": 1, "后年": 2, "後年": 2}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

PARTED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号號]?")
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?([a-z]{3})[a-z]*,?(\d{4})")
MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*(\d{1,2})(?:st|nd|rd|th)?,?(\d{4})")


def day_of(typed: str, today: date) -> date | None:
    """The day that was meant; None where that is not certain: a day without its year may be past or to come."""
    words = re.sub(r"(?:星期|周|週|礼拜)[一二三四五六日天]|\s", "", unicodedata.normalize("NFKC", typed)).lower()
    if words in DAYS:
        return today + timedelta(days=DAYS[words])
    for name, years in YEARS.items():
        if words.startswith(name):
            words = f"{today.year + years}年{words.removeprefix(name)}"
    written = _in_digits(words)
    parts = PARTED.fullmatch(written) or TOGETHER.fullmatch(written)
    if parts:
        return _day(*map(int, parts.groups()))
    if english := DAY_FIRST.fullmatch(written):
        return _named(english[3], english[2], english[1])
    if english := MONTH_FIRST.fullmatch(written):
        return _named(english[3], english[1], english[2])
    return None


def _in_digits(words: str) -> str:
    """二〇二六年十二月二十一日 -> 2026年12月21日."""
    words = re.sub(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", _tens, words)
    return "".join(str(NUMERALS.get(sign, sign)) for sign in words)


def _tens(found: re.Match[str]) -> str:
    return str(NUMERALS.get(found[1], 1) * 10 + NUMERALS.get(found[2], 0))


def _named(year: str, month: str, day: str) -> date | None:
    return _day(int(year), MONTHS.index(month) + 1, int(day)) if month in MONTHS else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
