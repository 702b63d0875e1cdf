"""What a benefit is worth, as a person would say it: 每月 230 元."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.entitlements import Unit, Worth
from webapp.web import languages
from webapp.web.words import label
from webapp.web.words.texts import in_words

_AT_LEAST = ("不少于", "不低于")


def worth_in_words(worth: Worth) -> tuple[str, str]:
    """The words and their language tag. What the catalogue says stands; else it is put together from the figures;
    where there are none it is the document's own words."""
    own = languages.TAGS[languages.current()]
    if worth.says is not None:
        return in_words(worth.says)
    if worth.unit is Unit.YUAN and worth.amount is not None and worth.amount_max is None:
        return _sum(worth, _number(worth.amount)), own
    if worth.unit is Unit.TIMES and worth.amount is not None:
        return _count(worth, worth.amount), own
    return worth.words, "zh-Hans"


def _sum(worth: Worth, amount: str) -> str:
    if worth.per is None:
        return _("%(amount)s 元", amount=amount)
    return _("%(often)s %(amount)s 元", often=label(worth.per), amount=amount)


def _count(worth: Worth, amount: Decimal) -> str:
    often, count, number = "" if worth.per is None else label(worth.per), _number(amount), 1 if amount == 1 else 2
    if any(words in worth.words for words in _AT_LEAST):
        words = ngettext("%(often)s至少 %(count)s 次", "%(often)s至少 %(count)s 次", number, often=often, count=count)
    else:
        words = ngettext("%(often)s %(count)s 次", "%(often)s %(count)s 次", number, often=often, count=count)
    return words.strip()


def _number(amount: Decimal) -> str:
    """Without a point where there is nothing behind it; in English with commas, in Chinese ten thousands as 万."""
    if languages.current() == "en":
        return f"{amount:,f}"
    if amount >= 10000 and amount % 1000 == 0:
        return _("%(number)s 万", number=f"{(amount / 10000).normalize():f}")
    return f"{amount:f}"
