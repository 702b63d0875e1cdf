"""The benefits of this house, asked by the people of their own examples with one fact forgotten, or all."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from webapp.entitlements.answers import Circumstances, assess, assess_all
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.catalogue import current
from webapp.entitlements.conditions import Leaf, leaves
from webapp.entitlements.errors import FactsContradict
from webapp.entitlements.facts import FactType
from webapp.entitlements.verdicts import Answer

MULTIPLE = frozenset({"multiple"})
"""Several categories, and not said which: known, and open."""
ON = dt.date(2026, 11, 21)
CATALOGUE = current()
WITH_CONDITIONS = [each for each in CATALOGUE.benefits.values() if each.conditions and each.for_residents]


def values_that_matter(benefit: Benefit, fact: str, known: Any) -> list[Any]:
    """One value for each way in which the benefit's conditions can tell values of the fact apart."""
    kinds = CATALOGUE.vocabulary[fact]
    asked = [leaf for leaf in leaves(benefit.conditions) if isinstance(leaf, Leaf) and leaf.fact == fact]
    if kinds.type is FactType.CHOICES:
        members = [value for value in kinds.values if value != kinds.stands_for_several]
        pairs = [(kinds.stands_for_several, *pair) for pair in itertools.combinations(members, 2)]
        return pairs if known else [*((member,) for member in members), *pairs]
    if kinds.type is FactType.INTEGER and len(kinds.values) > 10:
        bounds = [value for leaf in asked for value in (leaf.wanted if leaf.operator == "in" else [leaf.wanted])]
        return sorted({near for bound in bounds for near in (bound - 1, bound, bound + 1) if near in kinds.values})
    return list(kinds.values)


def answers_of_the_completed(benefit: Benefit, facts: Mapping[str, Any]) -> Iterator[Answer]:
    asked = dict.fromkeys(leaf.fact for leaf in leaves(benefit.conditions) if isinstance(leaf, Leaf))
    known = Circumstances(CATALOGUE.vocabulary, facts).known(benefit.region)
    unknown = [fact for fact in asked if known[fact] is None or known[fact] == MULTIPLE]
    for values in itertools.product(*(values_that_matter(benefit, fact, known[fact]) for fact in unknown)):
        try:
            who = Circumstances(CATALOGUE.vocabulary, {**facts, **dict(zip(unknown, values, strict=True))})
        except FactsContradict:
            continue
        yield assess(benefit, who, ON).answer


def forgetful(benefit: Benefit) -> Iterator[dict[str, Any]]:
    """The people of the examples with one fact forgotten."""
    for example in benefit.examples:
        yield dict(example.facts)
        for fact in example.facts:
            yield {name: value for name, value in example.facts.items() if name != fact}


@pytest.mark.parametrize("benefit", WITH_CONDITIONS, ids=lambda benefit: benefit.key)
def test_the_answer_to_the_forgetful_holds_for_everything_they_may_remember(benefit: Benefit) -> None:
    for facts in forgetful(benefit):
        answer = assess(benefit, Circumstances(CATALOGUE.vocabulary, facts), ON).answer
        completed = set(itertools.islice(answers_of_the_completed(benefit, facts), 20_000))
        if answer in (Answer.ENTITLED, Answer.NOT_ENTITLED):
            assert completed == {answer}, facts
        else:
            assert (Answer.ENTITLED in completed) == (answer is Answer.COULD_BE), facts


def test_whoever_nothing_is_known_of_is_refused_nothing() -> None:
    stranger = Circumstances(CATALOGUE.vocabulary, {})
    answers = {each.benefit.key: each.answer for each in assess_all(CATALOGUE.speaking_for("pinghu"), stranger, ON)}
    assert set(answers.values()) <= {Answer.COULD_BE, Answer.NOT_STATED}


def test_every_missing_fact_can_be_asked_about_in_two_languages() -> None:
    stranger = Circumstances(CATALOGUE.vocabulary, {})
    missing = {fact for each in assess_all(CATALOGUE.benefits.values(), stranger, ON) for fact in each.missing}
    assert missing
    for fact in missing:
        question = CATALOGUE.vocabulary[fact].question
        assert question.zh_hans.endswith("？"), fact
        assert question.en is not None, fact
        assert question.en.endswith("?"), fact


def test_help_for_employers_and_institutions_is_not_answered_for_a_resident() -> None:
    apart = {each.key for each in CATALOGUE.benefits.values() if not each.for_residents}
    assert apart
    stranger = Circumstances(CATALOGUE.vocabulary, {})
    assert not apart & {each.benefit.key for each in assess_all(CATALOGUE.benefits.values(), stranger, ON)}


def test_every_benefit_with_conditions_has_at_least_three_people() -> None:
    few = [each.key for each in CATALOGUE.benefits.values() if each.conditions is not None and len(each.examples) < 3]
    assert few == []
