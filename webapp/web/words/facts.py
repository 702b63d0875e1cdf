"""What is known of a resident, fact by fact: its words, its value, who says so, since when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from webapp.entitlements import current
from webapp.people import FactSource, ResidentFact
from webapp.web.words.entitlements import value_in_words
from webapp.web.words.texts import in_words


@dataclass(frozen=True, slots=True)
class FactRow:
    name: str
    words: str
    value: str
    source: FactSource
    from_on: date
    until_on: date | None
    """The first day on which it held no more."""

    @property
    def own(self) -> bool:
        return self.source is FactSource.resident


def fact_rows(history: Iterable[ResidentFact], today: date) -> list[FactRow]:
    """What holds today first, then what held before; a fact that the catalogue no longer asks about keeps its name."""
    rows = [FactRow(row.fact, _words(row.fact), _value(row), row.source, row.from_on, row.until_on) for row in history]
    return sorted(rows, key=lambda row: row.until_on is not None and row.until_on <= today)


def _words(name: str) -> str:
    vocabulary = current().vocabulary
    return in_words(vocabulary[name].label)[0] if name in vocabulary else name


def _value(row: ResidentFact) -> str:
    if row.value is None:
        return _("不知道")
    value = json.loads(row.value)
    fact = current().vocabulary.get(row.fact)
    if fact is None:
        return str(value)
    return value_in_words(fact, frozenset(value) if isinstance(value, list) else value)
