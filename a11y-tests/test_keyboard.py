"""Every page by keyboard alone: on a phone and at 400 %."""

from __future__ import annotations

import pytest

from keyboard import skip, walk
from pages import PAGES, firsts_of, readings_of
from states import State

AT_400 = {
    *firsts_of(PAGES),
    *(page for page in PAGES if page.status in (409, 422) or page.name.startswith("failed") or "just " in page.name),
}
"""What is refused or just done has the most at the head of the page."""


READINGS = [
    pytest.param(state, reading, id=f"{state}-{reading}", marks=pytest.mark.xdist_group(state.endpoint))
    for state, reading in readings_of(PAGES)
]


@pytest.mark.proves("keyboard")
@pytest.mark.parametrize(("state", "reading"), READINGS)
def test_a_page_is_walked_by_keyboard_alone(stage, screen, state: State, reading: str):
    """On a phone with the menu at its foot, folded and unfolded; some at 400 % as well."""
    stage.show(screen, stage.arrival(state, reading=reading))
    found = {"on a phone": walk(screen) + skip(screen)}
    if screen.query_selector("details"):
        found["unfolded"] = walk(screen, unfolding=True)
    if state in AT_400:
        screen.set_viewport_size({"width": 320, "height": 256})
        found["at 400 %"] = walk(screen)
    assert {how: faults for how, faults in found.items() if faults} == {}


PAGE = """<!doctype html><html lang="zh-Hans">
<style>:focus-visible { outline: 3px solid } a { display: block; height: 44px }</style>
<body><a href="#main">跳到正文</a><a href="/">首页</a>
<main id="main" tabindex="-1"><form><label for="a">姓名</label><input id="a">
<label><input type="radio" name="r">一</label><label><input type="radio" name="r">二</label>
<button>提交</button></form></main></body></html>"""

OFFENDERS = [
    ("outline: 3px solid", "outline: 0", "shows no focus"),
    ('<a href="/">', '<a href="/" tabindex="1">', "Tab leads to"),
    ("</form>", '</form><p style="position: fixed; inset: 0">盖住</p>', "is covered"),
    (
        "</main>",
        """</main><script>document.querySelector('button').onkeydown = (e) => e.preventDefault()</script>""",
        "Tab does not leave",
    ),
]


FOLDED = PAGE.replace("<button>", "<details><summary>还有</summary><a href='/b'>去</a></details><button>")


def test_what_is_folded_is_opened_and_walked(screen):
    _open(screen, FOLDED)
    assert walk(screen) + walk(screen, unfolding=True) == []
    assert screen.evaluate("document.querySelector('details').open")


@pytest.mark.parametrize(
    ("part", "worse", "fault"),
    [
        ("<a href='/b'>", "<a href='/c'>后</a><a href='/b' tabindex='1'>", "Tab leads to"),
        ("<a href='/b'>", "<a href='/b' style='outline: 0'>", "shows no focus"),
        ("<summary>", "<summary onclick='return false'>", "is not opened"),
    ],
)
def test_a_fault_in_what_is_folded_is_found_when_it_is_opened(screen, part, worse, fault):
    assert part in FOLDED
    _open(screen, FOLDED.replace(part, worse))
    assert walk(screen) == []
    assert any(fault in found for found in walk(screen, unfolding=True))


def _open(screen, html):
    screen.goto("about:blank")
    screen.set_viewport_size({"width": 360, "height": 740})
    screen.set_content(html)


def test_a_good_page_is_walked(screen):
    _open(screen, PAGE)
    assert walk(screen) + skip(screen) == []


@pytest.mark.parametrize(("part", "worse", "fault"), OFFENDERS, ids=[fault for *_, fault in OFFENDERS])
def test_a_bad_walk_is_found(screen, part, worse, fault):
    assert part in PAGE
    _open(screen, PAGE.replace(part, worse))
    assert any(fault in found for found in walk(screen))


def test_a_skip_link_that_leads_nowhere_is_found(screen):
    _open(screen, PAGE.replace('id="main" tabindex="-1"', ""))
    assert "the skip link does not lead to the main part" in skip(screen)
