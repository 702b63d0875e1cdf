"""The answers of a whole population at once: the conditions of each benefit over columns of bytes.

The prospect of a tree (see `verdicts`) is taken as its ends, because `All` and `Any` work on each end alone: the worst
value that the tree can still take and the best. With the values yes, open and no,

    entitled       the worst is yes          All: every part is,  Any: one part is
    possible       the best is yes           the same over the best
    not refuted    the best is not no        the same, where an unstated part counts as held

and an answer is *could be* where it is possible and not entitled, *not stated* where it is not refuted and not
possible. The same three are written as SQL in `statements`; both walk the shape that the explained answer walks.
"""

from __future__ import annotations

import enum
import functools
import operator
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.coding import Coding
from webapp.entitlements.programs import Column, Mask, Node, Nodes, Program, Seen
from webapp.entitlements.verdicts import NO, OPEN, YES, Answer, Evaluator, Shape

BLOCK = 32_768
"""Residents that are looked at together: so many that what is worked out of them stays in the processor's cache."""

PROGRAMS = 64
"""Kinds of columns for which the steps are kept."""

FEW = 4_096
"""Residents for whom it takes longer to work out steps of their own than to take more steps than they need."""


class Bound(enum.IntEnum):
    """One end of a prospect, as a question that is answered yes or no. The value: prospects that say yes to it."""

    ENTITLED = 1 << YES
    POSSIBLE = sum(1 << prospect for prospect in range(8) if prospect & YES)
    NOT_REFUTED = sum(1 << prospect for prospect in range(1, 8) if prospect != NO)

    def admits(self, prospect: int) -> bool:
        return bool(self >> prospect & 1)


class Columns:
    """Rows of a coding, turned into a column a fact."""

    def __init__(self, rows: Sequence[bytes], coding: Coding) -> None:
        """``rows``: at most BLOCK of them are worth taking together."""
        self._bytes = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), coding.width)
        self._codes: dict[int, Column] = {}
        self._two_bytes = coding.two_bytes

    def __len__(self) -> int:
        return len(self._bytes)

    def at(self, place: int) -> Column:
        """The codes of the fact that stands at a place of the row."""
        if place not in self._codes:
            column: Column = np.ascontiguousarray(self._bytes[:, place])
            if place in self._two_bytes:
                column = column.astype(np.uint16) * 256 + self._bytes[:, place + 1]
            self._codes[place] = column
        return self._codes[place]


def admitted_codes(evaluator: Evaluator, leaf: int, bound: Bound, coding: Coding) -> frozenset[int] | bool:
    """Codes of the leaf's fact with which it says yes to a bound; True or False where no fact is asked."""
    fact, results = evaluator.leaves[leaf]
    if fact is None:
        return bound.admits(OPEN)
    codes = {code for code, value in coding.values(fact).items() if bound.admits(results[value].prospect)}
    return frozenset(codes | {0} if bound.admits(results[None].prospect) else codes)


