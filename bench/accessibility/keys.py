"""How many keys are pressed, with an ordinary keyboard, from the top of a page until its answers are sent."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from journeys import Step

SKIP = "跳到正文"
FOCUS = """() => {
  const at = document.activeElement;
  const group = at.type === 'radio' ? [...document.querySelectorAll(`[type=radio][name="${at.name}"]`)] : [];
  const words = (element) => (element.labels?.[0] ?? element).innerText?.trim() ?? '';
  return {words: words(at), group: group.map(words), at: group.indexOf(at), chosen: at.checked ?? false};
}"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def tab_to(self, words: str) -> dict:
        """Past everything else; what is chosen already in a group is where the group is entered."""
        for _ in range(100):
            self.press("Tab")
            found = self.page.evaluate(FOCUS)
            if found["words"].startswith(words) or any(each.startswith(words) for each in found["group"]):
                return found
        raise AssertionError(f"no key leads to {words!r}")

    def choose(self, found: dict, words: str) -> None:
        wanted = next(number for number, each in enumerate(found["group"]) if each.startswith(words))
        for _ in range(wanted - found["at"]):
            self.press("ArrowDown")
        if wanted == found["at"]:
            self.press("Space")


def keystrokes(page: Page, answers: Iterable[Step], onward: str) -> int:
    """The link to the main part is used, as whoever uses keys every day does."""
    hand = Keyboard(page)
    hand.tab_to(SKIP)
    hand.press("Enter")
    for step in answers:
        found = hand.tab_to(step.words)
        for sign in step.typed or "":
            hand.press(sign)
        if step.typed is None:
            hand.choose(found, step.words)
    hand.tab_to(onward)
    with page.expect_event("load"):
        hand.press("Enter")
    return hand.pressed
