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

from tests.browser import PATIENCE, enter
from tests.factories_notifications import account_of, deliveries, messages
from tests.lock_screens import UNFIT_FOR_A_LOCK_SCREEN
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


LISTENING = """() => {
  const show = registration.showNotification;
  self.nextShown = new Promise((resolve) => {
    registration.showNotification = async (...notice) => {
      registration.showNotification = show;
      await show.apply(registration, notice);
      resolve(true);
    };
    setTimeout(resolve, 15000, false);
  });
}"""


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def subscription(service):
    return service.subscription()


@pytest.fixture
def phone_of(context, live, subscription):
    """`phone_of(name)` is signed in on a phone that may show notifications."""

    def take(name):
        context.grant_permissions(["notifications"], origin=live.url)
        values = {name: json.dumps(getattr(subscription, name)) for name in ("endpoint", "p256dh", "auth")}
        context.add_init_script(SUBSCRIBING % values)
        return enter(context.new_page(), name)

    return take


@pytest.fixture
def phone(phone_of):
    return phone_of("沈国平")


@pytest.fixture
def desk(browser, live):
    """The clerk of the first hospital at a machine of his own."""
    context = browser.new_context(base_url=live.url, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE)
    yield enter(context.new_page(), "金医生")
    context.close()


@contextmanager
def delivering(page, live):
    """`deliver(text)` hands a push to the page's service worker as the browser would, and returns when it is shown.

    Nothing asks for the notifications meanwhile: Chromium then forgets the one that it has kept and not yet shown.
    """
    session = page.context.new_cdp_session(page)
    registrations = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.evaluate(
        "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => null)"
    )
    until(lambda: registrations, page)

    def deliver(text):
        worker = page.context.service_workers[0]
        worker.evaluate(LISTENING)
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": live.url, "registrationId": registrations[-1]["registrationId"], "data": text},
        )
        assert worker.evaluate("nextShown")

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


def in_a_thread(work):
    """As the worker does it: the browser's driver has a loop of its own in this one."""
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(work).result(30)


def work_through(live):
    """What huey's consumer does with the tasks that the web process put into the queue; how many there were."""
    queue = live.app.extensions["huican"].post_room.queue

    def work():
        done = 0
        while (task := queue.dequeue()) is not None:
            queue.execute(task)
            done += 1
        return done

    return in_a_thread(work)


def send_due(live):
    return in_a_thread(live.app.extensions["huican"].post_room.send_due)


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
        expect(phone.get_by_text("这部手机能收到推送")).to_be_visible()  # the page looks by itself

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


def test_a_booking_and_its_confirmation_reach_her_phone_and_a_tap_opens_the_appointment(
    phone_of, desk, live, service, subscription
):
    mei = phone_of("陈秀梅")
    add_this_phone(mei)
    assert work_through(live) > 0
    with delivering(mei, live) as deliver:
        deliver(service.of(subscription)[-1].text)
        until(lambda: shown(mei), mei)
        tap(mei)
        expect(mei.get_by_text("这部手机能收到推送")).to_be_visible()

        def next_change(kind, inside, outside):
            """The one push that the worker sends for it is on her phone, and her inbox has it: where a tap leads."""
            before = len(service.of(subscription))
            assert work_through(live) > 0
            [arrived] = service.of(subscription)[before:]
            told = arrived.content
            assert set(told) == {"title", "body", "tag", "url", "receipt", "lang"}
            assert UNFIT_FOR_A_LOCK_SCREEN.findall(told["title"] + told["body"]) == []
            deliver(arrived.text)
            until(lambda: outside in [notice["title"] for notice in shown(mei)], mei)
            with live.village.database.reading() as db:
                account = account_of(db, live.village.mei)
            [message] = messages(live.village.database, account, kind)
            [notice] = shown(mei)
            assert (notice["title"], notice["tag"]) == (message.push_title, message.public_id)
            assert notice["title"] == outside
            assert told["url"] == f"/inbox/{message.public_id}/matter"
            until(lambda: delivery_states(live, message) == {DeliveryState.delivered}, mei)
            mei.goto("/inbox")
            row = mei.get_by_role("main").get_by_role("link", name=inside)
            assert row.get_attribute("href") == f"/inbox/{message.public_id}"
            return tap(mei)

        book_through_her_pages(mei)
        opened = next_change("appointment_booked", "评定预约已提交", "预约已提交")
        mei.goto(opened)
        booked = mei.url
        assert "/appointments/" in booked

        desk.goto("/workbench/")
        desk.get_by_role("link", name="请准备并确认，陈秀梅").click()
        expect(desk.get_by_role("button", name="确认预约")).to_be_visible()  # what is listed next must have come
        for need in desk.locator("input[name=prepared]").all():
            need.check()
        desk.get_by_role("button", name="确认预约").click()
        expect(desk.get_by_role("button", name="确认预约")).to_have_count(0)

        opened = next_change("appointment_confirmed", "医院确认了您的预约", "预约已确认")
        mei.goto(opened)
        assert mei.url == booked
        assert "已确认" in mei.inner_text("main")
        assert shown(mei) == []


def book_through_her_pages(page):
    page.goto("/appointments")
    page.get_by_role("link", name="预约残疾评定").click()
    for choice in ("去医院评定", "情况变了，重新评定", "肢体残疾"):
        page.get_by_role("radio", name=choice).check()
    page.get_by_role("button", name="下一步：选评定机构").click()
    page.get_by_role("link", name="平湖第一示范医院（演示）").click()
    page.get_by_role("radio", name="上午 9:30").first.check()
    page.get_by_role("button", name="就选这个时间").click()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("checkbox", name="我同意").check()
    page.get_by_role("button", name="确定预约").click()
    expect(page.get_by_text("号已经给您留好了")).to_be_visible()


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
