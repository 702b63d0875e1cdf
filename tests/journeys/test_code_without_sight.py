"""Without sight or hands: "ready" is said, a check is felt in the hand and heard, and nothing is claimed off line."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories_codes as given
from tests.browser import enter
from tests.journeys.test_read_aloud import CHINESE, FAR_AWAY, recording, spoken
from webapp import codes

pytestmark = pytest.mark.of_the_page

FELT = """
window.felt = [];
Object.defineProperty(navigator, 'vibrate', {value: (pattern) => { window.felt.push(pattern); return true; }});
window.locked = 0;
const sentinel = () => Object.assign(new EventTarget(), {release: async () => {}, released: false});
const request = async () => { window.locked += 1; return sentinel(); };
Object.defineProperty(navigator, 'wakeLock', {value: {request}});
"""
READY = "惠残码准备好了，可以给别人扫。"
BUTTON = "读出来：准备好了，有人查了"


def shown(page):
    page.add_init_script(FELT)
    enter(page, "陈秀梅")
    page.goto("/code")
    page.get_by_label("免费乘坐城市公共交通").check(force=True)
    page.get_by_role("button", name="出示").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("免费乘坐城市公共交通")
    return page


@pytest.fixture
def heard(page):
    return shown(recording(page, CHINESE))


def checked(live, page):
    """Somebody on a bus types the number that stands on the screen now."""
    with live.village.database.writing() as db:
        found = codes.find_presentation(
            db, page.url.rpartition("/")[2], resident_id=live.village.mei.id, mandate_id=None)
        given.check(db, found.number, at=live.clock.at)


def test_ready_is_said_in_the_live_region_and_the_screen_stays_on(heard):
    expect(heard.locator("#live")).to_have_text(READY)
    assert heard.evaluate("window.locked") == 1
    assert spoken(heard) == []


def test_who_asks_for_it_hears_ready_now_and_on_the_next_page(heard):
    button = heard.get_by_role("button", name=BUTTON)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert spoken(heard) == [READY]
    heard.reload()
    expect(heard.locator("#live")).to_have_text(READY)
    assert spoken(heard) == [READY]
    heard.get_by_role("button", name=BUTTON).click()
    expect(heard.get_by_role("button", name=BUTTON)).to_have_attribute("aria-pressed", "false")


def test_a_voice_in_the_net_is_not_used_and_no_button_promises_it(page):
    shown(recording(page, FAR_AWAY))
    expect(page.locator("#live")).to_have_text(READY)
    expect(page.locator("[data-speak]")).to_be_hidden()


def test_a_check_is_felt_heard_and_stays_to_be_read(heard, live):
    heard.get_by_role("button", name=BUTTON).click()
    checked(live, heard)
    line = heard.locator("main").get_by_text("有人查过这个码：公交车，上午 9:00，通过。")
    expect(heard.locator("[data-checked] li")).to_have_text("有人查过这个码：公交车，上午 9:00，通过。")
    expect(line.first).to_be_visible()
    assert heard.evaluate("window.felt") == [[200, 100, 200]]
    assert spoken(heard)[-1] == "有人查过这个码：公交车，上午 9:00，通过。"
    heard.wait_for_timeout(6000)
    assert heard.evaluate("window.felt.length") == 1


def test_without_network_nothing_is_claimed_and_nothing_breaks(heard, live, context):
    heard.locator("#live", has_text=READY).wait_for()
    context.set_offline(True)
    checked(live, heard)
    heard.wait_for_timeout(6000)
    assert heard.evaluate("window.felt") == []
    expect(heard.locator("[data-checked]")).to_be_hidden()
    context.set_offline(False)
    expect(heard.locator("[data-checked]")).to_be_visible()
