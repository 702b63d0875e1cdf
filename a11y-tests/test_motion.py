"""After something has happened: where focus is, and what was said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from engines import axe, ibm
from measures import measure, tall
from pages import ONWARD, PAGES, SWAPS
from states import State, Swap

STATES = {str(page): page for page in PAGES}
ERROR_PAGES = [page for page in PAGES if page.endpoint == "resident.home" and page.status >= 400]
"""Pages of their own, which stand in for a page that broke: they hold no form and are read from their heading."""
REFUSED = [
    page
    for page in PAGES
    if page not in ERROR_PAGES
    and (page.status in (409, 422) or (page.name.startswith("failed") and page.status == 200))
]
ANSWERED = [page for page in PAGES if "just " in page.name]


def cases(pages: list[State]) -> list:
    return [pytest.param(page, id=str(page), marks=pytest.mark.xdist_group(page.endpoint)) for page in pages]


def focus_on_errors(page: Page) -> list[str]:
    """The summary has focus, and each of its links leads to a field or to a part of the page that offers a way out."""
    found = []
    if page.evaluate("document.activeElement.getAttribute('aria-labelledby')") != "errors-title":
        found.append("the summary of errors has no focus")
    links = page.locator("[aria-labelledby=errors-title] a")
    for number in range(links.count()):
        link = links.nth(number)
        link.focus()
        link.press("Enter")
        at = page.evaluate(
            "[document.activeElement.id, document.activeElement.matches('input,select,textarea,section[tabindex]')]"
        )
        if at != [link.get_attribute("href").removeprefix("#"), True]:
            found.append(f"{link.inner_text()} leads to {at[0] or 'nowhere'}")
    return found


@pytest.mark.proves("focus")
@pytest.mark.parametrize("state", cases(REFUSED))
def test_a_refusal_is_heard_and_leads_to_what_is_wrong(stage, screen, state: State):
    stage.show(screen, stage.arrival(state))
    assert focus_on_errors(screen) == []


@pytest.mark.proves("focus")
@pytest.mark.parametrize("state", cases(ERROR_PAGES))
def test_an_error_page_says_in_its_heading_what_happened_and_leads_on(stage, screen, state: State):
    stage.show(screen, stage.arrival(state))
    assert screen.locator("h1").inner_text().strip()
    assert screen.locator("main form, main [aria-labelledby=errors-title]").count() == 0
    assert screen.locator("main a").count() >= 1


@pytest.mark.proves("focus")
@pytest.mark.parametrize("state", cases(ANSWERED))
def test_the_answer_to_an_act_is_heard_first(stage, screen, state: State):
    stage.show(screen, stage.arrival(state))
    focused = screen.locator(":focus")
    expect(focused).to_have_attribute("data-focus-on-load", "")
    assert focused.inner_text().strip()


def test_each_form_that_was_sent_is_answered_or_leads_on():
    last = [page for page in PAGES if page.press and page.then is None]  # after it nothing else was done or opened
    sent = {str(page) for page in last if page.status == 200 and not page.name.startswith("failed")}
    assert sent - {str(page) for page in ANSWERED} == set(ONWARD)


GOOD = """<h1>办事</h1>
<div role="group" tabindex="-1" aria-labelledby="errors-title" id="summary"><h2 id="errors-title">还有地方要改</h2>
<a href="#name">请填姓名。</a></div><label for="name">姓名</label><input id="name">"""


@pytest.mark.parametrize(
    ("part", "worse", "fault"),
    [
        ('id="name"', 'id="other"', "leads to"),
        ('id="summary"', "hidden", "has no focus"),
    ],
)
def test_a_refusal_that_is_not_heard_is_found(screen, part, worse, fault):
    screen.goto("about:blank")
    screen.set_content(GOOD)
    screen.focus("#summary")
    assert focus_on_errors(screen) == []
    screen.set_content(GOOD.replace(part, worse))
    screen.evaluate("document.getElementById('summary')?.focus()")
    assert any(fault in found for found in focus_on_errors(screen))


LISTEN = """() => {
  window.saidLive = [];
  const live = document.getElementById('live');
  const hear = () => live.textContent && window.saidLive.push(live.textContent);
  new MutationObserver(hear).observe(live, {childList: true, characterData: true, subtree: true});
}"""
"""All that the live region ever says from now on: that it is silent in the end does not tell that it was."""


@pytest.mark.proves("swap", anew=True)
@pytest.mark.parametrize("swap", [pytest.param(swap, id=str(swap)) for swap in SWAPS])
def test_after_a_swap_it_is_clear_where_one_is(stage, screen, swap: Swap):
    stage.show(screen, stage.play(STATES[swap.state]))
    button = screen.locator("main").get_by_role(swap.role, name=swap.words, exact=True).first
    button.focus()
    screen.wait_for_function("() => window.htmx")
    for label, value in swap.fill:
        screen.get_by_label(label).fill(value)
    screen.evaluate(LISTEN)
    with screen.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        button.press("Enter")
    expect(screen.locator(":focus")).to_have_text(re.compile(r"^\s*" + re.escape(swap.focus)))
    expect(screen.locator("#live[aria-live=polite]")).to_have_text(swap.says)
    assert screen.evaluate("saidLive") == [said for said in (swap.says,) if said]
    with tall(screen):
        assert axe(screen) + ibm(screen) + measure(screen) == []
    swapped = screen.title(), screen.inner_text("main")
    screen.reload()
    assert (screen.title(), screen.inner_text("main")) == swapped


def test_a_filter_that_is_not_understood_is_answered_by_the_page_that_says_why(stage, screen):
    """The summary of errors stands outside the part that would be swapped."""
    stage.show(screen, stage.play(STATES["resident.appointment_times-times"]))
    screen.get_by_label("从哪一天开始看").fill("不知道")
    screen.wait_for_function("() => window.htmx")
    with screen.expect_event("load"):
        screen.get_by_role("button", name="显示结果").press("Enter")
    assert "没有看懂这个日期" in screen.locator(":focus").inner_text()
    assert focus_on_errors(screen) == []
    assert screen.get_by_label("从哪一天开始看").input_value() == "不知道"
