"""The easy sentences of a benefit leave out no condition: each is spoken of with words that a person has accepted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from webapp.entitlements import current
from webapp.entitlements.benefits import TELEPHONE, Benefit
from webapp.entitlements.conditions import Leaf, Unstated, leaves

WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "easy_facts.toml").read_text(encoding="utf-8"))
NOT_WRITTEN = ("没写", "没有写", "什么条件", "规定", "符合条件", "另一份文件")
"""How an easy text says that the document leaves something open."""


def unsaid(benefit: Benefit, sentences: Iterable[str]) -> set[str]:
    """The conditions of a benefit that these sentences do not speak of."""
    said, told = " ".join(sentences), list(leaves(benefit.conditions))
    facts = {leaf.fact for leaf in told if isinstance(leaf, Leaf)}
    found = {fact for fact in facts if not any(words in said for words in WORDS.get(fact, []))}
    left_open = any(isinstance(leaf, Unstated) for leaf in told)
    return found | ({"unstated"} if left_open and not any(words in said for words in NOT_WRITTEN) else set())


def with_conditions() -> list[Benefit]:
    return [benefit for benefit in current().benefits.values() if benefit.conditions is not None]


def test_no_condition_is_lost_in_easy_read():
    assert len(with_conditions()) > 300
    lost = {benefit.key: unsaid(benefit, benefit.easy_read.zh_hans) for benefit in with_conditions()}
    assert {key: facts for key, facts in lost.items() if facts} == {}


@pytest.mark.parametrize(
    ("key", "sentence", "fact"),
    [
        ("jiaxing/child-rehabilitation-subsidy-extended", "要在定点机构训练。", "in_rehab_training"),
        ("jiaxing/single-person-dibao-mental-intellectual", "要不要靠家里供养，没写清。", "supported_by_family"),
        ("jiaxing/single-person-dibao-mental-intellectual", "要不要靠家里供养，没写清。", "unstated"),
        ("jiaxing/disabled-persons-home", "要在劳动年龄段内。", "working_age"),
    ],
)
def test_a_sentence_that_is_left_out_is_missed(key: str, sentence: str, fact: str):
    benefit = current().benefits[key]
    assert sentence in benefit.easy_read.zh_hans
    assert fact in unsaid(benefit, [each for each in benefit.easy_read.zh_hans if each != sentence])


def test_no_word_is_accepted_for_a_fact_that_no_condition_asks_for():
    asked = {leaf.fact for each in with_conditions() for leaf in leaves(each.conditions) if isinstance(leaf, Leaf)}
    assert set(WORDS) == asked


def test_a_number_to_call_never_stands_in_a_name_and_always_beside_a_way_in_writing():
    """A name stands on cards, where nothing can be put beside it."""
    told = [each for each in current().benefits.values() if each.tells_a_telephone]
    assert [each.key for each in told] == ["pinghu/rights-hotline", "jining/rights-hotline"]
    assert [each.key for each in current().benefits.values() if TELEPHONE.search(each.names.zh_hans)] == []
    assert [each.key for each in told if "不打电话，可以写字问。" not in each.easy_read.zh_hans] == []
