"""The four answers, and the reasons, for people who are fully, partly and hardly known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from webapp.entitlements.answers import Circumstances
from webapp.entitlements.catalogue import current
from webapp.entitlements.conditions import parse
from webapp.entitlements.documents import Document, Source, TextStanding
from webapp.entitlements.errors import FactNotPossible, FactsContradict
from webapp.entitlements.reading import Entry, Text
from webapp.entitlements.verdicts import ANSWERS, Answer, ConditionResult, Evaluator, GroupResult, Verdict

VOCABULARY = current().vocabulary
PLAN = Document("plan", "pinghu", Text("方案", "Plan"), None, None, None, TextStanding.DRAFT, None, "")
MAIN = Source("main", PLAN, "一", "")
CITED = {"words": "词", "source": "main", "says": {"zh_Hans": "说", "en": "says"}}
UNSTATED = {"unstated": True, **CITED}


def asks(fact: str, **operator: Any) -> dict[str, Any]:
    """A leaf: ``asks("grade", among=[3, 4])``, ``asks("severe", true=True)``."""
    names = {"among": "in", "true": "is", "at_least": "at_least", "at_most": "at_most"}
    return {"fact": fact, **{names[key]: value for key, value in operator.items()}, **CITED}


class Asked:
    """One tree of conditions and one person."""

    def __init__(self, conditions: dict[str, Any], **facts: Any) -> None:
        tree = parse(Entry(Path("plan.yaml"), conditions), VOCABULARY, {"main": MAIN})
        self.evaluator = Evaluator(tree, VOCABULARY)
        self.results = self.evaluator.conditions(Circumstances(VOCABULARY, facts).known("pinghu"))

    @property
    def answer(self) -> Answer:
        return ANSWERS[self.evaluator.prospect(self.results)]

    @property
    def verdicts(self) -> list[Verdict]:
        return [result.verdict for result in self.results]

    @property
    def explanation(self) -> GroupResult:
        return self.evaluator.explanation(self.results)

    @property
    def missing(self) -> tuple[str, ...]:
        return self.evaluator.missing(self.results)

    @property
    def answers_away(self) -> int:
        return len(self.evaluator.shortest_way(self.results, lambda fact: VOCABULARY[fact].asked_as))


MARGINAL = {"all": [asks("grade", among=[3, 4]), asks("income_status", among=["dibao_marginal"])]}


def test_whoever_meets_every_condition_is_entitled() -> None:
    asked = Asked(MARGINAL, grade=3, income_status="dibao_marginal")
    assert asked.answer is Answer.ENTITLED
    assert asked.verdicts == [Verdict.MET, Verdict.MET]
    assert asked.missing == ()


def test_one_condition_that_is_not_met_settles_it_whatever_else_is_unknown() -> None:
    asked = Asked(MARGINAL, grade=1)
    assert asked.answer is Answer.NOT_ENTITLED
    assert asked.verdicts == [Verdict.NOT_MET, Verdict.NOT_KNOWN]
    assert asked.missing == (), "an answer about income could change nothing any more"


def test_unknown_is_never_silently_no() -> None:
    asked = Asked(MARGINAL, grade=3)
    assert asked.answer is Answer.COULD_BE
    assert asked.missing == ("income_status",)
    assert asked.answers_away == 1


def test_nothing_known_at_all_leaves_every_answer_open() -> None:
    asked = Asked(MARGINAL)
    assert asked.answer is Answer.COULD_BE
    assert asked.missing == ("grade", "income_status")
    assert asked.answers_away == 2


def test_a_condition_that_the_text_leaves_open_can_not_be_answered_into_yes() -> None:
    tree = {"all": [asks("grade", among=[3, 4]), UNSTATED]}
    assert Asked(tree, grade=3).answer is Answer.NOT_STATED
    assert Asked(tree).answer is Answer.NOT_STATED
    assert Asked(tree, grade=1).answer is Answer.NOT_ENTITLED
    assert Asked(tree, grade=3).verdicts == [Verdict.MET, Verdict.NOT_STATED]


def test_an_alternative_that_is_stated_can_still_be_reached_beside_one_that_is_not() -> None:
    tree = {"any": [asks("severe", true=True), UNSTATED]}
    assert Asked(tree, grade=1).answer is Answer.ENTITLED
    assert Asked(tree).answer is Answer.COULD_BE
    assert Asked(tree, grade=4).answer is Answer.NOT_STATED


def test_under_not_the_verdict_is_about_what_must_be_true() -> None:
    tree = {"all": [{"not": asks("receives_living_allowance", true=True)}]}
    has_it = Asked(tree, receives_living_allowance=True)
    has_it_not = Asked(tree, receives_living_allowance=False)
    assert (has_it.answer, has_it.verdicts) == (Answer.NOT_ENTITLED, [Verdict.NOT_MET])
    assert (has_it_not.answer, has_it_not.verdicts) == (Answer.ENTITLED, [Verdict.MET])
    assert Asked(tree).verdicts == [Verdict.NOT_KNOWN]


def test_not_over_a_group_reads_as_each_of_its_parts_denied() -> None:
    tree = {"not": {"any": [asks("student", among=["university"]), {"not": asks("adult", true=True)}]}}
    asked = Asked(tree, student="none", age=30)
    assert asked.answer is Answer.ENTITLED
    assert asked.explanation.one_of is False
    assert asked.verdicts == [Verdict.MET, Verdict.MET]
    assert Asked(tree, student="university", age=30).verdicts == [Verdict.NOT_MET, Verdict.MET]


def test_an_alternative_that_is_not_needed_is_no_failure() -> None:
    tree = {
        "all": [
            asks("holds_certificate", true=True),
            {"any": [asks("severe", true=True), asks("category", among=["mental"])]},
        ]
    }
    asked = Asked(tree, holds_certificate=True, grade=4, category=["mental"])
    certificate, group = asked.explanation.parts
    assert asked.answer is Answer.ENTITLED
    assert isinstance(certificate, ConditionResult)
    assert isinstance(group, GroupResult)
    assert group.one_of
    assert group.alternatives_spared
    assert [part.verdict for part in group.parts] == [Verdict.NOT_MET, Verdict.MET]


def test_alternatives_of_which_none_holds_are_not_spared() -> None:
    tree = {"any": [asks("severe", true=True), asks("category", among=["mental"])]}
    (group,) = Asked(tree, grade=4, category=["visual"]).explanation.parts
    assert isinstance(group, GroupResult)
    assert not group.alternatives_spared


def test_a_single_condition_is_explained_as_a_group_of_one() -> None:
    explanation = Asked(asks("adult", true=True), age=17).explanation
    assert (explanation.one_of, len(explanation.parts), explanation.verdict) == (False, 1, Verdict.NOT_MET)


def test_the_shortest_way_goes_through_the_alternative_with_the_fewest_questions() -> None:
    tree = {
        "any": [
            {"all": [asks("wants_work", true=True), asks("able_to_work", true=True)]},
            asks("needs_long_term_care", true=True),
        ]
    }
    asked = Asked(tree)
    assert asked.answers_away == 1
    assert asked.missing == ("wants_work", "able_to_work", "needs_long_term_care")


def test_one_question_that_answers_two_conditions_counts_once() -> None:
    asked = Asked({"all": [asks("severe", true=True), asks("grade", among=[1])]})
    assert asked.answers_away == 1


def test_questions_in_an_alternative_that_has_failed_are_not_asked() -> None:
    tree = {
        "any": [
            {"all": [asks("adult", true=True), asks("wants_work", true=True)]},
            asks("needs_long_term_care", true=True),
        ]
    }
    assert Asked(tree, age=10).missing == ("needs_long_term_care",)


@pytest.mark.parametrize(
    ("age", "answer"),
    [(6, Answer.ENTITLED), (7, Answer.NOT_ENTITLED), (0, Answer.ENTITLED), (130, Answer.NOT_ENTITLED)],
)
def test_an_age_limit_holds_to_the_year(age: int, answer: Answer) -> None:
    assert Asked(asks("age", at_most=6), age=age).answer is answer


def test_a_multiple_disability_without_its_parts_denies_no_category() -> None:
    tree = asks("category", among=["mental"])
    assert Asked(tree, category=["multiple"]).answer is Answer.COULD_BE
    assert Asked(tree, category=["multiple", "visual"]).answer is Answer.COULD_BE, "a second one is not named yet"
    assert Asked(tree, category=["multiple", "visual", "mental"]).answer is Answer.ENTITLED
    assert Asked(tree, category=["multiple", "visual", "hearing"]).answer is Answer.NOT_ENTITLED
    assert Asked(tree, category=["visual"]).answer is Answer.NOT_ENTITLED


def test_a_denied_category_is_not_known_either_while_a_multiple_disability_is_not_named() -> None:
    assert Asked({"not": asks("category", among=["mental"])}, category=["multiple"]).answer is Answer.COULD_BE


def test_whoever_is_met_by_another_value_has_the_same_result_with_its_words() -> None:
    (third,), (fourth,), (first,) = (Asked(asks("grade", among=[3, 4]), grade=each).results for each in (3, 4, 1))
    assert third is not first
    assert third.verdict is fourth.verdict is Verdict.MET
    assert third.condition.words == "词"


def test_what_follows_from_a_fact_need_not_be_asked() -> None:
    who = Circumstances(VOCABULARY, {"grade": 2, "age": 17, "holds_certificate": True}).known("pinghu")
    assert (who["severe"], who["adult"], who["disabled_person"]) == (True, False, True)


def test_no_certificate_does_not_mean_no_disability() -> None:
    assert Circumstances(VOCABULARY, {"holds_certificate": False}).known("pinghu")["disabled_person"] is None


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({"age": 200}, "age"),
        ({"age": -1}, "age"),
        ({"grade": 5}, "grade"),
        ({"grade": True}, "grade"),
        ({"grade": "3"}, "grade"),
        ({"wants_work": 1}, "wants_work"),
        ({"category": "mental"}, "category"),
        ({"category": ["mental", "tired"]}, "category"),
        ({"income_status": "rich"}, "income_status"),
        ({"shoe_size": 40}, "shoe_size"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(facts: dict[str, Any], fact: str) -> None:
    with pytest.raises(FactNotPossible) as refused:
        Circumstances(VOCABULARY, facts)
    assert refused.value.facts["fact"] == fact
    assert refused.value.field == fact


@pytest.mark.parametrize(
    ("facts", "fact", "other"),
    [
        ({"grade": 4, "severe": True}, "severe", "grade"),
        ({"age": 8, "adult": True}, "adult", "age"),
        ({"age": 68, "student": "preschool"}, "adult", "student"),
        ({"holds_certificate": True, "disabled_person": False}, "disabled_person", "holds_certificate"),
    ],
)
def test_facts_that_contradict_each_other_are_refused_by_name(facts: dict[str, Any], fact: str, other: str) -> None:
    with pytest.raises(FactsContradict) as refused:
        Circumstances(VOCABULARY, facts)
    assert (refused.value.facts["fact"], refused.value.facts["other"]) == (fact, other)


def test_the_refusal_does_not_carry_the_value() -> None:
    with pytest.raises(FactNotPossible) as refused:
        Circumstances(VOCABULARY, {"age": 200})
    assert "200" not in repr(refused.value) + str(refused.value.facts)


def test_here_means_the_region_whose_document_asks() -> None:
    who = Circumstances(VOCABULARY, {}, {"pinghu": {"hukou_here": False}, "jiaxing": {"hukou_here": True}})
    assert who.known("pinghu")["hukou_here"] is False
    assert who.known("jiaxing")["hukou_here"] is True
    assert who.known("elsewhere")["hukou_here"] is None
