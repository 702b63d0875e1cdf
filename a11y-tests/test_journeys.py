"""The journeys, each in each way of making it: with one switch, by touch, over a line that breaks, over a slow one."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect
from sqlalchemy import select

from device import device_of
from hands import by_keyboard, by_touch, by_voice
from journeys import JOURNEYS, Journey, Step, code_sent
from measures import SPACING, USUAL_FONT, measure, system_font, wear
from pages import PAGES, TRANSCRIPTS
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


Hand = Callable[[Page, Step, "str | None"], int]


def walk(
    stage: Stage,
    page: Page,
    steps: tuple[Step, ...],
    hand: Hand = press,
    *,
    look: Callable[[], None] = lambda: None,
) -> int:
    """Makes the steps with this hand; returns the presses. `look` looks at each page before anything is done on it."""
    presses = 0
    for step in steps:
        look()
        if step.after:
            step.after.happens(stage)
        typed = code_sent(stage) if step.typed == "code" else step.typed
        if step.leads_on:
            with page.expect_event("load"):
                presses += hand(page, step, None)
            if step.reads:
                assert page.locator("h1").inner_text().startswith(step.reads)
        else:
            presses += hand(page, step, typed)
    look()
    return presses


def begin(stage: Stage, page: Page, journey: Journey) -> None:
    page.goto("about:blank")  # what the page before still asks for must not meet a village that is being changed
    stage.show(page, stage.play(STATES[journey.begins]))


def make(
    stage: Stage, page: Page, journey: Journey, hand: Hand = press, *, look: Callable[[], None] = lambda: None
) -> int:
    """From its beginning to where it arrives; returns the presses."""
    if not journey.device:
        begin(stage, page, journey)
        before = len(recorded(stage))
        presses = walk(stage, page, journey.steps, hand, look=look)
    else:
        with device_of(page, stage) as device:
            begin(stage, page, journey)
            device.is_known()
            before = len(recorded(stage))
            device.has_offered()
            presses = walk(stage, page, journey.steps, hand, look=look)
    assert page.locator("h1").inner_text().startswith(journey.arrives)
    if journey.done:
        assert recorded(stage)[before:] == list(journey.done)
    return presses


BY_ITSELF = ("codes.CredentialsGiven", "people.FileViewed")
"""What her phone does whenever it is on line, and what stays of each look that staff take at her file."""


def recorded(stage: Stage) -> list[str]:
    """What somebody has done, from the ledger."""
    events = select(LedgerEntry.event).where(LedgerEntry.event.not_in(BY_ITSELF)).order_by(LedgerEntry.id)
    with stage.app.extensions["huican"].database.reading() as db:
        return list(db.scalars(events))


def page_of(stage: Stage, page: Page) -> str:
    """The endpoint of what is shown."""
    return stage.app.url_map.bind("localhost").match(urlsplit(page.url).path)[0]


@pytest.mark.parametrize("journey", cases())
def test_a_journey_is_made_with_one_switch(stage, screen, record_property, journey: Journey):
    """And of each page that a resident comes through, what is heard on it is kept."""
    passed: set[str] = set()
    presses = make(stage, screen, journey, look=lambda: passed.add(page_of(stage, screen)))
    if not journey.of_staff:
        assert passed - {name.partition("-")[0] for name in TRANSCRIPTS} == set()
    record_property("proves", on_the_way(journey, "switch"))
    assert presses <= journey.presses
    assert presses > journey.presses - 10, "the number of presses that is stated is too large to say anything"


@pytest.mark.parametrize("journey", cases())
def test_a_journey_is_made_with_the_keyboard_alone(stage, screen, record_property, journey: Journey):
    make(stage, screen, journey, by_keyboard)
    record_property("proves", on_the_way(journey, "keyboard"))


@pytest.mark.parametrize("journey", cases())
def test_a_journey_is_made_by_touch(stage, screen_to_touch, record_property, journey: Journey):
    make(stage, screen_to_touch, journey, by_touch)
    record_property("proves", on_the_way(journey, "touch"))


FIELDS = """() => {
  const told = (field) => {
    const group = field.closest('fieldset');
    const words = (group?.querySelector('legend') ?? field.labels?.[0])?.innerText ?? '';
    const answered = group ? group.querySelector(':checked') : field.value.trim();
    const ticked = field.checked || !field.required;
    return [words.replace(/\\s+/g, ' ').trim(), field.type === 'checkbox' ? ticked : Boolean(answered)];
  };
  return [...document.querySelectorAll('main :is(input:not([type=hidden]), select, textarea)')].map(told);
}"""
"""The words of each question of the page, and whether it is answered already; a box that may stay empty always is."""
EACH_TIME = {
    "我看过了，会照着做": "staff look at her needs before each thing they settle (tests/house/needs_seen.toml)",
}
"""How the questions begin that are asked again on purpose, and why."""


class Asked:
    """What a journey has asked until now: questions by their words, each with the page that asked it."""

    def __init__(self) -> None:
        self.before: dict[str, str] = {}
        self.twice: list[str] = []

    def read(self, page: Page) -> None:
        for words, answered in page.evaluate(FIELDS):
            again = self.before.get(words, page.url) != page.url
            if again and not answered and not words.startswith(tuple(EACH_TIME)):
                self.twice.append(words)
            self.before.setdefault(words, page.url)


NO_STYLE = "[...document.styleSheets].forEach((sheet) => { sheet.disabled = true; })"
WITHOUT_SCRIPTS = tuple(journey for journey in JOURNEYS if not journey.device)


@pytest.mark.parametrize("journey", cases(WITHOUT_SCRIPTS))
def test_a_journey_is_made_without_scripts(stage, screen_without_scripts, record_property, journey: Journey):
    make(stage, screen_without_scripts, journey, by_voice)
    record_property("proves", on_the_way(journey, "bare"))


@pytest.mark.parametrize("journey", cases(tuple(each for each in JOURNEYS if each.device)))
def test_a_journey_that_needs_scripts_is_made_without_style_sheets(stage, screen, record_property, journey: Journey):
    """The others are made without both, below."""
    make(stage, screen, journey, by_voice, look=lambda: screen.evaluate(NO_STYLE))
    record_property("proves", on_the_way(journey, "bare"))


@pytest.mark.parametrize("journey", cases(WITHOUT_SCRIPTS))
def test_a_journey_is_made_without_scripts_and_style_sheets(
    stage, screen_without_scripts, record_property, journey: Journey
):
    """And on the way nothing is asked twice: a field with the same words comes back filled in."""
    page, asked = screen_without_scripts, Asked()

    def look() -> None:
        page.evaluate(NO_STYLE)
        asked.read(page)

    make(stage, page, journey, by_voice, look=look)
    record_property("proves", on_the_way(journey, "bare"))
    record_property("proves", on_the_way(journey, "once"))
    assert asked.twice == []


def test_a_question_that_is_asked_again_is_found(screen_without_scripts):
    page, asked = screen_without_scripts, Asked()
    page.goto("about:blank")
    for html in ("<label>姓名 <input></label>", "<label>姓名 <input value='王'></label><label>住址 <input></label>"):
        page.set_content(f"<main>{html}</main>")
        asked.read(page)
    assert asked.twice == []
    page.goto("about:blank#next")
    box = "<label>{} <input type=checkbox {}></label>"
    page.set_content(f"<main><label>住址 <input></label>{box.format('同意', 'required')}{box.format('轮椅', '')}</main>")
    asked.read(page)
    assert asked.twice == ["住址"]
    page.goto("about:blank#last")
    page.set_content(f"<main>{box.format('同意', 'required')}{box.format('轮椅', '')}</main>")
    asked.read(page)
    assert asked.twice == ["住址", "同意"]


def test_without_scripts_the_code_stands_where_the_passkey_would(stage, screen_without_scripts):
    """A passkey needs a script of the browser; the code by message is the equal way, and is a journey of its own."""
    page = screen_without_scripts
    stage.show(page, stage.play(STATES["resident.sign_in-empty"]))
    assert page.get_by_role("button", name="用通行密钥登录").and_(page.locator(":visible")).count() == 0
    assert page.get_by_text("这个浏览器现在用不了通行密钥。请用验证码或恢复码登录。").is_visible()
    assert page.get_by_role("button", name="发送验证码").is_visible()
    assert "sign in by code" in {journey.name for journey in WITHOUT_SCRIPTS}


ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 at 400 %."""


