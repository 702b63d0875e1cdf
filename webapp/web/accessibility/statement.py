"""The statement, put together from the standards, the evidence and the list of gaps. It claims what was run."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from webapp.web.accessibility import evidence, heard
from webapp.web.accessibility.criteria import AGEING, MEDIA, MOBILE, WCAG, Criterion
from webapp.web.accessibility.evidence import Proven
from webapp.web.accessibility.heard import Heard
from webapp.web.accessibility.words import CHECKS, JOURNEYS

EVERYWHERE = frozenset((
    *("axe", "ibm", "nu", "looks", "structure", "keyboard", "zoom", "bare", "voice", "plain", "places", "same"),
    *("hands", "hover", "turned", "lines", "edges", "still", "filled", "short", "hints", "joint"),
))
"""Checks that every state is looked at with: where one was left out, nothing is met as a whole."""


class Standing(enum.Enum):
    met = "met"
    """Everything that it asks is looked at, and nothing was found."""
    partly_looked_at = "partly_looked_at"
    """What could be looked at was, and nothing was found."""
    not_all_met = "not_all_met"
    """It is known that something of it is not so."""
    not_looked_at = "not_looked_at"
    does_not_apply = "does_not_apply"


@dataclass(frozen=True)
class Reach:
    """How far a check went."""

    pages: int
    states: int
    """None of them where it was looked at once for the whole build."""
    first: date
    last: date


@dataclass(frozen=True)
class Answer:
    criterion: Criterion
    standing: Standing
    by: tuple[tuple[Any, Reach], ...]
    """Words of each check, and how far it went."""


@dataclass(frozen=True)
class ByEar:
    """A journey, and when a real screen reader was listened to on it."""

    words: Any
    last: Heard | None
    """None: not yet."""
    as_it_is: bool
    """Whether its pages are still as they were then."""


class Statement:
    def __init__(self, lines: Iterable[Proven], listened: Iterable[Heard] = (), *, films: bool = False) -> None:
        """`films`: the operator has clips in sign language, of which the tests of this build know nothing."""
        every = list(lines)
        self.lines = [line for line in every if not line.state.startswith(heard.PREFIX)]
        self.pages_now = {line.state: line.fingerprint for line in every if line.state.startswith(heard.PREFIX)}
        self.listened = list(listened)
        self.films = films

    @cached_property
    def reach(self) -> dict[str, Reach]:
        """Of each check that was run. What every state is looked at with is counted by states alone: a journey more
        cannot stand for a state that was left out. Of the other checks a journey is counted as a state, and what was
        looked at once for the whole build as none."""
        found: dict[str, list[Proven]] = {}
        for line in self.lines:
            for name in line.names if line.is_page else line.names - EVERYWHERE:
                found.setdefault(name, []).append(line)
        return {name: _reach(found[name]) for name in CHECKS if name in found}

    @property
    def whole(self) -> Reach | None:
        pages = [line for line in self.lines if line.is_page]
        return _reach(pages) if pages else None

    def answer(self, criterion: Criterion) -> Answer:
        if criterion.absent is not None and not (self.films and criterion.absent is MEDIA):
            return Answer(criterion, Standing.does_not_apply, ())
        if criterion.lacking is not None:
            return Answer(criterion, Standing.not_all_met, self._by(criterion))
        if not criterion.checks or not self.reach.keys() >= set(criterion.checks):
            return Answer(criterion, Standing.not_looked_at, ())
        everywhere = all(
            self.reach[name].states == self.whole.states for name in EVERYWHERE.intersection(criterion.checks)
        )
        standing = Standing.met if everywhere and not criterion.part else Standing.partly_looked_at
        return Answer(criterion, standing, self._by(criterion))

    def _by(self, criterion: Criterion) -> tuple[tuple[Any, Reach], ...]:
        return tuple((CHECKS[name], self.reach[name]) for name in criterion.checks if name in self.reach)

    @property
    def by_ear(self) -> list[ByEar]:
        return [self._by_ear(journey) for journey in JOURNEYS]

    def _by_ear(self, journey: str) -> ByEar:
        found = [each for each in self.listened if each.journey == journey]
        now = [each for each in found if each.fingerprint == self.pages_now.get(heard.PREFIX + journey)]
        return ByEar(JOURNEYS[journey], max(now or found, key=lambda each: each.on, default=None), bool(now))

    @property
    def wcag(self) -> list[tuple[str, list[Answer]]]:
        """Under the number of each principle."""
        answers = map(self.answer, WCAG)
        return [(key, list(group)) for key, group in groupby(answers, lambda each: each.criterion.reference[0])]

    @property
    def mobile(self) -> list[Answer]:
        return [self.answer(each) for each in MOBILE]

    @property
    def ageing(self) -> list[Answer]:
        return [self.answer(each) for each in AGEING]


def _reach(lines: list[Proven]) -> Reach:
    days = [line.on for line in lines]
    seen = [line for line in lines if not line.is_build]
    return Reach(len({line.endpoint for line in seen}), len({line.state for line in seen}), min(days), max(days))


_kept: list[Statement] = []


def current(*, films: bool = False) -> Statement:
    """Of this build: its evidence is read once."""
    if not _kept:
        _kept.append(Statement(evidence.read(), heard.read(), films=films))
    return _kept[0]
