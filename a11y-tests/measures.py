"""Sizes and places on a page as the browser has laid it out: text, targets, gaps, what is cut off, what moves."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")

LEAST = {"text": 18, "main": 0, "tap": 44, "tapMain": 60, "gap": 8}
LEAST_IN_LARGE = {**LEAST, "text": 23, "main": 30}

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""
"""What WCAG 2.2, 1.4.12 lets a reader set."""


def measure(page: Page) -> list[str]:
    """What is too small, too close, cut off, out of order or in motion, in words."""
    large = page.evaluate("document.documentElement.dataset.textSize") == "large"
    return page.evaluate(MEASURES, LEAST_IN_LARGE if large else LEAST)


def wear(page: Page, css: str) -> None:
    """A style sheet of the reader's own; the content security policy has no say in it."""
    page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = css ? [sheet] : [];
        }""",
        css,
    )


def grow(page: Page) -> None:
    """Make the window as tall as the page, so that what stays at its foot covers nothing."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
