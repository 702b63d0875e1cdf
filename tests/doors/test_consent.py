"""Her word to a mandate: by text message through the gateway, by a call, at the window, on paper, or signed in."""

from __future__ import annotations

import hmac
import json
from collections import deque
from dataclasses import replace
from hashlib import sha256

import pytest

from tests.factories_notifications import Gateway
from tests.visitor import BASE
from webapp import mandates, people
from webapp.notifications import Gateways, Refused, Sent
from webapp.people import Need

SECRET = "only-for-tests"
SEEN = "请先看居民的沟通和到访需要，再勾选。"


def proposed(visitor, village, key="guo", **said):
    officer = visitor("officer").open(f"/workbench/residents/{village.of(key).public_id}").follow("代办")
    officer.follow("替本人写一份委托").fill("代办人的姓名", said.get("name", "钱阿姨"))
    officer.fill("代办人的手机号", said.get("phone", "00020000003")).choose("邻居", "看：我的残疾评定预约")
    return officer


def asked(visitor, village, key="guo"):
    officer = proposed(visitor, village, key).press("下一步：问本人")
    return officer.press("发短信问本人")


def outbox(app):
    kept = app.extensions["huican"].settings.instance / "outbox.jsonl"
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]


def incoming(app, words, *, id="m1", phone="00010000002", secret=SECRET, body=None):
    said = {"id": id, "from": phone, "text": words, "sent_at": "2026-11-23T09:05:00+08:00"}
    body = body if body is not None else json.dumps(said).encode()
    signature = hmac.new(secret.encode(), body, sha256).hexdigest()
    return app.test_client().post(
        "/messages/incoming", data=body, base_url=BASE,
        headers={"X-Huican-Signature": signature, "Content-Type": "application/json"})


def serving(village, key="guo"):
    with village.database.reading() as db:
        given = mandates.mandates_by(db, people.find_resident(db, village.of(key).public_id))
        return [each for each in given if each.revoked_at is None]


def test_from_the_officers_pen_to_her_yes_by_message(visitor, village, app, clock):
    officer = asked(visitor, village)
    assert officer.sees("短信平台收下了短信。本人看到没有，不知道。")
    sent = outbox(app)[-1]
    assert sent["to"] == "00010000002"
    for said in ("钱阿姨", "评定预约", "12月23日", "请在11月30日", "同意回复 1，不同意回复 2"):
        assert said in sent["text"], said
    clock.advance(minutes=10)
    assert incoming(app, "好的").status_code == 204
    (mandate,) = serving(village)
    assert mandate.signature_kind is mandates.SignatureKind.text_message
    assert visitor("guo").open(f"/mandates/{mandate.public_id}").sees("短信确认")
    assert visitor("guo").open("/my-data/deeds").sees("本人同意委托（短信）")


def test_a_question_that_the_gateway_did_not_take_is_said_and_sent_again(visitor, village, app, monkeypatch, caplog):
    gateway = Gateway(deque([Refused("http_400"), Sent("1")]))
    monkeypatch.setattr(app.extensions["huican"].post_room, "gateways", Gateways(gateway, None))
    officer = asked(visitor, village)
    assert officer.sees("短信平台没有收下短信。")
    assert officer.sees("本人很可能没有收到。请再发一次，或者换个办法问。")
    assert not officer.sees("短信平台收下了短信。")
    assert "00010000002" not in caplog.text
    officer.press("再发一次短信")
    assert officer.sees("短信平台收下了短信。本人看到没有，不知道。")
    assert not officer.sees("没有收下")
    assert visitor("guo").open("/my-data/deeds").sees("问委托的短信没有交出去")


