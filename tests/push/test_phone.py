"""From a change to the notification on a phone, in Chromium: encrypted, received, decrypted, shown, tapped.

Chromium cannot subscribe without its vendor's servers, so the address and keys come from a
push service on this machine; everything else is real: our page, our service worker, our encryption.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser import enter
from tests.factories_notifications import account_of, deliveries, messages
from tests.push_service import PushService
from webapp.core import Matter, record
from webapp.notifications import Channel, DeliveryState, devices_of
from webapp.people import Account, PasskeyAdded

SUBSCRIBING = """
(() => {
  const address = {endpoint: %(endpoint)s, keys: {p256dh: %(p256dh)s, auth: %(auth)s}};
  const subscription = {endpoint: address.endpoint, toJSON: () => address};
  let held = localStorage.getItem('held') ? subscription : null;
  PushManager.prototype.getSubscription = async () => held;
  PushManager.prototype.subscribe = async () => {
    localStorage.setItem('held', 'yes');
    held = subscription;
    return held;
  };
})();
"""


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def subscription(service):
    return service.subscription()


@pytest.fixture
def phone(context, live, subscription):
    """Guo is signed in on a phone that may show notifications."""
    context.grant_permissions(["notifications"], origin=live.url)
    values = {name: json.dumps(getattr(subscription, name)) for name in ("endpoint", "p256dh", "auth")}
    context.add_init_script(SUBSCRIBING % values)
    page = context.new_page()
    enter(page, "沈国平")
    return page


@contextmanager
def delivering(page, live):
    """`deliver(text)` hands a push to the page's service worker as the browser would; returns the worker."""
    session = page.context.new_cdp_session(page)
    registrations = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.evaluate(
        "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => null)"
    )
    until(lambda: registrations, page)

    def deliver(text):
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": live.url, "registrationId": registrations[-1]["registrationId"], "data": text},
        )

    yield deliver
    session.detach()


def until(true, page, seconds=15):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert true()


def shown(page):
    return page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.ready;
      const notifications = await registration.getNotifications();
      return notifications.map(({title, body, tag, lang, data}) => ({title, body, tag, lang, data}));
    }""")


def tap(page):
    """What a finger does: the worker's own handler runs. Only a finger may open a window: where, is returned."""
    worker = page.context.service_workers[0]
    return worker.evaluate("""async () => {
      let opened = null;
      clients.openWindow = async (address) => { opened = address; };
      const [notification] = await registration.getNotifications();
      await openNotice(notification);
      return opened;
    }""")


def send_due(live):
    """In a thread, as the worker does: the browser's driver has a loop of its own in this one."""
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(live.app.extensions["huican"].post_room.send_due).result(30)


def add_this_phone(page):
    page.goto("/notices")
    page.get_by_role("button", name="打开这部手机的推送").click()
    page.wait_for_url("**/notices/devices/*")


def test_a_phone_is_proven_by_a_tap_and_then_shows_what_changes(phone, live, service, subscription):
    add_this_phone(phone)
    assert "请点一下它" in phone.inner_text("main")
    assert send_due(live) == 1
    with delivering(phone, live) as deliver:
        [trial] = service.of(subscription)
        deliver(trial.text)
        until(lambda: shown(phone), phone)
        assert [notice["title"] for notice in shown(phone)] == ["试一试：请点一下这条通知"]
        tap(phone)
        expect(phone.get_by_text("这部手机能收到推送")).to_be_visible(timeout=15_000)  # the page looks by itself

        guo, database = live.village.guo, live.village.database
        with database.writing() as db:
            record(
                db, live.village.actor("guo"), PasskeyAdded(), subject_id=guo.id, matter=Matter("appointment", "a" * 16)
            )
        send_due(live)
        arrived = service.of(subscription)[-1]
        deliver(arrived.text)
        until(lambda: shown(phone), phone)

        with database.reading() as db:
            account = account_of(db, guo)
        message = messages(database, account, "passkey_added")[0]
        assert [(n["title"], n["body"], n["tag"], n["lang"], n["data"]["url"]) for n in shown(phone)] == [
            ("账号多了一种登录方式，是您本人吗", "打开看详情。", message.public_id, "zh-Hans", f"/inbox/{message.public_id}/matter")]
        until(lambda: delivery_states(live, message) == {DeliveryState.delivered}, phone)
        assert messages(database, account, "passkey_added")[0].read_at is None

        deliver(arrived.text)  # a repeat
        phone.wait_for_timeout(300)
        assert len(shown(phone)) == 1, "a repeat takes the place of the first"

        opened = tap(phone)
        phone.goto(opened)
        assert phone.locator("h1").inner_text() == "登录方式"
        assert messages(database, account, "passkey_added")[0].read_at is not None
        assert shown(phone) == []


def delivery_states(live, message):
    return {delivery.state for delivery in deliveries(live.village.database, message, Channel.push)}


def test_permission_is_asked_by_the_button_and_never_on_arrival(phone, live):
    phone.add_init_script(
        "window.asked = 0; Notification.requestPermission = async () => { window.asked += 1; return 'granted'; };"
    )
    for path in ("/", "/inbox", "/notices"):
        phone.goto(path)
        phone.wait_for_timeout(300)
        assert phone.evaluate("window.asked") == 0
    add_this_phone(phone)


def test_the_key_that_the_browser_is_given_is_a_point_of_the_curve(phone):
    phone.goto("/notices")
    key = phone.evaluate("document.querySelector('[data-push]').dataset.key")
    assert len(key) == 87
    assert key[0] == "B"


def test_a_phone_that_is_added_says_so_instead_of_asking_again(phone, live):
    add_this_phone(phone)
    phone.goto("/notices")
    expect(phone.get_by_text("这部手机已经登记了推送")).to_be_visible()
    expect(phone.get_by_role("button", name="打开这部手机的推送")).to_be_hidden()


def test_a_subscription_that_fails_is_answered_with_sms(phone, live):
    phone.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new DOMException('no', 'AbortError'); };"
    )
    phone.goto("/notices")
    phone.get_by_role("button", name="打开这部手机的推送").click()
    expect(phone.get_by_text("没有打开。这部手机可能用不了推送服务")).to_be_visible()
    with live.village.database.reading() as db:
        assert devices_of(db, account_of(db, live.village.guo).id) == []


def test_a_refused_permission_is_answered_with_the_way_back(phone):
    phone.add_init_script("Notification.requestPermission = async () => 'denied';")
    phone.goto("/notices")
    phone.get_by_role("button", name="打开这部手机的推送").click()
    expect(phone.get_by_text("您在浏览器里关掉了本网站的通知")).to_be_visible()


def test_a_tap_opens_no_other_site(phone, live):
    with delivering(phone, live) as deliver:
        deliver(json.dumps({"title": "t", "body": "b", "tag": "x", "url": "https://evil.example/"}))
        until(lambda: shown(phone), phone)
        assert tap(phone) is None


def test_a_browser_that_changes_its_address_tells_the_new_one(phone, live, service, subscription):
    add_this_phone(phone)
    fresh = service.subscription()
    with delivering(phone, live):
        phone.context.service_workers[0].evaluate(
            """async ([old, fresh]) =>
              renew({oldSubscription: {endpoint: old}, newSubscription: {toJSON: () => fresh}})""",
            [subscription.endpoint, {"endpoint": fresh.endpoint, "keys": {"p256dh": fresh.p256dh, "auth": fresh.auth}}])
    with live.village.database.reading() as db:
        account = db.get_one(Account, account_of(db, live.village.guo).id)
        assert [device.endpoint for device in devices_of(db, account.id)] == [fresh.endpoint]
