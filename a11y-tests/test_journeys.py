"""The journeys, each in each way of making it: with one switch, over a line that breaks, over a slow one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect
from sqlalchemy import func, select

from journeys import JOURNEYS, Journey, Step, code_sent
from pages import PAGES
from proofs import on_the_way
from stage import Stage
from switch import press
from webapp.core import LedgerEntry

STATES = {str(page): page for page in PAGES}
NOT_FOUND = "没有找到这一页"
NO_NETWORK = "现在没有网络"
WITHOUT_NETWORK = {"show the code": re.compile("手机里的惠残码|现在没有网络")}
"""What a page shows that works without it."""


def cases(journeys: tuple[Journey, ...] = JOURNEYS) -> list:
    return [pytest.param(journey, id=journey.name.replace(" ", "-")) for journey in journeys]


SENDING = tuple(journey for journey in JOURNEYS if journey.cut is not None)


def walk(stage: Stage, page: Page, steps: tuple[Step, ...]) -> int:
    """Makes the steps as with a switch; returns the presses."""
    presses = 0
    for step in steps:
        typed = code_sent(stage) if step.typed == "code" else step.typed
        if step.leads_on:
            with page.expect_event("load"):
                presses += press(page, step)
        else:
            presses += press(page, step, typed)
    return presses


def begin(stage: Stage, page: Page, journey: Journey) -> None:
    stage.show(page, stage.play(STATES[journey.begins]))


@pytest.mark.parametrize("journey", cases())
def test_a_journey_is_made_with_one_switch(stage, screen, record_property, journey: Journey):
    begin(stage, screen, journey)
    presses = walk(stage, screen, journey.steps)
    record_property("proves", on_the_way(journey, "switch"))
    assert screen.locator("h1").inner_text().startswith(journey.arrives)
    assert presses <= journey.presses
    assert presses > journey.presses - 10, "the number of presses that is stated is too large to say anything"


def deeds(stage: Stage) -> int:
    """Without what her phone does by itself whenever it is on line."""
    with stage.app.extensions["huican"].database.reading() as db:
        return db.scalar(select(func.count()).where(LedgerEntry.event != "codes.CredentialsGiven"))


def written(page: Page) -> list:
    """What stands in the fields and is ticked."""
    return page.locator("main").evaluate(
        """(main) => [...main.querySelectorAll('input:not([type=hidden]),select,textarea')]
          .map(({name, value, checked}) => [name, value, checked])"""
    )


@pytest.mark.parametrize("journey", cases(SENDING))
@pytest.mark.parametrize("lost", ["request", "answer"])
def test_what_is_cut_off_is_said_and_done_once_when_it_is_sent_again(
    stage, screen_with_worker, record_property, journey: Journey, lost
):
    """The line breaks at the deciding step: the page says so, what was typed is there, a second press does it once."""
    page = screen_with_worker
    cut = journey.cut % len(journey.steps)
    begin(stage, page, journey)
    walk(stage, page, journey.steps[:cut])
    before, typed = deeds(stage), written(page)
    with page.expect_event("load"):
        press(page, journey.steps[cut])
    once, arrived = deeds(stage) - before, page.locator("h1").inner_text()

    begin(stage, page, journey)
    walk(stage, page, journey.steps[:cut])
    before = deeds(stage)
    stage.cut = lost
    try:
        with page.expect_event("load"):
            press(page, journey.steps[cut])
        expect(page.locator("h1")).to_have_text(WITHOUT_NETWORK.get(journey.name, NO_NETWORK))
    finally:
        stage.cut = None
    page.go_back()
    if lost == "answer" and offered(page, journey.steps[cut]) == 0:
        # it is done, and the page that she comes back to knows it
        assert page.locator("h1").inner_text() != NOT_FOUND
    else:
        assert written(page) == typed
        with page.expect_event("load"):
            press(page, journey.steps[cut])
        assert page.locator("h1").inner_text() == arrived
    record_property("proves", on_the_way(journey, "cut"))
    assert deeds(stage) - before == once


def offered(page: Page, step: Step) -> int:
    return page.locator("main").get_by_role("button", name=step.words, exact=True).count()


SLOW = 1.0
"""Seconds that a form is on its way, as at the edge of a village."""
LISTENS = """(button) => {
  const live = document.getElementById('live');
  const heard = () => JSON.stringify([live.textContent, button.innerText, button.ariaDisabled]);
  const hear = () => sessionStorage.setItem('heard', heard());
  new MutationObserver(() => live.textContent && hear()).observe(live, {childList: true});
}"""
BUSY = "正在提交…"


@pytest.mark.parametrize("journey", cases(SENDING))
def test_on_a_slow_line_it_is_said_that_it_is_sent_and_a_second_press_does_nothing(
    stage, screen, record_property, journey: Journey
):
    cut = journey.cut % len(journey.steps)
    begin(stage, screen, journey)
    walk(stage, screen, journey.steps[:cut])
    button = screen.locator("main").get_by_role("button", name=journey.steps[cut].words, exact=True).first
    button.evaluate(LISTENS)
    sent: list[str] = []

    def count(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url)

    screen.on("request", count)
    stage.slow = SLOW
    try:
        with screen.expect_event("load"):
            button.focus()
            screen.keyboard.press("Enter")
            screen.keyboard.press("Enter")
    finally:
        stage.slow = 0.0
        screen.remove_listener("request", count)
    assert screen.evaluate("JSON.parse(sessionStorage.getItem('heard'))") == [BUSY, BUSY, "true"]
    assert len(sent) == 1
    record_property("proves", on_the_way(journey, "slow"))
