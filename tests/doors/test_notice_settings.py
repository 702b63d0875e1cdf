"""怎么通知我: this phone, channels, quiet hours; and what a phone says by itself."""

from __future__ import annotations

import json
import re
from datetime import time
from hashlib import sha256

import pytest
from sqlalchemy import select

from tests.factories_notifications import account_of, made_up_subscription
from webapp.notifications import Channel, Delivery, DeliveryState, Message, PushDevice, Topic, choices_of, devices_of


@pytest.fixture
def phone():
    return made_up_subscription()


def devices(village, key="guo"):
    with village.database.reading() as db:
        return devices_of(db, account_of(db, village.of(key)).id)


def add(who, phone, **changed):
    """What static/js/push.js sends."""
    sent = {"endpoint": phone.endpoint, "p256dh": phone.p256dh, "auth": phone.auth, "acting_for": ""} | changed
    return who.open("/notices").post("/notices/devices", status=changed.pop("status", 200), **sent)


def receipt(village):
    with village.database.reading() as db:
        return db.scalar(select(Delivery.receipt).order_by(Delivery.id.desc()))


def say(who, path, **sent):
    """A phone speaks without a form's token."""
    return who.client.post(path, base_url="http://localhost:8000", **sent)


def test_without_scripts_the_page_says_plainly_that_push_needs_them(visitor):
    who = visitor("guo").open("/notices")
    visible = [p for p in who.soup.find_all(attrs={"data-push-state": True}) if not p.has_attr("hidden")]
    assert ["收不到推送" in p.get_text() for p in visible] == [True]
    assert "重要的事我们发短信" in who.main


def test_nothing_asks_for_permission_on_arrival(visitor):
    who = visitor("guo").open("/notices")
    [button] = who.soup.find_all(attrs={"data-push-button": True})
    assert button["type"] == "button"
    assert button.find_parent(attrs={"data-push-state": "able"}).has_attr("hidden")


def test_a_phone_is_added_and_has_to_be_tapped(visitor, village, phone, clock):
    who = add(visitor("guo"), phone)
    assert "请点一下它" in who.main
    clock.advance(seconds=61)
    who = who.open(f"/notices/devices/{devices(village)[0].public_id}")
    assert "我们发短信给您" in who.main
    assert say(who, f"/push/receipts/{receipt(village)}/opened").status_code == 204
    assert "这部手机能收到推送" in who.open(f"/notices/devices/{devices(village)[0].public_id}").main
    assert "能收到" in who.open("/notices").main


def test_the_page_knows_the_phone_it_is_opened_on(visitor, village, phone):
    who = add(visitor("guo"), phone).open("/notices")
    assert who.soup.find(attrs={"data-push": True})["data-known"] == sha256(phone.endpoint.encode()).hexdigest()


def test_another_test_is_sent_on_request(visitor, village, phone, clock):
    who = add(visitor("guo"), phone)
    clock.advance(minutes=2)
    who.open(f"/notices/devices/{devices(village)[0].public_id}").press("再发一条试试")
    assert "请点一下它" in who.main
    with village.database.reading() as db:
        assert len(db.scalars(select(Message).where(Message.kind == "device_trial")).all()) == 2


def test_a_phone_is_removed(visitor, village, phone):
    who = add(visitor("guo"), phone).open("/notices")
    [button] = [
        b.get_text(strip=True)
        for b in who.soup.find_all("button")
        if "的推送" in b.get_text() and "停止" in b.get_text()
    ]
    who.press(button)
    assert devices(village) == []


def test_an_address_that_is_none_is_refused_with_a_sentence(visitor, village, phone):
    who = (
        visitor("guo")
        .open("/notices")
        .post(
            "/notices/devices",
            status=422,
            endpoint="https://evil.example/x",
            p256dh=phone.p256dh,
            auth=phone.auth,
            acting_for="",
        )
    )
    assert "这个浏览器给出的推送地址不能用" in who.text
    assert devices(village) == []


def test_without_an_address_nothing_is_added(visitor, village):
    who = visitor("guo").open("/notices").post("/notices/devices", status=422, acting_for="")
    assert "没有拿到推送地址" in who.text


def test_nobody_sees_or_removes_another_s_phone(visitor, village, phone):
    add(visitor("guo"), phone)
    public_id = devices(village)[0].public_id
    lan = visitor("lan").open("/notices")
    lan.open(f"/notices/devices/{public_id}", status=404)
    lan.open("/notices").post(f"/notices/devices/{public_id}/removal", status=404, acting_for="")
    assert len(devices(village)) == 1


