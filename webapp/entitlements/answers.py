"""The answers for one resident: what each benefit's conditions yield for her, with every reason.

Pure functions of plain values: no database, no clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.documents import Standing, standing
from webapp.entitlements.verdicts import ANSWERS, Answer, ConditionResult, GroupResult
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
        self._facts, self._here = facts, here
        self._everywhere = vocabulary.complete(facts)
        self._by_region = {
            region: vocabulary.complete({**facts, **regional}) for region, regional in (here or {}).items()
        }

    def known(self, region: str) -> Known:
        return self._by_region.get(region, self._everywhere)

    def supposing(self, **changes: Any) -> Circumstances:
        """The same with other facts (None: not known), and all that follows from them worked out anew.

        Raises FactNotPossible, FactsContradict.
        """
        return Circumstances(self.vocabulary, {**self._facts, **changes}, self._here)


class Assessment:
    """One benefit, one resident, one day: the answer, and the reasons on demand."""

    __slots__ = ("_answers_away", "_missing", "_vocabulary", "answer", "benefit", "conditions", "on")

    def __init__(
        self,
        benefit: Benefit,
        answer: Answer,
        conditions: list[ConditionResult],
        on: dt.date,
        vocabulary: Vocabulary,
    ) -> None:
        self.benefit = benefit
        self.answer = answer
        self.conditions = conditions
        """One result per condition, in reading order; empty where the text says nothing about who."""
        self.on = on
        self._vocabulary = vocabulary
        self._missing: tuple[str, ...] | None = None
        self._answers_away: int | None = None

    @property
    def standing(self) -> Standing:
        """What the document is worth on that day: a second thing beside the answer, never part of it."""
        return standing(self.benefit.document, self.on)

    @property
    def explanation(self) -> GroupResult | None:
        """The conditions in the shape of the text (all of these, one of these); None where there are none."""
        evaluator = self.benefit.evaluator
        return None if evaluator is None else evaluator.explanation(self.conditions)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts to ask about: unknown, and bearing on the answer. Each once, in reading order."""
        if self._missing is None:
            evaluator = self.benefit.evaluator
            asked = () if evaluator is None else evaluator.missing(self.conditions)
            self._missing = tuple(dict.fromkeys(self._asked_as(fact) for fact in asked))
        return self._missing

    @property
    def answers_away(self) -> int:
        """How few answers could make a "could be" a yes; 0 for every other answer."""
        if self._answers_away is None:
            evaluator, open_ = self.benefit.evaluator, self.answer is Answer.COULD_BE
            way = evaluator.shortest_way(self.conditions, self._asked_as) if evaluator is not None and open_ else ()
            self._answers_away = len(way)
        return self._answers_away

    def _asked_as(self, fact: str) -> str:
        return self._vocabulary[fact].asked_as


def assess(benefit: Benefit, who: Circumstances, on: dt.date) -> Assessment:
    """The answer of one benefit for one resident on a day. Without conditions the document does not say."""
    evaluator = benefit.evaluator
    if evaluator is None:
        return Assessment(benefit, Answer.NOT_STATED, [], on, who.vocabulary)
    results = evaluator.conditions(who.known(benefit.region))
    return Assessment(benefit, ANSWERS[evaluator.prospect(results)], results, on, who.vocabulary)


def assess_all(benefits: Iterable[Benefit], who: Circumstances, on: dt.date) -> list[Assessment]:
    """The answers of all benefits that are for residents; help for employers and institutions gets none."""
    return [assess(benefit, who, on) for benefit in benefits if benefit.for_residents]
