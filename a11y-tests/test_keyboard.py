"""Every page by keyboard alone: on a phone and at 400 %."""

from __future__ import annotations

import pytest

from keyboard import skip, walk
from pages import PAGES
from states import State

FIRST = {page.endpoint: page for page in reversed(PAGES)}


@pytest.mark.proves("keyboard")
@pytest.mark.parametrize(
    "state", [pytest.param(state, id=str(state), marks=pytest.mark.xdist_group(state.endpoint)) for state in PAGES]
)
def test_a_page_is_walked_by_keyboard_alone(stage, screen, state: State):
    """On a phone with the menu at its foot; the first state of each page at 400 % as well."""
    stage.show(screen, stage.arrival(state))
    found = {"on a phone": walk(screen) + skip(screen)}
    if FIRST[state.endpoint] is state:
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