class Sieve:
    """Benefits made ready for columns: which bound of which benefit holds for whom."""

    def __init__(self, benefits: Iterable[Benefit], coding: Coding) -> None:
        self.benefits = tuple(benefits)
        self._coding = coding
        places = {
            (coding.place(fact, benefit.region).start, fact)
            for benefit in self.benefits if benefit.evaluator is not None
            for fact, _ in benefit.evaluator.leaves if fact is not None
        }  # fmt: skip
        self._facts = dict(sorted(places))
        """The fact that stands at each place which is asked."""
        self._codes: dict[tuple[object, Bound], frozenset[int]] = {}
        self._programs: dict[tuple[int, tuple[Bound, ...]], Program] = {}

    def parts(self, columns: Columns, *bounds: Bound) -> list[list[Mask | bool]]:
        """For each bound and each benefit whether it holds: for each resident, or for all of them alike."""
        seen = sum(_seen(columns.at(place)) << 2 * nth for nth, place in enumerate(self._facts))
        found = self._steps(seen, bounds, len(columns)).run(columns.at)
        count = len(self.benefits)
        return [found[place * count : (place + 1) * count] for place in range(len(bounds))]

    def masks(self, columns: Columns, *bounds: Bound) -> list[list[Mask]]:
        """The same with a mask for everything; those that are alike may be one and the same."""
        alike = {each: np.full(len(columns), each) for each in (True, False)}
        return [[alike[each] if isinstance(each, bool) else each for each in parts]
                for parts in self.parts(columns, *bounds)]  # fmt: skip

    def answers(self, columns: Columns) -> list[list[Answer]]:
        """For each benefit the four answers, for comparing and counting; the night keeps the masks."""
        return [
            [Answer.ENTITLED if yes else Answer.COULD_BE if may else Answer.NOT_STATED if left else Answer.NOT_ENTITLED
             for yes, may, left in zip(*masks, strict=True)]
            for masks in zip(*self.masks(columns, *Bound), strict=True)
        ]  # fmt: skip

    def _steps(self, seen: int, bounds: tuple[Bound, ...], count: int) -> Program:
        """For columns in which no more occurs than ``seen``: steps for more than that are right too, only more."""
        if (seen, bounds) in self._programs:
            return self._programs[seen, bounds]
        if count < FEW:
            others = [each for each, for_bounds in self._programs if for_bounds == bounds]
            more = next((each for each in others if seen & ~each == 0), None)
            if more is not None:
                return self._programs[more, bounds]
            seen = functools.reduce(operator.or_, others, seen)  # sooner or later it is enough for all
        if len(self._programs) >= PROGRAMS:
            self._programs.clear()
        self._programs[seen, bounds] = program = self._program(seen, bounds)
        return program

    def _program(self, seen: int, bounds: Sequence[Bound]) -> Program:
        kinds = {
            place: Seen(frozenset(self._coding.values(fact)), bool(seen >> 2 * nth & _KNOWN),
                        bool(seen >> 2 * nth & _UNKNOWN))
            for nth, (place, fact) in enumerate(self._facts.items())
        }  # fmt: skip
        nodes = Nodes(kinds.__getitem__, lambda place: np.uint16 if place in self._coding.two_bytes else np.uint8)
        return nodes.program([self._node(benefit, bound, nodes) for bound in bounds for benefit in self.benefits])

    def _node(self, benefit: Benefit, bound: Bound, nodes: Nodes) -> Node:
        """Where the text sets no condition only nothing is refuted."""
        evaluator = benefit.evaluator
        if evaluator is None:
            return bound is Bound.NOT_REFUTED

        def node(shape: Shape) -> Node:
            if isinstance(shape, int):
                fact = evaluator.leaves[shape][0]
                if fact is None:
                    return bound.admits(OPEN)
                place = self._coding.place(fact, benefit.region).start
                return nodes.leaf(place, self._admitted(evaluator, shape, bound))
            one_of, parts = shape
            return nodes.group(one_of=one_of, parts=map(node, parts))

        return node(evaluator.shape)

    def _admitted(self, evaluator: Evaluator, leaf: int, bound: Bound) -> frozenset[int]:
        """Worked out once for all leaves that ask the same."""
        key = evaluator.leaves[leaf][1].asks, bound
        if key not in self._codes:
            codes = admitted_codes(evaluator, leaf, bound, self._coding)
            self._codes[key] = codes if isinstance(codes, frozenset) else frozenset()
        return self._codes[key]


_KNOWN, _UNKNOWN = 1, 2


def _seen(column: npt.NDArray[np.integer]) -> int:
    """Whether the fact is known of somebody, and whether it is not known of somebody."""
    if not len(column):
        return 0
    if column.min():
        return _KNOWN
    return _KNOWN | _UNKNOWN if column.max() else _UNKNOWN
