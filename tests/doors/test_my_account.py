"""The account of whoever is no resident: seeing it, taking it along, closing it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from tests import factories_assessments, factories_mandates
from tests.factories_notifications import messages
from tests.visitor import BASE
from webapp import mandates, notifications, people
from webapp.core import LedgerEntry
from webapp.notifications import PushDevice
from webapp.people import Account, Consent

COPY = "/my-account/copy.json"
SURE = "我知道删除后找不回来"


def closed(village, key="daughter"):
    with village.database.reading() as db:
        return db.get_one(Account, village.of(key).id).closed_at is not None


@pytest.mark.parametrize("acting_for", [None, "mei"])
def test_a_carer_finds_her_account_from_her_profile_and_sees_what_is_in_it(visitor, acting_for):
    daughter = visitor("daughter", acting_for=acting_for).open("/profile").follow("我的账号资料")
    assert daughter.h1 == "我的账号资料"
    for words in ("陈晓燕", "尾号 0001", "简体中文", "看过使用说明：2026年11月23日", "陈秀梅：到2027年"):
        assert daughter.sees(words), words
    assert daughter.open("/pages").follow("我的账号资料").follow("看收推送的手机").h1 == "怎么通知我"


def test_the_notice_names_the_page_to_whoever_is_no_resident(visitor, village):
    with village.database.writing() as db:
        for consent in db.scalars(select(Consent).where(Consent.account_id == village.daughter.id)):
            db.delete(consent)
    daughter = visitor("daughter", acting_for="mei").open("/code")
    assert daughter.h1 == "使用说明"
    assert daughter.follow("我的账号资料").h1 == "我的账号资料"
    assert not visitor("mei").open("/notice").sees("我的账号资料")
    assert not visitor().open("/notice").sees("我的账号资料")


def test_a_resident_is_led_to_what_is_known_of_her(visitor, village):
    mei = visitor("mei")
    assert mei.open("/my-account").h1 == "我的资料"
    assert not mei.open("/profile").sees("我的账号资料")
    assert not mei.open("/pages").sees("我的账号资料")
    mei.post("/my-account/deletion", status=404, sure="y")
    with village.database.writing() as db:
        factories_mandates.grant(db, village, giver="wei", agent="mei")
    assert visitor("mei", acting_for="wei").open("/my-account").h1 == "我代谁办事"


def test_what_she_agreed_to_for_another_is_not_hers(visitor, village):
    with village.database.writing() as db:
        factories_assessments.book(db, village, "mei")
        people.give_consent(db, village.actor("daughter"), resident_id=village.mei.id, kind="receiver:home-services",
                            version="1", words="替本人勾选")
    daughter = visitor("daughter").open("/my-account")
    assert not daughter.sees("告诉上门服务机构")
    daughter.choose(SURE).press("注销账号")
    with village.database.reading() as db:
        told = db.scalars(select(Consent).where(Consent.account_id == village.daughter.id)).all()
    assert {(each.kind, each.withdrawn_at is None) for each in told} == {
        ("notice", False), ("receiver:home-services", True)}


def test_the_copy_holds_the_account_and_of_whom_she_acts_for_only_the_name(visitor, village):
    with village.database.writing() as db:
        factories_assessments.book(db, village, "mei")
        number = people.find_resident(db, village.mei.public_id).citizen_id
    daughter = visitor("daughter", acting_for="mei")
    answer = daughter.client.get(COPY, base_url=BASE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="huican-2026-11-23.json"'
    whole = json.loads(answer.data)
    assert set(whole["tables"]) == {"accounts", "consents", "sign_in_sessions"}
    assert whole["tables"]["accounts"][0]["phone"] == "00020000001"
    assert [(each["name"], "code/show" in each["scope"]) for each in whole["acts_for"]] == [("陈秀梅", True)]
    assert set(whole["acts_for"][0]) == {"name", "until_on", "scope"}
    text = answer.get_data(as_text=True)
    for of_another in (number, number + "42", "00010000001", "_hash", "_index"):
        assert of_another not in text
    with village.database.reading() as db:
        noted = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.CopyTaken")).one()
    assert (noted.subject_id, noted.facts) == (0, {"form": "json"})


def test_the_copy_of_a_guardian_says_whose(visitor, village):
    with village.database.writing() as db:
        factories_mandates.guardian(db, village)
    mother = visitor("mother")
    assert mother.open("/my-account").sees("赵子豪：未成年人的父母")
    answer = mother.client.get(COPY, base_url=BASE)
    (told,) = json.loads(answer.data)["guardian_of"]
    assert (told["name"], set(told)) == ("赵子豪", {"name", "kind", "review_on"})
    assert village.hao.citizen_id not in answer.get_data(as_text=True)


@pytest.mark.parametrize("key", ["mei", None])
def test_the_copy_is_for_nobody_else(visitor, key):
    answer = visitor(key).client.get(COPY, base_url=BASE)
    assert answer.status_code == (404 if key else 303)


def test_taking_along_and_closing_need_a_fresh_proof(visitor, village, clock):
    daughter = visitor("daughter")
    clock.advance(hours=1)
    assert daughter.open("/my-account").follow("下载我的账号资料").h1 == "再确认一次是您本人"
    daughter.open("/my-account").choose(SURE).press("注销账号")
    assert daughter.h1 == "再确认一次是您本人"
    assert not closed(village)


def test_closing_needs_the_tick(visitor, village):
    daughter = visitor("daughter").open("/my-account").press("注销账号", status=422)
    assert daughter.errors() == ["要勾选，才能删除。"]
    assert daughter.h1 == "我的账号资料"
    assert daughter.sees("尾号 0001")
    assert not closed(village)


def test_closing_ends_her_mandates_and_signs_her_out_everywhere(visitor, village):
    with village.database.writing() as db:
        db.add(PushDevice(account_id=village.daughter.id, name="手机", endpoint="https://push.example/1",
                          endpoint_index="e", p256dh="p", auth="a", created_at=village.actor("daughter").at))
    here, elsewhere = visitor("daughter", acting_for="mei"), visitor("daughter")
    here.open("/my-account").choose(SURE).press("注销账号")
    assert here.h1 == "账号注销了"
    assert here.sees("别人给您的委托，都结束了。")
    assert not here.sees("残联登记册")
    assert here.open("/profile").h1 == "登录"
    assert elsewhere.open("/profile").h1 == "登录"
    with village.database.reading() as db:
        account = db.get_one(Account, village.daughter.id)
        assert (account.phone, account.phone_index, account.email) == (None, None, None)
        assert mandates.mandates_for(db, account, village.actor("daughter").today) == []
        assert notifications.devices_of(db, account.id) == []
        ended = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "mandates.MandateRevoked")).one()
        assert (ended.subject_id, ended.facts["reason"], ended.mandate_id) == (village.mei.id, "by_agent", None)
        hers = people.account_of(db, village.mei)
    assert "mandate_revoked" in [each.kind for each in messages(village.database, hers)]


def test_she_comes_back_with_another_mandate(visitor, village):
    visitor("daughter").open("/my-account").choose(SURE).press("注销账号")
    with village.database.writing() as db:
        again = people.open_account(db, village.actor("mei"), name="陈晓燕", phone="00020000001")
        assert (again.id != village.daughter.id, again.closed_at) == (True, None)


@pytest.mark.parametrize("key", ["mother", "officer"])
def test_a_guardian_and_staff_are_told_why_the_account_cannot_be_closed(visitor, village, key):
    with village.database.writing() as db:
        factories_mandates.guardian(db, village)
    sentence = {"mother": "您是监护人，现在不能注销账号。请先请社区专职委员结束监护登记。",
                "officer": "您有工作岗位，现在不能注销账号。请先请管理员结束岗位。"}[key]
    somebody = visitor(key).open("/my-account")
    assert somebody.sees(sentence)
    assert somebody.soup.find("button", string="注销账号") is None
    somebody.post("/my-account/deletion", status=409, sure="y")
    assert somebody.errors() == [sentence]
    assert not closed(village, key)


def test_what_was_ticked_is_kept_when_the_mandate_ends_meanwhile(visitor, village, monkeypatch):
    daughter = visitor("daughter").open("/my-account").choose(SURE)

    def too_late(*_args, **_said):
        raise mandates.MandateEnded()

    monkeypatch.setattr(mandates, "revoke", too_late)
    daughter.press("注销账号", status=409)
    assert daughter.errors() == ["这份委托已经结束了。"]
    assert daughter.soup.find("input", attrs={"name": "sure"}).has_attr("checked")
    assert not closed(village)
