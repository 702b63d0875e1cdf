"""What would change an answer, and which question is worth asking next."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements import (
    Answer,
    Assessment,
    Circumstances,
    FactType,
    assess,
    assess_all,
    birthday,
    current,
    load,
    questions,
    turns,
    way_to_yes,
)

ON = dt.date(2026, 11, 23)
HERS = {"holds_certificate": True, "category": ["physical"], "grade": 3}


def who(**facts: object) -> Circumstances:
    return Circumstances(current().vocabulary, {**HERS, **facts})


def assessed(key: str, **facts: object) -> tuple[Assessment, Circumstances]:
    circumstances = who(**facts)
    return assess(current().benefit(key), circumstances, ON), circumstances


def asked(passed_over: tuple[str, ...] = (), **facts: object) -> list[str]:
    circumstances = Circumstances(current().vocabulary, facts)
    answers = assess_all(current().speaking_for("pinghu"), circumstances, ON)
    return [each.fact for each in questions(answers, circumstances, passed_over)]


MARGINAL = "pinghu/marginal-household-living-subsidy"


def test_the_nearest_way_names_what_is_otherwise_and_what_is_not_known() -> None:
    way = way_to_yes(*assessed(MARGINAL, income_status="none", single_person_dibao=False))
    assert way is not None
    assert [each.condition.fact for each in way.otherwise] == ["income_status"]
    assert [each.condition.fact for each in way.unknown] == ["receives_child_in_difficulty_subsidy"]


@pytest.mark.parametrize(
    ("age", "late", "early"),
    [
        (70, "takes_entrance_exam", "income_status"), (70, "student", "income_status"),
        (6, "employment", "student"), (6, "in_resident_pension", "in_rehab_training"),
        (6, "employment", "income_status"),
        (17, "entering_kindergarten", "student"),
    ],
)  # fmt: skip
def test_what_is_hardly_ever_so_at_an_age_is_asked_after_everything_else_and_asked_all_the_same(
    age: int, late: str, early: str
) -> None:
    order = asked(holds_certificate=True, category=["physical"], grade=3, age=age)
    assert late in order
    assert order.index(early) < order.index(late)
    unusual = [current().vocabulary[fact].is_unusual_at(age) for fact in order]
    assert unusual == sorted(unusual), "those come last, without exception"


def test_the_usual_age_orders_questions_and_answers_nothing() -> None:
    without = set(asked(holds_certificate=True, category=["physical"], grade=3))
    assert {"student", "employment"} <= without
    for age in (6, 70):
        for fact in ("student", "employment"):
            assert fact in asked(holds_certificate=True, category=["physical"], grade=3, age=age)
            known = who(age=age).known("pinghu")
            assert known[fact] is None, "a likely answer is not an answer"


ALTERNATIVES = """\
  any:
    - {fact: income_status, in: [dibao], words: 低保边缘户, source: main, says: {zh_Hans: 是低保, en: On dibao}}
    - all:
        - {fact: grade, in: [1], words: 三、四级, source: main, says: {zh_Hans: 是一级, en: Grade 1}}
        - {fact: income_status, in: [none], words: 低保边缘户, source: main, says: {zh_Hans: 都不是, en: None}}
worth:"""


def test_where_one_alternative_is_enough_only_the_nearest_is_named(tmp_path: Path) -> None:
    text = small_catalogue.FILES["town/subsidy.yaml"]
    conditions = text[text.index("  all:") : text.index("worth:") + len("worth:")]
    catalogue = load(small_catalogue.write(tmp_path, {"town/subsidy.yaml": (conditions, ALTERNATIVES)}))
    her = Circumstances(catalogue.vocabulary, {"grade": 3, "income_status": "dibao_marginal"})
    way = way_to_yes(assess(catalogue.benefit("town/subsidy"), her, ON), her)
    assert way is not None
    assert [each.condition.says.zh_hans for each in way.otherwise] == ["是低保"]


def test_a_yes_needs_no_way() -> None:
    assert way_to_yes(*assessed("pinghu/free-bus-travel")) is None


def test_an_age_that_has_passed_leaves_no_way() -> None:
    assert way_to_yes(*assessed("jiaxing/child-rehabilitation-subsidy", age=40, in_rehab_training=True)) is None


@pytest.mark.parametrize(
    ("born", "on"), [(dt.date(2020, 3, 9), dt.date(2027, 3, 9)), (dt.date(2020, 2, 29), dt.date(2027, 3, 1))]
)
def test_turning_seven_ends_the_training_subsidy_on_the_birthday(born: dt.date, on: dt.date) -> None:
    child = who(age=6, in_rehab_training=True)
    found = turns(current().benefit("jiaxing/child-rehabilitation-subsidy"), child, born, ON)
    assert [(turn.on, turn.age, turn.answer) for turn in found] == [(on, 7, Answer.NOT_ENTITLED)]


def test_turning_eighteen_begins_what_is_for_adults() -> None:
    found = turns(current().benefit("pinghu/quarterly-visits"), who(age=14, grade=2), dt.date(2012, 9, 2), ON)
    assert [(turn.on, turn.answer) for turn in found] == [(dt.date(2030, 9, 2), Answer.ENTITLED)]


def test_where_age_plays_no_part_no_birthday_is_named() -> None:
    assert turns(current().benefit(MARGINAL), who(age=30), dt.date(1996, 4, 23), ON) == ()


def test_a_birthday_that_the_calendar_does_not_have_is_the_next_day() -> None:
    assert birthday(dt.date(2020, 2, 29), 8) == dt.date(2028, 2, 29)
    assert birthday(dt.date(2020, 2, 29), 7) == dt.date(2027, 3, 1)


def test_the_question_that_settles_most_comes_first() -> None:
    assert asked()[0] == "disabled_person"


def test_what_is_known_or_was_passed_over_is_not_asked() -> None:
    assert "rural_household" in asked(**HERS)
    assert "rural_household" not in asked(**HERS, rural_household=True)
    assert "rural_household" not in asked(("rural_household",), **HERS)


def test_what_a_certificate_says_is_asked_only_of_whoever_holds_one() -> None:
    assert "grade" in asked(holds_certificate=True)
    assert "grade" not in asked(disabled_person=True)
    assert "holds_certificate" in asked(disabled_person=True)
    assert "grade" not in asked(disabled_person=True, holds_certificate=False)


def test_a_fact_that_is_worked_out_is_asked_by_what_it_follows_from() -> None:
    assert "severe" not in asked(holds_certificate=True)
    assert "adult" not in asked(**HERS)


def test_what_an_officer_knows_comes_last() -> None:
    vocabulary = current().vocabulary
    known_from = [vocabulary[fact].known_from.value for fact in asked(**HERS)]
    assert "officer" in known_from
    assert known_from.index("officer") == len(known_from) - known_from.count("officer")


def test_whoever_answered_everything_is_asked_nothing() -> None:
    follow_from_hers = {"holds_certificate", "disabled_person", "household_with_disabled_person", "adult", "severe"}
    yes_or_no = [name for name, fact in current().vocabulary.items() if fact.type is FactType.BOOLEAN]
    no_to_all = dict.fromkeys([name for name in yes_or_no if name not in follow_from_hers], False)
    rest = {"employment": "retired", "student": "none", "income_status": "none", "age": 70}
    assert asked(**no_to_all, **rest, **HERS) == []
