"""Menu, tools and help stand on every page in the same order, under the same names."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from pages import PAGES
from proofs import claim
from same import in_another_order, under_another_name, without_help

NO_FOOT = {  # pages without a foot (or one state of a page), and why
    "resident.home-error": "something broke: the page of that depends on nothing else",
    "resident.offline": "impersonal: it leads home and nowhere else",
    "resident.home-maintenance": "the same, and is shown while nothing else answers",
    "resident.code_on_phone": "impersonal, and served without a network",
    "resident.my_copy_to_read": "a file of her own, which is opened elsewhere",
    "checkpoint.scanner": "impersonal, and served without a network",
}


@pytest.mark.xdist_group("everything")
@pytest.mark.timeout(900)
def test_what_is_repeated_is_the_same_everywhere(stage, record_property):
    sources = {str(page): BeautifulSoup(stage.arrival(page).html, "lxml") for page in PAGES}
    for page in PAGES:
        record_property("proves", claim(stage, page, ["same"]).words())
    assert in_another_order(sources) + under_another_name(sources) + without_help(sources, NO_FOOT) == []


PAGE = """<body><header><a href="#main">跳到正文</a></header><nav class="menu"><a href="/">首页</a><a href="/inbox">消息
<span class="menu__count">3条</span></a></nav><main><a href="/inbox">看</a></main>
<footer><a href="/accessibility">无障碍声明</a><a href="/pages">全部页面</a><a href="/words">难懂的词</a></footer></body>"""
OFFENDERS = [
    (in_another_order, '<a href="#main">跳到正文</a>', '<a href="/inbox">消息</a>', "stands before"),
    (under_another_name, '首页</a>', '回家</a>', "/ is called 首页 and 回家"),
    (lambda pages: without_help(pages, {}), "无障碍声明", "声明", "has no"),
    (lambda pages: without_help(pages, {}), "难懂的词", "词", "has no"),
]  # fmt: skip


def pages(other: str) -> dict[str, BeautifulSoup]:
    return {f"resident.home-{name}": BeautifulSoup(html, "lxml") for name, html in (("one", PAGE), ("other", other))}


@pytest.mark.parametrize(("look", "part", "worse", "fault"), OFFENDERS)
def test_what_is_not_the_same_is_found(look, part, worse, fault):
    assert part in PAGE
    assert look(pages(PAGE.replace("3条", "4条"))) == []
    assert any(fault in found for found in look(pages(PAGE.replace(part, worse))))
