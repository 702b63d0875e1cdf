"""The answers of many benefits for one resident in one pass.

Every benefit has a lane in one long number, every condition two bits of it: met, not met, or neither (not known). Of
each fact a table says what a value does to all lanes at once, so that a resident is some dozens of additions; what
stands in a lane then is looked up among the reasons that were worked out before. A lane has few different contents,
because it tells apart only whether a condition is met and not by which value.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter, or_

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.facts import Value
from webapp.entitlements.verdicts import MET, NOT_KNOWN, NOT_MET, NOT_STATED, SILENT, Evaluator, Judged, Results
from webapp.entitlements.vocabulary import Known

EVERYWHERE = ""
"""Stands for a region of which nothing is known but what holds everywhere."""

LANE = 32
"""Bits of a lane: two a condition."""

ROOM = LANE // 2
"""Conditions that find room in a lane."""

REMEMBERED = 4_096
"""Contents of a lane of which the reasons are kept."""

_CODES = {NOT_KNOWN: 0, MET: 1, NOT_MET: 2, NOT_STATED: 3}
_PROSPECTS = {code: prospect for prospect, code in _CODES.items()}


class _Lane(dict[int, Judged]):
    """What a benefit's conditions come to, by the contents of its lane; filled as they turn up."""

    def __init__(self, evaluator: Evaluator) -> None:
        super().__init__()
        self._evaluator = evaluator

    def __missing__(self, contents: int) -> Judged:
        if len(self) >= REMEMBERED:
            self.clear()
        leaves = enumerate(self._evaluator.leaves)
        results = [found.of[_PROSPECTS[contents >> 2 * place & 3]] for place, (_, found) in leaves]
        judged = self[contents] = self._evaluator.judge(results)
        return judged


class _Silent(dict[int, Judged]):
    def __missing__(self, contents: int) -> Judged:
        return SILENT


class _Table(dict[Value | None, int]):
    """What a value of one fact writes into the lanes."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, Results]] = []
        """Where the conditions stand that ask for the fact."""

    def __missing__(self, value: Value | None) -> int:
        written = 0
        for place, results in self.asked:
            written |= _CODES[results[value].prospect] << place
        self[value] = written
        return written


class Panel:
    """Benefits made ready for one resident after another."""

    def __init__(self, benefits: Sequence[Benefit], room: int = ROOM) -> None:
        """``room``: a benefit with more conditions (ROOM at most) is answered alone."""
        self.benefits, self._room = tuple(benefits), room
        self._unstated = 0
        self._lanes: list[dict[int, Judged]] = []
        self._wide: dict[int, Evaluator] = {}
        """Benefits with more conditions than there is room for, by their place."""
        tables: dict[str, dict[str, _Table]] = {}
        for place, benefit in enumerate(self.benefits):
            self._lanes.append(self._lane(place, benefit, tables))
        self._tables = [(region, _values_of(by_fact), tuple(by_fact.values())) for region, by_fact in tables.items()]
        """By region; EVERYWHERE for the facts that are the same in all."""
        self._size = len(self.benefits) * LANE // 8
        self._contents: Callable[[bytes], tuple[int, ...]] = struct.Struct(f"<{len(self.benefits)}I").unpack

    def judged(self, known: Callable[[str], Known]) -> list[Judged]:
        """For each benefit the answer with its reasons. ``known``: what is known, as a region's documents see it."""
        written = self._unstated
        for region, values_of, tables in self._tables:
            written = functools.reduce(or_, map(dict.__getitem__, tables, values_of(known(region))), written)
        contents = self._contents(written.to_bytes(self._size, "little"))
        found = list(map(dict.__getitem__, self._lanes, contents))
        for place, evaluator in self._wide.items():
            found[place] = evaluator.judged(known(self.benefits[place].region))
        return found

    def _lane(self, place: int, benefit: Benefit, tables: dict[str, dict[str, _Table]]) -> dict[int, Judged]:
        evaluator = benefit.evaluator
        if evaluator is None:
            return _Silent()
        if len(evaluator.leaves) > self._room:
            self._wide[place] = evaluator
            return _Silent()
        for leaf, (fact, results) in enumerate(evaluator.leaves):
            bit = place * LANE + 2 * leaf
            if fact is None:
                self._unstated |= _CODES[NOT_STATED] << bit
            else:
                by_fact = tables.setdefault(benefit.region if results.regional else EVERYWHERE, {})
                by_fact.setdefault(fact, _Table()).asked.append((bit, results))
        return _Lane(evaluator)


def _values_of(facts: Iterable[str]) -> Callable[[Known], Sequence[Value | None]]:
    names = tuple(facts)
    return itemgetter(*names) if len(names) > 1 else lambda known: (known[names[0]],)


@functools.lru_cache(maxsize=32)
def panel_of(benefits: tuple[Benefit, ...]) -> Panel:
    """Kept: a region's benefits are asked for again and again."""
    return Panel([benefit for benefit in benefits if benefit.for_residents])
