"""The page of one benefit: answer and standing together, every condition with its words, what would change it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.visitor import BASE, Visitor, tidy
from webapp.entitlements import current

See = Callable[..., Visitor]
SUBSIDY = "/entitlements/pinghu/marginal-household-living-subsidy"


def answer(page: Visitor) -> str:
    return tidy(page.soup.find(class_="answer"))


def conditions(page: Visitor) -> list[str]:
    why = page.soup.find("section", attrs={"aria-labelledby": "why"})
    return [tidy(item) for item in why.find_all("li")]


def reading(who: Visitor, language: str) -> Visitor:
    return who.post("/preferences", language=language, theme="standard", text_size="standard", reading="standard",
                    next="/")


def section(page: Visitor, name: str) -> str:
    return tidy(page.soup.find("section", attrs={"aria-labelledby": name}))


def test_she_fits_and_it_is_given_here(visitor: See) -> None:
    page = visitor("qin").open(SUBSIDY)
    assert answer(page) == "您符合条件。 本地正在实行，从2026年1月1日 星期四起。"
    assert page.sees("演示用的记录")
    assert "每月 230 元" in section(page, "worth")


def test_given_here_the_standing_of_the_document_is_still_said(visitor: See) -> None:
    assert visitor("qin").open(SUBSIDY).sees("说到这件事的文件：这份文件是征求意见稿，还没有正式实行。")


def test_fitting_a_draft_is_not_having(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/pinghu/vocational-training")
    assert "您符合条件。 这份文件是征求意见稿，还没有正式实行。" in answer(page)
    assert "期限已经过了" in answer(page)
    assert page.sees("符合文件，不等于已经得到。")


def test_each_condition_says_how_it_stands_and_in_which_words(visitor: See) -> None:
    said = conditions(visitor("mei").open(SUBSIDY))
    assert len(said) == 5
    assert said[1].startswith("不符合： 残疾等级是三级或四级 我们记的是：二级。")
    assert "“三、四级”" in said[1]
    assert said[3].startswith("还不知道： 没有领困境儿童基本生活补助")


def test_the_words_of_the_document_are_quoted_in_chinese_on_every_page(visitor: See) -> None:
    page = reading(visitor("mei"), "en").open(SUBSIDY)
    quotation = page.soup.find("blockquote")
    assert quotation["lang"] == "zh-Hans"
    assert "每人每月230元生活补助" in tidy(quotation)
    assert page.soup.html["lang"] == "en"
    assert page.h1 == "Living subsidy for grade 3–4 people in dibao-marginal households"


def test_the_page_reads_in_traditional_characters_and_quotes_as_printed(visitor: See) -> None:
    page = reading(visitor("mei"), "zh_Hant").open(SUBSIDY)
    assert page.h1 == "低保邊緣戶三、四級殘疾人生活補助"
    assert "生活补助" in tidy(page.soup.find("blockquote"))


def test_what_would_change_it_is_named(visitor: See) -> None:
    changes = section(visitor("mei").open(SUBSIDY), "changes")
    assert "残疾等级是三级或四级" in changes
    assert "家里是低保边缘户" in changes


def test_an_age_that_has_passed_is_said_to_have_passed(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/jiaxing/child-rehabilitation-subsidy")
    assert "这一项看年龄。您的年龄已经过了" in section(page, "changes")


def test_an_unknown_condition_leads_to_its_question(visitor: See) -> None:
    page = visitor("mei").open(SUBSIDY).follow("回答：您正在领困境儿童基本生活补助吗？")
    assert page.h1 == "回答一个问题"
    assert page.sees("您正在领困境儿童基本生活补助吗？")


def test_what_the_text_does_not_say_is_said_to_be_unsaid(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/jiaxing/dibao")
    assert answer(page).startswith("文件没有写清楚。请问窗口。")
    assert section(page, "worth") == "值多少 文件没有写金额。"
    assert "文件没有写怎么申请。" in section(page, "how")


def test_whom_to_ask_is_what_was_configured_and_no_number_is_invented(visitor: See) -> None:
    page = visitor("mei").open(SUBSIDY)
    assert "桂花社区残协（演示）" in tidy(page.soup.find(id="whom").parent)
    assert not page.soup.find("a", href=lambda href: href and href.startswith("tel:"))


def test_the_same_help_in_the_other_document_and_what_differs_stand_on_the_page(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/pinghu/free-bus-travel")
    assert "没有写电车" in section(page, "conflicts")
    assert len(page.soup.find("section", attrs={"aria-labelledby": "conflicts"}).find_all("blockquote")) == 2
    assert page.follow("免费乘坐城市公交和有轨电车").h1 == "免费乘坐城市公交和有轨电车"


def test_the_words_are_dated_where_the_document_is(visitor: See) -> None:
    def source(benefit: str) -> str:
        return tidy(visitor("mei").open(f"/entitlements/{benefit}").soup.find(id="source-main"))

    assert source("jiaxing/free-city-transport").endswith("2020年7月4日 发布")
    assert "发布" not in source("pinghu/free-bus-travel"), "a draft was never issued"


@pytest.mark.parametrize(
    ("who", "benefit", "has"),
    [
        ("jun", "jiaxing/dibao", True),
        ("lan", "jiaxing/dibao", False),
        ("wei", "pinghu/extreme-hardship-support", True),
        ("mei", "pinghu/extreme-hardship-support", False),
    ],
)
def test_whoever_has_it_already_is_told_so(visitor: See, who: str, benefit: str, has: bool) -> None:
    assert visitor(who).open(f"/entitlements/{benefit}").sees("您已经在享受这一种帮助。") is has


def test_what_she_has_already_is_said_in_lists_too(visitor: See) -> None:
    page = visitor("jun").open("/entitlements/search?q=低保")
    cards = page.soup.find_all(class_="card")
    (dibao,) = (tidy(card) for card in cards if card.find("a", href="/entitlements/jiaxing/dibao"))
    assert "您已经在享受这一种帮助。" in dibao
    lan = visitor("lan").open("/entitlements/search?q=低保")
    assert lan.soup.find("a", href="/entitlements/jiaxing/dibao") is not None
    assert not lan.sees("您已经在享受这一种帮助。")


def test_easy_read_says_that_nobody_has_reviewed_it(visitor: See) -> None:
    assert visitor("mei").open(SUBSIDY).sees("这几句话还没有请人审读。")


def test_the_examples_of_a_benefit_are_public(visitor: See) -> None:
    page = visitor("mei").open(SUBSIDY)
    assert page.sees("三级肢体残疾，家里是低保边缘户")


def test_every_benefit_of_both_layers_has_a_page_and_every_tenth_is_read_closely(visitor: See) -> None:
    fang = visitor("fang")
    for place, benefit in enumerate(current().speaking_for("pinghu")):
        answer = fang.client.get(f"/entitlements/{benefit.key}", base_url=BASE)
        assert answer.status_code == 200, benefit.key
        if place % 10 == 0:
            assert fang.open(f"/entitlements/{benefit.key}").h1 == benefit.names.zh_hans
