"""Without JavaScript, without style sheets, on paper: the same page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from pages import PAGES
from stage import Stage
from states import Arrival, State

WITH_SCRIPT_ONLY = {  # selectors of what a script adds, and which way there is without it
    "[data-passkey]": "a passkey needs the browser's own interface; the codes by message and on paper stand beside it",
    "[data-of-phone]": "whether this phone can sign the code is known to its browser; the drawn code is as good",
    "[data-number], .qr__words": "a code that the phone signs has no number; the drawn code has one",
    "form[action$='/renewal']": "the phone renews its code by itself; the drawn code has a button",
    "[data-of-phone-alone]": "the same, without network",
    "noscript": "the way there is without a script",
    "[data-tools]": "the scanner is a script; numbers are typed, and guns scan, on the page before it",
    "[data-told]": "what the scanner says; without a script the page says how else to check",
    "[data-known]": "which checkpoint this is; the page of this device says it",
    "[data-age]": "the age of the list that the script has kept",
    "[data-waiting]": "what the script will hand in",
    "[data-state]": "what the phone holds is known to its browser; the page of the code serves with a network",
    "[data-push-state]": "whether this phone can receive push is known to its browser only; messages are in the inbox",
}


CASES = [pytest.param(state, id=str(state), marks=pytest.mark.xdist_group(state.endpoint)) for state in PAGES]


def said(page: Page, without: tuple[str, ...] = (), *, unfolded: bool = False) -> str:
    """The words of the main part and the heading of the window, in order, without what `without` selects."""
    words = page.evaluate(
        """([without, unfolded]) => {
          const folded = unfolded ? [...document.querySelectorAll('details:not([open])')] : [];
          folded.forEach((each) => { each.open = true; });
          const hidden = [...document.querySelectorAll(without.join(',') || 'none')].filter((each) => !each.hidden);
          hidden.forEach((each) => { each.hidden = true; });
          const words = document.title + ' ' + document.querySelector('main').innerText;
          hidden.forEach((each) => { each.hidden = false; });
          folded.forEach((each) => { each.open = false; });
          return words;
        }""",
        [list(without), unfolded],
    )
    return re.sub(r"\s+", "", words)


SCREEN_ONLY = ("[data-screen-only]", ".buttons", ".button", ".filter", ".pages", ".acting a", ".way-back")


def differences(stage: Stage, page: Page, bare_page: Page, arrival: Arrival) -> list[str]:
    """How the page says something else without scripts, without style sheets, or on paper."""
    stage.show(page, arrival)
    whole, scripted = said(page), said(page, tuple(WITH_SCRIPT_ONLY))
    on_screen = said(page, SCREEN_ONLY, unfolded=True)
    page.evaluate("[...document.styleSheets].forEach((sheet) => { sheet.disabled = true; })")
    unstyled = said(page)
    page.evaluate("[...document.styleSheets].forEach((sheet) => { sheet.disabled = false; })")
    page.emulate_media(media="print")
    printed = said(page, SCREEN_ONLY)
    around = page.evaluate(
        "(around) => [...document.querySelectorAll(around)].filter((each) => each.checkVisibility()).length",
        ".menu, .masthead__tool, .skip-link, .way-back",
    )
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    stage.show(bare_page, arrival)
    found = {
        "without scripts": said(bare_page, tuple(WITH_SCRIPT_ONLY)) == scripted,
        "without style sheets": unstyled == whole,
        "on paper": printed == on_screen,
        "what leads elsewhere is printed": around == 0,
        "the paper is not white": paper == "rgb(255, 255, 255)",
    }
    return [fault for fault, good in found.items() if not good]


@pytest.mark.proves("bare")
@pytest.mark.parametrize("state", CASES)
def test_a_page_says_the_same_without_scripts_style_sheets_and_screen(
    stage, screen, screen_without_scripts, state: State
):
    assert differences(stage, screen, screen_without_scripts, stage.arrival(state)) == []


PAGE = """<!doctype html><html lang="zh-Hans"><head><title>办事</title><style nonce="n">
@media print { html { background: #fff } .menu { display: none }
details::details-content { content-visibility: visible } }</style></head>
<body><nav class="menu">菜单</nav><main><h1>办事</h1><p id="p">一句话。</p>
<details><summary>还有</summary><p>折起来的一句。</p></details></main></body></html>"""


@pytest.mark.parametrize(
    ("part", "worse", "fault"),
    [
        ("<h1>", "<h1>", None),
        (
            "</main>",
            "</main><script nonce=n>document.querySelector('p').textContent = '两句话。'</script>",
            "without scripts",
        ),
        ("@media print {", "p { display: none } @media print {", "without style sheets"),
        ("@media print {", "@media print { p { display: none }", "on paper"),
        ("details::details-content { content-visibility: visible }", "", "on paper"),
        (".menu { display: none }", "", "what leads elsewhere is printed"),
        ("background: #fff", "background: #ffe", "the paper is not white"),
    ],
)
def test_a_page_that_says_something_else_is_found(stage, screen, screen_without_scripts, part, worse, fault):
    assert part in PAGE
    html = PAGE.replace(part, worse)
    headers = [("Content-Type", "text/html; charset=utf-8")]
    made_up = Arrival("/made-up", 200, headers, html.encode(), {}, "zh_Hans", frozenset(), None)
    assert differences(stage, screen, screen_without_scripts, made_up) == ([fault] if fault else [])