def test_an_unclear_answer_waits_in_the_officers_queue(visitor, village, app, clock):
    asked(visitor, village)
    clock.advance(minutes=10)
    assert incoming(app, "让我女儿看看").status_code == 204
    assert serving(village) == []
    officer = visitor("officer").open("/workbench/").follow("看一条短信：本人同不同意委托")
    assert officer.sees("让我女儿看看")
    assert officer.sees("没有把它当成同意，也没有当成不同意。")
    officer.follow("看那份委托").choose("电话里亲口同意", "是本人自己说的，不是别人替着说的")
    officer.fill("怎么核实是本人", "打登记的号码，核对了出生日期").see_needs().press("本人同意，记下来")
    assert officer.sees("记下了：本人同意，委托生效了。")
    assert len(serving(village)) == 1
    assert not visitor("officer").open("/workbench/").sees("看一条短信")


def test_silence_for_two_days_is_a_call_for_the_officer(visitor, village, clock):
    asked(visitor, village)
    assert not visitor("officer").open("/workbench/").sees("短信没有回")
    clock.advance(days=2, minutes=1)
    assert visitor("officer").open("/workbench/").follow("打电话问：同不同意委托，短信没有回").h1 == "问沈国平：同不同意"
    assert serving(village) == []


def test_nobody_is_sent_to_call_who_wants_no_calls(visitor, village, clock):
    asked(visitor, village)
    with village.database.writing() as db:
        guo = people.find_resident(db, village.guo.public_id)
        people.set_needs(db, village.actor("guo"), guo, [Need.no_calls])
    clock.advance(days=2, minutes=1)
    officer = visitor("officer").open("/workbench/")
    assert not officer.sees("打电话问")
    officer.follow("当面问，或者写字问：同不同意委托，短信没有回")
    assert officer.h1 == "问沈国平：同不同意"
    assert officer.sees("例如：当面看了证件；纸上签字")
    assert not officer.sees("打登记的号码")


def test_where_no_message_can_be_sent_who_wants_no_calls_is_asked_in_person(visitor, village, app):
    room = app.extensions["huican"].post_room
    room.gateways = replace(room.gateways, sms=None)
    officer = proposed(visitor, village).press("下一步：问本人")
    assert officer.sees("请打电话，或者当面问本人。")
    with village.database.writing() as db:
        guo = people.find_resident(db, village.guo.public_id)
        people.set_needs(db, village.actor("guo"), guo, [Need.no_calls])
    officer.open(officer.response.request.path)
    assert officer.sees("本人不要打电话。请当面问，或者写字问。")
    assert not officer.sees("请打电话")


def test_her_no_is_kept_as_no(visitor, village, app, clock):
    asked(visitor, village)
    clock.advance(minutes=10)
    incoming(app, "不同意")
    assert serving(village) == []
    assert not visitor("guo").open("/mandates").sees("等您同意")


def test_signed_in_she_reads_and_signs_or_says_no(visitor, village):
    proposed(visitor, village).press("下一步：问本人")
    guo = visitor("guo").open("/mandates").follow("等您同意：委托钱阿姨")
    assert guo.sees("要您自己同意。")
    path = guo.response.request.path
    guo.post(f"{path}/signature", status=409, digest="0" * 64)
    guo.open(path).press("我读过了，签署委托")
    assert guo.sees("委托已经生效。")
    assert serving(village)[0].signature_kind is mandates.SignatureKind.signed_in

    proposed(visitor, village, phone="00020000001", name="陈晓燕").press("下一步：问本人")
    guo.open("/mandates").follow("等您同意：委托陈晓燕").press("不同意这份委托")
    assert guo.sees("记下了：您不同意。")
    assert len(serving(village)) == 1


def test_without_how_and_who_nothing_is_kept(visitor, village):
    officer = proposed(visitor, village).press("下一步：问本人").press("本人同意，记下来", status=422)
    assert officer.errors() == ["请选一种方式。", "请写明是怎么核实本人的。", "要本人自己说，才能记。", SEEN]
    assert serving(village) == []


