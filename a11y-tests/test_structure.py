"""Title, headings, skip link, names: on the source of every page in every state."""

from __future__ import annotations

import pytest

from pages import PAGES
from states import PLAIN, State
from structure import faults

GOOD = """<!doctype html><html lang="zh-Hans"><head><title>错误：办事 · 惠残码</title></head><body>
<a href="#main">跳到正文</a><main id="main"><h1>办事</h1>
<div aria-labelledby="errors-title" data-focus-on-load><h2 id="errors-title">还有地方要改</h2>
<ul><li><a href="#name">请填姓名。</a></li></ul></div>
<label for="name">姓名</label><p id="name-error">请填姓名。</p><input id="name" name="name" aria-describedby="name-error">
<h3>小标题</h3><button type="submit">提交</button></main></body></html>"""

OFFENDERS = [
    ("办事 · ", "惠残码 · ", "does not begin"),
    ("<h3>小标题</h3>", "<h4>小标题</h4>", "jumps"),
    ("<h3>小标题</h3>", "<h1>小标题</h1>", "has 2 h1"),
    ("<h3>小标题</h3>", "<h3></h3>", "an empty h3"),
    ('<a href="#main">跳到正文</a>', '<a href="/">首页</a>', "no link to the main part"),
    ('<button type="submit">', '<button type="submit" aria-label="交">', "aria-label"),
    ("提交</button>", '提交<span class="visually-hidden">这份表</span></button>', "not shown"),
    ("提交</button>", "提交<svg></svg></button>", "a picture that speaks"),
    ('<label for="name">', '<label for="other">', "no label"),
    ("<h3>小标题</h3>", '<a href="/a">查看</a><a href="/b">查看</a>', "lead to different places"),
    ("<h3>小标题</h3>", '<p lang="zh">话</p>', "a language 'zh'"),
    ("<h3>小标题</h3>", "<p>照 WCAG 做</p>", "'WCAG' in '照 WCAG 做' does not say its language"),
    ("<h3>小标题</h3>", '<p lang="en">Act for 王小兰</p>', "'王小兰' in"),
    ("错误：办事", "办事", "does not say so"),
    ("data-focus-on-load", "", "not focused"),
    ('href="#name"', 'href="#nothing"', "leads to no field"),
    ('aria-describedby="name-error"', "", "does not say"),
]


@pytest.mark.proves("structure")
@pytest.mark.parametrize(
    ("state", "language"),
    [
        pytest.param(state, language, id=f"{state}-{language}", marks=pytest.mark.xdist_group(state.endpoint))
        for state in PAGES
        for language in (PLAIN.language, "en")
    ],
)
def test_a_page_is_made_well(stage, state: State, language: str):
    """In English too, where names, addresses and what people wrote are Chinese and say so."""
    assert faults(stage.arrival(state, language).html) == []


def test_a_good_page_is_good():
    assert faults(GOOD) == []


@pytest.mark.parametrize(("part", "worse", "fault"), OFFENDERS, ids=[fault for *_, fault in OFFENDERS])
def test_a_bad_page_is_found(part, worse, fault):
    assert part in GOOD
    assert any(fault in found for found in faults(GOOD.replace(part, worse)))
