"""A walk through a page by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

KEYBOARD = (Path(__file__).parent / "keyboard.js").read_text(encoding="utf-8")


def walk(page: Page, *, unfolding: bool = False) -> list[str]:
    """Tab from the top to the end and one step back: every stop visible, in order, none left out, no trap.

    unfolding: what is folded is opened with Enter as it is come to, and what was in it is walked too.
    """
    page.evaluate(KEYBOARD)
    expected = page.evaluate("a11y.stops()")
    page.evaluate("a11y.toTheTop()")
    found: list[str] = []
    number = 0
    while number < len(expected):
        name = expected[number]
        page.keyboard.press("Tab")
        stop = page.evaluate("a11y.here()")
        while stop is not None and stop["film"] and stop["number"] == number - 1:  # what the browser lays over a film
            page.keyboard.press("Tab")
            stop = page.evaluate("a11y.here()")
        if stop is None or stop["number"] != number:
            at = stop["name"] if stop else "nowhere"
            return [*found, f"Tab leads to {at}, not to {name}"]
        found += [f"{name} {fault}" for fault in stop["faults"]]
        if unfolding and stop["folded"]:
            page.keyboard.press("Enter")
            expected = page.evaluate("a11y.stops()")
            opened = page.evaluate("a11y.here()")
            if opened is None or opened["number"] != number or opened["folded"]:
                return [*found, f"{name} is not opened with Enter"]
        number += 1
    page.keyboard.press("Tab")
    if page.evaluate("a11y.here()?.number ?? 0") != 0:
        found.append("Tab does not leave the page after its last stop")
    return found + _back(page, expected)


def _back(page: Page, expected: list[str]) -> list[str]:
    """From the last stop to the one before it."""
    if len(expected) < 2:
        return []
    page.evaluate("a11y.goTo(-1)")
    page.keyboard.press("Shift+Tab")
    stop = page.evaluate("a11y.here()")
    return [] if stop and stop["number"] == len(expected) - 2 else [f"no way back from {expected[-1]}"]


def skip(page: Page) -> list[str]:
    """The first stop is seen, is large enough, and leads past everything into the main part."""
    page.evaluate(KEYBOARD)
    page.evaluate("a11y.toTheTop()")
    page.keyboard.press("Tab")
    stop: dict[str, Any] | None = page.evaluate("a11y.here()")
    if stop is None or page.evaluate("a11y.firstIn('main')") == 0:
        return []  # nothing stands before the main part
    found = [f"the skip link {fault}" for fault in stop["faults"]]
    if stop["height"] < 43.5:
        found.append(f"the skip link is {stop['height']} px high")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.localName") != "main":
        return [*found, "the skip link does not lead to the main part"]
    wanted = page.evaluate("a11y.firstIn('main')")
    if wanted is not None:
        page.keyboard.press("Tab")
        stop = page.evaluate("a11y.here()")
        if stop is None or stop["number"] != wanted:
            found.append("after the skip link Tab does not go on in the main part")
    return found
