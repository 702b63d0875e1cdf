"""Time limits on a person: she is told until when, and one press gives her as long again, ten times."""

from __future__ import annotations

import json
import re

import pytest

from tests import factories_home_services as homes
from tests import factories_mandates as given
from webapp import home_services, mandates
from webapp.core import EXTENSIONS
from webapp.home_services import Status

KNOWN, UNKNOWN = "00010000001", "13800000000"


def texts(app) -> list[str]:
    sent = app.extensions["huican"].settings.instance / "outbox.jsonl"
    return [json.loads(line)["text"] for line in sent.read_text(encoding="utf-8").splitlines()] if sent.exists() else []


def code_in(text: str) -> str:
    return re.search(r"[0-9]{6}", text).group()


def asks_for_code(visitor, number=KNOWN):
    return visitor().open("/sign-in").fill("手机号", number).press("发送验证码")


def test_the_page_says_until_when_the_code_serves_and_gives_as_long_again(app, visitor, clock):
    mei = asks_for_code(visitor)
    assert mei.sees("验证码到 上午 9:10 为止有效。")
    clock.advance(minutes=8)
    mei.press("多给我 10 分钟")
    assert mei.sees("多给您 10 分钟。")
    assert mei.sees("验证码到 上午 9:18 为止有效。")
    clock.advance(minutes=9)
    mei.fill("验证码", code_in(texts(app)[-1])).press("登录")
    assert mei.h1 == "您好，陈秀梅"


@pytest.mark.parametrize("number", [KNOWN, UNKNOWN])
def test_ten_times_and_then_there_is_another_code_whoever_asks(visitor, clock, number):
    someone = asks_for_code(visitor, number)
    for _ in range(EXTENSIONS):
        clock.advance(minutes=9)
        someone.press("多给我 10 分钟")
    someone.press("多给我 10 分钟", status=409)
    assert someone.errors() == ["这个验证码已经延长了十次，不能再延长。请重新发一次。"]
    someone.press("重新发一次")
    assert someone.sees("重新发了一次。以前的验证码不能再用。")
    assert someone.sees("为止有效。")


def test_an_expired_code_is_not_extended_and_another_goes_to_the_same_number(app, visitor, clock):
    mei = asks_for_code(visitor)
    clock.advance(minutes=11)
    mei.press("多给我 10 分钟", status=410)
    assert mei.sees("验证码到 上午 9:10 为止，已经过期。请重新发一次。")
    mei.press("重新发一次")
    _first, second = texts(app)
    mei.fill("验证码", code_in(second)).press("登录")
    assert mei.h1 == "您好，陈秀梅"


def test_what_a_copied_cookie_says_does_not_make_a_code_last_longer(app, visitor, clock):
    from webapp import people

    mei = asks_for_code(visitor)
    with app.extensions["huican"].database.writing() as db:
        with mei.client.session_transaction(base_url="http://localhost:8000") as session:
            code = people.find_code(db, session["code"])
        code.extensions = EXTENSIONS
    mei.press("多给我 10 分钟", status=409)


def test_after_signing_in_again_she_is_where_she_was_with_what_she_had_written(app, visitor, village, clock):
    with village.database.writing() as db:
        draft = homes.draft(db, village).public_id
    mei = visitor("mei")
    clock.advance(days=31)
    path = f"/home-services/requests/{draft}/manner"
    mei.open(path)
    assert mei.h1 == "登录"
    mei.fill("手机号", KNOWN).press("发送验证码").press("重新发一次")
    mei.fill("验证码", code_in(texts(app)[-1])).press("登录")
    assert mei.response.request.path == path
    assert mei.soup.find("textarea").string.strip() == "门铃坏了"


def test_who_comes_now_and_then_stays_signed_in_without_being_asked(visitor, clock):
    mei = visitor("mei")
    for _ in range(4):
        clock.advance(days=20)
        assert mei.open("/").h1 == "您好，陈秀梅"
    clock.advance(days=31)
    assert mei.open("/profile").h1 == "登录"


def test_a_draft_says_until_when_it_is_kept_and_is_kept_longer_on_one_press(visitor, village, clock):
    with village.database.writing() as db:
        draft = homes.draft(db, village).public_id
    mei = visitor("mei")
    page = f"/home-services/requests/{draft}/check"
    assert mei.open(page).sees("这份草稿留到 2026年12月23日 星期三。")
    for _ in range(EXTENSIONS + 1):
        clock.advance(days=29)
        mei.open(page).press("还没想好，从今天起再留 30 天")
        with village.database.writing() as db:
            assert home_services.forget_old_drafts(db, village.actor("mei", clock())) == 0
    assert mei.sees("草稿再留 30 天。")


def test_every_change_of_a_draft_keeps_it_longer(village, clock):
    with village.database.writing() as db:
        draft = homes.draft(db, village)
        clock.advance(days=29)
        home_services.change_place(db, village.actor("mei", clock()), draft, address="新地址 1 号")
    clock.advance(days=29)
    with village.database.writing() as db:
        assert home_services.forget_old_drafts(db, village.actor("mei", clock())) == 0


def test_a_request_that_was_undone_is_kept_as_a_new_draft_is(village, clock):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.requested)
    clock.advance(minutes=5)
    with village.database.writing() as db:
        undo = home_services.undo_of(home_services.history(db, request))
        undone = home_services.undo(db, village.actor("mei", clock()), request, mark=undo.mark)
        assert (undone.status, undone.changed_at) == (Status.draft, clock())


def test_a_mandate_that_is_being_written_is_kept_longer_on_one_press(visitor, village, clock):
    with village.database.writing() as db:
        draft = given.draft(db, village).public_id
    guo = visitor("guo")
    clock.advance(days=6)
    guo.open(f"/mandates/drafts/{draft}").press("还没想好，从今天起再留 7 天")
    assert guo.sees("草稿再留 7 天。")
    clock.advance(days=6)
    with village.database.writing() as db:
        assert mandates.forget_old_drafts(db, village.actor("guo", clock())) == 0


def test_the_browser_s_prompt_for_a_passkey_waits_ten_minutes(visitor):
    asked = visitor().open("/passkeys/sign-in-options").response.get_json()
    assert asked["timeout"] == 600_000
