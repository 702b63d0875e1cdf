"""What lies ahead, what a change would do, and choosing between what cannot be had together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Village
from tests.visitor import Visitor, tidy
from webapp import entitlements

See = Callable[..., Visitor]
TOGETHER = "/entitlements/together/pinghu/marginal-household-living-subsidy"


def section(page: Visitor, name: str) -> str:
    return tidy(page.soup.find("section", attrs={"aria-labelledby": name}))


def test_the_days_on_which_something_turns_are_told_with_their_reason(visitor: See) -> None:
    page = visitor("mei").open("/entitlements").follow("看以后会怎样：哪天会变，情况变了会怎样")
    assert page.h1 == "以后会怎样"
    day = section(page, "day-1")
    assert "从2032年6月2日 星期三起，现在的残疾人证不再有效。" in day
    assert "意外伤害保险" in section(page, "day-1-doubted"), "without a certificate it is open, not lost; the given first"
    assert "换发智能化残疾人证" in section(page, "day-1-stops")


def test_a_change_shows_beforehand_what_softens_it_and_writes_nothing(visitor: See, village: Village) -> None:
    mei = visitor("mei").open("/entitlements/ahead").follow("家庭经济认定，现在是：低保")
    assert not mei.sees("变成“都不是”的话")
    mei.open("/entitlements/ahead/income_status?one=none")
    assert mei.sees("变成“都不是”的话")
    assert "一年渐退期" in section(mei, "softened")
    assert mei.sees("真的变了，请告诉社区专职委员。"), "the register says it: she cannot change it herself"
    with village.database.reading() as db:
        known = entitlements.facts_of(db, db.merge(village.mei, load=False), village.actor("mei").today).known("pinghu")
    assert known["income_status"] == "dibao"


def test_a_change_shows_beforehand_what_stops_and_starts(visitor: See) -> None:
    qin = visitor("qin").open("/entitlements/ahead/income_status?one=none")
    assert "低保边缘户三、四级残疾人生活补助" in section(qin, "then-stops")
    assert visitor("qin").open("/entitlements/ahead/income_status?one=dibao_marginal").sees("和现在一样，什么都不变。")


def test_what_she_has_said_herself_she_changes_herself(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/ahead/able_to_work?one=yes")
    page.follow("改这个回答")
    assert page.h1 == "回答一个问题"


@pytest.mark.parametrize("asked", ["one=millionaire", "one=", "several=dibao"])
def test_a_value_that_there_is_not_supposes_nothing(visitor: See, asked: str) -> None:
    assert not visitor("mei").open(f"/entitlements/ahead/income_status?{asked}").sees("的话")


@pytest.mark.parametrize("fact", ["age", "hukou_here", "shoe_size"])
def test_what_nobody_is_asked_is_not_supposed(visitor: See, fact: str) -> None:
    assert visitor("mei").open(f"/entitlements/ahead/{fact}", status=404)


def test_what_cannot_be_together_is_solved_as_a_set(visitor: See) -> None:
    yun = visitor("yun").open("/entitlements")
    yun.follow("看怎么选：低保边缘户三、四级残疾人生活补助；成年三、四级精神、智力残疾人按单人户纳入低保")
    first, second = section(yun, "way-1"), section(yun, "way-2")
    assert "每月 230 元" in first
    assert "选这一种，就没有：成年三、四级精神、智力残疾人按单人户纳入低保。" in first
    assert "选这一种，就没有：低保边缘户三、四级残疾人生活补助。" in second
    assert "光看文件，比不出哪一种好。" in section(yun, "which")
    assert "您可以先享受：低保边缘户三、四级残疾人生活补助。" in section(yun, "which")
    assert "单人户施保" in section(yun, "sources")


def test_she_chooses_and_may_choose_again(visitor: See) -> None:
    yun = visitor("yun").open(TOGETHER).press("就选这一种", status=422)
    assert yun.sees("请选一种。还没想好，可以先不选。")
    yun.choose("低保边缘户三、四级残疾人生活补助").press("就选这一种")
    assert yun.sees("记下了您想要哪一种。")
    assert yun.open(TOGETHER).sees("您选过了")
    yun.choose("成年三、四级精神、智力残疾人按单人户纳入低保").press("就选这一种")
    checked = yun.open(TOGETHER).soup.find("input", {"checked": True})
    assert "single-person-dibao" in checked["value"]


def test_her_choice_stands_on_her_service_sheet(visitor: See) -> None:
    visitor("yun").open(TOGETHER).choose("低保边缘户三、四级残疾人生活补助").press("就选这一种")
    sheet = visitor("yun").open("/entitlements/sheet")
    assert sheet.sees("不能一起享受的，选了：低保边缘户三、四级残疾人生活补助")


def test_a_benefit_that_nothing_excludes_has_nothing_to_choose(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/together/pinghu/free-bus-travel")
    assert page.h1 == "现在没有要选的"
    visitor("mei").open("/entitlements/together/pudong/legal-aid", status=404)


@pytest.mark.parametrize(("who", "given", "elsewhere"), [("pei", "浦东", "平湖"), ("feng", "济宁", "平湖")])
def test_a_resident_of_another_region_has_what_its_documents_say(
    visitor: See, who: str, given: str, elsewhere: str
) -> None:
    page = visitor(who).open("/entitlements")
    assert given in section(page, "yours")
    assert not page.sees(elsewhere)


@pytest.mark.parametrize(
    ("who", "typed", "first"),
    [
        ("pei", "公交卡", "公共交通"), ("pei", "轮椅", "辅助器具"), ("pei", "上学", "教育"), ("pei", "打官司", "法律"),
        ("feng", "公交卡", "乘"), ("feng", "轮椅", "辅助器具"), ("feng", "上学", "教育"), ("feng", "低保", "低保"),
    ],
)  # fmt: skip
def test_everyday_words_find_something_in_every_region(visitor: See, who: str, typed: str, first: str) -> None:
    page = visitor(who).open(f"/entitlements/search?q={typed}")
    cards = [tidy(card) for card in page.soup.find_all(class_="card")]
    assert cards, typed
    assert any(first in card for card in cards[:5]), cards[:5]


@pytest.mark.parametrize("who", ["mei", "pei", "feng"])
def test_nobody_scrolls_through_a_catalogue(visitor: See, who: str) -> None:
    """On the first page at most a dozen benefits are named; a part of life opens with a few of each shelf."""
    first = visitor(who).open("/entitlements")
    assert len(first.soup.find_all("a", href=lambda to: to and to.count("/") == 3 and "/entitlements/" in to)) <= 12
    for life in ("money", "care", "health", "devices", "work", "school", "housing", "transport", "culture", "rights"):
        page = visitor(who).open(f"/entitlements/{life}")
        shut = sum(len(each.find_all(class_="card")) for each in page.soup.find_all("details"))
        assert len(page.soup.find_all(class_="card")) - shut <= 12, life
