"""The next question worth asking: unknown facts in the order of how many answers wait for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from webapp.entitlements.answers import Assessment, Circumstances, assess
from webapp.entitlements.facts import Fact, FactType, KnownFrom
from webapp.entitlements.verdicts import Answer


@dataclass(frozen=True, slots=True)
class Question:
    fact: str
    settles: int
    """Answers that wait for this reply alone."""
    bears_on: int
    """Answers that it could move, these included."""


def questions(
    assessments: Iterable[Assessment], who: Circumstances, passed_over: Collection[str] = ()
) -> tuple[Question, ...]:
    """What is worth asking her, the most useful first. A question that can change nothing any more is not among them.

    ``passed_over``: facts of which she has said that she does not know. What an officer rather than she knows comes
    late, and last what is hardly ever so at her age (school at seventy, a job at six): asked all the same, because the
    documents set no such limit.
    """
    age = who.everywhere.get("age")
    settles: Counter[str] = Counter()
    bears_on: Counter[str] = Counter()
    for assessment in assessments:
        if assessment.answer is not Answer.COULD_BE:
            continue
        known = who.known(assessment.benefit.region)
        missing = {_asked(who.vocabulary[fact], known.get("holds_certificate")) for fact in assessment.missing}
        bears_on.update(missing - {None})  # type: ignore[arg-type]
        if len(assessment.missing) == 1 and missing == set(assessment.missing):
            settles.update(assessment.missing)

    def order(fact: str) -> tuple[bool, bool, int, int]:
        asked = who.vocabulary[fact]
        return asked.is_unusual_at(age), asked.known_from is KnownFrom.OFFICER, -settles[fact], -bears_on[fact]

    asked = [fact for fact in who.vocabulary if bears_on[fact] and fact not in passed_over]
    return tuple(Question(fact, settles[fact], bears_on[fact]) for fact in sorted(asked, key=order))


def moved_by(assessments: Iterable[Assessment], who: Circumstances, fact: str) -> tuple[Assessment, ...]:
    """The assessments, as they are now, that would be answered otherwise if the fact were not known."""
    without = who.supposing(**{fact: None})
    return tuple(each for each in assessments if assess(each.benefit, without, each.on).answer is not each.answer)


def _asked(fact: Fact, holds_certificate: object) -> str | None:
    """What a certificate says is asked of whoever holds one; first whether she does. None: nobody can answer it.

    Where she lives and where her hukou is the register must say: one reply cannot fit every region.
    """
    if fact.regional:
        return None
    if fact.known_from is not KnownFrom.CERTIFICATE or fact.type is FactType.BOOLEAN or holds_certificate is True:
        return fact.name
    return "holds_certificate" if holds_certificate is None else None
