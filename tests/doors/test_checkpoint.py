"""The checkpoint: two answers, and nothing that tells who or why."""

from __future__ import annotations

import json

import cbor2
import pytest
from cwt import COSE, COSEKey

from tests.factories_codes import ES384, as_text, signed_anew, token_of
from tests.visitor import BASE
from webapp import codes, people
from webapp.codes import FreezeReason

BY_HAND = "请人工核验，不得拒绝服务"


@pytest.fixture
def shown(village):
    from tests.factories_codes import show

    with village.database.writing() as db:
        return show(db, village, "mei", "free-transport")


def ask(visitor, given, place="公交车"):
    return visitor().open("/check").choose(place).fill("对方手机或者纸上的数字", given).press("查验")


@pytest.mark.parametrize("how", ["number", "token"])
def test_a_good_code_is_answered_with_one_word_and_its_claim(visitor, village, shown, how):
    guard = ask(visitor, getattr(shown, how))
    assert guard.h1 == "可以"
    assert guard.sees("免费乘坐城市公共交通")
    page = guard.response.get_data(as_text=True)
    for private in (village.mei.name, "陈", village.mei.citizen_id[-4:], "二级", "肢体", shown.number):
        assert private not in page


def test_every_no_reads_the_same(visitor, village, shown, clock):
    def page(given):
        guard = ask(visitor, given)
        assert guard.h1 == BY_HAND
        return guard.main

    changed = shown.token[:-1] + ("A" if shown.token[-1] != "A" else "B")
    with village.database.writing() as db:
        sound, critical, other_algorithm = (
            as_text(signed_anew(db, token_of(shown.token), header))
            for header in ({}, {2: [-70002], -70002: 1}, {1: ES384})
        )
    assert ask(visitor, sound).h1 == "可以"
    pages = {
        page(given)
        for given in (
            critical,
            other_algorithm,
            "1",
            "0000000000",
            "HN1:",
            changed,
            "HC1:6BFOXN",
            "https://example.com",
            "😀",
            "九" * 10_000,
        )
    }
    with village.database.writing() as db:
        codes.freeze(
            db, village.actor("mei"), people.find_resident(db, village.mei.public_id), reason=FreezeReason.paused
        )
    pages |= {page(shown.token), page(shown.number)}
    assert len(pages) == 1
    clock.advance(minutes=10)
    assert BY_HAND in page(shown.token)
    assert not {"过期", "停用", "伪造"} & set(pages.pop().split())


def test_ten_megabytes_get_the_answer_of_every_no(visitor):
    guard = visitor().open("/check")
    answer = guard.client.post(
        "/check", data={"csrf_token": guard.csrf_token, "place": "bus", "given": "9" * 10_000_000}, base_url=BASE
    )
    guard._arrive(answer, 413)
    assert guard.h1 == BY_HAND


def test_the_kind_of_place_and_the_code_are_asked_for(visitor):
    guard = visitor().open("/check").press("查验", status=422)
    assert guard.errors() == ["请选在哪里查。", "请输入数字，或者用扫码枪扫一下。"]


def test_the_place_is_kept_for_the_next_one(visitor, shown):
    guard = ask(visitor, shown.number, "停车场")
    assert guard.soup.find("input", {"name": "place", "checked": True})["value"] == "parking"


def test_whoever_scans_finds_the_next_field_ready(visitor, shown):
    assert ask(visitor, shown.token).soup.find("input", {"name": "given"}).has_attr("autofocus")
    assert not ask(visitor, shown.number).soup.find("input", {"name": "given"}).has_attr("autofocus")


def test_an_answer_can_be_looked_at_for_ten_minutes(visitor, shown, clock):
    guard = ask(visitor, shown.number)
    path = guard.response.request.path
    clock.advance(minutes=9)
    guard.open(path)
    clock.advance(minutes=2)
    guard.open(path, status=404)


def test_the_holder_sees_who_checked_and_not_what_somebody_else_did(visitor, shown):
    ask(visitor, shown.number, "停车场")
    ask(visitor, "0000000000")
    mei = visitor("mei").open("/code/checks")
    assert mei.sees("停车场")
    assert mei.sees("免费乘坐城市公共交通")
    assert len(mei.soup.find_all(class_="card")) == 1


def test_whoever_checks_while_signed_in_leaves_no_name(visitor, village, shown):
    guard = visitor("guo").open("/check")
    guard.choose("医院").fill("对方手机或者纸上的数字", shown.number).press("查验")
    with village.database.reading() as db:
        from sqlalchemy import select

        from webapp.core import LedgerEntry

        entry = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "codes.CodeChecked")).one()
        assert entry.actor_id is None


def test_guessing_numbers_is_slowed_down_and_says_what_to_do(visitor, clock):
    guard = visitor().open("/check")
    for _ in range(120):
        guard.client.post(
            "/check", data={"csrf_token": guard.csrf_token, "place": "bus", "given": "0000000000"}, base_url=BASE
        )
    guard.choose("公交车").fill("对方手机或者纸上的数字", "0000000000").press("查验", status=429)
    assert guard.errors() == ["查验的次数太多了。请过一会儿再查，或者人工核验，不得拒绝服务。"]
    clock.advance(minutes=61)
    assert ask(visitor, "0000000000").h1 == BY_HAND


def call(visitor, body, status=200):
    answer = visitor().client.post(
        "/check/api",
        data=body if isinstance(body, bytes) else json.dumps(body),
        content_type="application/json",
        base_url=BASE,
    )
    assert answer.status_code == status
    return answer.get_json()


def test_a_gate_gets_the_same_two_answers(visitor, shown):
    assert call(visitor, {"code": shown.token, "place": "bus"}) == {
        "answer": "yes",
        "words": "可以",
        "claim": {"slug": "free-transport", "words": "免费乘坐城市公共交通", "lang": "zh-Hans"},
    }
    by_hand = {"answer": "by_hand", "words": BY_HAND}
    for given in ("0000000000", "", "HN1:ABC", "x" * 100_000):
        assert call(visitor, {"code": given, "place": "bus"}) == by_hand
    assert call(visitor, {"code": "9" * 10_000_000, "place": "bus"}, status=413) == by_hand


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"not json", 400, "code_missing"),
        (b"[" * 100_000, 400, "code_missing"),
        ([], 400, "code_missing"),
        ({"code": 5, "place": "bus"}, 400, "code_missing"),
        ({"code": "0000000000"}, 422, "place_unknown"),
        ({"code": "0000000000", "place": ["bus"]}, 422, "place_unknown"),
    ],
)
def test_a_gate_that_asks_wrongly_is_told_what_is_missing(visitor, body, status, error):
    assert call(visitor, body, status)["error"] == error


def test_a_gate_is_slowed_down_too(visitor):
    for _ in range(120):
        call(visitor, {"code": "0000000000", "place": "bus"})
    assert call(visitor, {"code": "0000000000", "place": "bus"}, status=429)["error"] == "too_many_checks"


def test_the_published_keys_verify_what_is_shown(visitor, shown):
    answer = visitor().client.get("/.well-known/huican-keys", base_url=BASE)
    assert answer.mimetype == "application/cose-key-set"
    assert "max-age" in answer.headers["Cache-Control"]
    keys = [COSEKey.new(key) for key in cbor2.loads(answer.data)]
    assert cbor2.loads(COSE.new().decode(token_of(shown.token), keys))[7] == shown.cti
