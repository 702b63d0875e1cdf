"""Attempts are counted by number, device and network; no stranger's attempts keep the person herself out."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from itsdangerous import base64_decode
from sqlalchemy import func, select

from webapp.notifications import open_gateways
from webapp.notifications.gateways import TIME_OUT_SECONDS
from webapp.people import OneTimeCode, SignInAttempt, SignInSession
from webapp.web.devices import COOKIE
from webapp.web.signing import ATTEMPTS_A_DEVICE, ATTEMPTS_A_NETWORK, network

HERS = "00010000001"


def sent_code(app) -> str:
    lines = (app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    return re.search(r"[0-9]{6}", json.loads(lines[-1])["text"]).group()


def cookie(who, name=COOKIE):
    return next((each for each in who.client._cookies.values() if each.key == name), None)


def asks(who, number=HERS, *, status=200):
    return who.open("/sign-in").fill("手机号", number).press("发送验证码", status=status)


def strangers(visitor, times, path, field, value):
    """So many strangers in her network send a form with what `value(number)` says; how it ends is all the same."""
    who = visitor().open(path)
    for number in range(times):
        who.client.delete_cookie(COOKIE, domain="localhost")
        sent = {"csrf_token": who.csrf_token, field: value(number)}
        who.client.post(path, data=sent, base_url="http://localhost:8000")


def signs_in(app, who, *, shared=False):
    asks(who).fill("验证码", sent_code(app))
    if shared:
        who.choose("这是公用的手机，或者别人的手机")
    return who.press("登录")


def count(village, table=SignInAttempt):
    with village.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


def test_failed_attempts_are_kept_although_each_is_refused(village, visitor):
    who = visitor()
    for number in range(1, 4):
        asks(who, "12345", status=422)
        assert count(village) == 3 * number  # network, device, number


@pytest.mark.parametrize("number", [HERS, "13800000000"], ids=["known", "unknown"])
def test_the_sixth_attempt_at_a_number_known_or_not_is_refused_and_is_kept_too(village, visitor, number):
    for _ in range(5):
        asks(visitor(), number)
    before = count(village)
    refused = asks(visitor(), number, status=429)
    assert refused.errors() == ["要验证码的次数太多了。请一小时后再试，或者请社区专职委员帮您登录。"]
    assert count(village) == before + 3


@pytest.mark.parametrize("number", [HERS, "13800000000"], ids=["known", "unknown"])
def test_sending_it_again_counts_as_asking_and_does_not_tell_whether_anybody_is_known(visitor, number):
    who = asks(visitor(), number)
    for _ in range(4):
        who.press("重新发一次")
    who.press("重新发一次", status=429)


def test_one_device_cannot_try_many_numbers(visitor):
    who = visitor()
    for number in range(ATTEMPTS_A_DEVICE):
        asks(who, f"138000{number:05d}")
    asks(who, "13800099999", status=429)
    asks(visitor(), "13800099999")


def test_another_address_of_the_same_household_is_the_same_network(app):
    seen = []
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "::ffff:192.0.2.7", "192.0.2.7", "x"):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            seen.append(network())
    assert seen == ["2001:db8:1:2::/64", "2001:db8:1:2::/64", "2001:db8:1:3::/64", "192.0.2.7", "192.0.2.7", "x"]


def test_strangers_who_use_up_her_number_do_not_keep_her_out_of_her_own_phone(app, visitor):
    mei = signs_in(app, visitor())
    mei.post("/sign-out")
    strangers(visitor, 12, "/sign-in", "phone", lambda _: HERS)
    asks(visitor(), status=429)
    assert signs_in(app, mei).h1 == "您好，陈秀梅"


def test_a_whole_network_of_strangers_does_not_either(app, visitor):
    mei = signs_in(app, visitor())
    mei.post("/sign-out")
    strangers(visitor, ATTEMPTS_A_NETWORK, "/sign-in", "phone", lambda number: f"139000{number:05d}")
    asks(visitor(), "13900099999", status=429)
    assert signs_in(app, mei).h1 == "您好，陈秀梅"


def test_a_stranger_does_not_put_the_code_that_she_waits_for_out_of_use(app, visitor):
    mei = signs_in(app, visitor())
    mei.post("/sign-out")
    asks(mei)
    code = sent_code(app)
    asks(visitor())
    assert mei.fill("验证码", code).press("登录").h1 == "您好，陈秀梅"


def test_her_own_attempts_are_limited_on_her_own_phone_too(app, visitor):
    mei = signs_in(app, visitor())
    mei.post("/sign-out")
    for _ in range(5):
        asks(mei)
    asks(mei, status=429)


def test_a_forged_mark_of_a_device_is_none(app, visitor):
    signs_in(app, visitor())
    thief = visitor()
    thief.client.set_cookie(COOKIE, "forged.mark", domain="localhost")
    asks(thief)
    assert cookie(thief).value != "forged.mark"


def test_the_mark_says_nothing_of_her_and_stays_only_where_she_has_signed_in(app, visitor, village):
    mei = asks(visitor())
    assert cookie(mei).expires is None, "it goes with the browser"
    mei.fill("验证码", sent_code(app)).press("登录")
    assert cookie(mei).expires is not None
    assert cookie(mei).http_only
    with village.database.reading() as db:
        session = db.scalars(select(SignInSession).where(SignInSession.way == "activation")).one()
    assert len(session.device_index) == 64
    assert session.device_index not in cookie(mei).value


def test_on_a_shared_phone_no_mark_stays(app, visitor, village):
    guo = signs_in(app, visitor(), shared=True)
    assert cookie(guo) is None
    with village.database.reading() as db:
        assert db.scalars(select(SignInSession.device_index)).all() == [None]


def test_an_officers_code_is_a_way_in_when_all_others_are_used_up(app, visitor, village):
    number = f"{village.guo.citizen_id}11"
    strangers(visitor, ATTEMPTS_A_NETWORK + 1, "/activation", "certificate_number", lambda _: number)
    visitor().open("/activation").fill("残疾人证号或身份证号", number).press("发送验证码", status=429)
    officer = visitor("officer")

    def with_code(code, *, status=200):
        guo = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", number).fill("验证码", code)
        return guo.press("登录", status=status)

    def given():
        officer.open(f"/workbench/residents/{village.guo.public_id}").press("当面给一个登录验证码")
        return officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")

    right = given()
    for _ in range(10):
        with_code("000000" if right != "000000" else "111111", status=422)
    with_code(right, status=429)
    assert with_code(given()).h1 == "您好，沈国平"


def test_codes_asked_for_elsewhere_are_counted_apart(app, visitor, village):
    mei = signs_in(app, visitor())
    mei.post("/sign-out")
    asks(mei)
    asks(visitor())
    with village.database.reading() as db:
        lanes = db.scalars(select(OneTimeCode.device_index).order_by(OneTimeCode.id)).all()
    assert [lane is None for lane in lanes] == [True, False, True]


UNKNOWN = "13800000000"


def read(who):
    """What is in the session's cookie, as whoever holds it can read it."""
    text = cookie(who, "huican").value
    plain = base64_decode(text.lstrip(".").split(".")[0])
    return json.loads(zlib.decompress(plain) if text.startswith(".") else plain)


