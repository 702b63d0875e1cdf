"""The phone signs the code itself: anew every half minute, without network, and says when nothing is left."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests import factories_codes as given
from tests.browser import enter
from webapp import codes, people
from webapp.codes import FreezeReason

pytestmark = pytest.mark.of_the_page

READ = """
async (picture) => {
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(picture);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 600;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.drawImage(image, 0, 0, 600, 600);
  const {zxing} = await import('/static/js/check/camera.js');
  const read = await zxing(document.querySelector('[data-scanner]').dataset);
  return (await read(context.getImageData(0, 0, 600, 600)))[0] ?? '';
}
"""
PICTURE = "svg => new XMLSerializer().serializeToString(svg)"


@pytest.fixture
def now(live):
    live.clock.at = datetime.now(UTC)
    return live.clock.at


@pytest.fixture
def shown(page, live, now):
    enter(page, "陈秀梅")
    page.goto("/code")
    page.get_by_label("免费乘坐城市公共交通").check(force=True)
    page.get_by_role("button", name="出示").click()
    page.locator("html[data-kept]").wait_for()
    return page


def pictured(page):
    """What a camera would read from the page: the checkpoint's own reader is asked, on its own page."""
    picture = page.locator(".qr__picture svg").evaluate(PICTURE)
    reader = page.context.browser.new_page(base_url=re.match(r"https?://[^/]+", page.url)[0])
    reader.goto("/check/scanner")
    text = reader.evaluate(READ, picture)
    reader.close()
    return text


def check(live, text):
    with live.village.database.writing() as db:
        return given.check(db, text, at=datetime.now(UTC))


def test_the_phone_signs_what_it_shows_and_a_checkpoint_accepts_it_once(shown, live):
    text = pictured(shown)
    assert text.startswith("HN2:")
    assert check(live, text).accepted
    assert not check(live, text).accepted
    expect(shown.locator("main").get_by_text("截图没有用")).to_be_visible()
    expect(shown.locator(".qr__words")).to_be_visible()  # the number, for whoever cannot scan


def test_no_key_can_leave_the_phone(shown):
    told = shown.evaluate("""async () => {
      const open = indexedDB.open('huican-code');
      const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
      const all = db.transaction('credentials').objectStore('credentials').getAll();
      const rows = await new Promise((done) => { all.onsuccess = () => done(all.result); });
      const tried = await Promise.allSettled(rows.map((row) => crypto.subtle.exportKey('pkcs8', row.key)));
      const taken = tried.filter((each) => each.status === 'fulfilled').length;
      const different = new Set(rows.map((row) => row.credential.join())).size;
      return [rows.length, rows.filter((row) => row.key.extractable).length, taken, different];
    }""")
    assert told == [32, 0, 0, 32]


def test_without_network_the_page_opens_and_shows_a_code_that_is_good(shown, live, context):
    shown.wait_for_function("() => navigator.serviceWorker.controller")
    context.set_offline(True)
    shown.goto("/code")
    expect(shown.get_by_role("heading", level=1)).to_have_text("手机里的惠残码")
    assert "陈秀梅" not in shown.content()
    shown.get_by_role("button", name="免费乘坐城市公共交通").click()
    expect(shown.get_by_role("heading", level=2, name="免费乘坐城市公共交通")).to_be_focused()
    expect(shown.locator("main").get_by_text("没有网络时还能出示")).to_contain_text(re.compile(r"3[01] 次"))
    expect(shown.locator(".qr__picture svg")).to_be_visible()


def test_when_all_are_used_it_says_so(shown, context):
    shown.wait_for_function("() => navigator.serviceWorker.controller")
    context.set_offline(True)
    shown.goto("/code")
    shown.get_by_role("button", name="免费乘坐城市公共交通").click()
    again = shown.get_by_role("button", name="换一个新的码")
    for left in range(30, -1, -1):
        again.click()
        if left:
            expect(shown.locator("main").get_by_text(f"没有网络时还能出示 {left} 次。")).to_be_visible()
    again.click()
    expect(shown.locator("main").get_by_text("手机里的码用完了。")).to_be_visible()


def test_each_picture_is_signed_anew_and_the_next_occasion_has_another_credential(shown, live, page):
    first = given.token_of(pictured(page).replace("HN2:", "HN1:"))
    page.reload()
    page.locator("html[data-kept]").wait_for()
    second = given.token_of(pictured(page).replace("HN2:", "HN1:"))
    assert first != second
    page.get_by_role("button", name="换一个新的码").click()
    page.locator("html[data-kept]").wait_for()
    assert pictured(page).startswith("HN2:")


def test_a_phone_whose_clock_is_ten_minutes_wrong_goes_by_the_service_s_clock(page, live, now):
    page.clock.set_fixed_time(now + timedelta(minutes=10))
    enter(page, "陈秀梅")
    page.goto("/code")
    page.get_by_label("免费乘坐城市公共交通").check(force=True)
    page.get_by_role("button", name="出示").click()
    page.locator("html[data-phone=signs]").wait_for()
    text = pictured(page)
    with live.village.database.writing() as db:
        assert given.check(db, text, at=now).accepted


def test_signing_out_leaves_nothing_on_the_phone(shown):
    shown.get_by_role("button", name="退出登录").click()
    shown.wait_for_load_state()
    assert shown.evaluate("async () => (await indexedDB.databases()).map((each) => each.name)") == []


def test_without_web_crypto_the_drawn_code_stays(page, live, now):
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined});")
    enter(page, "陈秀梅")
    page.goto("/code")
    page.get_by_label("免费乘坐城市公共交通").check(force=True)
    page.get_by_role("button", name="出示").click()
    page.wait_for_timeout(1000)
    expect(page.locator(".qr__picture svg")).to_be_visible()
    expect(page.locator("main").get_by_text("截图没有用")).to_be_hidden()


def test_a_frozen_code_gives_the_phone_nothing_more(shown, live, now):
    with live.village.database.writing() as db:
        mei = people.find_resident(db, live.village.mei.public_id)
        codes.freeze(db, live.village.actor("mei", now), mei, reason=FreezeReason.paused)
    assert not check(live, pictured(shown)).accepted


def test_after_unfreezing_the_phone_throws_the_dead_away_and_shows_what_is_good(shown, live, now):
    live.clock.advance(seconds=2)
    with live.village.database.writing() as db:
        mei = people.find_resident(db, live.village.mei.public_id)
        actor = live.village.actor("mei", live.clock.at)
        codes.freeze(db, actor, mei, reason=FreezeReason.paused)
        codes.unfreeze(db, actor, mei)
    live.clock.advance(seconds=2)
    shown.goto("/code")
    shown.get_by_label("免费乘坐城市公共交通").check(force=True)
    shown.get_by_role("button", name="出示").click()
    shown.locator("html[data-kept]").wait_for()
    assert check(live, pictured(shown)).accepted


def test_what_somebody_else_has_left_in_the_browser_is_thrown_away(shown, live, context):
    context.clear_cookies()
    enter(shown, "沈国平")
    shown.goto("/code")
    shown.get_by_label("持有有效的残疾人证").check(force=True)
    shown.get_by_role("button", name="出示").click()
    shown.locator("html[data-kept]").wait_for()
    shown.goto("/code/phone")
    expect(shown.get_by_role("button", name="持有有效的残疾人证")).to_be_visible()
    expect(shown.get_by_role("button", name="免费乘坐城市公共交通")).to_have_count(0)
