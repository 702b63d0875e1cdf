"""What would change an answer: what to answer, what would have to be otherwise, and the birthday that turns it.

What else turns it by itself (a certificate that runs out, a hukou that moves) stands in `ahead`; what a reported change
would do in `supposing`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from webapp.entitlements.answers import Assessment, Circumstances, assess
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.conditions import Leaf, leaves
from webapp.entitlements.errors import FactsContradict
from webapp.entitlements.verdicts import Answer, ConditionResult, Part, Verdict
from webapp.entitlements.vocabulary import Vocabulary

OLDEST = 110
"""Years beyond which no birthday is looked at."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A birthday on which the answer becomes another by itself, everything else staying as it is."""

    on: dt.date
    age: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Way:
    """The nearest way to a yes: the fewest conditions that would have to be otherwise, then the fewest unknown ones."""

    otherwise: tuple[ConditionResult, ...]
    """Not met now."""
    unknown: tuple[ConditionResult, ...]


def way_to_yes(assessment: Assessment, who: Circumstances) -> Way | None:
    """None where the answer is yes, where the text names no conditions, and where an age has passed for good."""
    evaluator = assessment.benefit.evaluator
    if evaluator is None or assessment.answer is Answer.ENTITLED:
        return None
    hopeless = _hopeless(assessment, who)
    nearest = _nearest(evaluator.explanation(assessment.conditions), lambda part: id(part) in hopeless)
    if nearest is None:
        return None
    return Way(
        tuple(part for part in nearest if part.verdict is Verdict.NOT_MET),
        tuple(part for part in nearest if part.verdict is Verdict.NOT_KNOWN),
    )


def turns(benefit: Benefit, who: Circumstances, birth_on: dt.date, on: dt.date) -> tuple[Turn, ...]:
    """The birthdays after ``on`` that turn the answer, the next first; empty where age plays no part."""
    if not bears_on_age(benefit, who.vocabulary):
        return ()
    found = []
    answer = assess(benefit, who, on).answer
    for age in range(on.year - birth_on.year, OLDEST):
        day = birthday(birth_on, age)
        if day <= on:
            continue
        try:
            then = assess(benefit, who.supposing(age=age), day).answer
        except FactsContradict:  # what is known today cannot stay true at that age
            break
        if then is not answer:
            found.append(Turn(day, age, then))
            answer = then
    return tuple(found)


def birthday(birth_on: dt.date, age: int) -> dt.date:
    """The day on which somebody completes so many years; born on 29 February, else on 1 March."""
    try:
        return birth_on.replace(year=birth_on.year + age)
    except ValueError:
        return dt.date(birth_on.year + age, 3, 1)


def bears_on_age(benefit: Benefit, vocabulary: Vocabulary) -> bool:
    """Whether any condition asks for the age, or for what follows from it."""
    asked = [each.fact for each in leaves(benefit.conditions) if isinstance(each, Leaf)] if benefit.conditions else []
    return any(fact == "age" or any(each.fact == "age" for each in vocabulary[fact].follows_from) for fact in asked)


def asks_for(benefit: Benefit, facts: Collection[str]) -> bool:
    """Whether a condition, or what it softens, asks for one of these facts."""
    conditions = () if benefit.conditions is None else tuple(leaves(benefit.conditions))
    asked = {each.fact for each in conditions if isinstance(each, Leaf)} | {each.fact for each in benefit.softens}
    return not asked.isdisjoint(facts)


def _hopeless(assessment: Assessment, who: Circumstances) -> set[int]:
    """Conditions on age, by identity of their results, that are not met and at no later age will be."""
    benefit, age = assessment.benefit, who.known(assessment.benefit.region).get("age")
    if not isinstance(age, int) or not bears_on_age(benefit, who.vocabulary) or benefit.evaluator is None:
        return set()
    open_ = {place for place, each in enumerate(assessment.conditions) if each.verdict is Verdict.NOT_MET}
    by_age = {place for place in open_ if _follows_age(assessment.conditions[place], who)}
    for later in range(age + 1, OLDEST):
        if not by_age:
            break
        try:
            then = benefit.evaluator.conditions(who.supposing(age=later).known(benefit.region))
        except FactsContradict:
            break
        by_age = {place for place in by_age if then[place].verdict is not Verdict.MET}
    return {id(assessment.conditions[place]) for place in by_age}


def _follows_age(result: ConditionResult, who: Circumstances) -> bool:
    if not isinstance(result.condition, Leaf):
        return False
    fact = result.condition.fact
    return fact == "age" or any(each.fact == "age" for each in who.vocabulary[fact].follows_from)


def _nearest(part: Part, hopeless: Callable[[Part], bool]) -> tuple[ConditionResult, ...] | None:
    """The conditions to be changed or answered; None where nothing helps. What the text leaves open is left out."""
    if isinstance(part, ConditionResult):
        if part.verdict is Verdict.NOT_MET and hopeless(part):
            return None
        return () if part.verdict in (Verdict.MET, Verdict.NOT_STATED) else (part,)
    if part.verdict is Verdict.MET:
        return ()
    ways = [_nearest(each, hopeless) for each in part.parts]
    if part.one_of:
        return min((way for way in ways if way is not None), key=_cost, default=None)
    if None in ways:
        return None
    return tuple(each for way in ways if way is not None for each in way)


def _cost(way: tuple[ConditionResult, ...]) -> tuple[int, int]:
    return sum(each.verdict is Verdict.NOT_MET for each in way), len(way)
