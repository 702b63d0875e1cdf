"""What each value of a fact writes into a row of bytes, with all that follows from it.

A fact follows from one other fact alone, so all that a value entails can be worked out once. A row is then its stamps
laid over each other; where two say different things, nothing is written and whoever asks has to weigh them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from webapp.entitlements.coding import Coding
from webapp.entitlements.errors import FactNotPossible
from webapp.entitlements.facts import Value

Stamp = tuple[tuple[int, int], ...]
"""Places of a row and the byte that stands there."""

REMEMBERED = 16_384
"""Values of which the stamps are kept: several times those that the vocabulary admits."""


def settled_by(on_file: bool, category: str | None, grade: int | None) -> dict[str, Any]:
    """What the certificates settle. ``category``, ``grade``: of the valid one.

    Whoever has a certificate on file and none that is valid holds none; of whom nothing is on file it is not known.
    """
    if category is not None:
        return {"holds_certificate": True, "grade": grade, "category": [category]}
    return {"holds_certificate": False} if on_file else {}


class Settled(NamedTuple):
    facts: Mapping[str, Any]
    """Whatever else is said of these counts for nothing."""
    stamp: Stamp | None


class Stamps:
    """For one coding: the stamp of every value, each made when it is first met."""

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self._vocabulary = coding.vocabulary
        self._empty = coding.mark + bytes(coding.width - len(coding.mark))
        self.said = functools.lru_cache(maxsize=REMEMBERED)(self._said)
        """The stamp of a fact and its value as JSON; see `of`."""
        self.settled = functools.lru_cache(maxsize=REMEMBERED)(self._settled)
        """What certificates settle: whether one is on file, category and grade of the one that is valid."""
        self.age = functools.lru_cache(maxsize=REMEMBERED)(functools.partial(self.of, "age"))

    def of(self, fact: str, value: Any) -> Stamp | None:
        """Empty for a fact that the vocabulary does not know and a value that cannot be: it is not known. None where
        it depends on the region, or where what follows contradicts itself."""
        if fact not in self._vocabulary:
            return ()
        if self._vocabulary[fact].regional:
            return None
        try:
            checked = self._vocabulary[fact].checked(value)
        except FactNotPossible:
            return ()
        if checked is None:
            return ()
        written: dict[str, Value] = {fact: checked}
        for derived in self._vocabulary.derived:
            for each in derived.follows_from:
                follows = each.fact in written and each.test(written[each.fact])
                if follows and written.setdefault(derived.name, each.gives) is not each.gives:
                    return None
        return tuple(pair for name, each in written.items() for pair in self._coding.written(name, "", each))

    def regional(self, layers: Mapping[str, tuple[str, ...] | None], regions: Iterable[str]) -> Stamp:
        """``layers``: for each fact that depends on the region (as ``lives_here``) where it holds; None: not known."""
        return tuple(
            pair
            for region in regions
            for fact, there in layers.items()
            if there is not None
            for pair in self._coding.written(fact, region, region in there)
        )

    def row(self, stamps: Iterable[Stamp | None]) -> bytes | None:
        """The row on which all of them stand; None where one is missing or two contradict each other."""
        row = bytearray(self._empty)
        for stamp in stamps:
            if stamp is None:
                return None
            for place, byte in stamp:
                if row[place] != byte:
                    if row[place]:
                        return None
                    row[place] = byte
        return bytes(row)

    def _said(self, fact: str, written: str) -> Stamp | None:
        return self.of(fact, json.loads(written))

    def _settled(self, on_file: bool, category: str | None, grade: int | None) -> Settled:
        facts = settled_by(on_file, category, grade)
        row = [self.of(fact, value) for fact, value in facts.items()]
        return Settled(facts, None if None in row else tuple(pair for each in row for pair in each or ()))
