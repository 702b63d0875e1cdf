"""The unified sign-in of a province: the whole way with a real provider, and everything that can go wrong."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from tests.conftest import build_village, read_village, test_settings
from tests.identity_providers import CLIENT, NAMES, Forger, free_port, real, settings_for, sign_in_there
from tests.visitor import Visitor
from webapp import application, people
from webapp.core import LedgerEntry
from webapp.people import Account, Resident, SignInSession
from webapp.settings import SettingsError, read

ORIGIN = "http://localhost:8000"
BUTTON = f"用{NAMES[0]}登录"
NOBODY_HERE = "00048219900101001" + people.check_character("00048219900101001")
WAYS = ["回到登录，换一个办法", "用纸上的恢复码登录", "第一次使用，或者手机号变了：用残疾人证号或身份证号登录", "用专职委员给的验证码登录"]


class House:
    """An application with a provider configured, over the village."""

    def __init__(self, app, village, clock, port):
        self.app, self.village, self.clock, self.port = app, village, clock, port
        self.database = app.extensions["huican"].database

    def stranger(self) -> Visitor:
        return Visitor(self.app)

    def leaves(self, who: Visitor, *, shared: bool = False, following: str = "") -> str:
        """Presses the button; returns where it leads."""
        who.open("/sign-in" + following)
        if shared:
            who.choose("这是公用的手机，或者别人的手机")
        return who.press(BUTTON, status=303, follow=False).response.location

    def sessions(self, key: str = "mei") -> list[SignInSession]:
        with self.database.reading() as db:
            return people.sessions_of(db, people.account_of(db, self.village.of(key)), self.clock())


@pytest.fixture
def house(routes, fresh_database_url, tmp_path, clock):
    clock.at = datetime.now(UTC).replace(microsecond=0)  # the real provider knows no other time
    port = free_port()
    settings = replace(
        test_settings(fresh_database_url(tmp_path, build_village), tmp_path), unified=settings_for(port)
    )
    application.move_in(routes, application.House(settings, clock=clock))
    village = read_village(routes.extensions["huican"].database)
    with village.database.writing() as db:  # she has been here before
        people.account_of(db, village.mei).activated_at = clock.at - timedelta(days=9)
    yield House(routes, village, clock, port)
    village.database.engine.dispose()


@pytest.fixture
def provider(house):
    known = {"mei": house.village.mei.citizen_id, "stranger": NOBODY_HERE}
    with real(house.port, known, origin=ORIGIN):
        yield


@pytest.fixture
def forger(house):
    forger = Forger(house.port)
    yield forger
    forger.close()


def back(address: str) -> str:
    """The path on our side."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def refused(who: Visitor, sentence: str) -> None:
    assert who.h1 == "没有登录"
    assert who.sees(sentence)
    assert [words for words in who.links() if words in WAYS] == WAYS
    assert who.open("/inbox").h1 == "登录", "nobody is signed in"


def test_she_signs_in_there_and_is_where_she_wanted_to_go(house, provider, caplog):
    her = house.village.mei.citizen_id
    mei = house.stranger()
    with caplog.at_level(logging.DEBUG):
        address = house.leaves(mei, following="?next=/inbox")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["state"]) > 40
        assert len(asked["nonce"]) > 40
        assert (asked["prompt"], asked["max_age"]) == ("login", "0")
        returned = sign_in_there(address, "mei")
        assert her not in returned
        mei.open(back(returned))
    assert mei.h1 == "消息"
    assert her not in caplog.text
    assert all(her not in cookie.value for cookie in mei.client._cookies.values())
    assert [session.way for session in house.sessions()] == ["unified"]
    with house.database.reading() as db:
        entry = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.SignedIn")).one()
        assert entry.facts == {"new_device": True, "way": "unified"}
    assert mei.sees("有人用统一身份认证登录了您的账号")


def test_a_provider_that_says_it_only_when_asked_for_it_is_asked(house):
    with real(house.port, {"mei": house.village.mei.citizen_id}, origin=ORIGIN, in_userinfo=True):
        mei = house.stranger()
        mei.open(back(sign_in_there(house.leaves(mei), "mei")))
        assert mei.h1 == "您好，陈秀梅"


