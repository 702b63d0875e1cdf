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
    "what is said is shown; only a heading of what stands under it, and what happens, are said alone": re.compile(
        r"<(?!h2|div[^>]* aria-live=\"polite\")[a-z0-9]+[^>]*visually-hidden"
    ),
    "which keyboard a phone shows is said by the field: a day is also typed in words": re.compile(r"'inputmode'"),
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
        '<a href="/x">看<span class="visually-hidden">，昨天</span></a>',
        "{{ field(form.day, attrs={'inputmode': 'numeric'}) }}",
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


OFFERS_WRITING = {"components/contact.html", "components/whom_to_ask.html", "resident/accessibility.html"}
"""What may show a telephone number: each shows a way in writing beside it."""


def numbers_alone(name: str, text: str) -> list[str]:
    """A number that is shown by something else, or a page of hers that gives no address for what is written."""
    found = [f"{name}: a number of its own"] if "tel:" in text and name not in OFFERS_WRITING else []
    if name.startswith("resident/"):
        asked = re.findall(r"\bwhom_to_ask\(([^,()]*)(,?)", text)
        found += [f"{name}: nowhere to write" for _, more in asked if not more]
        found += [f"{name}: nowhere to write" for _ in re.findall(r"\bwhom_to_ask\([^,()]*,\s*None", text)]
    return found


def test_beside_every_telephone_number_there_is_a_way_in_writing():
    assert [
        fault
        for path in FILES
        for fault in numbers_alone(path.relative_to(TEMPLATES).as_posix(), path.read_text(encoding="utf-8"))
    ] == []
    for name in OFFERS_WRITING:
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        assert "message_href" in text or "mailto:" in text


@pytest.mark.parametrize("offender", [
    '<a href="tel:00000000">', "{{ whom_to_ask(contact) }}", "{{ whom_to_ask(contact, None) }}",
])
def test_a_number_without_a_way_in_writing_is_found(offender):
    assert numbers_alone("resident/home.html", offender)
    assert numbers_alone("resident/home.html", "{{ whom_to_ask(contact, url_for('resident.letters')) }}") == []
