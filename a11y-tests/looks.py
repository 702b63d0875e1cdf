"""What a page is looked at through: a mode, a width and a language; and how a page in the browser is given them.

When this file changes, every page is looked at anew (fingerprints.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

MODES = {  # name: (theme, size of text, forced colours, way of reading)
    "standard": ("standard", "standard", False, "standard"),
    "dark": ("dark", "standard", False, "standard"),
    "high-contrast": ("high-contrast", "standard", False, "standard"),
    "forced-colors": ("standard", "standard", True, "standard"),
    "large": ("standard", "large", False, "standard"),
    "easy-read": ("standard", "standard", False, "easy"),
}


@dataclass(frozen=True)
class Look:
    mode: str
    width: int
    """CSS pixels."""
    language: str

    @property
    def theme(self) -> str:
        return MODES[self.mode][0]

    @property
    def text_size(self) -> str:
        return MODES[self.mode][1]

    @property
    def forced_colors(self) -> bool:
        return MODES[self.mode][2]

    @property
    def reading(self) -> str:
        return MODES[self.mode][3]

    def __str__(self) -> str:
        return f"{self.mode}-{self.width}-{self.language}"


PLAIN = Look("standard", 360, "zh_Hans")
EASY = MODES["easy-read"][3]
"""The other way of reading."""


def wear(page: Page, look: Look, height: int) -> None:
    """Give the page that is shown another mode and width; the server would write the same two words into it.

    Easy read is no such mode: it has an arrival of its own.
    """
    page.set_viewport_size({"width": look.width, "height": height})
    page.emulate_media(forced_colors="active" if look.forced_colors else "none")
    page.evaluate(
        "([theme, textSize]) => Object.assign(document.documentElement.dataset, {theme, textSize})",
        [look.theme, look.text_size],
    )
