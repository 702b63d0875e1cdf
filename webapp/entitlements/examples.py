"""The people that a benefit must have, made up from its clause: one who passes, one who fails, one not known enough.

Where a condition is left open for everybody (符合条件, without saying which), no answer can be yes. There the one who
passes meets every condition that the text does state, and her answer is that the document does not say; of the one
not known enough a stated condition is not known.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.verdicts import NO, OPEN, YES
from webapp.entitlements.vocabulary import Vocabulary


class Person(enum.StrEnum):
    PASSES = "passes"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Demand(enum.StrEnum):
    """Why a benefit needs the people that it needs."""

    THREE = "three"
    """Its conditions can be met, can fail, can be unknown."""
    NEVER_YES = "never-yes"
    """A condition is left open for everybody: three all the same, but whoever passes is answered "not stated"."""
    FEWER = "fewer"
    """Whatever is known of somebody, one of the three cannot be."""
    NO_CONDITIONS = "no-conditions"
    """The text says nothing at all about who: everybody is answered "not stated"."""
    NOT_ANSWERED = "not-answered"
    """Help for employers and institutions."""


def needed_people(benefit: Benefit, vocabulary: Vocabulary) -> frozenset[Person]:
    nobody = _of_nobody(benefit, vocabulary)
    if nobody is None:
        return frozenset()
    kinds = {Person.FAILS: nobody & NO, Person.UNKNOWN: nobody not in (YES, OPEN)}
    return frozenset([Person.PASSES, *(person for person, there in kinds.items() if there)])


def person_of(prospect: int, benefit: Benefit, vocabulary: Vocabulary) -> Person | None:
    """Which of them somebody is whose conditions have a prospect (see `verdicts`); None: none of them."""
    if prospect == NO:
        return Person.FAILS
    passes = YES if (_of_nobody(benefit, vocabulary) or 0) & YES else OPEN
    if prospect == passes:
        return Person.PASSES
    return Person.UNKNOWN if prospect & passes else None


def demand(benefit: Benefit, vocabulary: Vocabulary) -> Demand:
    if not benefit.for_residents:
        return Demand.NOT_ANSWERED
    nobody = _of_nobody(benefit, vocabulary)
    if nobody is None:
        return Demand.NO_CONDITIONS
    if len(needed_people(benefit, vocabulary)) < len(Person):
        return Demand.FEWER
    return Demand.THREE if nobody & YES else Demand.NEVER_YES


def demands(benefits: Iterable[Benefit], vocabulary: Vocabulary) -> Counter[Demand]:
    """How many benefits need whom: together all of them."""
    return Counter(demand(each, vocabulary) for each in benefits)


def _of_nobody(benefit: Benefit, vocabulary: Vocabulary) -> int | None:
    """What the conditions could still yield while nothing is known; None where nobody is answered by conditions."""
    if benefit.evaluator is None or not benefit.for_residents:
        return None
    return benefit.evaluator.prospect(benefit.evaluator.conditions(vocabulary.complete({})))
