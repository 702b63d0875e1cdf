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
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.coding import Coding
from webapp.entitlements.verdicts import NO, OPEN, YES, Answer, Evaluator, Shape

Mask = npt.NDArray[np.bool_]

_NOT_KNOWN = frozenset({0})

BLOCK = 32_768
"""Residents that are looked at together: so many that their columns stay in the processor's cache."""


class Bound(enum.IntEnum):
    """One end of a prospect, as a question that is answered yes or no. The value: prospects that say yes to it."""

    ENTITLED = 1 << YES
    POSSIBLE = sum(1 << prospect for prospect in range(8) if prospect & YES)
    NOT_REFUTED = sum(1 << prospect for prospect in range(1, 8) if prospect != NO)

    def admits(self, prospect: int) -> bool:
        return bool(self >> prospect & 1)


class Columns:
    """Rows of a coding, turned into a column a fact, and the masks of the conditions asked so far."""

    def __init__(self, rows: Sequence[bytes], coding: Coding) -> None:
        """``rows``: at most BLOCK of them are worth taking together."""
        self._bytes = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), coding.width)
        self._coding = coding
        self._codes: dict[tuple[int, int], npt.NDArray[np.integer]] = {}
        self._masks: dict[tuple[int, frozenset[int]], Mask] = {}
        self._unknown: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self._bytes)

    def where(self, fact: str, region: str, codes: frozenset[int]) -> Mask:
        """Who has one of the codes of a fact. 0 among them: or of whom it is not known."""
        place = self._coding.place(fact, region)
        if 0 in codes and not self.lacks(fact, region):
            codes = codes - _NOT_KNOWN
        key = place.start, codes
        if key not in self._masks:
            self._masks[key] = _among(codes)(self._column(place))
        return self._masks[key]

    def lacks(self, fact: str, region: str) -> bool:
        """Whether a fact is not known of somebody."""
        place = self._coding.place(fact, region)
        if place.start not in self._unknown:
            self._unknown[place.start] = not self._column(place).all()
        return self._unknown[place.start]

    def _column(self, place: slice) -> npt.NDArray[np.integer]:
        key = place.start, place.stop
        if key not in self._codes:
            column = np.ascontiguousarray(self._bytes[:, place.start])
            if place.stop - place.start == 2:
                column = column.astype(np.uint16) * 256 + self._bytes[:, place.start + 1]
            self._codes[key] = column
        return self._codes[key]


Test = Callable[[npt.NDArray[np.integer]], Mask]


@functools.lru_cache(maxsize=4_096)
def _among(codes: frozenset[int]) -> Test:
    """Comparisons are ten times as fast as looking up, and most conditions are one range, or one of some choices."""
    low, high = min(codes, default=1), max(codes, default=0)
    if low > high:
        return lambda column: np.zeros(len(column), dtype=bool)
    if low == high:
        return lambda column: column == low
    if len(codes) == high - low + 1:
        if low == 0:
            return lambda column: column <= high
        span = high - low
        return lambda column: column - column.dtype.type(low) <= span  # what lies below wraps far above
    if 0 in codes:
        others = _among(codes - _NOT_KNOWN)
        return lambda column: others(column) | (column == 0)
    members = sum(code for code in codes if code & (code - 1) == 0)
    if high & (high + 1) == 0 and codes == frozenset(code for code in range(high + 1) if code & members):
        return lambda column: column & column.dtype.type(members) != 0

    def looked_up(column: npt.NDArray[np.integer]) -> Mask:
        table = np.zeros(np.iinfo(column.dtype).max + 1, dtype=bool)
        table[list(codes)] = True
        return np.take(table, column)

    return looked_up


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
        self._bounds = {
            (benefit.key, bound): [
                admitted_codes(benefit.evaluator, leaf, bound, coding) for leaf in range(len(benefit.evaluator.leaves))
            ]
            for benefit in self.benefits
            if benefit.evaluator is not None
            for bound in Bound
        }

    def holds(self, benefit: Benefit, bound: Bound, columns: Columns) -> Mask:
        """For each resident whether a bound of a benefit holds. Where the text sets no condition only nothing is
        refuted."""
        evaluator = benefit.evaluator
        if evaluator is None:
            return np.full(len(columns), bound is Bound.NOT_REFUTED)
        codes = self._bounds[benefit.key, bound]

        def fold(shape: Shape) -> Mask | bool:
            if isinstance(shape, int):
                wanted, fact = codes[shape], evaluator.leaves[shape][0]
                if isinstance(wanted, bool) or fact is None:
                    return bool(wanted)
                return columns.where(fact, benefit.region, wanted)
            one_of, parts = shape
            settled = one_of  # what one part alone settles: yes for Any, no for All
            found: Mask | None = None
            own = False  # whether ``found`` is ours to write into
            for part in parts:
                mask = fold(part)
                if isinstance(mask, bool):
                    if mask is settled:
                        return settled
                elif found is None:
                    found = mask
                else:
                    combine = np.logical_or if one_of else np.logical_and
                    found, own = combine(found, mask, out=found if own else None), True
            return not settled if found is None else found

        mask = fold(evaluator.shape)
        return np.full(len(columns), mask) if isinstance(mask, bool) else mask

    def ends(self, benefit: Benefit, columns: Columns) -> tuple[Mask, Mask]:
        """Who is entitled, and for whom it is possible: what a night keeps."""
        entitled = self.holds(benefit, Bound.ENTITLED, columns)
        if benefit.evaluator is None or not self._is_open(benefit, benefit.evaluator, columns):
            return entitled, entitled
        return entitled, self.holds(benefit, Bound.POSSIBLE, columns)

    def _is_open(self, benefit: Benefit, evaluator: Evaluator, columns: Columns) -> bool:
        """Whether anything is unstated, or not known of somebody: where nothing is, all bounds are one.

        A set of choices may leave the answer open although it is known: 多重 does not say which.
        """
        return any(
            fact is None or self._coding.is_vague(fact) or columns.lacks(fact, benefit.region)
            for fact, _ in evaluator.leaves
        )

    def answers(self, benefit: Benefit, columns: Columns) -> list[Answer]:
        """The four answers, for comparing and counting; the night keeps the masks."""
        entitled, possible, open_ = (self.holds(benefit, bound, columns) for bound in Bound)
        return [
            Answer.ENTITLED if yes else Answer.COULD_BE if may else Answer.NOT_STATED if left else Answer.NOT_ENTITLED
            for yes, may, left in zip(entitled, possible, open_, strict=True)
        ]
