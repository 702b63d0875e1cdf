"""What is known of somebody as a row of bytes: the form in which a whole population is read and compared.

A row begins with four bytes that name the coding; then each fact has its place, a fact that depends on the region one
for each region. 0 says that it is not known; otherwise a boolean is 1 (yes) or 2 (no), a number or a choice its place
among the fact's values, a set of choices one bit a member. Numbers above 255 take two bytes, the greater first, so
that a database that compares bytes compares values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from webapp.entitlements.answers import Circumstances
from webapp.entitlements.facts import Fact, FactType, Value
from webapp.entitlements.vocabulary import Vocabulary

MARK = 4
"""Bytes at the beginning of a row that name the coding."""

EVERYWHERE = ""
"""Stands for the region of a fact that is the same in all."""


class Coding:
    """Where each fact of a vocabulary stands in a row, and what its bytes say."""

    def __init__(self, vocabulary: Vocabulary, regions: Iterable[str]) -> None:
        self.vocabulary = vocabulary
        self._regions = tuple(regions)
        self._codes = {name: _codes(fact) for name, fact in vocabulary.items()}
        self._values = {name: {code: value for value, code in codes.items()} for name, codes in self._codes.items()}
        self._places: dict[tuple[str, str], slice] = {}
        end = MARK
        for name, fact in vocabulary.items():
            width = 1 if max(self._codes[name].values()) < 256 else 2
            for region in self._regions if fact.regional else (EVERYWHERE,):
                self._places[name, region] = slice(end, end + width)
                end += width
        self.width = end
        """Bytes in a row."""
        self.two_bytes = frozenset(each.start for each in self._places.values() if each.stop - each.start == 2)
        """Where numbers begin that take two bytes."""
        self.mark = sha256("\n".join(self._described()).encode()).digest()[:MARK]
        """Rows that begin otherwise were written for another vocabulary and have to be written anew."""

    def place(self, fact: str, region: str) -> slice:
        """The bytes of a row in which a fact stands, as the documents of a region see it."""
        return self._places[fact, region if self.vocabulary[fact].regional else EVERYWHERE]

    def values(self, fact: str) -> Mapping[int, Value]:
        """What each code of a fact says; 0, not known, is not among them."""
        return self._values[fact]

    def row(self, who: Circumstances) -> bytes:
        row = bytearray(self.width)
        row[:MARK] = self.mark
        seen = {region: who.known(region) for region in (EVERYWHERE, *self._regions)}
        for (fact, region), place in self._places.items():
            value = seen[region][fact]
            if value is not None:
                code = self._codes[fact][value]
                row[place] = code.to_bytes(place.stop - place.start)
        return bytes(row)

    def written(self, fact: str, region: str, value: Value) -> tuple[tuple[int, int], ...]:
        """The places at which a value of a fact stands, and the byte at each."""
        place = self.place(fact, region)
        return tuple(zip(range(place.start, place.stop), self._codes[fact][value].to_bytes(place.stop - place.start),
                         strict=True))  # fmt: skip

    def known(self, row: bytes, region: str) -> dict[str, Value | None]:
        """What a row says, as the documents of a region see it."""
        return {fact: self._values[fact].get(int.from_bytes(row[self.place(fact, region)])) for fact in self.vocabulary}

    def differing(self, one: bytes, other: bytes) -> frozenset[str]:
        """The facts of which two rows of this coding say different things."""
        return frozenset(fact for (fact, _), place in self._places.items() if one[place] != other[place])

    def _described(self) -> Iterator[str]:
        yield repr(self._regions)
        for name, fact in self.vocabulary.items():
            yield repr((name, fact.type.value, fact.values, fact.regional, fact.stands_for_several))
            for each in fact.follows_from:
                yields = [each.test(_alone(self.vocabulary[each.fact], value))
                          for value in self.vocabulary[each.fact].values]  # fmt: skip
                yield repr((each.fact, yields, each.gives))


def _codes(fact: Fact) -> dict[Value, int]:
    if fact.type is not FactType.CHOICES:
        return {value: place for place, value in enumerate(fact.values, start=1)}
    return {
        frozenset(value for place, value in enumerate(fact.values) if code >> place & 1): code  # type: ignore[misc]
        for code in range(1, 2 ** len(fact.values))
    }


def _alone(fact: Fact, value: Value) -> Value:
    return frozenset({value}) if fact.type is FactType.CHOICES else value  # type: ignore[arg-type]
