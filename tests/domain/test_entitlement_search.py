"""Search: by the words people use, with slips, in both languages, and quiet where nothing fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements import check, current


def found(typed: str, region: str = "pinghu") -> list[str]:
    return [benefit.key for benefit in current().search(region, typed)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("轮椅", "pinghu/assistive-device-subsidy"),
        ("公交卡", "pinghu/free-bus-travel"),
        ("坐公交不要钱", "pinghu/free-bus-travel"),
        ("上学", "pinghu/student-aid"),
        ("照顾不过来", "pinghu/respite-care"),
        ("喘息服", "pinghu/respite-care"),
        ("律师", "pinghu/legal-aid"),
        ("２３０", "pinghu/marginal-household-living-subsidy"),
        ("wheelchair", "jiaxing/assistive-device-subsidy"),
        ("wheelchar", "jiaxing/assistive-device-subsidy"),
        ("bus pass", "pinghu/free-bus-travel"),
        ("Respit", "pinghu/respite-care"),
        ("种田", "pinghu/rural-work-support"),
        ("耳朵聋", "pinghu/assistive-device-subsidy"),
        ("瞎子", "pinghu/radio-for-blind-people"),
        ("瘫在床上", "pinghu/long-term-care-insurance"),
        ("药钱", "pinghu/mental-outpatient-subsidy"),
        ("吃饭的钱", "pinghu/temporary-relief"),
        ("my son can't hear", "pinghu/assistive-device-subsidy"),
        ("roof leaks", "pinghu/housing-relief"),
    ],
)
def test_everyday_words_find_what_the_documents_call_otherwise(typed: str, wanted: str) -> None:
    assert wanted in found(typed)[:7]


def test_a_guess_adds_nothing_to_what_was_understood() -> None:
    """残疾证 is known; that other names have 残疾 in them too says nothing."""
    assert found("残疾证") == found("残疾证件")
    assert len(found("残疾证")) < 10


def test_characters_that_most_names_have_are_no_guess() -> None:
    assert found("残疾吗") == []


def test_a_short_english_word_is_no_part_of_a_longer_one() -> None:
    assert "pinghu/startup-support" not in found("bus")


@pytest.mark.parametrize("typed", ["", "   ", "😀", "，。", "qwertyuiop", "的" * 10_000])
def test_what_nobody_could_mean_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_the_nearer_region_and_those_above_are_searched_and_no_other() -> None:
    assert {key.split("/")[0] for key in found("公交")} == {"pinghu", "jiaxing"}
    assert {key.split("/")[0] for key in found("公交", "jiaxing")} == {"jiaxing"}


def test_an_everyday_word_that_leads_nowhere_is_found_with_its_line(tmp_path: Path) -> None:
    words = "- {said: [钱], means: [补助]}\n- said: [房子]\n  means: [宫殿]\n"
    findings = check(small_catalogue.write(tmp_path, **{"everyday-words.yaml": words}))
    assert [(each.facts["line"], each.facts["problem"], each.facts["found"]) for each in findings] == [
        (3, "called_so_nowhere", "宫殿")
    ]