def test_a_lost_phone_is_told_in_the_inbox_and_the_settings_until_she_says_that_she_knows(visitor, village, phone):
    who = add(visitor("guo"), phone)
    with village.database.writing() as db:
        lost = db.get_one(PushDevice, devices(village)[0].id)
        lost.proven_at, lost.retired_at, lost.retired_because = lost.created_at, lost.created_at, "gone"
    assert "有一部手机收不到推送了" in who.open("/inbox").main
    who.open("/notices")
    assert "有手机收不到推送了" in who.main
    who.press("知道了")
    assert "收不到推送了" not in who.open("/notices").main
    assert "收不到推送了" not in who.open("/inbox").main


def test_a_channel_is_switched_off_for_one_topic_and_on_again(visitor, village):
    who = visitor("guo").open("/notices/channels")
    boxes = who.soup.find_all("input", attrs={"name": Topic.appointments.value})
    assert [box["value"] for box in boxes] == [Channel.push.value, Channel.sms.value]
    data = {topic.value: [channel.value for channel in (Channel.push, Channel.sms)] for topic in Topic}
    who.post("/notices/channels", **data | {Topic.appointments.value: [Channel.push.value]}, acting_for="")
    with village.database.reading() as db:
        assert choices_of(db, account_of(db, village.guo).id).refused == {(Topic.appointments, Channel.sms)}
    assert "您关掉了 1 种通知" in who.main
    who.open("/notices/channels").post("/notices/channels", **data, acting_for="")
    assert "现在全部打开" in who.main


def test_a_channel_that_does_not_exist_is_refused(visitor, village):
    who = visitor("guo").open("/notices/channels")
    who.post("/notices/channels", status=422, appointments=["pigeon"], acting_for="")
    with village.database.reading() as db:
        assert choices_of(db, account_of(db, village.guo).id).refused == frozenset()


def test_quiet_hours_are_chosen_and_lifted(visitor, village):
    who = visitor("guo").open("/notices/quiet-hours")
    who.post("/notices/quiet-hours", quiet_from="21:00", quiet_until="07:00", acting_for="")
    assert "下午 9:00 到 上午 7:00，不发推送和短信" in who.main
    with village.database.reading() as db:
        assert choices_of(db, account_of(db, village.guo).id).quiet == (time(21), time(7))
    who.open("/notices/quiet-hours").post("/notices/quiet-hours", quiet_from="", quiet_until="", acting_for="")
    assert "没有设安静时间" in who.main


@pytest.mark.parametrize(("begin", "end"), [("21:00", ""), ("", "07:00"), ("07:00", "07:00")])
def test_half_a_span_of_quiet_is_refused_and_what_was_chosen_kept(visitor, begin, end):
    who = visitor("guo").open("/notices/quiet-hours")
    who.post("/notices/quiet-hours", status=422, quiet_from=begin, quiet_until=end, acting_for="")
    assert who.errors() == ["安静时间要有开始和结束，两个时间不能一样。"]
    assert [select_.find("option", selected=True)["value"] for select_ in who.soup.find_all("select")] == [begin, end]


@pytest.mark.parametrize("begin", ["25:00", "21:10", "x"])
def test_a_time_that_is_not_offered_is_refused(visitor, begin):
    visitor("guo").open("/notices/quiet-hours").post(
        "/notices/quiet-hours", status=422, quiet_from=begin, quiet_until="07:00", acting_for=""
    )


def test_a_phone_says_that_it_showed_a_message_without_any_sign_in(visitor, village, phone):
    add(visitor("guo"), phone)
    told = receipt(village)
    stranger = visitor()
    assert say(stranger, f"/push/receipts/{told}/shown").status_code == 204
    with village.database.reading() as db:
        assert db.scalar(select(Delivery.state).where(Delivery.receipt == told)) is DeliveryState.delivered


@pytest.mark.parametrize("what", ["shown", "opened"])
def test_a_receipt_that_is_none_is_not_found(visitor, what):
    assert say(visitor(), f"/push/receipts/{'x' * 16}/{what}").status_code == 404


