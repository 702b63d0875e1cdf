"""In easy read nothing of a page is lost, and what its sentences name is there."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup, Tag

from engines import nu
from pages import NO_PAGES, PAGES
from proofs import claim
from states import State
from structure import faults
from webapp.web.words.easy_read import PAGES as TEXTS

STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
WRITTEN = [page for page in PAGES if page.endpoint.startswith(("resident.", "checkpoint.", "workbench."))]
CHANGING = ("csrf_token", "submission_id", "reading", "mark")
"""Fields that hold another value each time, and the one that says how the page is read."""
ANEW = (
    (re.compile(r"(?:(?<=/|=|-)|(?<=%3D))(?:(?=[a-z]*[0-9])[0-9a-z]{12,}|[0-9a-z]{16}(?![0-9a-z-]))"), "<id>"),
    (re.compile(r"[0-9a-f]{4}(?: [0-9a-f]{4}){3}"), "<fingerprint>"),
    (re.compile(r"[0-9](?: [0-9]){3}(?:，[0-9](?: [0-9]){3}){3}"), "<sixteen digits>"),
    (re.compile(r"[0-9]+(?= 条记录)"), "<entries>"),
    (re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4,5}"), "<recovery code>"),
    (re.compile(r"[0-9](?: [0-9]){3}，[0-9](?: [0-9]){2}，[0-9](?: [0-9]){2}"), "<ten digits>"),
    (re.compile(r"(?<=您还可以试 )[0-9]"), "<attempts>"),
    (re.compile(r"^[0-9]{3} [0-9]{3}$"), "<six digits>"),
    (re.compile(r"[0-9A-F]{8}$"), "<reference>"),
)
"""What is made anew each time a page is reached, and what stands for it here."""


def without_easy_text(html: str) -> Tag:
    page = BeautifulSoup(html, "lxml").body
    of_the_act = "main > .notice--success[tabindex]"  # said once: the easy page is asked for after the act
    aside = "[aria-labelledby=easy-read], [aria-labelledby=shortly], ul.easy, script, style, template"
    for part in page.select(f"{aside}, {of_the_act}"):
        part.decompose()
    for kept in page.find_all(string=re.compile("用最短的话说")):
        kept.extract()
    return page


def same(fact: str) -> str:
    for pattern, name in ANEW:
        fact = pattern.sub(name, fact)
    return fact


def facts(page: Tag) -> Counter[str]:
    """Every piece of text (amounts, dates, names, numbers …), every way on, every picture's words and every field."""
    found: Counter[str] = Counter(" ".join(words.split()) for words in page.strings if words.strip())
    found.update(f"link {a['href']}" for a in page.find_all("a", href=True))
    found.update(f"form {form.get('action')}" for form in page.find_all("form"))
    found.update(f"words {each['aria-label']}" for each in page.find_all(attrs={"aria-label": True}))
    for field in page.find_all(["input", "select", "textarea", "button"]):
        if field.get("name") not in CHANGING:
            shown = (field.get("type"), field.get("name"), field.get("value"), field.has_attr("checked"))
            found[f"field {shown}"] += 1
    kept: Counter[str] = Counter()
    for fact, count in found.items():
        kept[same(fact)] += count
    return kept


def lost(standard: str, easy: str) -> list[str]:
    return sorted((facts(without_easy_text(standard)) - facts(BeautifulSoup(easy, "lxml").body)).elements())


def cases(states: list[State]) -> list:
    return [pytest.param(each, id=str(each), marks=pytest.mark.xdist_group(each.endpoint)) for each in states]


@pytest.mark.parametrize("state", cases(WRITTEN))
def test_no_fact_of_the_standard_page_is_lost_in_easy_read(stage, record_property, state: State):
    """Made in every run: it hangs on the standard page too."""
    record_property("proves", claim(stage, state, ["easy"], reading="easy").words())
    standard, easy = stage.arrival(state).html, stage.arrival(state, reading="easy").html
    assert 'aria-labelledby="easy-read"' in easy or state.endpoint == "resident.my_copy_to_read"
    assert lost(standard, easy) == []


@pytest.mark.parametrize("state", cases(WRITTEN))
def test_an_easy_page_is_built_like_any_other(stage, state: State):
    assert faults(stage.arrival(state, reading="easy").html) == []


@pytest.mark.xdist_group("everything")
@pytest.mark.timeout(900)
def test_the_html_checker_finds_nothing_in_easy_pages(stage, tmp_path):
    sources = {str(state): STYLE.sub("", stage.arrival(state, reading="easy").html) for state in WRITTEN}
    assert nu(sources, tmp_path) == []


def test_a_lost_amount_link_or_field_is_found():
    page = '<body><p>每月 230 元</p><a href="/x">看</a><input name="phone" type="tel"></body>'
    assert lost(page, "<body><p>每月</p></body>") == ["field ('tel', 'phone', None, False)", "link /x", "每月 230 元", "看"]
    assert lost(page, page) == []


@pytest.mark.xdist_group("everything")
@pytest.mark.timeout(900)
def test_a_button_that_a_sentence_names_is_on_its_page(stage):
    """“保存” in a sentence of a page is a word that one finds on it, in one of its states."""
    shown: dict[str, str] = {}
    for state in WRITTEN:
        arrival = stage.arrival(state)
        text = BeautifulSoup(arrival.html, "lxml").body.get_text(" ")
        for template in arrival.templates:
            shown[template] = shown.get(template, "") + text
    missing = {}
    for name, text in TEXTS.items():
        named = {each for sentence in text.sentences for each in re.findall("“(.+?)”", sentence.source)}
        absent = sorted(each for each in named if each not in shown.get(f"{name}.html", each))
        if absent:
            missing[name] = absent
    assert missing == {}


def test_every_page_that_has_a_text_is_looked_at():
    assert {page.endpoint for page in WRITTEN} & set(NO_PAGES) == set()
