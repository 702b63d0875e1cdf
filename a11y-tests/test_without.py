"""Without JavaScript, without style sheets, on paper: the same page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from measures import grow
from pages import PAGES, WITH_SCRIPT_ONLY
from states import State

CASES = [pytest.param(state, id=str(state), marks=pytest.mark.xdist_group(state.endpoint)) for state in PAGES]


def said(page: Page, without: tuple[str, ...] = ()) -> str:
    """The words of the main part and the heading of the window, in order, without what `without` selects."""
    words = page.evaluate(
        """(without) => {
          const hidden = [...document.querySelectorAll(without.join(',') || 'none')].filter((each) => !each.hidden);
          hidden.forEach((each) => { each.hidden = true; });
          const words = document.title + ' ' + document.querySelector('main').innerText;
          hidden.forEach((each) => { each.hidden = false; });
          return words;
        }""",
        list(without),
    )
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("state", CASES)
def test_a_page_says_the_same_without_scripts(stage, screen, screen_without_scripts, state: State):
    stage.show(screen, stage.arrival(state))
    with_scripts = said(screen, tuple(WITH_SCRIPT_ONLY))
    stage.show(screen_without_scripts, stage.arrival(state))
    assert said(screen_without_scripts, tuple(WITH_SCRIPT_ONLY)) == with_scripts


@pytest.mark.parametrize("state", CASES)
def test_a_page_says_the_same_without_style_sheets_and_on_paper(stage, screen, state: State):
    stage.show(screen, stage.arrival(state))
    screen_only, paper_only = (
        ("[data-screen-only]", ".buttons", ".button", ".back", ".filter", ".pages"),
        (".print-only",),
    )
    styled, on_screen = said(screen, paper_only), said(screen, (*screen_only, *paper_only))
    screen.evaluate("[...document.styleSheets].forEach((sheet) => { sheet.disabled = true; })")
    bare = said(screen, paper_only)
    screen.evaluate("[...document.styleSheets].forEach((sheet) => { sheet.disabled = false; })")
    screen.emulate_media(media="print")
    grow(screen)
    printed = said(screen, (*screen_only, *paper_only))
    around = screen.locator(".menu, .masthead__tool, .skip-link").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).length"
    )
    paper = screen.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert bare == styled
    assert printed == on_screen
    assert (around, paper) == (0, "rgb(255, 255, 255)")
