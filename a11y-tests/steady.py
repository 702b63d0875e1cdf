"""A page that is turned, filled in, pointed at, typed at and left alone: what must not change does not.

Each function takes a page that is shown on a screen made by `watched` and returns what is wrong with it, in words.
"""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from measures import unfold
from states import MODES, PLAIN

HERE = Path(__file__).parent
THEMES = tuple(dict.fromkeys(theme for theme, *_ in MODES.values()))
BEFORE = (HERE / "steady_before.js").read_text(encoding="utf-8")
STEADY = "".join((HERE / name).read_text(encoding="utf-8") for name in ("colours.js", "steady.js"))

GESTURES = (
    *("touchstart", "touchmove", "touchend", "pointermove", "mousemove", "wheel", "gesturestart", "gesturechange"),
    *("drag", "dragstart", "dragover", "drop", "devicemotion", "deviceorientation", "deviceorientationabsolute"),
    *("dblclick", "contextmenu", "pointerdown", "mousedown", "keypress", "mouseenter", "mouseover", "pointerenter"),
)
"""What none of our scripts listens to: a stroke, a shake, the press before the release, a letter, the pointer's place.

`keydown` is listened to for Escape, and `pointerover` to fetch a script in time; that neither changes a page is tried.
"""
UPRIGHT, LYING, WIDE = ({"width": w, "height": h} for w, h in ((360, 740), (740, 360), (1280, 900)))
ENTRIES = "performance.getEntriesByType = askedOf.entries"
"""A clock of ours knows nothing of how the page was come to; our scripts ask."""
HOUR = 3_600_000
"""Milliseconds of the page's own clock, which `watched` has put in our hands."""


def watched(context: BrowserContext) -> Page:
    """A page whose clock is ours and whose scripts are asked what they listen to."""
    context.add_init_script(BEFORE)
    page = context.new_page()
    page.clock.install()
    context.add_init_script(ENTRIES)
    return page


def begin(page: Page) -> None:
    """With everything unfolded: what is in it must stay what it is too."""
    unfold(page)
    page.evaluate(STEADY)


def hands(page: Page) -> list[str]:
    """No gesture, no dragging, no shaking, no letter that acts by itself, nothing done before the finger is lifted."""
    return [
        *page.evaluate("(kinds) => steady.gestures(kinds)", list(GESTURES)),
        *page.evaluate("steady.pressed()"),
        *page.evaluate("steady.keys()"),
    ]


def hover(page: Page) -> list[str]:
    """Nothing appears where the pointer or the focus is."""
    return page.evaluate("steady.hovered()")


def turned(page: Page) -> list[str]:
    """The phone upright and lying on its side: the same words, the same to use, nothing made for one of them only."""
    upright = page.evaluate("steady.inventory()")
    page.set_viewport_size(LYING)
    lying = page.evaluate("steady.inventory()")
    page.set_viewport_size(UPRIGHT)
    found = page.evaluate("steady.turned()")
    return found if upright == lying else [*found, "something is missing when the phone is turned"]


def lines(page: Page) -> list[str]:
    """On a wide screen: lines far enough apart, none longer than forty characters, none stretched to both edges."""
    page.set_viewport_size(WIDE)
    found = page.evaluate("steady.lines()")
    page.set_viewport_size(UPRIGHT)
    return found


def edges(page: Page) -> list[str]:
    """In each of the three ways of colouring: fields, boxes and symbols are at least 3:1 against what they stand on."""
    found = []
    for theme in THEMES:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        found += [f"{theme}: {fault}" for fault in page.evaluate("steady.edges()")]
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", PLAIN.theme)
    return found


def still(page: Page) -> list[str]:
    """An hour in which nobody touches the page."""
    before = json.loads(page.evaluate("steady.look()"))
    page.clock.run_for(HOUR)
    after = json.loads(page.evaluate("steady.look()"))
    return [f"has become {now!r} by itself" for was, now in zip(before, after, strict=True) if was != now]


def filled(page: Page) -> list[str]:
    """Every field is filled in, every choice made: nothing is sent, nothing opens, the focus stays."""
    return page.evaluate("steady.fill()")
