"""A page as a test has left it, with all that its scripts have made of it, is looked at like any of the catalogue."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page

from engines import AXE_OF_LOOKS, axe, ibm
from fingerprints import fingerprint
from keyboard import walk
from measures import measure, tall, unfold
from stage import HEIGHT
from states import PLAIN, Look
from structure import faults

LOOKS = tuple(
    Look(mode, width, PLAIN.language) for mode, width in (("dark", 320), ("large", 360), ("high-contrast", 1280))
)
LOOKS_AT_MOST = 3
SAID = "document.body.textContent"
seen: set[str] = set()
"""Fingerprints of the pages that were looked at by this process: many tests leave the same one."""


def faults_left(context: BrowserContext, url: str) -> list[str]:
    """On all pages of this service (url: how its addresses begin) that are open: by engines, ruler and keyboard."""
    return [
        f"{page.url.removeprefix(url)} {fault}"
        for page in context.pages
        if page.url.startswith(url) and _has_come(page) and _is_new(page)
        for fault in _faults_at_rest(page)
    ]


def _has_come(page: Page) -> bool:
    """A page, with what its scripts make of it when it opens: a test may end when it has read the heading."""
    page.wait_for_load_state()
    if page.evaluate("document.contentType") != "text/html":
        return False
    with suppress(Error):  # scripts that a test has kept from coming
        page.wait_for_selector("[data-module]:not([data-alive])", state="detached", timeout=2_000)
    return True


def _is_new(page: Page) -> bool:
    now = fingerprint(page.content())
    known = now in seen
    seen.add(now)
    return not known


def _faults_at_rest(page: Page) -> list[str]:
    """A page that has changed under the ruler, by news that it asks for, is as long as nobody measured: once more."""
    for _ in range(LOOKS_AT_MOST):
        before = page.evaluate(SAID)
        found = _faults(page)
        if not found or page.evaluate(SAID) == before:
            break
    return found


def _faults(page: Page) -> list[str]:
    found = faults(page.content()) + walk(page)
    unfold(page)
    with tall(page):
        found += axe(page) + ibm(page) + measure(page)
    for look in LOOKS:
        page.set_viewport_size({"width": look.width, "height": HEIGHT})
        page.evaluate(
            "([theme, textSize]) => Object.assign(document.documentElement.dataset, {theme, textSize})",
            [look.theme, look.text_size],
        )
        with tall(page):
            found += [f"{look}: {fault}" for fault in axe(page, only=AXE_OF_LOOKS) + measure(page)]
    return found
