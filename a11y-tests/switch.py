"""With one key that steps and one that chooses: how many presses a journey takes.

A switch steps through everything that can be chosen, one after the other, each choice of a question for itself; at the
end it begins at the top again. What is typed comes from a keyboard on the screen and is not counted.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from journeys import Step

SWITCH = (Path(__file__).parent / "switch.js").read_text(encoding="utf-8")
SKIP = "跳到正文"


def press(page: Page, step: Step, typed: str | None = None) -> int:
    """Goes to what reads so and chooses it; returns the presses. Into the main part by the skip link where that is
    nearer."""
    page.evaluate(SWITCH)
    presses = 0
    wanted = page.evaluate("(words) => stepping.find(words)", step.words)
    assert wanted >= 0, f"nothing reads {step.words!r}; there are {page.evaluate('stepping.words()')}"
    here = page.evaluate("stepping.here()")
    if here < 0 and wanted > 1 and page.evaluate("(number) => stepping.inMain(number)", wanted):
        skip = page.evaluate("(words) => stepping.find(words)", SKIP)
        if skip >= 0:
            _choose(page, skip)
            presses, here = skip + 2, page.evaluate("stepping.here()")
    items = len(page.evaluate("stepping.words()"))
    presses += (wanted - here) % items + (0 if typed is not None else 1)
    if typed is None:
        _choose(page, wanted)
    else:
        page.evaluate("(number) => stepping.to(number)", wanted)
        presses += _fill(page, typed)
    return presses


def _fill(page: Page, typed: str) -> int:
    """What stands in a list is stepped to and chosen; what is typed is not counted."""
    at = page.locator(":focus")
    if at.evaluate("(element) => element.localName") != "select":
        page.keyboard.insert_text(typed)
        return 0
    at.select_option(label=typed)
    return choices(at).index(typed) + 2


def choices(at: Locator) -> list[str]:
    """What stands in a list, as it is read: that an hour does not break in two nobody sees."""
    return [words.replace("\u00a0", " ") for words in at.locator("option").all_inner_texts()]


def _choose(page: Page, number: int) -> None:
    page.evaluate("(number) => stepping.to(number)", number)
    assert page.evaluate("stepping.here()") == number, "a step leads nowhere"
    page.keyboard.press(page.evaluate("(number) => stepping.key(number)", number))