def replies(app, visitor, clock, number):
    """All that somebody learns who asks for a code for a number and then types digits that were never sent."""
    who = visitor().open("/sign-in").fill("手机号", number).press("发送验证码")
    kept = read(who)
    seen = [sorted(kept), [len(kept["code"]), kept["code_kept"]]]
    page = who.open("/sign-in/code")
    wrong = "000000" if number == UNKNOWN or sent_code(app) != "000000" else "111111"

    def sends(path, **values):
        values["csrf_token"] = page.csrf_token
        answer = who.client.post(path, data=values, base_url="http://localhost:8000")
        who._arrive(answer, answer.status_code) if answer.status_code != 303 else None
        return answer.status_code, who.errors() if answer.status_code != 303 else None

    seen += [sends("/sign-in/code", code=wrong) for _ in range(6)]
    seen += [sends("/sign-in/code/extension") for _ in range(11)]
    first = {each.key: each for each in who.client._cookies.values()}["huican"].value
    seen.append(sends("/sign-in/code/renewal"))
    seen.append(sends("/sign-in/code", code=wrong))
    who.client.set_cookie("huican", first, domain="localhost")  # the code that the second one has put out of use
    seen += [sends("/sign-in/code", code=wrong), sends("/sign-in/code/extension")]
    clock.advance(minutes=11)
    seen.append(sends("/sign-in/code", code=wrong))
    return seen


