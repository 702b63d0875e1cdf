"""Turned, filled in, pointed at, typed at, left alone for an hour: the page stays what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pages import PAGES
from states import State
from steady import UPRIGHT, begin, edges, filled, hands, hover, lines, still, turned, watched
from tests.browser import PATIENCE

MANIFEST = Path(__file__).parents[1] / "templates/manifest.json"


@pytest.fixture(scope="session")
def watched_screen(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport=UPRIGHT, locale="zh-CN", timezone_id="Asia/Shanghai", service_workers="block"
    )
    context.set_default_timeout(PATIENCE)
    yield watched(context)
    context.close()


LOOKS = (hands, hover, turned, lines, edges, still, filled)


@pytest.mark.proves("hands", "hover", "turned", "lines", "edges", "still", "filled")
@pytest.mark.parametrize(
    "state", [pytest.param(state, id=str(state), marks=pytest.mark.xdist_group(state.endpoint)) for state in PAGES]
)
def test_a_page_stays_what_it_is(stage, watched_screen, state: State):
    """Filled in last, because that is the only one that leaves something behind."""
    stage.show(watched_screen, stage.arrival(state))
    begin(watched_screen)
    found = {look.__name__: look(watched_screen) for look in LOOKS}
    assert {how: faults for how, faults in found.items() if faults} == {}


def test_the_application_on_the_home_screen_keeps_no_phone_upright():
    assert json.loads(MANIFEST.read_text(encoding="utf-8")).get("orientation", "any") == "any"


PAGE = """<!doctype html><html lang="zh-Hans"><head><meta name="viewport" content="width=device-width"><title>办事</title>
<style>body { font: 20px/1.6 sans-serif } p { max-width: 40em } a:hover { text-decoration: none }
input, select { border: 2px solid #666; background: none; font: inherit } button { font: inherit }
.choice__label { display: block; border: 2px solid #666 } .choice__label::before { content: ""; border: 3px solid #666 }
:checked + .choice__label::before { border-color: #060 }</style></head><body>
<main><h1>办事</h1><p>一句话。</p><a href="#a">去</a><form action="/b"><label>姓名<input></label>
<input type="radio" name="r" id="r" class="choice__input"><label for="r" class="choice__label">一</label>
<select><option>一<option>二</select><button>提交</button></form></main>
</body></html>"""


A, CHOICE, FIELD, LIST = (f"document.querySelector('{each}')" for each in ("a", "[type=radio]", "input", "select"))


def with_script(script: str) -> tuple[str, str]:
    return "</main>", f"</main><script>{script}</script>"


OFFENDERS = [
    (hands, *with_script("addEventListener('devicemotion', () => {})"), "listens to devicemotion"),
    (hands, *with_script("document.body.ontouchmove = () => {}"), "body has ontouchmove"),
    (hands, *with_script("screen.orientation.lock('portrait')"), "calls lock"),
    (hands, *with_script(f"{A}.onpointerdown = () => {{ document.title = '去了' }}"), "changes the"),
    (hands, *with_script("onkeydown = ({key}) => { if (key === 's') document.title = '找' }"), "the key s"),
    (hands, "<a href", '<a accesskey="s" href', "has a shortcut"),
    (hands, "<p>", '<p><a href="#b" draggable="true">拖</a>', "is dragged"),
    (hands, "width=device-width", "width=device-width, user-scalable=no", "two fingers"),
    (hands, "p {", "p { touch-action: none;", "takes touches away"),
    (hover, "text-decoration: none", "display: block", "turns display"),
    (hover, "<p>", '<p title="还有">', "that a pointer must find"),
    (hover, *with_script(f"{A}.onmouseover = ({{target}}) => {{ target.after('还有') }}"), "changes the"),
    (turned, "</style>", "@media (orientation: landscape) { p { display: none } }</style>", "missing when"),
    (turned, "</style>", "@media (orientation: portrait) { p { color: red } }</style>", "is made otherwise"),
    (lines, "20px/1.6", "20px/1.2", "lines 1.2 high"),
    (lines, "p {", "p { text-align: justify;", "stretched"),
    (lines, "<p>一句话。", "<p style='max-width: none'>" + "一句很长的话" * 20, "a line of"),
    (edges, "2px solid #666", "2px solid #bbb", "an edge of 1."),
    (edges, "</style>", "[data-theme=dark] body { background: #777 }</style>", "dark: an edge of"),
    (edges, "#060", "#bcb", "a mark of 1."),
    (edges, "3px", "0", "a mark of"),
    (edges, "<p>", '<p><svg style="color: #aaa"></svg>', "a symbol of 2."),
    (still, *with_script("setTimeout(() => { document.title = '太久了' }, 600000)"), "by itself"),
    (still, *with_script("setTimeout(() => { document.querySelector('p').remove() }, 5000)"), "by itself"),
    (filled, *with_script(f"{LIST}.onchange = ({{target}}) => target.form.requestSubmit()"), "sends"),
    (filled, *with_script(f"{CHOICE}.onchange = () => {{ location.hash = 'b' }}"), "elsewhere"),
    (filled, *with_script(f"{FIELD}.oninput = () => {A}.focus()"), "loses"),
]  # fmt: skip


def show(page: Page, html: str) -> None:
    page.goto("about:blank")
    page.set_viewport_size(UPRIGHT)
    page.set_content(html)
    begin(page)


def test_a_page_that_stays_is_good(watched_screen):
    show(watched_screen, PAGE)
    assert [fault for look in LOOKS for fault in look(watched_screen)] == []


@pytest.mark.parametrize(
    ("look", "part", "worse", "fault"), [pytest.param(*case, id=f"{number}") for number, case in enumerate(OFFENDERS)]
)
def test_a_page_that_does_not_stay_is_found(watched_screen, look, part, worse, fault):
    assert part in PAGE
    show(watched_screen, PAGE.replace(part, worse))
    found = look(watched_screen)
    assert any(fault in each for each in found), found
