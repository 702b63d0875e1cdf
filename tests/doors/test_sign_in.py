"""Signing in: by text message, by paper, with an officer's code; and what is refused."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from webapp.notifications import Later


def sent_code(app) -> str:
    lines = (app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    return re.search(r"[0-9]{6}", json.loads(lines[-1])["text"]).group()


def test_a_resident_signs_in_by_text_message(app, visitor):
    mei = visitor()
    mei.open("/sign-in").fill("手机号", "０００ 1000-0001").press("发送验证码")
    mei.fill("验证码", sent_code(app)).press("登录")
    assert mei.h1 == "您好，陈秀梅"


def test_an_unknown_number_gets_the_same_answer_and_no_message(app, visitor):
    stranger = visitor()
    stranger.open("/sign-in").fill("手机号", "13800000000").press("发送验证码")
    assert stranger.h1 == "填验证码"
    assert not (app.extensions["huican"].settings.instance / "outbox.jsonl").exists()


class Unreachable:
    """A gateway that takes nothing."""

    def send(self, phone: str, text: str, key: str) -> Later:
        return Later("unreachable")

    def aside(self, act) -> None:
        act()


@pytest.mark.parametrize(("sms", "told"), [(Unreachable(), "took no code: unreachable"), (None, "no SMS gateway")])
def test_a_code_that_cannot_be_sent_is_in_the_log_without_the_number(app, visitor, caplog, sms, told):
    room = app.extensions["huican"].post_room
    room.gateways = replace(room.gateways, sms=sms)
    visitor().open("/sign-in").fill("手机号", "00010000001").press("发送验证码")
    lines = [record.getMessage() for record in caplog.records if record.name == "huican.notices"]
    assert [told in line for line in lines] == [True]
    assert "00010000001" not in caplog.text


def test_a_bad_number_is_refused_in_words_and_kept(visitor):
    mei = visitor()
    mei.open("/sign-in").fill("手机号", "12345").press("发送验证码", status=422)
    assert mei.errors() == ["手机号应该是 11 位，您填了 5 位。"]
    assert mei.soup.find("input", {"name": "phone"})["value"] == "12345"
    assert mei.soup.title.string.startswith("错误：")


def test_a_wrong_code_says_how_often_one_may_try_and_ends_after_five(app, visitor):
    mei = visitor()
    mei.open("/sign-in").fill("手机号", "00010000001").press("发送验证码")
    right = sent_code(app)
    wrong = "000000" if right != "000000" else "111111"
    for left in (4, 3, 2, 1):
        mei.fill("验证码", wrong).press("登录", status=422)
        assert mei.errors() == [f"验证码不对。您还可以试 {left} 次。"]
    mei.fill("验证码", wrong).press("登录", status=422)
    mei.fill("验证码", right).press("登录", status=429)
    assert mei.errors() == ["这个验证码试了太多次，已经作废。请重新要一个。"]


def test_a_code_is_dead_after_ten_minutes(app, visitor, clock):
    mei = visitor()
    mei.open("/sign-in").fill("手机号", "00010000001").press("发送验证码")
    clock.advance(minutes=10, seconds=1)
    mei.fill("验证码", sent_code(app)).press("登录", status=410)
    assert mei.errors() == ["这个验证码已经过期或用过了。请重新要一个。"]


def test_first_activation_by_certificate_number(app, visitor, village):
    mei = visitor()
    number = f"{village.mei.citizen_id}42"
    mei.open("/activation").fill("残疾人证号或身份证号", f"{number[:6]} {number[6:14]} {number[14:]}").press("发送验证码")
    mei.fill("验证码", sent_code(app)).press("登录")
    assert mei.h1 == "您好，陈秀梅"


def test_first_activation_by_citizen_id_of_somebody_without_a_certificate(app, visitor, village):
    number = village.fang.citizen_id
    fang = visitor().open("/activation")
    fang.fill("残疾人证号或身份证号", f"{number[:6]} {number[6:14]} {number[14:]}").press("发送验证码")
    assert fang.fill("验证码", sent_code(app)).press("登录").h1 == "您好，马芳"


def test_a_citizen_id_that_nobody_has_gets_the_same_answer_and_no_message(app, visitor):
    stranger = visitor().open("/activation").fill("残疾人证号或身份证号", "000482194912250091").press("发送验证码")
    assert stranger.h1 == "填验证码"
    assert not (app.extensions["huican"].settings.instance / "outbox.jsonl").exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("123", "残疾人证号是 20 位，身份证号是 18 位。您填了 3 位。"),
        ("0004821966081700", "残疾人证号是 20 位，身份证号是 18 位。您填了 16 位。"),
        ("000482196613170000", "身份证号第 7 到 14 位是出生日期，这里的日期不存在。"),
    ],
)
@pytest.mark.parametrize(("page", "button"), [("/activation", "发送验证码"), ("/activation/officer-code", "登录")])
def test_a_number_that_is_neither_is_refused_in_words_beside_its_field(visitor, page, button, typed, told):
    mei = visitor().open(page).fill("残疾人证号或身份证号", typed)
    if page.endswith("officer-code"):
        mei.fill("验证码", "123456")
    assert mei.press(button, status=422).errors() == [told]
    assert told in mei.soup.find(id="certificate_number-error").get_text()


def test_a_wrong_check_character_is_named(visitor, village):
    number = village.mei.citizen_id
    spoilt = number[:17] + ("0" if number[17] != "0" else "1") + "42"
    mei = visitor()
    mei.open("/activation").fill("残疾人证号或身份证号", spoilt).press("发送验证码", status=422)
    assert mei.errors() == ["第 18 位校验不对，请看一下身份证最后一位。"]


def test_the_recovery_code_serves_once(visitor):
    mei = visitor("mei")
    mei.open("/ways-in").press("领一个恢复码")
    code = mei.soup.find(class_="code-in-groups").get_text()
    for status, ends in ((200, "您好，陈秀梅"), (422, "用恢复码登录")):
        again = visitor()
        again.open("/sign-in/recovery").fill("恢复码", code.lower()).press("登录", status=status)
        assert again.h1 == ends


def test_an_officer_gives_a_code_in_person(visitor, village):
    officer = visitor("officer")
    officer.open(f"/workbench/residents/{village.guo.public_id}").press("当面给一个登录验证码")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    guo = visitor()
    guo.open("/activation/officer-code").fill("残疾人证号或身份证号", village.guo.citizen_id + "11").fill("验证码", code).press("登录")
    assert guo.h1 == "您好，沈国平"


def test_an_officer_gives_a_code_to_somebody_without_a_certificate(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.fang.public_id}").press("当面给一个登录验证码")
    assert officer.sees("填残疾人证号或身份证号，再填这个验证码。")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    fang = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", village.fang.citizen_id)
    assert fang.fill("验证码", code).press("登录").h1 == "您好，马芳"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12345", "验证码是 6 位数字，您填了 5 位。"),
        ("１２３ 45-67", "验证码是 6 位数字，您填了 7 位。"),
        ("12345o", "验证码只有数字，请看一下。"),
    ],
)
def test_what_can_be_no_officer_s_code_is_said_to_be_none_and_uses_up_nothing(visitor, village, typed, told):
    from webapp.people import SignInAttempt

    guo = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", village.guo.citizen_id + "11")
    assert guo.fill("验证码", typed).press("登录", status=422).errors() == [told]
    assert told in guo.soup.find(id="code-error").get_text()
    with village.database.reading() as db:
        assert db.query(SignInAttempt).count() == 0


def test_a_wrong_officer_s_code_is_looked_at_again_and_one_that_is_over_is_asked_for_anew(visitor, village, clock):
    officer = visitor("officer").open(f"/workbench/residents/{village.guo.public_id}").press("当面给一个登录验证码")
    right = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")

    def types(code, status=200):
        guo = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", village.guo.citizen_id + "11")
        return guo.fill("验证码", code).press("登录", status=status)

    wrong = types("000000" if right != "000000" else "111111", 422)
    assert wrong.errors() == ["验证码不对。请再看一下专职委员给您的 6 位数字。看过没有错，再请他给一个。"]
    assert types(right).h1 == "您好，沈国平"
    over = ["这个验证码已经过期或用过了。请重新要一个。"]
    assert types(right, 410).errors() == over, "it has served"
    officer.open(f"/workbench/residents/{village.guo.public_id}").press("当面给一个登录验证码")
    right = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    clock.advance(hours=24, seconds=1)
    assert types(right, 410).errors() == over, "its day is over"


def test_a_wrong_recovery_code_is_looked_at_again(visitor):
    mei = visitor().open("/sign-in/recovery").fill("恢复码", "ABCD").press("登录", status=422)
    assert mei.errors() == ["恢复码不对，或者已经用过了。请再看一下纸上的字母和数字。"]


def come_by_officer(visitor, person):
    officer = visitor("officer").open(f"/workbench/residents/{person.public_id}").press("当面给一个登录验证码")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    came = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", person.citizen_id + "11")
    return came.fill("验证码", code).press("登录")


def phone_of(village, person):
    from webapp import people

    with village.database.reading() as db:
        return people.account_of(db, people.find_resident(db, person.public_id)).phone


def test_who_came_by_an_officer_s_code_is_sent_the_next_one_to_the_telephone_on_her_file(app, visitor, village):
    guo = registered_with(village, "guo", "00030000099")
    assert come_by_officer(visitor, guo).h1 == "您好，沈国平"
    again = visitor().open("/sign-in").fill("手机号", "00030000099").press("发送验证码")
    assert again.fill("验证码", sent_code(app)).press("登录").h1 == "您好，沈国平"


@pytest.mark.parametrize("whose", ["nobody's", "an officer's"])
def test_an_account_without_a_telephone_takes_the_one_on_her_file_unless_it_is_somebody_else_s(
    app, visitor, village, whose
):
    from webapp import people
    from webapp.core import LedgerEntry
    from webapp.notifications import Message

    guo = registered_with(village, "guo", None)
    come_by_officer(visitor, guo)
    assert phone_of(village, guo) is None
    number = "00030000001" if whose == "an officer's" else "00030000099"
    with village.database.writing() as db:
        her = people.find_resident(db, guo.public_id)
        people.correct_resident(db, village.actor("officer"), her, {"phone": number}, source=people.FactSource.officer)
    visitor().open("/activation").fill("残疾人证号或身份证号", guo.citizen_id + "11").press("发送验证码")
    with village.database.reading() as db:
        took = db.query(LedgerEntry).filter_by(event="people.PhoneAdopted", subject_id=guo.id).count()
        told = db.query(Message).filter_by(kind="phone_adopted", resident_id=guo.id).all()
        own = people.account_of(db, people.find_resident(db, guo.public_id)).id
        assert [message.recipient_id for message in told] == [own] * took
    if whose == "an officer's":
        assert (phone_of(village, guo), took) == (None, 0)
        assert not (app.extensions["huican"].settings.instance / "outbox.jsonl").exists()
    else:
        assert (phone_of(village, guo), took) == (number, 1)
        assert sent_code(app)


def test_an_account_that_was_closed_takes_no_telephone_before_she_has_come_back_in_person(app, visitor, village):
    visitor("guo").open("/my-data/deletion").choose("我知道删除后找不回来").press("注销账号")
    visitor().open("/activation").fill("残疾人证号或身份证号", village.guo.citizen_id + "11").press("发送验证码")
    assert phone_of(village, village.guo) is None
    assert not (app.extensions["huican"].settings.instance / "outbox.jsonl").exists()
    come_by_officer(visitor, village.guo)
    assert phone_of(village, village.guo) == village.guo.phone


def test_a_code_is_shown_with_nobody_else_s_name(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.guo.public_id}")
    given = f"/workbench/residents/{village.guo.public_id}/sign-in-code"
    token = {"csrf_token": officer.csrf_token}
    officer.client.post(given, data=token, base_url="http://localhost:8000")  # in one tab, not shown yet
    other = officer.open(f"/workbench/residents/{village.fang.public_id}/sign-in-code")
    assert other.h1 == "给马芳的登录验证码"
    assert other.sees("验证码已经显示过了")
    assert other.soup.find(class_="code-in-groups") is None


def test_a_session_past_its_life_is_not_listed_as_signed_in(visitor, clock):
    visitor("mei").open("/")
    clock.advance(days=29)
    assert visitor("mei").open("/ways-in").text.count("让“demo”退出") == 1
    clock.advance(days=1)
    assert visitor("mei").open("/ways-in").text.count("让“demo”退出") == 1


def test_another_session_can_be_ended_and_serves_no_more(visitor):
    phone, computer = visitor("mei"), visitor("mei")
    computer.open("/ways-in").press("让“demo”退出")
    phone.open("/ways-in")
    assert phone.h1 == "登录"


def test_staff_who_came_by_a_code_sit_down_only_with_a_passkey(app, visitor):
    officer = visitor()
    officer.open("/workbench/")
    officer.open("/sign-in?next=/workbench/").fill("手机号", "00030000001").press("发送验证码")
    officer.fill("验证码", sent_code(app)).press("登录")
    assert officer.h1 == "工作人员登录"
    assert officer.sees("请先在这台设备上添加一个")


def test_signing_in_never_leads_to_another_site(app, visitor):
    mei = visitor()
    mei.open("/sign-in?next=//evil.example/").fill("手机号", "00010000001").press("发送验证码")
    mei.fill("验证码", sent_code(app)).press("登录", status=303, follow=False)
    assert mei.response.location == "/"


ELSEWHERE = ("/%09/evil.example", "/%0a/evil.example", "/%0d/evil.example", "/%5cevil.example", "https://evil.example/")
"""What browsers and libraries read as another site, although some of it begins like a path."""


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_page_leads_to_another_site_by_what_its_address_says(app, visitor, clock, wanted):
    mei = visitor()
    mei.open(f"/sign-in?next={wanted}").fill("手机号", "00010000001").press("发送验证码")
    mei.fill("验证码", sent_code(app)).press("登录", status=303, follow=False)
    assert mei.response.location == "/"
    mei.open(f"/preferences?next={wanted}")
    assert mei.soup.find("input", {"name": "next"})["value"] == "/"
    clock.advance(hours=1)
    assert "evil" not in str(mei.open(f"/confirmation?next={wanted}").soup.main)
    assert "evil" not in str(visitor().open(f"/workbench/sign-in?next={wanted}").soup.main)


def test_a_forged_csrf_token_changes_nothing(visitor):
    mei = visitor("mei")
    answer = mei.client.post("/sign-out", data={"csrf_token": "forged"}, base_url="http://localhost:8000")
    assert answer.status_code == 400
    assert mei.open("/").h1 == "您好，陈秀梅"


def test_whoever_is_asked_to_sign_in_by_a_button_goes_on_at_the_page_with_that_button(app, visitor, clock):
    mei = visitor("mei").open("/my-data/deletion")
    clock.advance(days=31)
    token, here = mei.csrf_token, "http://localhost:8000"
    form = {"csrf_token": token, "acting_for": ""}
    answer = mei.client.post("/my-data/own-words/deletion", data=form, base_url=here,
                             headers={"Referer": f"{here}/my-data/deletion?from=here"})
    assert answer.location == "/sign-in?next=/my-data/deletion?from%3Dhere"
    elsewhere = mei.client.post("/my-data/own-words/deletion", data=form, base_url=here,
                                headers={"Referer": "http://localhost:9/my-data"})
    assert elsewhere.status_code in (303, 400)
    assert "9/my-data" not in (elsewhere.location or "")


def test_the_cookie_is_sent_anew_on_the_first_page_of_a_day_and_with_no_other(visitor, clock):
    mei = visitor("mei").open("/")
    with mei.client.session_transaction(base_url="http://localhost:8000") as session:
        session.permanent = True  # as whoever signs in on a phone of her own has it

    def sent(path):
        return mei.client.get(path, base_url="http://localhost:8000").headers.getlist("Set-Cookie")

    assert sent("/entitlements") == sent("/inbox") == []
    clock.advance(days=1)
    (renewed,) = sent("/entitlements")
    assert renewed.startswith("huican=")
    assert "Expires=" in renewed
    assert sent("/inbox") == []


def registered_with(village, key, phone):
    """A resident of the village for whom the register has this number, and who has never signed in."""
    from webapp.people import Account, Resident

    with village.database.writing() as db:
        her = db.get(Resident, village.of(key).id)
        her.phone = phone
        account = db.query(Account).filter_by(resident_id=her.id).one_or_none()
        if account is not None:
            account.resident_id = None
    return village.of(key)


@pytest.mark.parametrize(
    "phone", ["00030000001", "00010000001"], ids=["an officer's number", "the number of another resident"]
)
def test_a_number_in_the_register_that_is_somebody_else_s_opens_neither_file_to_the_other(app, visitor, village, phone):
    from webapp import people

    guo = registered_with(village, "guo", phone)
    with village.database.reading() as db:
        before = people.account_by_phone(db, phone)
    stranger = visitor().open("/activation").fill("残疾人证号或身份证号", guo.citizen_id + "11").press("发送验证码")
    assert stranger.h1 == "填验证码"
    assert not (app.extensions["huican"].settings.instance / "outbox.jsonl").exists()
    with village.database.reading() as db:
        assert people.account_by_phone(db, phone).resident_id == before.resident_id
        assert people.account_of(db, people.find_resident(db, guo.public_id)).phone is None


def test_whoever_cares_for_somebody_and_is_in_the_register_herself_keeps_her_account(app, visitor, village):
    from webapp import people
    from webapp.people import Account

    guo = registered_with(village, "guo", "00030000099")
    with village.database.writing() as db:
        carer = people.open_account(db, village.actor("officer"), name=guo.name, phone="00030000099")
        assert isinstance(carer, Account)
        kept = carer.public_id
    visitor().open("/activation").fill("残疾人证号或身份证号", guo.citizen_id + "11").press("发送验证码")
    sent_code(app)
    with village.database.reading() as db:
        assert people.account_of(db, people.find_resident(db, guo.public_id)).public_id == kept
