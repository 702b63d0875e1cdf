"""Manners of templates: no inline style or script, no raw markup, hx- only where a link or form does the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))

RULES = {
    "a style attribute breaks the content security policy": re.compile(r"\sstyle="),
    "an inline handler breaks the content security policy": re.compile(r"\son[a-z]+="),
    "an inline script breaks the content security policy": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>"),
    "`safe` lets anything through; give the component a parameter": re.compile(r"\|\s*safe\b"),
    "autoescape stays on": re.compile(r"autoescape\s+false"),
    "words that promise what is not there": re.compile(r"敬请期待|即将上线|coming soon", re.IGNORECASE),
    "a direction by place is lost on who does not see it": re.compile(r"(左边|右边|左侧|右侧|上方|下方)的?按钮"),
    "colours are not words": re.compile(r"(红色|绿色|蓝色)的?(按钮|链接|字)"),
}


def offences(text: str) -> list[str]:
    return [why for why, pattern in RULES.items() if pattern.search(text)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_a_template_keeps_the_manners(path):
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "offender",
    [
        '<p style="color: red">',
        '<a onclick="go()">',
        "<script>go()</script>",
        "{{ note|safe }}",
        "敬请期待",
        "请按右边的按钮",
        "按红色按钮",
    ],
)
def test_an_offender_is_found(offender):
    assert offences(offender)


def test_a_template_with_untranslated_chinese_is_found_and_ours_have_none():
    assert untranslated("<p>你好</p>")
    assert not untranslated("{# 你好 #}<p>{{ _('你好') }}</p>")
    bad = {
        str(p.relative_to(TEMPLATES)): untranslated(p.read_text(encoding="utf-8"))
        for p in FILES
        if p.name != "gallery.html"
    }
    assert {name: found for name, found in bad.items() if found} == {}


def untranslated(text: str) -> list[str]:
    """Chinese that stands outside comments and outside every expression, so that no translator would see it."""
    bare = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    return re.findall(r"[\u4e00-\u9fff]+", bare)
