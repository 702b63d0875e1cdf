"""A figure: what was measured, what it stands beside, what was promised, and whether that is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Target:
    """A bound on the ratio of ours to the peer's, or on our own value."""

    bound: float
    at_least: bool = False
    of_ratio: bool = False

    def holds(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {number(self.bound)}{' ×' if self.of_ratio else ''}"


def ratio_of_at_least(bound: float) -> Target:
    return Target(bound, at_least=True, of_ratio=True)


def ratio_of_at_most(bound: float) -> Target:
    return Target(bound, of_ratio=True)


def at_most(bound: float) -> Target:
    return Target(bound)


@dataclass(frozen=True)
class Figure:
    name: str
    ours: float
    unit: str
    peer: str = ""
    beside: float | None = None
    target: Target | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.beside if self.beside else None

    @property
    def met(self) -> bool | None:
        """None where nothing was promised: such a figure is told for what it explains."""
        if self.target is None:
            return None
        judged = self.ratio if self.target.of_ratio else self.ours
        return judged is not None and self.target.holds(judged)


@dataclass
class Report:
    """What a group measured: its figures, and what must be known to read them."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *figures: Figure) -> None:
        self.figures.extend(figures)

    def note(self, words: str) -> None:
        self.notes.append(words)

    @property
    def missed(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.met is False]

    def __str__(self) -> str:
        lines = [self.title, *table([HEADINGS, *map(_cells, self.figures)]), *(f"  {note}" for note in self.notes)]
        return "\n".join(lines)


HEADINGS = ("figure", "ours", "", "beside", "", "ratio", "target", "")


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio, met = figure.ratio, figure.met
    return (
        figure.name, number(figure.ours), figure.unit,
        figure.peer, number(figure.beside) if figure.beside is not None else "",
        f"{ratio:.2f} ×" if ratio is not None else "",
        str(figure.target or ""), "" if met is None else ("met" if met else "NOT MET"),
    )


RIGHT = {1, 4, 5}


def table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as aligned lines; columns of numbers to the right."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  " + "  ".join(
        cell.rjust(width) if column in RIGHT else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows]


def number(value: float) -> str:
    """Three figures are as many as a shared machine is good for."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) < 0.01:
        return f"{value:.4f}"
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 10 else f"{value:.2f}".rstrip("0").rstrip(".")