def test_a_device_that_is_known_gives_no_alarm(house, provider):
    mei = house.stranger()
    for _ in range(2):
        mei.open(back(sign_in_there(house.leaves(mei), "mei")))
    assert mei.open("/inbox").text.count("有人用统一身份认证登录了您的账号") == 1


def test_who_is_signed_in_there_must_sign_in_again(house, provider):
    """On a shared phone the one before her may still be signed in at the provider."""
    there = requests.Session()
    mei, next_one = house.stranger(), house.stranger()
    sign_in_there(house.leaves(mei), "mei", browser=there)
    answer = there.get(house.leaves(next_one))
    assert "password" in answer.text


def test_a_citizen_id_without_an_account_opens_nothing_and_is_told_the_way_on(house, provider):
    with house.database.reading() as db:
        before = [len(db.scalars(select(table.id)).all()) for table in (Account, Resident, SignInSession)]
    who = house.stranger()
    who.open(back(sign_in_there(house.leaves(who), "stranger")), status=403)
    refused(who, "这里还没有您的账号。请先启用账号，或者找社区专职委员。")
    with house.database.reading() as db:
        assert [len(db.scalars(select(table.id)).all()) for table in (Account, Resident, SignInSession)] == before


@pytest.mark.parametrize("end", ["dead", "closed"])
def test_an_account_that_has_ended_stays_ended(house, provider, end):
    with house.database.writing() as db:
        actor = house.village.actor("mei", house.clock())
        her = people.find_resident(db, house.village.mei.public_id)
        if end == "dead":
            people.record_death(db, actor, her, on=actor.today)
        else:
            people.close_account(db, actor, people.account_of(db, her))
    mei = house.stranger()
    mei.open(back(sign_in_there(house.leaves(mei), "mei")), status=403)
    refused(mei, "这里还没有您的账号。")


def test_the_first_time_cools_for_a_day_like_every_other_first_time(house, provider):
    with house.database.writing() as db:
        people.account_of(db, house.village.mei).activated_at = None
    mei = house.stranger()
    mei.open(back(sign_in_there(house.leaves(mei), "mei")))
    assert mei.h1 == "您好，陈秀梅"
    mei.open("/ways-in").press("领一个恢复码", status=409)
    assert mei.sees("才能办这件事")


def test_on_a_shared_phone_nothing_stays(house, provider):
    mei = house.stranger()
    mei.open(back(sign_in_there(house.leaves(mei, shared=True), "mei")))
    cookies = {cookie.key: cookie for cookie in mei.client._cookies.values()}
    assert cookies["huican"].expires is None
    assert "huican-device" not in cookies
    house.clock.advance(minutes=16)
    assert mei.open("/inbox").h1 == "登录"


def test_what_came_back_serves_once(house, provider):
    mei = house.stranger()
    returned = back(sign_in_there(house.leaves(mei), "mei"))
    mei.open(returned)
    again = house.stranger().open(returned, status=410)
    refused(again, "这次登录不是从这里开始的，或者已经用过了。")
    mei.open(returned, status=410)
    assert mei.h1 == "没有登录"
    assert len(house.sessions()) == 1


def test_a_code_that_has_served_does_not_serve_with_a_state_that_is_right(house, provider):
    """The provider itself says no."""
    mei, thief = house.stranger(), house.stranger()
    returned = back(sign_in_there(house.leaves(mei), "mei"))
    mei.open(returned)
    state = parse_qs(urlsplit(house.leaves(thief)).query)["state"][0]
    code = parse_qs(urlsplit(returned).query)["code"][0]
    thief.open(f"/sign-in/unified/return?code={code}&state={state}", status=410)
    refused(thief, "或者已经用过了。")


def test_a_state_that_is_not_ours_is_refused_before_anybody_is_asked(house, forger):
    mei = house.stranger()
    house.leaves(mei)
    mei.open("/sign-in/unified/return?code=x&state=forged", status=410)
    refused(mei, "这次登录不是从这里开始的")
    assert forger.token_asked == []


