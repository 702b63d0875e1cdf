"""The conditions of a benefit as a condition of SQL, over the rows that the night reads (see `coding`).

Both databases compare bytes from the first on, so that a condition is a comparison of a piece of the row.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Integer, and_, case, false, func, literal, or_, true
from sqlalchemy.sql.elements import SQLColumnExpression

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.coding import Coding
from webapp.entitlements.population import Bound, admitted_codes
from webapp.entitlements.verdicts import Answer, Shape

Condition = ColumnElement[bool]


def condition(benefit: Benefit, bound: Bound, row: SQLColumnExpression[bytes], coding: Coding) -> Condition:
    """Whether a bound of a benefit holds for the resident of a row: true or false, never null."""
    evaluator = benefit.evaluator
    if evaluator is None:
        return true() if bound is Bound.NOT_REFUTED else false()

    def fold(shape: Shape) -> Condition:
        if isinstance(shape, int):
            codes, fact = admitted_codes(evaluator, shape, bound, coding), evaluator.leaves[shape][0]
            if isinstance(codes, bool) or fact is None:
                return true() if codes else false()
            return _among(row, coding.place(fact, benefit.region), codes)
        one_of, parts = shape
        return (or_ if one_of else and_)(*(fold(part) for part in parts))

    return fold(evaluator.shape)


def answer(benefit: Benefit, row: SQLColumnExpression[bytes], coding: Coding) -> ColumnElement[str]:
    """The answer of a benefit for the resident of a row, as its name."""
    entitled, possible, open_ = (condition(benefit, bound, row, coding) for bound in Bound)
    return case(
        (entitled, Answer.ENTITLED.value), (possible, Answer.COULD_BE.value), (open_, Answer.NOT_STATED.value),
        else_=Answer.NOT_ENTITLED.value,
    )  # fmt: skip


def how_many(wanted: Mapping[str, Condition]) -> list[ColumnElement[int]]:
    """A column for each name: for how many rows its condition holds."""
    return [
        func.coalesce(func.sum(case((each, literal(1)), else_=literal(0))), 0, type_=Integer).label(name)
        for name, each in wanted.items()
    ]


def _among(row: SQLColumnExpression[bytes], place: slice, codes: frozenset[int]) -> Condition:
    width = place.stop - place.start
    piece = func.substr(row, place.start + 1, width)
    runs = _runs(sorted(codes))
    if not runs:
        return false()
    return or_(*(
        piece == first.to_bytes(width) if first == last
        else and_(piece >= first.to_bytes(width), piece <= last.to_bytes(width))
        for first, last in runs
    ))  # fmt: skip


def _runs(codes: list[int]) -> list[tuple[int, int]]:
    """Codes that follow each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], code
        else:
            runs.append((code, code))
    return runs
