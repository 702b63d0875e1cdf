"""A code that stays on a phone's screen: it renews itself, says so quietly, and ends when it ends."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import enter
from webapp import codes, people
from webapp.codes import FreezeReason

pytestmark = pytest.mark.of_the_page

BOTH = 265_000
"""Milliseconds after which a page asks for the next code: 300 s of life less the 40 s before, and a little."""


@pytest.fixture
def shown(page):
    page.clock.install()
    enter(page, "陈秀梅")
    page.goto("/code")
    page.get_by_label("免费乘坐城市公共交通").check(force=True)
    page.get_by_role("button", name="出示").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("免费乘坐城市公共交通")
    page.wait_for_load_state()  # whatever goes without a network from here has its scripts
    return page


def number(page):
    return re.sub(r"\D", "", page.locator(".qr__words").inner_text())


def test_it_renews_itself_before_it_ends_and_says_so(shown, live):
    before, address = number(shown), shown.url
    live.clock.advance(seconds=265)
    shown.clock.run_for(BOTH)
    expect(shown.locator(".qr__words")).not_to_have_text(re.compile(r"\s".join(before[:4])))
    expect(shown.locator("main").get_by_text("有效到 上午 9:09。")).to_be_visible()
    assert shown.url != address
    shown.clock.run_for(200)
    expect(shown.locator("#live")).to_have_text("已更新")


def test_focus_stays_with_the_button_when_the_code_is_renewed(shown, live):
    button = shown.get_by_role("button", name="换一个新的码")
    button.focus()
    before = number(shown)
    live.clock.advance(seconds=265)
    shown.clock.run_for(BOTH)
    expect(shown.locator(".qr__words")).not_to_have_text(re.compile(r"\s".join(before[:4])))
    expect(button).to_be_focused()


def test_without_a_network_the_number_ends_and_what_the_phone_signs_goes_on(shown, live, context):
    shown.locator("html[data-phone=signs]").wait_for()
    context.set_offline(True)
    shown.clock.run_for(301_000)
    expect(shown.locator("main").get_by_text("现在没有网络。码照常可以扫，只是不能输入数字。")).to_be_visible()
    expect(shown.locator(".qr__picture svg")).to_be_visible()
    expect(shown.locator(".qr__words")).to_be_hidden()


@pytest.fixture
def without_crypto(page):
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined});")


def test_without_a_network_it_ends_and_says_so_and_the_button_brings_it_back(without_crypto, shown, live, context):
    context.set_offline(True)
    live.clock.advance(seconds=301)
    shown.clock.run_for(301_000)
    expect(shown.locator("main").get_by_text("这个码过期了。")).to_be_visible()
    expect(shown.locator(".qr")).to_be_hidden()
    context.set_offline(False)
    shown.get_by_role("button", name="换一个新的码").click()
    expect(shown.locator(".qr")).to_be_visible()


def test_a_code_frozen_elsewhere_leaves_the_screen_at_its_next_renewal(shown, live):
    with live.village.database.writing() as db:
        mei = people.find_resident(db, live.village.mei.public_id)
        codes.freeze(db, live.village.actor("mei"), mei, reason=FreezeReason.paused)
    shown.clock.run_for(BOTH)
    expect(shown.get_by_role("heading", level=1)).to_have_text("惠残码")
    expect(shown.locator("main").get_by_text("惠残码停用了。")).to_be_visible()


def test_the_button_renews_it_with_javascript_too(shown):
    before = number(shown)
    shown.get_by_role("button", name="换一个新的码").click()
    expect(shown.locator(".qr__words")).not_to_have_text(re.compile(r"\s".join(before[:4])))
