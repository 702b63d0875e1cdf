"""Sizes and places on a page as the browser has laid it out: text, targets, gaps, what is cut off, what moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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


USUAL_FONT = 16
"""Pixels: what browsers begin with when the system asks for nothing else."""


@contextmanager
def system_font(page: Page, size: int) -> Iterator[None]:
    """The size of text that the person has chosen for her whole phone, in pixels."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    try:
        yield
    finally:
        session.send("Page.setFontSizes", {"fontSizes": {"standard": USUAL_FONT, "fixed": 13}})
        session.detach()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")


def text_sizes(page: Page) -> list[tuple[str, float]]:
    """The first words and the size in pixels of every piece of text and every field that is shown."""
    told = page.evaluate(
        """() => {
          const told = [];
          const tell = (words, element) => element.checkVisibility({visibilityProperty: true})
            && told.push([words.trim().slice(0, 30), parseFloat(getComputedStyle(element).fontSize)]);
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const {data, parentElement: of} = walk.currentNode;
            if (data.trim() && !of.closest('script,style,template,option,svg,textarea')) tell(data, of);
          }
          const fields = document.querySelectorAll('input:not([type=hidden]),select,textarea');
          fields.forEach((field) => tell(field.name, field));
          return told;
        }"""
    )
    return [(words, size) for words, size in told]


def not_grown(page: Page, before: list[tuple[str, float]]) -> list[str]:
    """Text that has not become half as large again where the system asks for twice the size."""
    return [
        f"text of {was:g} px stays at {now:g}: {words}"
        for (words, was), (_, now) in zip(before, text_sizes(page), strict=True)
        if now < 1.5 * was
    ]


@contextmanager
def tall(page: Page) -> Iterator[None]:
    """The window is as tall as the page, so that what stays at its foot covers nothing.

    By the browser's own command: the driver's waits until all is painted, which takes a minute for a very long page.
    """
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    session = page.context.new_cdp_session(page)
    window = {"width": size["width"], "height": height, "deviceScaleFactor": 1, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", window)
    try:
        yield
    finally:
        session.detach()
        # the driver sends no size that it believes the window to have
        page.set_viewport_size({"width": size["width"], "height": size["height"] + 1})
        page.set_viewport_size(size)
