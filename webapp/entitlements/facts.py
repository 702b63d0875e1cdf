"""A fact that conditions may ask about: its values, who knows it, how it is asked, what it follows from."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.entitlements.errors import FactNotPossible
from webapp.entitlements.reading import Entry, Text

Value = bool | int | str | frozenset[str]
"""A fact's value: boolean, integer, choice, or a set of choices."""


class FactType(enum.StrEnum):
    BOOLEAN = "boolean"
    INTEGER = "integer"
    CHOICE = "choice"
    CHOICES = "choices"


class KnownFrom(enum.StrEnum):
    """Who normally knows it."""

    CERTIFICATE = "certificate"
    REGISTER = "register"
    RESIDENT = "resident"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Derivation:
    """Where another fact passes the test, this one has the value."""

    fact: str
    test: Callable[[Value], bool]
    gives: bool


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    type: FactType
    values: tuple[Value, ...]
    """Every value it can have; for a set of choices every member."""
    known_from: KnownFrom
    label: Text
    question: Text
    value_labels: Mapping[Value, Text]
    asked_as: str
    """The fact to ask about when this one is missing: usually itself."""
    stands_for_several: str | None
    """A choice that says only that there are several others: 多重."""
    regional: bool
    """Whether it depends on the region whose document asks."""
    follows_from: tuple[Derivation, ...]
    usual_age: range | None
    """Completed years at which it is worth asking early. General knowledge, in no document: it orders questions, and
    no answer rests on it."""
    receipt_of: str | None
    """The family of benefits that somebody receives of whom this is true."""
    cited: tuple[str, str, str] | None
    """Document, clause and quotation from which the derivation was taken, where a document states it."""

    def is_unusual_at(self, age: object) -> bool:
        return self.usual_age is not None and isinstance(age, int) and age not in self.usual_age

    def checked(self, value: Any) -> Value | None:
        """The value as the engine keeps it. Raises FactNotPossible; None (not known) passes."""
        if value is None:
            return None
        if self.type is FactType.CHOICES:
            if isinstance(value, str) or not isinstance(value, Iterable):
                raise self._not_possible("wrong_type")
            members = frozenset(value)
            if not members <= set(self.values):
                raise self._not_possible("not_allowed")
            return members or None
        wanted = {FactType.BOOLEAN: bool, FactType.INTEGER: int, FactType.CHOICE: str}[self.type]
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise self._not_possible("wrong_type")
        if value not in self.values:
            raise self._not_possible("not_allowed")
        return str(value) if wanted is str else value

    def _not_possible(self, problem: str) -> FactNotPossible:
        return FactNotPossible(field=self.name, fact=self.name, problem=problem)


def read_fact(entry: Entry) -> Fact:
    """One file of catalogue/facts. Raises CatalogueError."""
    entry.only(
        "fact", "type", "values", "range", "stands_for_several", "regional", "known_from", "label", "question",
        "value_labels", "asked_as", "follows_from",
        "usual_age", "receipt_of", "source",
    )  # fmt: skip
    name = entry.at("fact").string()
    if name != entry.file.stem:
        raise entry.at("fact").wrong("name_is_not_file_name", instead=entry.file.stem)
    kind = FactType(entry.at("type").one_of([each.value for each in FactType]))
    values = _values(entry, kind)
    several = entry.get("stands_for_several")
    source = entry.get("source")
    asked_as, regional, labels = entry.get("asked_as"), entry.get("regional"), entry.get("value_labels")
    follows, receipt = entry.get("follows_from"), entry.get("receipt_of")
    if receipt is not None and kind is not FactType.BOOLEAN:
        raise receipt.wrong("not_one_of", found=kind.value, instead="type: boolean")
    if kind in (FactType.CHOICE, FactType.CHOICES) and labels is None:
        raise entry.wrong("missing_key", found="value_labels", instead="value_labels: {…}")
    return Fact(
        name=name,
        type=kind,
        values=values,
        known_from=KnownFrom(entry.at("known_from").one_of([each.value for each in KnownFrom])),
        label=entry.at("label").text(),
        question=entry.at("question").text(),
        value_labels={} if labels is None else _value_labels(labels, values),
        asked_as=name if asked_as is None else asked_as.string(),
        stands_for_several=None if several is None else several.one_of([str(each) for each in values]),
        regional=regional is not None and regional.truth(),
        follows_from=() if follows is None else tuple(_derivation(each) for each in follows.items()),
        usual_age=_usual_age(entry.get("usual_age")),
        receipt_of=None if receipt is None else receipt.string(),
        cited=None if source is None else _cited(source),
    )


def _usual_age(entry: Entry | None) -> range | None:
    if entry is None:
        return None
    entry.only("least", "most")
    least, most = entry.at("least").whole_number(), entry.at("most").whole_number()
    if most < least:
        raise entry.wrong("ends_before_it_begins", instead=f"{{least: {most}, most: {least}}}")
    return range(least, most + 1)


def _cited(entry: Entry) -> tuple[str, str, str]:
    entry.only("document", "clause", "quote")
    return entry.at("document").string(), entry.at("clause").string(), entry.at("quote").string()


def _values(entry: Entry, kind: FactType) -> tuple[Value, ...]:
    if kind is FactType.BOOLEAN:
        return (True, False)
    if kind is FactType.INTEGER and (span := entry.get("range")) is not None:
        span.only("least", "most")
        return tuple(range(span.at("least").whole_number(), span.at("most").whole_number() + 1))
    members = entry.at("values").items()
    if kind is FactType.INTEGER:
        return tuple(each.whole_number() for each in members)
    return tuple(each.string() for each in members)


def _value_labels(labels: Entry, values: tuple[Value, ...]) -> dict[Value, Text]:
    for key, label in labels.entries():
        if key not in values:
            raise label.wrong("not_one_of", found=key, instead=" | ".join(str(each) for each in values))
    for value in values:
        if value not in labels.mapping():
            raise labels.wrong("missing_key", found=value, instead=f"{value}: {{zh_Hans: …, en: …}}")
    return {key: label.text() for key, label in labels.entries()}


def _derivation(entry: Entry) -> Derivation:
    entry.only("fact", "is", "in", "at_least", "at_most", "gives")
    tests: list[Callable[[Value], bool]] = []
    for operator, value in entry.entries():
        if operator in ("fact", "gives"):
            continue
        tests.append(test_of(operator, _compared_with(operator, value)))
    if len(tests) != 1:
        raise entry.wrong("one_operator", instead="is | in | at_least | at_most")
    return Derivation(entry.at("fact").string(), tests[0], entry.at("gives").truth())


def _compared_with(operator: str, entry: Entry) -> Any:
    if operator == "in":
        return frozenset(_plain(each) for each in entry.items())
    return entry.truth() if operator == "is" else entry.whole_number()


def _plain(entry: Entry) -> bool | int | str:
    if isinstance(entry.value, bool | int | str):
        return entry.value
    raise entry.wrong("not_words")


def test_of(operator: str, wanted: Any) -> Callable[[Any], bool]:
    """The test behind ``is``, ``in`` (of a set of choices: any of them), ``at_least`` and ``at_most``."""
    tests: dict[str, Callable[[Any], bool]] = {
        "is": lambda value: value is wanted,
        "in": lambda value: bool(value & wanted) if isinstance(value, frozenset) else value in wanted,
        "at_least": lambda value: value >= wanted,
        "at_most": lambda value: value <= wanted,
    }
    return tests[operator]