def test_who_gives_up_there_is_told_the_other_ways(house, forger):
    mei = house.stranger()
    state = parse_qs(urlsplit(house.leaves(mei)).query)["state"][0]
    mei.open(f"/sign-in/unified/return?error=access_denied&state={state}", status=403)
    refused(mei, "在那边没有登录成。")


def test_an_error_over_there_is_said_as_theirs(house, forger):
    mei = house.stranger()
    state = parse_qs(urlsplit(house.leaves(mei)).query)["state"][0]
    mei.open(f"/sign-in/unified/return?error=server_error&state={state}", status=409)
    refused(mei, "那边的登录现在用不了。")


def test_a_provider_that_is_down_leaves_the_other_ways(house):
    mei = house.stranger().open("/sign-in").press(BUTTON, status=409)
    refused(mei, "那边的登录现在用不了。")


def test_a_provider_that_dies_meanwhile_leaves_the_other_ways(house):
    mei = house.stranger()
    with real(house.port, {"mei": house.village.mei.citizen_id}, origin=ORIGIN):
        returned = back(sign_in_there(house.leaves(mei), "mei"))
    mei.open(returned, status=409)
    refused(mei, "那边的登录现在用不了。")


def test_a_provider_under_another_name_is_not_believed(house, forger):
    forger.issuer = "http://localhost:1"
    mei = house.stranger().open("/sign-in").press(BUTTON, status=409)
    refused(mei, "那边的登录现在用不了。")


def come_back(house, forger, *, status: int = 200, without: tuple[str, ...] = (), **changed) -> Visitor:
    """She comes back with a token that is right but for what a test changes."""
    mei = house.stranger()
    asked = parse_qs(urlsplit(house.leaves(mei)).query)
    now = int(house.clock().timestamp())
    claims = {"iss": f"http://localhost:{house.port}", "sub": "mei", "aud": CLIENT, "iat": now, "exp": now + 300,
              "auth_time": now, "nonce": asked["nonce"][0], "citizen_id": house.village.mei.citizen_id, **changed}
    forger.claims = {name: value for name, value in claims.items() if name not in without}
    return mei.open(f"/sign-in/unified/return?code=x&state={asked['state'][0]}", status=status)


def test_a_right_token_of_the_forger_is_taken_so_that_each_refusal_below_has_one_reason(house, forger):
    assert come_back(house, forger).h1 == "您好，陈秀梅"
    assert forger.token_asked[0]["code_verifier"]


HOUR = 3600


@pytest.mark.parametrize("wrong", [
    {"aud": "somebody-else"}, {"aud": [CLIENT, "somebody-else"], "azp": "somebody-else"},
    {"iss": "http://localhost:1"}, {"nonce": "another"}, {"citizen_id": "12345"}, {"citizen_id": None},
], ids=str)
def test_a_token_for_another_or_about_nobody_is_refused(house, forger, wrong):
    refused(come_back(house, forger, status=403, **wrong), "那边给的证明核对不上")


@pytest.mark.parametrize("missing", ["nonce", "exp", "aud", "iss", "auth_time", "citizen_id", "sub"])
def test_a_token_without_something_that_it_must_say_is_refused(house, forger, missing):
    refused(come_back(house, forger, status=403, without=(missing,)), "那边给的证明核对不上")


@pytest.mark.parametrize("late", [{"exp": -HOUR}, {"auth_time": -HOUR}, {"iat": HOUR},
                                  {"auth_time": float("nan")}], ids=str)
def test_a_token_of_another_time_is_refused(house, forger, late):
    now = int(house.clock().timestamp())
    changed = {name: now + seconds for name, seconds in late.items()}
    refused(come_back(house, forger, status=403, **changed), "那边给的证明核对不上")


def test_a_token_signed_by_another_key_is_refused(house, forger):
    forger.signs_with_another_key()
    refused(come_back(house, forger, status=403), "那边给的证明核对不上")


def test_a_token_signed_by_another_algorithm_is_refused(house, forger):
    forger.signs_with_the_secret()
    refused(come_back(house, forger, status=403), "那边给的证明核对不上")


def test_a_code_that_the_provider_does_not_know_is_refused(house, forger):
    forger.token_status = 400
    refused(come_back(house, forger, status=410), "或者已经用过了。")