@pytest.mark.parametrize("journey", cases())
def test_a_journey_is_made_zoomed_and_spaced_out_and_nothing_moves(stage, screen, record_property, journey: Journey):
    """Every page on the way is measured as the way before has left it."""
    found: dict[str, list[str]] = {}

    def look() -> None:
        screen.set_viewport_size(ZOOMED)
        wear(screen, SPACING)
        if faults := measure(screen):
            found[screen.url] = faults

    def narrow(page: Page, step: Step, typed: str | None) -> int:
        page.set_viewport_size(ZOOMED)
        page.emulate_media(reduced_motion="reduce")
        return by_keyboard(page, step, typed)

    make(stage, screen, journey, narrow, look=look)
    record_property("proves", on_the_way(journey, "zoom"))
    assert found == {}


@pytest.mark.parametrize("journey", cases())
def test_a_journey_is_made_by_saying_what_is_read_in_a_system_font_of_twice_the_size(
    stage, screen, record_property, journey: Journey
):
    """Both at once: what a control is called does not hang on the size of its letters."""
    found: dict[str, list[str]] = {}

    def look() -> None:
        if faults := measure(screen):
            found[screen.url] = faults

    with system_font(screen, 2 * USUAL_FONT):
        make(stage, screen, journey, by_voice, look=look)
    record_property("proves", on_the_way(journey, "voice"))
    record_property("proves", on_the_way(journey, "zoom"))
    assert found == {}


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_a_passkey_whose_way_is_cut_off_says_so_and_works_when_it_is_asked_again(stage, screen, lost):
    journey = next(journey for journey in JOURNEYS if journey.device)
    with device_of(screen, stage) as device:
        begin(stage, screen, journey)
        device.is_known()
        device.has_offered()
        stage.cut = lost
        try:
            press(screen, journey.steps[0])
            refused = "没有用成通行密钥。您可以再试一次，或者用验证码登录。"
            expect(screen.locator("[data-passkey-message]").first).to_have_text(refused)
        finally:
            stage.cut = None
        with screen.expect_event("load"):
            press(screen, journey.steps[0])
        assert screen.locator("h1").inner_text() == journey.arrives


def written(page: Page) -> list:
    """What stands in the fields and is ticked."""
    return page.locator("main").evaluate(
        """(main) => [...main.querySelectorAll('input:not([type=hidden]),select,textarea')]
          .map(({name, value, checked}) => [name, value, checked])"""
    )


@pytest.mark.parametrize("journey", cases(SENDING))
def test_what_is_cut_off_is_said_and_done_once_when_it_is_sent_again(
    stage, screen_with_worker, record_property, journey: Journey
):
    """The line breaks at the deciding step: the page says so, what was typed is there, a second press does it once."""
    page, cut = screen_with_worker, journey.cut % len(journey.steps)

    def come_to_it() -> int:
        begin(stage, page, journey)
        walk(stage, page, journey.steps[:cut])
        return len(recorded(stage))

    before = come_to_it()
    with page.expect_event("load"):
        press(page, journey.steps[cut])
    once, arrived = len(recorded(stage)) - before, page.locator("h1").inner_text()

    for lost in ("request", "answer"):
        before, typed = come_to_it(), written(page)
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
        assert len(recorded(stage)) - before == once, f"the {lost} was lost"
    record_property("proves", on_the_way(journey, "cut"))


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
        if request.method == "POST" and request.is_navigation_request():
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
