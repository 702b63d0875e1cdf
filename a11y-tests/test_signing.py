"""Proving who one is asks nobody to remember, copy by hand or solve anything."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from pages import PAGES
from states import State

ENDPOINTS = (
    *("resident.sign_in", "resident.activation", "resident.enter_code", "resident.enter_officer_code"),
    *("resident.enter_recovery_code", "resident.confirmation", "resident.confirmation_code", "resident.new_phone_code"),
    *("workbench.sign_in", "checkpoint.this_device"),
)
SIGNING = [page for page in PAGES if page.endpoint in ENDPOINTS]
ALIKE = ("用通行密钥登录", "发送验证码", "用纸上的恢复码登录", "第一次使用，或者手机号变了：用残疾人证号或身份证号登录")
"""The ways in that stand beside each other: none is the only one."""
TYPED = "735 146"
PUZZLES = ("img", "canvas", "audio", "iframe", "input[type=password]", "input[type=image]")


def puzzles(html: str) -> list[str]:
    """A password, a picture or a sound to make something of."""
    soup = BeautifulSoup(html, "lxml")
    found = soup.select(f"main :is({', '.join(PUZZLES)})")
    return [f"asks for {each.name} {each.get('name', '')}".strip() for each in found]


def not_pasted(page: Page) -> list[str]:
    """Fields into which what was copied elsewhere, or is kept by a helper, cannot be put."""
    found = []
    fields = page.locator("main input:not([type=hidden], [type=radio], [type=checkbox], [type=submit])")
    for number in range(fields.count()):
        field = fields.nth(number)
        if not field.is_visible():
            continue
        field.fill(TYPED)
        field.press("Control+a")
        field.press("Control+c")
        field.fill("")
        field.press("Control+v")
        if field.input_value() != TYPED:
            found.append(f"{field.get_attribute('name')} takes {field.input_value()!r} of what is pasted")
    return found


@pytest.mark.proves("signing")
@pytest.mark.parametrize(
    "state", [pytest.param(page, id=str(page), marks=pytest.mark.xdist_group(page.endpoint)) for page in SIGNING]
)
def test_nothing_is_to_be_remembered_copied_or_solved(stage, screen, state: State):
    arrival = stage.arrival(state)
    assert puzzles(arrival.html) == []
    stage.show(screen, arrival)
    assert not_pasted(screen) == []
    if state.endpoint == "resident.sign_in":
        shown = screen.locator("main").inner_text()
        assert [words for words in ALIKE if words not in shown] == []


@pytest.mark.xdist_group("everything")
@pytest.mark.timeout(900)
def test_no_page_that_asks_for_a_code_or_a_passkey_is_left_out(stage):
    asking = "[autocomplete~=one-time-code], [data-passkey=sign-in], [type=password]"
    found = {page.endpoint for page in PAGES if BeautifulSoup(stage.arrival(page).html, "lxml").select(asking)}
    assert found - {*ENDPOINTS, "demo.components"} == set(), "the gallery shows fields with nothing behind them"


PAGE = '<main><label for="c">验证码</label><input id="c" name="code" autocomplete="one-time-code"></main>'


@pytest.mark.parametrize("worse", ['type="password"', 'onpaste="return false"', 'maxlength="3"'])
def test_a_field_that_wants_more_is_found(screen, worse):
    screen.goto("about:blank")
    screen.set_content(PAGE)
    assert puzzles(PAGE) + not_pasted(screen) == []
    html = PAGE.replace("<input", f"<input {worse}")
    screen.set_content(html)
    assert puzzles(html) + not_pasted(screen) != []


def test_a_puzzle_is_found():
    assert puzzles(PAGE.replace("</main>", '<img src="/puzzle"></main>')) == ["asks for img"]