def test_a_secret_that_the_provider_does_not_take_is_not_her_fault(house, forger):
    forger.token_status, forger.token_error = 401, "invalid_client"
    refused(come_back(house, forger, status=409), "那边的登录现在用不了。")


def test_a_key_that_the_provider_has_changed_is_found(house, forger):
    assert come_back(house, forger).h1 == "您好，陈秀梅"
    forger.changes_its_key()
    assert come_back(house, forger).h1 == "您好，陈秀梅"


def test_an_answer_of_another_issuer_is_refused(house, forger):
    mei = house.stranger()
    state = parse_qs(urlsplit(house.leaves(mei)).query)["state"][0]
    mei.open(f"/sign-in/unified/return?code=x&state={state}&iss=http://evil.example", status=403)
    refused(mei, "那边给的证明核对不上")
    assert forger.token_asked == []


def test_the_policy_lets_the_button_lead_there_from_the_page_of_signing_in_only(house):
    who = house.stranger().open("/sign-in")
    assert f"form-action 'self' http://localhost:{house.port};" in who.response.headers["Content-Security-Policy"]
    assert "form-action 'self';" in who.open("/activation").response.headers["Content-Security-Policy"]


def test_without_a_provider_there_is_no_button_no_route_and_no_hole_in_the_policy(visitor):
    who = visitor().open("/sign-in")
    assert not who.sees("统一身份认证")
    assert "form-action 'self';" in who.response.headers["Content-Security-Policy"]
    who.post("/sign-in/unified", status=404)
    who.open("/sign-in/unified/return?code=x&state=y", status=404)


def test_going_on_never_leads_to_another_site(house, provider):
    mei = house.stranger()
    mei.open("/sign-in")
    answer = mei.client.post("/sign-in/unified", base_url=ORIGIN, data={
        "csrf_token": mei.csrf_token, "next": "//evil.example/"})
    returned = mei.client.get(back(sign_in_there(answer.location, "mei")), base_url=ORIGIN)
    assert returned.location == "/"


GIVEN = {"HUICAN_MODE": "test", "HUICAN_OIDC_ISSUER": "https://id.example", "HUICAN_OIDC_CLIENT_ID": "a",
         "HUICAN_OIDC_CLIENT_SECRET": "b", "HUICAN_OIDC_NAME": "甲; 甲; A", "HUICAN_OIDC_CLAIM": "id_no"}


def test_it_is_configured_whole_or_not_at_all(tmp_path):
    given = {**GIVEN, "HUICAN_INSTANCE": str(tmp_path)}
    assert read(given).unified.names == ("甲", "甲", "A")
    assert read({"HUICAN_MODE": "test", "HUICAN_INSTANCE": str(tmp_path)}).unified is None
    for name in GIVEN.keys() - {"HUICAN_MODE"}:
        with pytest.raises(SettingsError):
            read({key: value for key, value in given.items() if key != name})
    for changed in ({"HUICAN_OIDC_NAME": "甲"}, {"HUICAN_OIDC_ALGORITHM": "HS256"}, {"HUICAN_OIDC_ALGORITHM": "none"}):
        with pytest.raises(SettingsError):
            read({**given, **changed})


def test_a_sign_in_may_take_most_of_a_day(house, forger):
    mei = house.stranger()
    asked = parse_qs(urlsplit(house.leaves(mei)).query)
    house.clock.advance(hours=23)
    now = int(house.clock().timestamp())
    forger.claims = {"iss": forger.issuer, "sub": "mei", "aud": CLIENT, "iat": now, "exp": now + 300, "auth_time": now,
                     "nonce": asked["nonce"][0], "citizen_id": house.village.mei.citizen_id}
    assert mei.open(f"/sign-in/unified/return?code=x&state={asked['state'][0]}").h1 == "您好，陈秀梅"
    late = house.stranger()
    state = parse_qs(urlsplit(house.leaves(late)).query)["state"][0]
    house.clock.at += timedelta(days=2)
    late.open(f"/sign-in/unified/return?code=x&state={state}", status=410)
    assert late.h1 == "没有登录"
