"""Passkeys in a real browser, with an authenticator that the browser plays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import enter

AUTHENTICATOR = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(context, page):
    """The page's device: (CDP session, authenticator id)."""
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    return cdp, cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]


def add_passkey(page):
    page.goto("/ways-in")
    page.get_by_role("button", name="添加这部手机").click()
    expect(page.get_by_role("button", name=re.compile("^删除“"))).to_be_visible()


def sign_in_by_passkey(page):
    """Only her press is answered: a device that answers by itself would take the field's own quiet offer before."""
    asked = []

    def lose_the_first(way):
        asked.append(way)
        way.abort() if len(asked) == 1 else way.continue_()

    page.route("**/passkeys/sign-in-options", lose_the_first)
    with page.expect_event("requestfailed"):
        page.goto("/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()


def sign_out(page):
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您的待遇和服务，都在这里")


def test_she_adds_a_passkey_and_signs_in_without_a_name(page, device):
    enter(page, "陈秀梅")
    add_passkey(page)
    sign_out(page)
    sign_in_by_passkey(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，陈秀梅")


def test_a_device_that_does_not_know_her_is_refused_in_words(page, device):
    cdp, authenticator = device
    enter(page, "陈秀梅")
    add_passkey(page)
    sign_out(page)
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto("/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.locator("[data-passkey-message]").first).to_have_text("没有用成通行密钥。您可以再试一次，或者用验证码登录。")


def test_a_removed_passkey_opens_nothing(page, device):
    enter(page, "陈秀梅")
    add_passkey(page)
    page.get_by_role("button", name=re.compile("^删除“")).click()
    expect(page.locator("main").get_by_text("还没有通行密钥。")).to_be_visible()
    sign_out(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.locator("[data-passkey-message]").first).to_have_text("通行密钥没有通过。您可以再试一次，或者用验证码登录。")


def test_staff_add_a_passkey_and_sit_down(page, live, device):
    import json

    page.goto("/workbench/")
    page.goto("/sign-in?next=/workbench/")
    page.get_by_label("手机号").fill("00030000001")
    page.get_by_role("button", name="发送验证码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("填验证码")
    outbox = (live.app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8")
    page.get_by_label("验证码").fill(re.search(r"[0-9]{6}", json.loads(outbox.splitlines()[-1])["text"]).group())
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="添加通行密钥").click()
    page.wait_for_url("**/ways-in*")
    page.goto("/workbench/")
    expect(page.get_by_role("heading", level=1)).to_have_text("待办")


def test_without_passkeys_the_page_says_so_and_the_other_ways_stay(page):
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/sign-in")
    expect(page.locator("main").get_by_text("这个浏览器现在用不了通行密钥。请用验证码或恢复码登录。")).to_be_visible()
    expect(page.get_by_role("button", name="用通行密钥登录")).to_be_hidden()
    expect(page.get_by_role("button", name="发送验证码")).to_be_visible()


def sms_code(live):
    import json

    outbox = (live.app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8")
    return re.search(r"[0-9]{6}", json.loads(outbox.splitlines()[-1])["text"]).group()


def test_a_while_after_signing_in_a_passkey_needs_a_fresh_proof_and_a_message_is_enough(page, live, device):
    enter(page, "陈秀梅")
    live.clock.advance(minutes=11)
    page.goto("/ways-in")
    page.get_by_role("button", name="添加这部手机").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("再确认一次是您本人")
    page.get_by_role("button", name="发送验证码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("填确认用的验证码")
    page.get_by_label("验证码").fill(sms_code(live))
    page.get_by_role("button", name="确认是我").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录方式")
    add_passkey(page)


def test_a_passkey_added_after_a_code_on_paper_is_no_way_around_the_day_of_waiting(page, live, device):
    from webapp import people

    with live.village.database.writing() as db:
        account = people.account_of(db, live.village.mei)
        account.activated_at = live.clock()
        plain = people.issue_recovery_code(db, live.village.actor("mei"), account)
    page.goto("/sign-in/recovery")
    page.get_by_label("恢复码").fill(plain)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，陈秀梅")
    add_passkey(page)
    page.get_by_role("button", name="领一个恢复码").click()
    expect(page.locator("main").get_by_text("才能办这件事")).to_be_visible()
    page.goto("/")
    sign_out(page)
    sign_in_by_passkey(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，陈秀梅")
    page.goto("/ways-in")
    page.get_by_role("button", name=re.compile("^删除“")).click()
    expect(page.locator("main").get_by_text("才能办这件事")).to_be_visible()
    live.clock.advance(hours=25)
    page.goto("/ways-in")
    page.get_by_role("button", name=re.compile("^删除“")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("再确认一次是您本人")