def test_neither_answers_nor_the_cookie_tell_whether_a_number_is_known(app, visitor, clock):
    assert replies(app, visitor, clock, HERS) == replies(app, visitor, clock, UNKNOWN)


@pytest.mark.parametrize("number", [HERS, UNKNOWN])
def test_a_number_written_in_another_way_is_the_same_number(visitor, number):
    for written in (number, f"+86{number}", f"0086 {number}", f"+86-{number}", number):
        asks(visitor(), written)
    asks(visitor(), f"+86 {number}", status=429)


def test_nor_does_the_time_that_the_gateway_takes(app, visitor):
    house, answered = app.extensions["huican"], Event()

    class Slow(BaseHTTPRequestHandler):
        def do_POST(self):
            texts.append(self.rfile.read(int(self.headers["Content-Length"])))
            answered.wait(20)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    texts, server = [], ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    house.post_room.gateways = open_gateways(replace(house.settings, sms_gateway=address))
    try:
        began = monotonic()
        assert asks(visitor()).h1 == "填验证码"
        assert monotonic() - began < TIME_OUT_SECONDS  # it has not waited for an answer that never came
        end = monotonic() + 10
        while not texts and monotonic() < end:
            sleep(0.01)
        assert HERS in texts[0].decode()
    finally:
        answered.set()
        server.shutdown()
        server.server_close()


def test_a_wrong_officers_code_does_not_tell_whether_one_was_given(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}")
    officer.post(f"/workbench/residents/{village.mei.public_id}/sign-in-code")
    given = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    said = []
    for who in ("mei", "guo"):
        stranger = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", f"{village.of(who).citizen_id}42")
        stranger.fill("验证码", "000000" if given != "000000" else "111111")
        said.append(stranger.press("登录", status=422).errors())
    assert said[0] == said[1]


@pytest.mark.parametrize("known", [True, False])
def test_a_certificate_s_number_and_the_citizen_id_in_it_are_counted_as_one(visitor, village, known):
    number = village.guo.citizen_id if known else "000482194912250091"
    for typed in (number + "11", number, number + "11", number, number):
        visitor().open("/activation").fill("残疾人证号或身份证号", typed).press("发送验证码")
    for typed in (number, number + "11"):
        visitor().open("/activation").fill("残疾人证号或身份证号", typed).press("发送验证码", status=429)


@pytest.mark.parametrize("known", [True, False])
def test_attempts_with_an_officer_s_code_are_counted_as_one_too(visitor, village, known):
    number = village.guo.citizen_id if known else "000482194912250091"

    def tries(typed, status):
        stranger = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", typed)
        stranger.fill("验证码", "123456").press("登录", status=status)  # no code was given
        return stranger.errors()

    for turn in range(10):
        tries(number + "11" * (turn % 2), 422)
    said = ["试的次数太多了。请一小时后再试，或者请专职委员再给一个验证码。"]
    assert [tries(number, 429), tries(number + "11", 429)] == [said, said]
