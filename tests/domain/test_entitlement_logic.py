"""Kleene soundness: whatever is unknown or unstated may turn out either way, and the answer still stands.

The engine is held against a reference that tries every way in which the unknown facts could be answered and the
unstated conditions decided, with plain two-valued logic.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.entitlements.conditions import All, Leaf, Not, Tree, Unstated, leaves
from webapp.entitlements.conditions import Any as AnyOf
from webapp.entitlements.documents import Document, Source, TextStanding
from webapp.entitlements.facts import Fact, FactType, KnownFrom
from webapp.entitlements.reading import Text
from webapp.entitlements.verdicts import ANSWERS, Answer, Evaluator, GroupResult, Part, Verdict
from webapp.entitlements.vocabulary import Vocabulary

WORDS = Text("说", "says")
MAIN = Source("main", Document("plan", "town", WORDS, None, None, None, TextStanding.ISSUED, None, ""), "一", "")


def a_fact(name: str, kind: FactType, *values: Any) -> Fact:
    return Fact(name, kind, values, KnownFrom.RESIDENT, WORDS, WORDS, {}, name, None, False, (), None, None, None)


FACTS = [
    a_fact("wants_work", FactType.BOOLEAN, True, False),
    a_fact("adult", FactType.BOOLEAN, True, False),
    a_fact("grade", FactType.INTEGER, 1, 2, 3, 4),
    a_fact("student", FactType.CHOICE, "school", "university", "none"),
    a_fact("category", FactType.CHOICES, "visual", "mental"),
]
VOCABULARY = Vocabulary(FACTS)
POSSIBLE: dict[str, list[Any]] = {
    **{fact.name: list(fact.values) for fact in FACTS},
    "category": [frozenset({"visual"}), frozenset({"mental"}), frozenset({"visual", "mental"})],
}


def a_leaf(fact: str, operator: str, wanted: Any) -> Leaf:
    return Leaf(fact, operator, wanted, "词", MAIN, WORDS, ())


def subsets(fact: str) -> st.SearchStrategy[Leaf]:
    values = st.frozensets(st.sampled_from(VOCABULARY[fact].values), min_size=1)
    return values.map(lambda wanted: a_leaf(fact, "in", wanted))


LEAVES = st.one_of(
    st.builds(a_leaf, st.sampled_from(["wants_work", "adult"]), st.just("is"), st.booleans()),
    subsets("grade"),
    subsets("student"),
    subsets("category"),
    st.builds(a_leaf, st.just("grade"), st.sampled_from(["at_least", "at_most"]), st.integers(1, 4)),
    st.builds(lambda: Unstated("词", MAIN, WORDS, ())),
)


def grown(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    groups = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(groups.map(All), groups.map(AnyOf), parts.map(Not))


TREES = st.recursive(LEAVES, grown, max_leaves=6)
KNOWN = st.fixed_dictionaries({name: st.sampled_from([None, *values]) for name, values in POSSIBLE.items()})


def truth(tree: Tree, facts: Mapping[str, Any], unstated: Iterator[bool]) -> bool:
    """Two-valued and written without the engine; ``unstated`` decides the unstated leaves in reading order."""
    match tree:
        case All(parts):
            each = [truth(part, facts, unstated) for part in parts]  # all of them: each takes its own from unstated
            return all(each)
        case AnyOf(parts):
            each = [truth(part, facts, unstated) for part in parts]
            return any(each)
        case Not(part):
            return not truth(part, facts, unstated)
        case Unstated():
            return next(unstated)
        case Leaf():
            return leaf_truth(tree, facts[tree.fact])


def leaf_truth(leaf: Leaf, value: Any) -> bool:
    if isinstance(value, frozenset):
        return any(member in leaf.wanted for member in value)
    if leaf.operator == "at_least":
        return not value < leaf.wanted
    if leaf.operator == "at_most":
        return not value > leaf.wanted
    return any(value == wanted for wanted in (leaf.wanted if leaf.operator == "in" else [leaf.wanted]))


def completions(tree: Tree, known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    asked = dict.fromkeys(leaf.fact for leaf in leaves(tree) if isinstance(leaf, Leaf))
    unknown = [fact for fact in asked if known[fact] is None]
    for values in itertools.product(*(POSSIBLE[fact] for fact in unknown)):
        yield {**known, **dict(zip(unknown, values, strict=True))}


def outcomes(tree: Tree, facts: Mapping[str, Any]) -> set[bool]:
    """What the tree may be for fully known facts, over every way to decide what is unstated."""
    open_leaves = sum(isinstance(leaf, Unstated) for leaf in leaves(tree))
    return {truth(tree, facts, iter(way)) for way in itertools.product([True, False], repeat=open_leaves)}


def answer_of(tree: Tree, known: Mapping[str, Any]) -> Answer:
    evaluator = Evaluator(tree, VOCABULARY)
    return ANSWERS[evaluator.prospect(evaluator.conditions(VOCABULARY.complete(known)))]


@settings(max_examples=500, deadline=None)
@given(TREES, KNOWN)
def test_a_definite_answer_survives_everything_that_may_come_to_be_known(tree: Tree, known: dict[str, Any]) -> None:
    answer = answer_of(tree, known)
    every = set().union(*(outcomes(tree, facts) for facts in completions(tree, known)))
    if answer is Answer.ENTITLED:
        assert every == {True}
    if answer is Answer.NOT_ENTITLED:
        assert every == {False}


@settings(max_examples=500, deadline=None)
@given(TREES, KNOWN)
def test_whoever_could_get_it_is_never_told_that_the_document_is_silent(tree: Tree, known: dict[str, Any]) -> None:
    reachable = any(answer_of(tree, facts) is Answer.ENTITLED for facts in completions(tree, known))
    if reachable:
        assert answer_of(tree, known) in (Answer.ENTITLED, Answer.COULD_BE)


def each_fact_once(tree: Tree) -> bool:
    facts = [leaf.fact for leaf in leaves(tree) if isinstance(leaf, Leaf)]
    return len(facts) == len(set(facts))


def says_something(tree: Tree) -> bool:
    """No leaf that every value passes, or none: such a leaf is settled before it is asked."""
    for leaf in leaves(tree):
        if isinstance(leaf, Leaf):
            passed = {truth(leaf, {leaf.fact: value}, iter(())) for value in POSSIBLE[leaf.fact]}
            if len(passed) == 1:
                return False
    return True


@settings(max_examples=500, deadline=None)
@given(TREES.filter(each_fact_once).filter(says_something), KNOWN)
def test_the_four_answers_are_exact_where_no_fact_is_asked_twice(tree: Tree, known: dict[str, Any]) -> None:
    settled = [answer_of(tree, facts) for facts in completions(tree, known)]
    if set(settled) == {Answer.ENTITLED}:
        expected = Answer.ENTITLED
    elif set(settled) == {Answer.NOT_ENTITLED}:
        expected = Answer.NOT_ENTITLED
    elif Answer.ENTITLED in settled:
        expected = Answer.COULD_BE
    else:
        expected = Answer.NOT_STATED
    assert answer_of(tree, known) is expected


@settings(max_examples=300, deadline=None)
@given(TREES, KNOWN)
def test_fully_known_people_get_the_answer_of_plain_logic(tree: Tree, known: dict[str, Any]) -> None:
    for facts in itertools.islice(completions(tree, known), 5):
        may_be = outcomes(tree, facts)
        answer = answer_of(tree, facts)
        assert answer is not Answer.COULD_BE
        if answer is not Answer.NOT_STATED:
            assert may_be == {answer is Answer.ENTITLED}


@settings(max_examples=300, deadline=None)
@given(TREES, KNOWN)
def test_only_the_missing_facts_can_change_the_answer(tree: Tree, known: dict[str, Any]) -> None:
    evaluator = Evaluator(tree, VOCABULARY)
    results = evaluator.conditions(VOCABULARY.complete(known))
    missing = set(evaluator.missing(results))
    answer = ANSWERS[evaluator.prospect(results)]
    for facts in completions(tree, known):
        others = {fact: value for fact, value in facts.items() if fact not in missing}
        assert answer_of(tree, {**known, **others}) is answer


@settings(max_examples=300, deadline=None)
@given(TREES, KNOWN)
def test_the_shortest_way_leads_to_a_yes_that_is_possible(tree: Tree, known: dict[str, Any]) -> None:
    evaluator = Evaluator(tree, VOCABULARY)
    results = evaluator.conditions(VOCABULARY.complete(known))
    way = evaluator.shortest_way(results, lambda fact: fact)
    if ANSWERS[evaluator.prospect(results)] is not Answer.COULD_BE:
        assert not way
    elif each_fact_once(tree) and says_something(tree):
        reached = [
            answer_of(tree, {**known, **{fact: facts[fact] for fact in way}}) for facts in completions(tree, known)
        ]
        assert Answer.ENTITLED in reached


@settings(max_examples=300, deadline=None)
@given(TREES, KNOWN)
def test_the_explanation_says_the_same_as_the_answer(tree: Tree, known: dict[str, Any]) -> None:
    evaluator = Evaluator(tree, VOCABULARY)
    results = evaluator.conditions(VOCABULARY.complete(known))
    explanation = evaluator.explanation(results)
    names = {
        Answer.ENTITLED: Verdict.MET,
        Answer.NOT_ENTITLED: Verdict.NOT_MET,
        Answer.COULD_BE: Verdict.NOT_KNOWN,
        Answer.NOT_STATED: Verdict.NOT_STATED,
    }
    assert explanation.verdict is names[ANSWERS[evaluator.prospect(results)]]
    assert list(flat(explanation)) == results


def flat(part: Part) -> Iterator[Any]:
    if isinstance(part, GroupResult):
        for each in part.parts:
            yield from flat(each)
    else:
        yield part
