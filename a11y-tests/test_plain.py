"""What every page does without, and the one button that each has."""

from __future__ import annotations

import pytest

import plain
from pages import PAGES
from plain import can_be_read_out, faults, places, short_forms, two_stops_for_one, without_hint
from states import State

SILENT = {  # pages or states without the button that reads out, and why
    "resident.offline": "nothing can be fetched, not even what reads",
    "resident.home-maintenance": "the same",
    "resident.my_copy_to_read": "a file of her own, which is opened elsewhere",
}


def cases(pages: tuple[State, ...] | list[State]) -> list:
    return [pytest.param(page, id=str(page), marks=pytest.mark.xdist_group(page.endpoint)) for page in pages]


def is_silent(page: State) -> bool:
    return page.endpoint in SILENT or str(page) in SILENT


@pytest.mark.proves("plain", "places")
@pytest.mark.parametrize("state", cases(PAGES))
def test_a_page_does_without(stage, state: State):
    html = stage.arrival(state).html
    assert faults(html) + places(html) == []


@pytest.mark.proves("short", "hints", "joint")
@pytest.mark.parametrize("state", cases(PAGES))
def test_a_page_leaves_nothing_to_be_guessed(stage, state: State):
    html = stage.arrival(state).html
    assert short_forms(html) + without_hint(html) + two_stops_for_one(html) == []


@pytest.mark.proves("aloud")
@pytest.mark.parametrize("state", cases([page for page in PAGES if not is_silent(page)]))
def test_a_page_can_be_read_out(stage, state: State):
    assert can_be_read_out(stage.arrival(state).html)


@pytest.mark.parametrize("state", cases([page for page in PAGES if is_silent(page)]))
def test_a_page_that_cannot_be_read_out_is_named(stage, state: State):
    assert not can_be_read_out(stage.arrival(state).html)


PAGE = """<html><head><link href="/sheet.css"></head><body><form data-read-aloud="/x.js"><button>读给我听</button></form>
<main><svg aria-hidden="true"><use href="#home"></use></svg><p>请改好下面这些。</p><input name="a"><a href="/b">去</a>
<video controls src="/clip"></video></main></body></html>"""

OFFENDERS = [
    ("<p>", '<p><img src="/words.png" alt="标题">', "a picture"),
    ("<use", "<text>标题</text><use", "words that are drawn"),
    ("<p>", "<p><audio src='/a'></audio>", "a sound"),
    ("controls", "autoplay controls", "plays by itself"),
    ("controls", "", "plays by itself"),
    ("<p>", "<p><dialog open>好吗</dialog>", "lies over the page"),
    ('href="/b"', 'href="/b" target="_blank"', "another window"),
    ("<head>", '<head><meta http-equiv="Refresh" content="5">', "goes on by itself"),
    ("/sheet.css", "https://fonts.example/sheet.css", "from elsewhere"),
    ("/sheet.css", "//fonts.example/sheet.css", "from elsewhere"),
    ("<p>", "<p><iframe></iframe>", "a page within the page"),
    ('name="a"', 'name="a" inputmode="none"', "cannot be spoken into"),
    ('name="a"', 'name="a" readonly', "cannot be spoken into"),
]


def test_a_page_that_does_without_is_good():
    assert faults(PAGE) + places(PAGE) == []
    assert can_be_read_out(PAGE)
    assert not can_be_read_out(PAGE.replace("data-read-aloud", "data-x"))


@pytest.mark.parametrize(("part", "worse", "fault"), OFFENDERS)
def test_a_page_that_does_not_is_found(part, worse, fault):
    assert part in PAGE
    assert any(fault in found for found in faults(PAGE.replace(part, worse)))


@pytest.mark.parametrize("words", ["请按右边的按钮。", "红色的是必填。", "按圆形的按钮。"])
def test_a_sentence_for_eyes_alone_is_found(words):
    assert places(PAGE.replace("请改好下面这些。", words))


def test_a_short_form_stands_beside_its_words():
    assert short_forms(PAGE.replace("请改好", "照 WCAG 改好")) == ["'WCAG' is not explained"]
    assert short_forms(PAGE.replace("请改好", "照 WCAG（网页内容无障碍指南）改好")) == []
    assert short_forms(PAGE.replace("请改好", "照 ABC 改好")) == ["'ABC' is not explained"]
    assert short_forms(PAGE.replace("请改好", "照 SV-AYK7-7EX6 改好")) == []


def test_a_field_that_takes_a_form_tells_it():
    asked = '<label for="a">评定日期</label><input id="a" name="a" aria-describedby="a-{}"><p id="a-{}">例如 2026-12-01</p>'
    page = PAGE.replace('<input name="a">', asked)
    assert without_hint(page.replace("{}", "hint")) == []
    assert without_hint(page.replace("{}", "error")) == ["nothing tells how to write '评定日期'"]
    assert without_hint(page.replace("评定日期", "姓名").replace("{}", "error")) == []
    spoken = page.replace("评定日期", "几岁").replace('name="a"', 'name="a" inputmode="numeric"')
    assert without_hint(spoken.replace("{}", "error")) == ["nothing tells how to write '几岁'"]


def test_a_picture_and_its_words_are_one_stop():
    item = '<ul><li><a href="/b">图</a><a href="/b">去看</a></li></ul>'
    assert two_stops_for_one(PAGE.replace("<p>", item + "<p>")) == ["'图' and '去看' are one thing"]
    assert two_stops_for_one(PAGE.replace("<p>", item.replace("</a><a", "</a></li><li><a") + "<p>")) == []


def test_a_picture_in_a_style_sheet_is_found(monkeypatch):
    assert plain.DRAWN_BY_SHEETS.search(".a { background: var(--x) url('words.png') }")
    assert not plain.DRAWN_BY_SHEETS.search("@font-face { src: url('a.woff2') }")
    monkeypatch.setattr(plain, "PAINTED", ["a.css"])
    assert "a.css paints pictures" in faults(PAGE)
