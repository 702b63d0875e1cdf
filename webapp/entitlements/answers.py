"""The answers for one resident: what each benefit's conditions yield for her, with every reason.

Pure functions of plain values: no database, no clock.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Mapping
from itertools import repeat
from typing import Any, NamedTuple

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.documents import Standing, standing
from webapp.entitlements.panel import panel_of
from webapp.entitlements.verdicts import SILENT, Answer, ConditionResult, GroupResult, Judged
from webapp.entitlements.vocabulary import Known, Vocabulary


class Circumstances:
    """What is known of one resident, checked and completed, as each region's documents see it.

    Some facts depend on where a document holds: whether her hukou is *here*. ``here`` gives these region by region.
    """

    __slots__ = ("_by_region", "_everywhere", "_facts", "_here", "vocabulary")

    def __init__(
        self, vocabulary: Vocabulary, facts: Mapping[str, Any], here: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Raises FactNotPossible, FactsContradict."""
        self.vocabulary = vocabulary
        self._facts, self._here = facts, here or {}
        self._everywhere = vocabulary.complete(facts)
        self._by_region = {
            region: vocabulary.completed_with(self._everywhere, facts, regional)
            for region, regional in self._here.items()
        }

    @property
    def everywhere(self) -> Known:
        """What is known of her wherever a document holds."""
        return self._everywhere

    def known(self, region: str) -> Known:
        return self._by_region.get(region, self._everywhere)

    def supposing(self, **changes: Any) -> Circumstances:
        """The same with other facts (None: not known), and all that follows from them worked out anew.

        Raises FactNotPossible, FactsContradict.
        """
        return Circumstances(self.vocabulary, {**self._facts, **changes}, self._here)

    def with_hukou_in(self, layers: Collection[str]) -> Circumstances:
        """The same with her hukou where these regions' documents hold, and her home where it is.

        Raises FactsContradict.
        """
        here = {region: {**regional, "hukou_here": region in layers} for region, regional in self._here.items()}
        return Circumstances(self.vocabulary, self._facts, here)


class Assessment(NamedTuple):
    """One benefit, one resident, one day: the answer, and the reasons."""

    benefit: Benefit
    judged: Judged
    who: Circumstances
    on: dt.date

    @property
    def answer(self) -> Answer:
        return self.judged.answer

    @property
    def known(self) -> Known:
        """What is known of her, as the benefit's document sees it."""
        return self.who.known(self.benefit.region)

    @property
    def conditions(self) -> tuple[ConditionResult, ...]:
        """One result per condition, in reading order; empty where the text says nothing about who."""
        return self.judged.conditions

    @property
    def standing(self) -> Standing:
        """What the document is worth on that day: a second thing beside the answer, never part of it."""
        return standing(self.benefit.document, self.on)

    @property
    def explanation(self) -> GroupResult | None:
        """The conditions in the shape of the text (all of these, one of these); None where there are none."""
        return self.judged.explanation

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts to ask about: unknown, and bearing on the answer. Each once, in reading order."""
        evaluator = self.benefit.evaluator
        if evaluator is None:
            return ()
        return tuple(dict.fromkeys(self._asked_as(fact) for fact in evaluator.missing(self.conditions)))

    @property
    def answers_away(self) -> int:
        """How few answers could make a "could be" a yes; 0 for every other answer."""
        evaluator = self.benefit.evaluator
        if evaluator is None or self.answer is not Answer.COULD_BE:
            return 0
        return len(evaluator.shortest_way(self.conditions, self._asked_as))

    def _asked_as(self, fact: str) -> str:
        return self.who.vocabulary[fact].asked_as


def assess(benefit: Benefit, who: Circumstances, on: dt.date) -> Assessment:
    """The answer of one benefit for one resident on a day. Without conditions the document does not say."""
    evaluator = benefit.evaluator
    judged = SILENT if evaluator is None else evaluator.judged(who.known(benefit.region))
    return Assessment(benefit, judged, who, on)


def assess_all(benefits: Iterable[Benefit], who: Circumstances, on: dt.date) -> list[Assessment]:
    """The answers of all benefits that are for residents; help for employers and institutions gets none.

    For the same benefits again and again: they are made ready once.
    """
    panel = panel_of(tuple(benefits))
    found = zip(panel.benefits, panel.judged(who.known), repeat(who), repeat(on))
    return list(map(_assessment, found))


_assessment = functools.partial(tuple.__new__, Assessment)
"""As Assessment(*each), without a call of Python for each of some hundreds."""