def test_a_browser_that_changed_its_address_is_tried_again(visitor, village, phone):
    who = add(visitor("guo"), phone)
    fresh = made_up_subscription()
    told = {
        "old_endpoint": phone.endpoint,
        "subscription": {"endpoint": fresh.endpoint, "keys": {"p256dh": fresh.p256dh, "auth": fresh.auth}},
    }
    assert say(who, "/push/renewal", json=told).status_code == 204
    assert [device.endpoint for device in devices(village)] == [fresh.endpoint]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"old_endpoint": None},
        {"old_endpoint": "x", "subscription": {}},
        {"old_endpoint": "x", "subscription": {"endpoint": "y", "keys": None}},
    ],
)
def test_a_renewal_that_says_nothing_changes_nothing(visitor, village, phone, told):
    who = add(visitor("guo"), phone)
    assert say(who, "/push/renewal", json=told).status_code in (404, 422)
    assert [device.endpoint for device in devices(village)] == [phone.endpoint]


def test_while_acting_for_somebody_the_settings_are_one_s_own(visitor, village):
    assert "和您替谁办事没有关系" in visitor("daughter", acting_for="mei").open("/notices").main


def test_the_worker_s_word_reaches_the_outbox(visitor, village, app):
    from webapp.core import record
    from webapp.people import PasskeyAdded

    with village.database.writing() as db:
        record(db, village.actor("guo"), PasskeyAdded(), subject_id=village.guo.id)
    app.extensions["huican"].post_room.send_due()
    assert "账号多了一种登录方式" in visitor("guo").open("/demo/outbox").main


def test_noon_and_midnight_are_not_called_morning_or_afternoon(visitor):
    who = visitor("guo").open("/notices/quiet-hours")
    offered = [option.get_text() for option in who.soup.find(id="quiet_from").find_all("option")]
    assert {"凌晨\N{NO-BREAK SPACE}0:00", "中午\N{NO-BREAK SPACE}12:30", "下午\N{NO-BREAK SPACE}1:00"} <= set(offered)
    assert not [each for each in offered if each.endswith(("午\N{NO-BREAK SPACE}0:30", "下午\N{NO-BREAK SPACE}12:00"))]


def signed_in_by_message(app, visitor):
    who = visitor().open("/sign-in").fill("手机号", "00010000002").press("发送验证码")
    kept = app.extensions["huican"].settings.instance / "outbox.jsonl"
    code = re.search(r"[0-9]{6}", json.loads(kept.read_text(encoding="utf-8").splitlines()[-1])["text"]).group()
    return who.fill("验证码", code).press("登录")


def why_retired(village):
    with village.database.reading() as db:
        return db.scalars(select(PushDevice.retired_because).order_by(PushDevice.id)).all()


def test_a_phone_that_is_signed_out_shows_her_notices_no_more(app, visitor, village, phone):
    who = add(signed_in_by_message(app, visitor), phone)
    other = add(signed_in_by_message(app, visitor), made_up_subscription())
    who.post("/sign-out")
    assert why_retired(village) == ["signed_out", None]
    assert other.open("/profile").h1 != "登录"


def test_a_phone_that_is_lost_is_silenced_by_ending_its_session_from_another(app, visitor, village, phone, clock):
    add(signed_in_by_message(app, visitor), phone)
    clock.advance(minutes=1)
    here = add(signed_in_by_message(app, visitor), made_up_subscription())
    here.open("/ways-in").press("让“?, ?”退出")
    assert why_retired(village) == ["signed_out", None]


def test_ending_an_earlier_session_on_the_same_phone_leaves_its_push(app, visitor, village, phone, clock):
    who = add(signed_in_by_message(app, visitor), phone)
    with who.client.session_transaction(base_url="http://localhost:8000") as kept:
        kept.clear()
    clock.advance(minutes=1)
    who.open("/sign-in").fill("手机号", "00010000002").press("发送验证码")
    outbox = app.extensions["huican"].settings.instance / "outbox.jsonl"
    code = re.search(r"[0-9]{6}", json.loads(outbox.read_text(encoding="utf-8").splitlines()[-1])["text"]).group()
    who.fill("验证码", code).press("登录").open("/ways-in").press("让“?, ?”退出")
    assert why_retired(village) == [None]


def test_a_new_address_of_the_same_phone_is_silenced_with_it(app, visitor, village, phone):
    who, fresh = add(signed_in_by_message(app, visitor), phone), made_up_subscription()
    told = {
        "old_endpoint": phone.endpoint,
        "subscription": {"endpoint": fresh.endpoint, "keys": {"p256dh": fresh.p256dh, "auth": fresh.auth}},
    }
    assert say(who, "/push/renewal", json=told).status_code == 204
    who.post("/sign-out")
    assert why_retired(village) == ["replaced", "signed_out"]
