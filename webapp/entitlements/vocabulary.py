"""The vocabulary: all facts that conditions may ask about, and what is known of somebody in its terms.

Unknown is a value: a fact that is missing, or None, is not known, and never counts as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from webapp.entitlements.errors import CatalogueError, FactNotPossible, FactsContradict
from webapp.entitlements.facts import Fact, Value, read_fact
from webapp.entitlements.reading import Entry, near, read_each

Known = Mapping[str, Value | None]
"""Every fact of the vocabulary; None where it is not known. Made by `Vocabulary.complete`."""


class Vocabulary(Mapping[str, Fact]):
    """All facts by name, each after those that it follows from."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """``facts`` in an order in which each comes after those that it follows from."""
        self._facts = {fact.name: fact for fact in facts}
        self.derived = tuple(fact for fact in self._facts.values() if fact.follows_from)
        """Those that follow from others, each after those that it follows from."""
        self._leads_on = {name for fact in self.derived for name in (fact.name, *(d.fact for d in fact.follows_from))}
        regional = {fact.name for fact in self._facts.values() if fact.regional}
        for fact in self.derived:
            if any(each.fact in regional for each in fact.follows_from):
                regional.add(fact.name)
        self._regional = frozenset(regional)
        self.receipts: dict[str | None, list[str]] = {}
        """Family of benefits -> the facts that say that she receives it."""
        for fact in self._facts.values():
            if fact.receipt_of is not None:
                self.receipts.setdefault(fact.receipt_of, []).append(fact.name)
        self._nothing: dict[str, Value | None] = dict.fromkeys(self._facts)

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def is_regional(self, name: str) -> bool:
        """Whether a fact, or one from which it follows, depends on the region whose document asks."""
        return name in self._regional

    def complete(self, facts: Mapping[str, Any]) -> Known:
        """Every fact of the vocabulary: as given, as it follows from what was given, else None.

        Raises FactNotPossible for a fact that is unknown or a value that cannot be, and FactsContradict where what was
        given and what follows differ.
        """
        known = dict(self._nothing)
        for name, value in facts.items():
            if name not in self._facts:
                raise FactNotPossible(field=name, fact=name, problem="unknown_fact")
            known[name] = self._facts[name].checked(value)
        for fact in self.derived:
            for derivation in fact.follows_from:
                other = known[derivation.fact]
                if other is None or not derivation.test(other):
                    continue
                if known[fact.name] not in (None, derivation.gives):
                    raise FactsContradict(field=fact.name, fact=fact.name, other=derivation.fact)
                known[fact.name] = derivation.gives
        return known

    def completed_with(self, known: Known, facts: Mapping[str, Any], more: Mapping[str, Any]) -> Known:
        """As ``complete({**facts, **more})``, where ``known`` is ``complete(facts)``; quick where nothing follows from
        what is added, as from where somebody lives."""
        if self._leads_on.isdisjoint(more) and more.keys() <= self._facts.keys():
            return {**known, **{name: self._facts[name].checked(value) for name, value in more.items()}}
        return self.complete({**facts, **more})


def read_vocabulary(files: Iterable[Path], broken: list[CatalogueError] | None = None) -> Vocabulary:
    """All files of catalogue/facts. Raises CatalogueError, or collects it in ``broken`` and leaves the fact out."""
    read = read_each(files, lambda entry: (entry, read_fact(entry)), broken)
    waiting = {fact.name: (entry, fact) for entry, fact in read}
    names = list(waiting)
    ordered: dict[str, Fact] = {}
    while ready := [name for name, (_, fact) in waiting.items() if _is_ready(fact, ordered)]:
        for name in ready:
            ordered[name] = waiting.pop(name)[1]
    errors = [_never_ready(entry, names) for entry, _ in waiting.values()]
    errors += [error for entry, fact in read if fact.name in ordered for error in _references(entry, fact, ordered)]
    if errors and broken is None:
        raise errors[0]
    if broken is not None:
        broken += errors
    return Vocabulary(ordered.values())


def _is_ready(fact: Fact, ordered: Mapping[str, Fact]) -> bool:
    return all(each.fact in ordered for each in fact.follows_from)


def _never_ready(entry: Entry, names: list[str]) -> CatalogueError:
    """It follows from a fact that is not there, or from itself by a way round."""
    for each in entry.at("follows_from").items():
        other = each.at("fact")
        if other.value not in names:
            return other.wrong("unknown_fact", instead=near(str(other.value), names))
    return entry.at("follows_from").wrong("follows_from_itself", found=entry.file.stem)


def _references(entry: Entry, fact: Fact, known: Mapping[str, Fact]) -> Iterator[CatalogueError]:
    if fact.asked_as not in known:
        yield entry.at("asked_as").wrong("unknown_fact", instead=near(fact.asked_as, known))
    entries = entry.at("follows_from").items() if fact.follows_from else []
    for each, derivation in zip(entries, fact.follows_from, strict=True):
        values = known[derivation.fact].values
        try:
            fits = any(derivation.test(value) for value in values)
        except TypeError:
            fits = False
        if not fits:
            yield each.wrong("value_not_allowed", instead=" | ".join(str(value) for value in values))