def test_the_carers_own_telephone_is_never_asked(visitor, village, app):
    with village.database.writing() as db:
        people.find_resident(db, village.hao.public_id).phone = "00020000003"
    officer = proposed(visitor, village, "hao").press("下一步：问本人")
    path = officer.response.request.path
    before = len(outbox(app)) if (app.extensions["huican"].settings.instance / "outbox.jsonl").exists() else 0
    officer.post(f"{path}/message", status=422)
    assert officer.sees("本人登记的手机号就是代办人的手机号。")
    assert before == 0
    assert not (app.extensions["huican"].settings.instance / "outbox.jsonl").exists()


@pytest.mark.parametrize(("phone", "said"), [
    ("00010000002", "这是您自己的手机号。"), ("12", "手机号应该是 11 位，您填了 2 位。"),
])
def test_a_wrong_agent_is_said_and_everything_typed_is_kept(visitor, village, phone, said):
    officer = proposed(visitor, village, phone=phone).press("下一步：问本人", status=422)
    assert said in officer.errors()[0]
    assert officer.soup.find("input", {"name": "name"})["value"] == "钱阿姨"


def test_a_mandate_that_ended_yesterday_is_refused(visitor, village):
    officer = proposed(visitor, village).choose("自己选最后一天").fill("最后一天是哪天", "2026-11-22")
    officer.press("下一步：问本人", status=422)
    assert officer.errors() == ["请选今天或者以后的日期。"]


def test_what_was_written_wrongly_is_taken_back(visitor, village):
    officer = proposed(visitor, village).press("下一步：问本人").press("写错了，收回这份")
    assert officer.sees("这份委托收回了。")
    assert not visitor("guo").open("/mandates").sees("等您同意")


def test_she_ends_it_through_the_officer(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/mandates")
    officer.follow("本人要结束给陈晓燕的委托").press("马上结束委托", status=422)
    assert officer.errors() == ["要本人要求，才能结束。", SEEN]
    officer.choose("本人要结束这份委托").see_needs().press("马上结束委托")
    assert serving(village, "mei") == []
    visitor("daughter", acting_for="mei").open("/home-services", status=410)


BODIES = {
    "no JSON": b"{", "a list": b"[]", "nothing in it": b"{}",
    "a number for words": b'{"id": "1", "from": "00010000002", "text": 1, "sent_at": "2026-11-23T09:05:00+08:00"}',
    "no zone": b'{"id": "1", "from": "00010000002", "text": "1", "sent_at": "2026-11-23T09:05:00"}',
    "no moment": b'{"id": "1", "from": "00010000002", "text": "1", "sent_at": "soon"}',
    "no telephone": b'{"id": "1", "from": "", "text": "1", "sent_at": "2026-11-23T09:05:00+08:00"}',
    "no id": b'{"id": "", "from": "00010000002", "text": "1", "sent_at": "2026-11-23T09:05:00+08:00"}',
}


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_message_is_refused(visitor, village, app, body):
    asked(visitor, village)
    assert incoming(app, "", body=BODIES[body]).status_code == 400
    assert serving(village) == []


def test_an_unsigned_or_wrongly_signed_message_is_refused(visitor, village, app, clock):
    asked(visitor, village)
    clock.advance(minutes=10)
    assert incoming(app, "好", secret="guessed").status_code == 403
    assert app.test_client().post("/messages/incoming", data=b"{}", base_url=BASE).status_code == 403
    assert serving(village) == []


def test_the_gateway_may_hand_it_over_as_often_as_it_likes(visitor, village, app, clock):
    asked(visitor, village)
    clock.advance(minutes=10)
    assert [incoming(app, "好").status_code for _ in range(3)] == [204, 204, 204]
    assert len(serving(village)) == 1
    assert incoming(app, "好", id="m9", phone="00020000001").status_code == 204, "nobody was asked there"


def test_a_message_of_ten_megabytes_is_refused(app):
    assert incoming(app, "", body=b"1" * 10_000_000).status_code in {400, 413}
