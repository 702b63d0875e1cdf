"""Other ways than a switch (switch.py) of making a step: the keyboard alone, the voice, one finger. Each tells its
presses."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from journeys import Step
from measures import LEAST
from switch import SWITCH, choices

RIGHT_BEFORE = 3
"""Stops of the browser itself between the end of a page and its beginning."""


def by_keyboard(page: Page, step: Step, typed: str | None = None) -> int:
    """Tab until it has focus; arrows within a question of one answer; Enter, Space or the letters."""
    page.evaluate(SWITCH)
    wanted = page.evaluate("(words) => stepping.find(words)", step.words)
    assert wanted >= 0, f"nothing reads {step.words!r}; there are {page.evaluate('stepping.words()')}"
    presses, most = 0, 2 * len(page.evaluate("stepping.words()")) + RIGHT_BEFORE
    while not page.evaluate("(number) => stepping.near(number)", wanted):
        assert presses < most, f"Tab never comes to {step.words!r}: a trap, or out of reach"
        page.keyboard.press("Tab")
        presses += 1
    while page.evaluate("stepping.here()") != wanted:
        assert presses < most, f"no arrow leads to {step.words!r}"
        page.keyboard.press("ArrowDown")
        presses += 1
    if typed is None:
        if not page.evaluate("document.activeElement.checked === true"):
            page.keyboard.press(page.evaluate("(number) => stepping.key(number)", wanted))
    elif page.evaluate("document.activeElement.localName") == "select":
        for _ in range(choices(page.locator(":focus")).index(typed)):
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.insert_text(typed)
    return presses


ROLES = ("link", "button", "radio", "checkbox", "textbox", "combobox")


def by_voice(page: Page, step: Step, typed: str | None = None) -> int:
    """Says what is read on it; the browser knows it by that name and by nothing else."""
    control = _called(page, step.words)
    if typed is None:
        control.click()
    elif control.evaluate("(element) => element.localName") == "select":
        control.select_option(label=typed)
    else:
        control.fill(typed)
    return 1


def _called(page: Page, words: str) -> Locator:
    """By its whole name before one whose name begins so: 必填, or the hint of a choice, may follow."""
    for exact in (True, False):
        for role in ROLES:
            found = page.get_by_role(role, name=words, exact=exact).and_(page.locator(":visible"))
            if found.count():
                return found.first
    raise AssertionError(f"nothing is called {words!r}")


TOUCH = (Path(__file__).parent / "touch.js").read_text(encoding="utf-8")


def by_touch(page: Page, step: Step, typed: str | None = None) -> int:
    """One tap on the words of a link, a button or a choice, or into a field; nothing else may lie under the finger.

    The page must be one of a context with touch: of any other the browser refuses a tap.
    """
    control = _called(page, step.words)
    found = control.evaluate(TOUCH, LEAST["tap"])
    assert not found["others"], f"a finger on {step.words!r} touches {', '.join(found['others'])} too"
    control.tap(position=found["at"])
    if typed is None:
        return 1
    assert control.evaluate("(element) => element === document.activeElement"), f"no tap leads into {step.words!r}"
    if control.evaluate("(element) => element.localName") == "select":
        control.select_option(label=typed)  # the list of the phone's own, outside the page
    else:
        page.keyboard.insert_text(typed)
    return 1
