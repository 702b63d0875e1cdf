"""The overview and its lists: who sees what, what is hers and what only the document says, search, and who may look."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Village
from tests.visitor import Visitor, tidy

See = Callable[..., Visitor]

SUBSIDY = "低保边缘户三、四级残疾人生活补助"


def names(page: Visitor, section: str | None = None) -> list[str]:
    """The benefits named on cards, of the whole page or of one section."""
    within = page.soup.main if section is None else page.soup.find("section", attrs={"aria-labelledby": section})
    return [tidy(link) for link in within.find_all("a", class_="card__link")] if within else []


def shelf(page: Visitor, name: str) -> list[str]:
    """All benefits on a shelf, page after page."""
    page.open(f"/entitlements/{name}")
    found = names(page)
    while "下一页" in page.links():
        found += names(page.follow("下一页"))
    return found


def test_what_is_given_here_and_fits_her_is_hers(visitor: See) -> None:
    assert SUBSIDY in shelf(visitor("yun"), "yours")
    assert SUBSIDY in shelf(visitor("qin"), "yours")


def test_what_does_not_fit_her_is_not_hers_though_it_is_given_here(visitor: See) -> None:
    assert SUBSIDY not in shelf(visitor("mei"), "yours")
    assert SUBSIDY in shelf(visitor("mei"), "not-yet")


def test_what_fits_a_draft_is_not_hers_while_nobody_has_recorded_it(visitor: See) -> None:
    training = "残疾人职业技能培训"
    assert training not in shelf(visitor("mei"), "yours")
    assert training in shelf(visitor("mei"), "by-document")
    page = visitor("mei").open("/entitlements/by-document")
    assert all("征求意见稿" in tidy(card) or "摘录" in tidy(card) for card in page.soup.find_all(class_="card"))


def test_an_unknown_answer_is_never_a_no(visitor: See) -> None:
    page = visitor("fang").open("/entitlements")
    assert "现在不符合：" in page.text
    assert "免费乘坐城市、城乡公交" in shelf(visitor("fang"), "answers-away")
    assert "免费乘坐城市、城乡公交" not in shelf(visitor("fang"), "not-yet")


def test_the_same_help_of_two_regions_is_counted_once(visitor: See) -> None:
    hers = shelf(visitor("mei"), "yours")
    assert "免费乘坐城市、城乡公交" in hers
    assert "免费乘坐城市公交和有轨电车" not in hers


def test_the_first_page_is_short(visitor: See) -> None:
    for key in ("mei", "yun", "fang", "jun"):
        page = visitor(key).open("/entitlements")
        assert len(names(page)) <= 8, key
        assert page.h1 == "我的权益"


def test_a_life_page_holds_only_its_part_of_life(visitor: See) -> None:
    page = visitor("yun").open("/entitlements/transport")
    assert page.h1 == "出行"
    assert "免费乘坐城市、城乡公交" in names(page, "yours")
    assert SUBSIDY not in names(page)


@pytest.mark.parametrize(("typed", "first"), [("轮椅", "辅具"), ("輪椅", "辅具"), ("公交卡", "公交"), ("bus pass", "公交")])
def test_search_takes_everyday_words_in_any_characters(visitor: See, typed: str, first: str) -> None:
    page = visitor("mei").open("/entitlements").fill("您要找什么", typed).press("找")
    assert first in names(page)[0]


def test_a_search_that_finds_nothing_says_so_and_keeps_the_words(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/search").fill("您要找什么", "<b>不知所云").press("找")
    assert page.sees("没有找到。")
    assert page.soup.find("input", {"name": "q"})["value"] == "<b>不知所云"


def test_ten_thousand_characters_are_searched_for_calmly(visitor: See) -> None:
    assert visitor("mei").open(f"/entitlements/search?q={'补贴' * 5000}").response.status_code == 200


@pytest.mark.parametrize("page", ["0", "-3", "99999", "x", "1.5"])
def test_a_page_number_that_is_not_there_shows_one_that_is(visitor: See, page: str) -> None:
    assert names(visitor("mei").open(f"/entitlements/yours?page={page}"))


@pytest.mark.parametrize("path", ["palace", "pinghu/palace", "atlantis/respite-care"])
def test_what_is_not_in_the_catalogue_is_not_found(visitor: See, path: str) -> None:
    visitor("mei").open(f"/entitlements/{path}", status=404)


def test_help_for_another_place_is_not_found(visitor: See) -> None:
    visitor("jun").open("/entitlements/pinghu/respite-care", status=404)
    visitor("jun").open("/entitlements/jiaxing/respite-care")


@pytest.mark.parametrize(("who", "path"), [
    ("pei", "pudong/under-60-home-care"), ("feng", "jining/nursing-subsidy"), ("mei", "jiaxing/severe-home-service"),
])  # fmt: skip
def test_where_a_document_does_not_say_which_grades_are_severe_the_page_says_whose_words_it_goes_by(
    visitor: See, who: str, path: str
) -> None:
    page = visitor(who).open(f"/entitlements/{path}")
    assert page.sees("这份文件没有写怎样才算。我们照另一份文件算：“一、二级重度”，《平湖市残疾人共同富裕专项行动实施方案")
    assert page.sees("您的地方可能不这样算，请问一问。")


def test_where_the_document_itself_says_which_grades_are_severe_nothing_is_borrowed(visitor: See) -> None:
    assert not visitor("mei").open("/entitlements/pinghu/nursing-subsidy").sees("我们照另一份文件算")


def test_help_for_employers_is_listed_apart_and_answered_for_nobody(visitor: See) -> None:
    page = visitor("mei").open("/entitlements").follow("看给单位和机构的")
    assert page.follow("安置残疾人税收优惠").sees("不用看您符合不符合")


def test_a_stranger_is_asked_to_sign_in(visitor: See) -> None:
    for path in ("", "/yours", "/pinghu/respite-care", "/sheet", "/questions/next"):
        assert visitor().open(f"/entitlements{path}").h1 == "登录", path


def test_a_carer_with_a_mandate_sees_whose_entitlements_these_are(visitor: See) -> None:
    page = visitor("daughter", acting_for="mei").open("/entitlements")
    assert page.h1 == "陈秀梅的权益"
    assert page.sees("这里的“您”是陈秀梅。")


def test_a_carer_whose_mandate_does_not_cover_entitlements_finds_nothing(visitor: See) -> None:
    for path in ("/entitlements", "/entitlements/yours", "/entitlements/pinghu/respite-care", "/entitlements/sheet"):
        visitor("neighbour", acting_for="wei").open(path, status=404)


def test_that_a_carer_looked_is_recorded(visitor: See, village: Village) -> None:
    from webapp.core.ledger import entries_about

    visitor("mei").open("/entitlements")
    visitor("daughter", acting_for="mei").open("/entitlements")
    with village.database.reading() as db:
        seen = [entry.event for entry in entries_about(db, village.mei.id, limit=10)]
    assert seen.count("people.FileViewed") == 1


def test_the_sheet_holds_what_she_has_may_have_and_needs(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/sheet")
    sections = ("sheet-has", "sheet-may-have", "sheet-needs")
    has, may_have, needs = (tidy(page.soup.find("section", attrs={"aria-labelledby": each})) for each in sections)
    assert "免费乘坐城市、城乡公交" in has
    assert SUBSIDY not in has
    assert "征求意见稿" in may_have
    assert "轮椅通道" in needs


def test_the_officer_has_the_same_sheet_and_another_officer_has_none(visitor: See, village: Village) -> None:
    hers = visitor("mei").open("/entitlements/sheet")
    officers = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}").follow("看服务表")
    for section in ("sheet-has", "sheet-may-have", "sheet-needs"):
        assert tidy(officers.soup.find("section", attrs={"aria-labelledby": section})) == tidy(
            hers.soup.find("section", attrs={"aria-labelledby": section})
        )
    visitor("ginkgo_officer").open(f"/workbench/residents/{village.mei.public_id}/sheet", status=404)
