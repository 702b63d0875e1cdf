"""The scanner in a browser: with network and without, by gun, by number and by camera."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime

import pytest
import segno
from playwright.sync_api import expect

from tests import factories_codes as given
from webapp import codes, people
from webapp.codes import FreezeReason

pytestmark = pytest.mark.of_the_page

CAMERA = """
(png) => {
  navigator.mediaDevices.getUserMedia = async () => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [800, 800];
    const draw = () => {
      const context = canvas.getContext('2d');
      context.fillStyle = '#888';
      context.fillRect(0, 0, 800, 800);
      context.drawImage(picture, 100, 100, 600, 600);
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
  };
}
"""


INSTALLED = """
async () => {
  const all = () => navigator.serviceWorker.getRegistrations();
  const mine = async () => (await all()).find((each) => each.scope.endsWith('/check'));
  while ((await mine())?.active?.state !== 'activated') await new Promise((again) => setTimeout(again, 50));
}
"""


@pytest.fixture
def now(live):
    """The service's clock is the browser's: both sides look at the time."""
    live.clock.at = datetime.now(UTC)
    return live.clock.at


@pytest.fixture
def phone(live, now):
    with live.village.database.writing() as db:
        return given.Phone(8).stock(db, live.village, at=now)


def opened(page):
    page.goto("/check/scanner")
    page.locator("[data-scanner][data-ready]").wait_for()
    return page


@pytest.fixture
def enrolled(page, live, phone):
    """After there is a key: what the device keeps, it keeps from now on."""
    with live.village.database.writing() as db:
        _, secret = given.enrol(db, live.village)
    page.goto("/check/device")
    page.get_by_label("设备口令").fill(secret)
    page.get_by_role("button", name="登记这台设备").click()
    return opened(page)


def scan(page, text):
    """As a scanning gun types: the text, and Enter."""
    page.get_by_label("扫码枪，或者对方的数字").fill(text)
    page.keyboard.press("Enter")
    return page.locator(".verdict")


def checks(live):
    with live.village.database.reading() as db:
        return [(c.accepted, c.handed_in_at is not None) for c in codes.checks_of(db, live.village.mei)]


def offline_ready(page, context):
    """Its worker is installed, which it is when it has kept the page and its files."""
    page.evaluate(INSTALLED)
    context.set_offline(True)


def test_any_phone_says_where_it_is_and_gets_the_two_answers(page, live, phone, now):
    opened(page)
    page.get_by_label("扫码枪，或者对方的数字").fill("0000000000")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_text("请先选在哪里查。")).to_be_visible()
    page.get_by_label("公交车").check(force=True)
    shown = phone.shows(now)
    expect(scan(page, shown)).to_have_text("可以")
    expect(page.locator(".verdict__claim")).to_have_text("免费乘坐城市公共交通")
    expect(scan(page, shown)).to_have_text("请人工核验，不得拒绝服务")
    expect(page.get_by_label("扫码枪，或者对方的数字")).to_be_focused()


def test_without_network_an_enrolled_device_answers_and_hands_in_later(enrolled, live, phone, now, context):
    page = enrolled
    expect(page.locator("main").get_by_text("这台设备登记为“一号检票口”（公交车）。")).to_be_visible()
    offline_ready(page, context)
    page.reload()
    page.locator("[data-scanner][data-ready]").wait_for()
    expect(page.locator("main").get_by_text("作废名单：0 分钟前更新。")).to_be_visible()
    shown = phone.shows(datetime.now(UTC))
    expect(scan(page, shown)).to_have_text("可以")
    expect(page.locator("main").get_by_text("没有网络，用这台设备存的名单核对。")).to_be_visible()
    expect(page.locator("main").get_by_text("没有网络时查过 1 次，有网络时会报上去。")).to_be_visible()
    assert checks(live) == []
    context.set_offline(False)
    page.reload()
    page.locator("[data-scanner][data-ready]").wait_for()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert checks(live) == [(True, True)]


def test_without_network_every_no_looks_the_same(enrolled, live, phone, now, context):
    page = enrolled
    with live.village.database.writing() as db:
        severe = given.Phone(1).stock(db, live.village, "mei", "severe-disability", at=now)
        guo = given.Phone(1).stock(db, live.village, "guo", "valid-certificate", at=now)
        her = people.find_resident(db, live.village.guo.public_id)
        codes.freeze(db, live.village.actor("guo", now), her, reason=FreezeReason.paused)
        paper = codes.make_paper(
            db,
            live.village.actor("mei", now),
            people.find_resident(db, live.village.mei.public_id),
            "free-transport",
        ).token
        critical = given.signed_anew(db, phone.credentials[5], {2: [-70002], -70002: 1})
        other_algorithm = given.signed_anew(db, phone.credentials[6], {1: given.ES384})
        sound = given.signed_anew(db, phone.credentials[7], {})
    opened(page)
    offline_ready(page, context)
    at = datetime.now(UTC)
    expect(scan(page, phone.shows(at, 7, credential=sound))).to_have_text("可以")
    used = phone.shows(at)
    expect(scan(page, used)).to_have_text("可以")
    stranger = given.Phone(1)
    bad = {
        "replayed": used,
        "not asked here": severe.shows(at),
        "frozen": guo.shows(at),
        "ten minutes old": phone.shows(at.fromtimestamp(at.timestamp() - 600, UTC), 1),
        "ten minutes early": phone.shows(at.fromtimestamp(at.timestamp() + 600, UTC), 2),
        "another key": phone.shows(at, 3, key=4),
        "not our credential": stranger.shows(at, credential=given.token_of(given.signed_by_hand(
            stranger.keys[0], {1: "huican"}, protected={1: given.ES256, 4: b"none"}))),
        "an unknown critical header": phone.shows(at, 5, credential=critical),
        "another algorithm": phone.shows(at, 6, credential=other_algorithm),
        "paper": paper,
        "a number": "0000000000",
        "somebody else's": "https://example.com/?x=1",
        "too long": "HN2:" + "A" * 5000,
        "ten megabytes": "HN2:" + "A" * 10_000_000,
    }
    pages = set()
    for why, text in bad.items():
        page.locator("[data-verdict]").evaluate("element => element.replaceChildren()")
        expect(scan(page, text), why).to_have_text("请人工核验，不得拒绝服务")
        page.locator("[data-when]").first.evaluate("element => { element.textContent = ''; }")
        pages.add(page.locator("[data-verdict]").inner_html())
    assert len(pages) == 1


def test_a_list_that_is_too_old_answers_by_hand_and_says_so(enrolled, phone, now, context):
    page = enrolled
    offline_ready(page, context)
    page.clock.install(time=datetime.fromtimestamp(now.timestamp() + 13 * 3600, UTC))
    page.reload()
    page.locator("[data-scanner][data-ready]").wait_for()
    expect(page.locator("main").get_by_text("作废名单太旧了。没有网络时，请人工核验，不得拒绝服务。")).to_be_visible()
    later = datetime.fromtimestamp(now.timestamp() + 13 * 3600, UTC)
    expect(scan(page, phone.shows(later))).to_have_text("请人工核验，不得拒绝服务")


def test_a_phone_that_is_not_enrolled_answers_nothing_by_itself(page, phone, now, context):
    opened(page)
    offline_ready(page, context)
    expect(scan(page, phone.shows(now))).to_have_text("请人工核验，不得拒绝服务")
    expect(page.locator("[data-waiting]")).to_be_hidden()


def test_the_camera_reads_a_phone_s_picture_and_asks_once(enrolled, live, phone, now):
    page, png = enrolled, io.BytesIO()
    segno.make(phone.shows(now), error="m", boost_error=False, micro=False).save(png, kind="png", scale=4, border=4)
    page.evaluate("() => { delete globalThis.BarcodeDetector; }")
    page.evaluate(CAMERA, base64.b64encode(png.getvalue()).decode())
    page.get_by_role("button", name="用摄像头扫").click()
    expect(page.locator(".verdict")).to_have_text("可以")
    page.wait_for_timeout(1500)
    assert checks(live) == [(True, False)]
    page.get_by_role("button", name="用摄像头扫").click()
    expect(page.locator("video")).to_be_hidden()


def test_without_a_camera_it_says_what_else_there_is(enrolled):
    enrolled.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new Error('no'); }; }")
    enrolled.get_by_role("button", name="用摄像头扫").click()
    expect(enrolled.locator("main").get_by_text("请允许用摄像头，或者用扫码枪，或者输入数字。")).to_be_visible()
