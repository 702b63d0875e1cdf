"""A page as a test has left it, with all that its scripts have made of it, is looked at like any of the catalogue."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from engines import AXE_OF_LOOKS, axe, ibm
from fingerprints import fingerprint
from keyboard import walk
from measures import grow, measure, unfold
from stage import HEIGHT
from states import PLAIN, Look
from structure import faults

LOOKS = tuple(
    Look(mode, width, PLAIN.language) for mode, width in (("dark", 320), ("large", 360), ("high-contrast", 1280))
)
seen: set[str] = set()
"""Fingerprints of the pages that were looked at by this process: many tests leave the same one."""


def faults_left(context: BrowserContext, url: str) -> list[str]:
    """On all pages of this service (url: how its addresses begin) that are open: by engines, ruler and keyboard."""
    return [
        f"{page.url.removeprefix(url)} {fault}"
        for page in context.pages
        if page.url.startswith(url) and page.evaluate("document.contentType") == "text/html" and _is_new(page)
        for fault in _faults(page)
    ]


def _is_new(page: Page) -> bool:
    now = fingerprint(page.content())
    known = now in seen
    seen.add(now)
    return not known


def _faults(page: Page) -> list[str]:
    found = faults(page.content()) + walk(page)
    unfold(page)
    grow(page)
    found += axe(page) + ibm(page) + measure(page)
    for look in LOOKS:
        page.set_viewport_size({"width": look.width, "height": HEIGHT})
        page.evaluate(
            "([theme, textSize]) => Object.assign(document.documentElement.dataset, {theme, textSize})",
            [look.theme, look.text_size],
        )
        grow(page)
        found += [f"{look}: {fault}" for fault in axe(page, only=AXE_OF_LOOKS) + measure(page)]
    return found
