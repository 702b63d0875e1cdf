"""Words about benefits: every enum that a page shows, every refusal and every event of the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from webapp import entitlements
from webapp.web import words
from webapp.web.words.entitlements import NAMED, changed_in_full, in_words
from webapp.web.words.texts import traditional

SHOWN = (
    entitlements.Kind,
    entitlements.Life,
    entitlements.Beneficiary,
    entitlements.Strength,
    entitlements.TriggerMode,
    entitlements.Per,
    entitlements.KnownFrom,
)


@pytest.fixture
def speaking(app: Flask) -> Iterator[None]:
    with app.test_request_context(), force_locale("zh_Hans"):
        yield


@pytest.mark.parametrize("member", [member for kind in SHOWN for member in kind], ids=str)
def test_every_kind_that_is_shown_has_a_name(speaking: None, member: Any) -> None:
    assert words.label(member)


def test_two_kinds_with_the_same_text_keep_their_own_names(speaking: None) -> None:
    assert entitlements.Kind.CULTURE == entitlements.Life.CULTURE
    assert words.label(entitlements.Kind.CULTURE) != words.label(entitlements.Life.CULTURE)


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (entitlements.FactNotPossible(fact="age", problem="not_allowed"), "年龄"),
        (entitlements.FactNotPossible(fact="shoe_size", problem="unknown_fact"), "不问了"),
        (entitlements.FactsContradict(fact="grade", other="grade"), "残疾等级"),
        (entitlements.FactsContradict(fact="severe", other="grade"), "残疾等级"),
        (entitlements.AlreadyInForce(benefit="x", effective_on=dt.date(2026, 1, 1)), "2026年1月1日"),
        (entitlements.EndedAlready(benefit="x", ended_on=dt.date(2026, 1, 1)), "2026年1月1日"),
        (entitlements.EndsBeforeItBegins(effective_on=dt.date(2026, 1, 1)), "2026年1月1日"),
        (entitlements.SourceMissing(), "依据"),
        (entitlements.NoSuchBenefit(), "没有找到"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_refusal_says_what_is_wrong(speaking: None, refused: Exception, said: str) -> None:
    assert said in words.error(refused)


def test_what_is_new_is_told_in_numbers(speaking: None) -> None:
    tell = words.EVENTS["entitlements.EntitlementsChanged"]
    told = tell({"gained": ["a", "b"], "lost": [], "became_possible": ["c"]})
    assert told == "新增了 2 项待遇；有 1 项待遇现在可能符合"


def test_a_benefit_that_has_left_the_catalogue_is_still_spoken_of(speaking: None) -> None:
    tell = words.EVENTS["entitlements.BenefitEnded"]
    assert "已经撤下" in tell({"benefit": "pinghu/palace", "ended_on": "2026-07-01"})
    assert "意外伤害保险" in tell({"benefit": "jiaxing/accident-insurance", "ended_on": "2026-07-01"})


def test_words_say_which_language_they_are_in(speaking: None) -> None:
    assert in_words(entitlements.Text("轮椅", "Wheelchair")) == ("轮椅", "zh-Hans")
    assert in_words(entitlements.Text("轮椅", None)) == ("轮椅", "zh-Hans")


def test_a_change_names_the_benefits_and_why(speaking: None) -> None:
    keys = [key for key in entitlements.current().benefits if key.startswith("pinghu/")][: NAMED + 2]
    facts: dict[str, Any] = {"gained": ["pinghu/free-bus-travel"], "lost": keys, "became_possible": []}
    gained, lost, why = changed_in_full({**facts, "because": ["grade"]})
    assert gained == "新增了 1 项待遇：免费乘坐城市、城乡公交。"
    assert lost.startswith(f"有 {NAMED + 2} 项待遇现在不能算您的了：")
    assert lost.endswith("；还有 2 项。")
    assert why == "因为这些情况变了：残疾等级。"
    assert changed_in_full({**facts, "because": ["rules"]})[-1] == "因为文件变了，或者本地在给的变了。"


def test_what_is_lost_is_not_said_to_be_unmet(speaking: None) -> None:
    """It may have ended here while she fits as before, or be uncertain because a certificate has run out."""
    said = changed_in_full({"gained": [], "lost": ["pinghu/free-bus-travel"], "became_possible": []})
    assert not any("不符合" in line or "不再符合" in line for line in said)


@pytest.mark.parametrize(
    ("simplified", "wanted"),
    [("您是不是只能干一部分活了？", "只能幹"), ("福利匹配制度", "匹配制度"), ("自己干的行不行", "自己幹")],
)
def test_where_the_tables_take_the_wrong_one_of_two_characters_it_is_put_right(simplified: str, wanted: str) -> None:
    assert wanted in traditional(simplified)
