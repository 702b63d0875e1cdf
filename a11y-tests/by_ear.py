"""Journeys as somebody makes them who only hears: what Orca says of each page, of each control, after each press.

A line in round brackets is what she does, or what others do meanwhile; every other line is one utterance. Each page is
read to its end, as Orca does by itself when it has come; what she then does is done with keys. That each control is
reached with keys is tested elsewhere (test_journeys.py): here one Tab leads to it from the stop before, and what is
heard there is written down.

What a live region says comes in wherever it happens to; it is marked, and written down at the head of what followed the
press. A form is answered when it was heard that it is being sent, as on a slow line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from bs4 import BeautifulSoup
from playwright.sync_api import Page, Playwright
from werkzeug.test import TestResponse

from fingerprints import fingerprint, normalised
from journeys import JOURNEYS, Journey, Step, choose, code_sent, go, write
from orca import Desk, Said
from spoken import KEPT as NUMBER
from stage import HEIGHT, Stage
from states import PLAIN, State
from switch import SWITCH
from tests.browser import ARGUMENTS, chromium
from tests.visitor import Visitor

BEFORE = """(number) => {
  // the stop from which Tab comes to it: all answers of a question are one stop
  const {to, words} = stepping;
  let before = number - 1;
  to(number);
  while (before >= 0 && stepping.near(before)) before -= 1;
  if (before >= 0) to(before);
  else { document.activeElement.blur(); getSelection().collapse(document.body, 0); }
}"""
LAST = "document.body.innerText.trim().split('\\n').at(-1).match(/[^。]+。?$/)[0]"
"""The last sentence of a page."""
LOADING = "正在载入，请稍候。"
"""Said or not, as the machine has time."""
LOADED = re.compile("载入 .* 完成。")
LEFT = re.compile("正在离开.*。|主内容|(?:.* )?网页文档\\.")
"""Where one was, and that there is a page: said before it is loaded or not at all, as the machine has time."""
GROUP = " 面板."
"""Behind the name of a group that has focus when a page opens: said or not, when it is read out a moment later."""
BY_ITSELF = "〔插话〕"
SENDING = "正在提交…"
PATIENCE = 20.0
"""Seconds without a stir that a form waits for it to be heard, and a page for its end."""
KEPT = Path(__file__).parent / "transcripts/orca"


@dataclass(frozen=True)
class Heard:
    """A journey that is listened to."""

    name: str
    begins: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


TOO_EARLY: dict[str, tuple[int, tuple[Step, ...]]] = {
    "sign in by code": (2, (go("登录"),)),
    "book an assessment": (2, (go("下一步：选评定机构"), choose("请选去医院，还是请人上门。"))),
}
"""Before which step a form is sent that is not filled in, and what is done then to go on."""


def _listened_to(journey: Journey) -> Heard:
    at, again = TOO_EARLY.get(journey.name, (0, ()))
    return Heard(journey.name, journey.begins, journey.steps[:at] + again + journey.steps[at:])


HEARD = (
    # what asks for a passkey is the browser's own window, no page of ours; what staff do is not listened to yet
    *(_listened_to(journey) for journey in JOURNEYS if not journey.device and not journey.of_staff),
    Heard("look for something", "resident.entitlements-resident", (write("您要找什么", "轮椅"), go("找"))),
)
STAYS = {"找"}
"""Buttons that change a part of their page."""


@contextmanager
def window(player: Playwright, desk: Desk) -> Iterator[Page]:
    """A browser on this desk, with focus in its page."""
    profile = desk.folder / "browser"
    (profile / "Default").mkdir(parents=True)
    # Chromium would offer, aloud, to translate every page
    (profile / "Default/Preferences").write_text('{"translate": {"enabled": false}}', "utf-8")
    context = player.chromium.launch_persistent_context(
        profile,
        executable_path=chromium(),
        headless=False,
        env=dict(desk.environment),
        # the last one: no bar that warns of the first
        args=[*ARGUMENTS, "--force-renderer-accessibility", "--test-type"],
        viewport={"width": PLAIN.width, "height": HEIGHT},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        service_workers="block",
    )
    context.set_default_timeout(30_000)
    page = context.pages[0]
    desk.rest()
    for key in ("ctrl+l", "ctrl+a"):  # from where addresses are typed one comes into the page
        desk.key(key)
        desk.rest()
    desk.type("about:blank")
    desk.key("Return")
    desk.rest()
    yield page
    context.close()


def listen(desk: Desk, stage: Stage, page: Page, heard: Heard, states: dict[str, State]) -> str:
    """Makes the journey; returns what was heard on it."""
    page.goto("about:blank")
    arrival = stage.play(states[heard.begins])
    _hear(desk, stage)
    stage.show(page, arrival)
    lines = [f"（打开 {normalised(arrival.path)}）", *_hear(desk, stage, page.evaluate(LAST))]
    stage.patience = lambda: _until_heard(desk, SENDING)
    try:
        for step in heard.steps:
            lines += _make(desk, stage, page, step)
    finally:
        stage.patience = lambda: None
    return "\n".join(NUMBER.sub("（十个数字）", line) for line in lines) + "\n"


def _make(desk: Desk, stage: Stage, page: Page, step: Step) -> Iterator[str]:
    if step.after:
        step.after.happens(stage)
        yield f"（这时候，{step.after.words}）"
    page.evaluate(SWITCH)
    wanted = page.evaluate("(words) => stepping.find(words)", step.words)
    assert wanted >= 0, f"nothing reads {step.words!r}; there are {page.evaluate('stepping.words()')}"
    page.evaluate(BEFORE, wanted)
    _hear(desk, stage)
    desk.key("Tab")
    yield f"（Tab 到“{step.words}”）"
    yield from _hear(desk, stage)
    while page.evaluate("stepping.here()") != wanted:
        assert page.evaluate("(number) => stepping.near(number)", wanted), f"Tab does not lead to {step.words!r}"
        desk.key("Down")
        yield "（向下）"
        yield from _hear(desk, stage)
    if step.typed is not None:
        yield from _write(desk, stage, page, step.typed)
    elif not page.evaluate("document.activeElement.checked === true"):
        key = page.evaluate("(number) => stepping.key(number)", wanted)
        leads_on = step.leads_on and step.words not in STAYS
        with page.expect_event("load") if leads_on else nullcontext():
            desk.key({"Enter": "Return", "Space": "space"}[key])
        yield f"（按{'回车' if key == 'Enter' else '空格'}）"
        yield from _hear(desk, stage, page.evaluate(LAST) if leads_on else None)


def _write(desk: Desk, stage: Stage, page: Page, typed: str) -> Iterator[str]:
    """Digits by key, as they are typed; other words as a keyboard for Chinese hands them in; a choice by its arrows."""
    if page.evaluate("document.activeElement.matches('select')"):
        yield from _find(desk, stage, page, typed)
        return
    words = code_sent(stage) if typed == "code" else typed
    (desk.type if words.isascii() else page.keyboard.insert_text)(words)
    yield f"（写“{'六位验证码' if typed == 'code' else typed}”）"
    yield from (line.replace(words, "（六位验证码）") if typed == "code" else line for line in _hear(desk, stage))


def _find(desk: Desk, stage: Stage, page: Page, wanted: str) -> Iterator[str]:
    """In a list of choices, from where it stands down to the one that is wanted."""
    left = page.evaluate("document.activeElement.length")
    while page.evaluate("document.activeElement.selectedOptions[0].label") != wanted:
        assert left > 0, f"no choice reads {wanted!r}"
        left -= 1
        desk.key("Down")
        yield "（向下）"
        yield from _hear(desk, stage)


def _hear(desk: Desk, stage: Stage, last: str | None = None) -> list[str]:
    """Until nothing more comes; a page that is being read, until its last words are said."""
    desk.rest(lambda: stage.answering > 0)
    if last is not None:
        _until_heard(desk, last)
        desk.rest()
    return in_order(desk.said())


def in_order(said: list[Said]) -> list[str]:
    """What does not depend on which of two came first: live regions, then that the page is loaded, then the rest."""
    lines = [each.words for each in said if not each.by_itself and each.words != LOADING]
    loaded = next((number for number, line in enumerate(lines) if LOADED.fullmatch(line)), -1)
    if loaded >= 0:
        before = [line for line in lines[:loaded] if not LEFT.fullmatch(line)]
        lines = [lines[loaded], *before, *lines[loaded + 1 :]]
        lines = [line for line in lines if not (line.endswith(GROUP) and line.removesuffix(GROUP) in lines)]
    return [*(BY_ITSELF + each.words for each in said if each.by_itself), *lines]


def _until_heard(desk: Desk, words: str) -> None:
    """Or until Orca has written nothing down for as long as patience lasts."""
    end, before = monotonic() + PATIENCE, -1
    while monotonic() < end and not desk.has_said(words):
        sleep(0.05)
        now = desk.log.stat().st_size
        if now != before:
            end, before = monotonic() + PATIENCE, now


class Reader(Visitor):
    """Reads every page, also one that refuses."""

    def __init__(self, stage: Stage) -> None:
        assert stage.trip is not None
        super().__init__(stage.app)
        self.client, self.pages = stage.trip.visitor.client, list[str]()
        self._arrive(stage.trip.visitor.response, 0)

    def write(self, field: str, words: str) -> Visitor:
        """Into a field, or from its choices."""
        return self.choose(words) if self._control(field).name == "select" else self.fill(field, words)

    def _arrive(self, response: TestResponse, status: int) -> Visitor:
        self.pages.append(response.get_data(as_text=True))
        return self.stand(response, BeautifulSoup(self.pages[-1], "lxml"))


def as_they_are(stage: Stage, state: State, heard: Heard) -> str:
    """A fingerprint of the pages that are passed, with what is kept of them."""
    good = KEPT / f"{heard}.txt"
    return as_heard(pages_passed(stage, state, heard), good.read_text("utf-8") if good.exists() else "")


def as_heard(pages: str, text: str) -> str:
    """A fingerprint of these pages with what was heard of them."""
    return fingerprint(pages + text)


def pages_passed(stage: Stage, state: State, heard: Heard) -> str:
    """One after the other; the journey is made without a browser."""
    stage.play(state)
    reader = Reader(stage)
    for step in heard.steps:
        if step.after:
            step.after.happens(stage)
        if step.typed is not None:
            reader.write(step.words, code_sent(stage) if step.typed == "code" else step.typed)
        elif not step.leads_on:
            if step.words not in reader.links():  # a link that leads to another place of the page
                reader.choose(step.words)
        elif step.words in reader.links():
            reader.follow(step.words)
        else:
            reader.press(step.words)
    return "".join(reader.pages)
