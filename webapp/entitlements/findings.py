"""What follows from a resident's situation: every answer, and the overview. Pure, so the last are kept.

Whoever looks at her entitlements opens several pages that all rest on the same answers.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.entitlements.answers import Assessment, Circumstances, assess_all
from webapp.entitlements.asking import Question, questions
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.catalogue import Catalogue
from webapp.entitlements.errors import FactNotPossible, FactsContradict
from webapp.entitlements.overview import InForce, Overview, overview
from webapp.entitlements.shelves import Shelf, shelves
from webapp.entitlements.told import Told

KEPT = 64
"""Situations of which a process remembers the answers: facts without anybody's name, some 200 KB each."""


@dataclass(frozen=True, slots=True)
class Place:
    """Regions of the catalogue that hold where her hukou is, and where she lives, the nearest first.

    None where it is not known where that is; empty where it is known and no catalogue holds there.
    """

    hukou: tuple[str, ...] | None
    residence: tuple[str, ...] | None

    @property
    def region(self) -> str | None:
        """The nearest region whose documents speak for her: of her hukou, or of her home while that is not known."""
        layers = self.residence if self.hukou is None else self.hukou
        return layers[0] if layers else None


@dataclass(frozen=True, slots=True)
class Situation:
    """All on which answers rest but the day. Two that are equal have the same answers."""

    catalogue: Catalogue
    place: Place
    written: str
    """The facts in one order."""
    said: Mapping[str, Any] = field(compare=False)
    settled: Mapping[str, Any] = field(compare=False)

    @classmethod
    def of(cls, catalogue: Catalogue, place: Place, told: Told) -> Situation:
        said, settled = told.said, told.settled
        return cls(catalogue, place, json.dumps((said, settled), sort_keys=True), said, settled)


@dataclass(frozen=True)
class Findings:
    """What follows from these in turn is worked out when a page first asks, and kept with them."""

    who: Circumstances
    assessments: tuple[Assessment, ...]
    apart: tuple[Benefit, ...]
    overview: Overview
    sets: dict[Catalogue, Any] = field(default_factory=dict, compare=False)
    """What excludes each other, by the catalogue that says so."""

    @functools.cached_property
    def shelves(self) -> Mapping[Shelf, tuple[Assessment, ...]]:
        return shelves(self.overview)

    @functools.cached_property
    def questions(self) -> tuple[Question, ...]:
        """Also those to which she has said that she does not know."""
        return questions(self.assessments, self.who)


@functools.lru_cache(maxsize=KEPT)
def findings(situation: Situation, in_force: frozenset[InForce], on: dt.date) -> Findings:
    """Everything the catalogue says to whoever is in a situation on a day, the nearest layer first."""
    catalogue, region = situation.catalogue, situation.place.region
    who = circumstances_from(situation.said, situation.settled, situation.place, catalogue)
    benefits = () if region is None else catalogue.speaking_for(region)
    assessments = tuple(assess_all(benefits, who, on))
    given = {record.benefit: record for record in in_force}
    return Findings(
        who=who,
        assessments=assessments,
        apart=tuple(benefit for benefit in benefits if not benefit.for_residents),
        overview=overview(assessments, given, on),
    )


def circumstances_from(
    said: Mapping[str, Any], settled: Mapping[str, Any], place: Place, catalogue: Catalogue
) -> Circumstances:
    """What was said, under what is settled. What cannot be, or contradicts what is settled, is set aside: not known."""
    vocabulary = catalogue.vocabulary
    facts = {fact: value for fact, value in said.items() if fact in vocabulary}
    facts |= {fact: with_parts(fact, value, facts) for fact, value in settled.items() if fact in vocabulary}
    here: dict[str, dict[str, Any]] = {
        region: {
            fact: region in layers
            for fact, layers in (("hukou_here", place.hukou), ("lives_here", place.residence))
            if layers is not None
        }
        for region in catalogue.regions
    }
    while True:
        try:
            return Circumstances(vocabulary, facts, here)
        except FactNotPossible as error:
            del facts[error.facts["fact"]]
        except FactsContradict as error:
            given = [fact for fact in (error.facts["fact"], error.facts["other"]) if fact in facts]
            if given:
                del facts[min(given, key=lambda fact: fact in settled)]
            elif facts.keys() <= settled.keys():
                raise
            else:  # both follow from others
                facts = {fact: value for fact, value in facts.items() if fact in settled}


def with_parts(fact: str, value: Any, said: Mapping[str, Any]) -> Any:
    """A certificate says 多重 and not which; whoever has named the parts is believed."""
    parts = said.get(fact)
    if fact == "category" and "multiple" in value and isinstance(parts, list) and "multiple" in parts:
        return parts
    return value
