"""What is Chinese on an English page says so, and what is Latin on a Chinese one; a reader changes the voice."""

from __future__ import annotations

import pytest

from webapp.web.language_parts import marked


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<dd>平湖市解放路 12 号</dd>", '<dd><span lang="zh-Hans">平湖市解放路 12 号</span></dd>'),
        ("<p>平湖医院（演示）</p>", '<p><span lang="zh-Hans">平湖医院（演示）</span></p>'),
        ("<p>周一至周五 8:30-17:00</p>", '<p><span><span lang="zh-Hans">周一至周五</span> 8:30-17:00</span></p>'),
        ("<a>Act for 王小兰</a>", '<a><span>Act for <span lang="zh-Hans">王小兰</span></span></a>'),
        ("<td>阿依·买买提</td>", '<td><span lang="zh-Hans">阿依·买买提</span></td>'),
        ("<td>阿依・买买提</td>", '<td><span lang="zh-Hans">阿依・买买提</span></td>'),
        ("<td>阿依•买买提</td>", '<td><span lang="zh-Hans">阿依•买买提</span></td>'),
        ("<span>of 王小兰</span>", '<span>of <span lang="zh-Hans">王小兰</span></span>'),
        ("<b>Room 12 &amp; 13</b>", "<b>Room 12 &amp; 13</b>"),
    ],
)
def test_chinese_on_an_english_page_is_marked(page, said):
    assert marked(page, "en") == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<dd>Windows</dd>", '<dd><span lang="en">Windows</span></dd>'),
        ("<p>照 WCAG 2.2 做。</p>", '<p><span>照 <span lang="en">WCAG</span> 2.2 做。</span></p>'),
        ("<p>按 Ctrl、Enter</p>", '<p><span>按 <span lang="en">Ctrl</span>、<span lang="en">Enter</span></span></p>'),
        ("<p>这是 a b</p>", '<p><span>这是 <span lang="en">a b</span></span></p>'),
        ("<p>甲&amp;乙 &#39;丙&nbsp;</p>", "<p>甲&amp;乙 &#39;丙&nbsp;</p>"),
    ],
)
def test_latin_letters_on_a_chinese_page_are_marked(page, said):
    assert marked(page, "zh-Hans") == marked(page, "zh-Hant") == said


def test_what_says_its_language_already_stays_as_it_is():
    page = '<ul><li lang="en">Home</li><li lang="zh-Hans">主页<br>首页</li><li>主页</li></ul>'
    assert marked(page, "zh-Hans") == page
    assert marked(f'<html lang="zh-Hant"><body>{page}</body></html>', "en").count("<span") == 0


def test_a_part_in_another_language_is_marked_by_its_own():
    assert marked('<p lang="zh-Hans">用 GB/T 26341</p>x', "en") == (
        '<p lang="zh-Hans"><span>用 <span lang="en">GB/T</span> 26341</span></p>x'
    )


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><title>Of 王小兰</title>",
        "<script>const words = '王';</script>",
        "<style>p::before { content: '王'; }</style>",
        "<textarea>王小兰</textarea>",
        "<svg><title>王</title><text>王</text></svg>",
        "<!-- 王 -->",
        '<input value="王" placeholder="a > 王">',
        "<select><option>Dr 王</option></select>",
    ],
)
def test_where_no_element_may_stand_none_is_put(page):
    assert marked(page, "en") == page


def test_an_option_is_marked_itself():
    assert marked('<option value="1">王小兰</option>', "en") == '<option value="1" lang="zh-Hans">王小兰</option>'


def test_an_element_that_nobody_closed_does_not_lend_its_language():
    assert marked('<ul><li lang="zh-Hans">甲<li lang="en">a</ul><p>乙</p>', "en").endswith(
        '<p><span lang="zh-Hans">乙</span></p>'
    )


def test_a_page_as_it_is_sent_is_marked(visitor):
    page = visitor().open("/accessibility")
    assert page.soup.find("span", lang="en", string="WCAG")
    assert page.sees("我们照 WCAG 2.2 的最高一级做。")


def test_a_name_on_an_english_page_is_marked(visitor):
    mei = visitor("mei")
    mei.post("/preferences", language="en", theme="standard", text_size="standard", reading="standard")
    assert mei.open("/").soup.h1.find("span", lang="zh-Hans", string="陈秀梅")
    assert mei.h1 == "Hello, 陈秀梅"
