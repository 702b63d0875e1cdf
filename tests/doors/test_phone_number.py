"""Another telephone number: proved by a code, a day later in force, told to the old one, stopped or put back."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from tests import factories_notifications
from webapp import people
from webapp.core import Actor, LedgerEntry
from webapp.notifications import Message, PushDevice
from webapp.people import FactSource, OneTimeCode, PhoneChange, RegisterRow, Resident, SignInAttempt

OLD, NEW = "00010000001", "00010000099"


def messages(app):
    kept = app.extensions["huican"].settings.instance / "outbox.jsonl"
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []


def last_code(app):
    return re.search(r"[0-9]{6}", messages(app)[-1]["text"]).group()


def proved(visitor, app, key="mei", number=NEW):
    mei = visitor(key).open("/phone-number").fill("新的手机号", number).press("往新号码发验证码")
    return mei.fill("验证码", last_code(app)).press("新号码是我的")


def settle(village, clock):
    with village.database.writing() as db:
        return people.settle_phone_changes(db, Actor.service(clock()))


def number_of(village, key="mei"):
    with village.database.reading() as db:
        return people.account_of(db, village.of(key)).phone


def events(village):
    with village.database.reading() as db:
        return list(db.scalars(select(LedgerEntry.event).where(LedgerEntry.event.like("people.%Phone%"))))


def test_the_code_goes_to_the_new_number_and_the_old_one_serves_for_another_day(app, visitor, village, clock):
    mei = proved(visitor, app)
    assert messages(app)[0]["to"] == NEW
    assert mei.h1 == "手机号"
    assert mei.sees("新号码还没有生效")
    assert mei.sees("尾号 0099")
    assert mei.sees("11月24日")
    assert NEW not in mei.text
    clock.advance(hours=23, minutes=59)
    assert settle(village, clock) == 0
    assert number_of(village) == OLD
    clock.advance(minutes=2)
    assert settle(village, clock) == 1
    assert number_of(village) == NEW
    assert events(village) == ["people.NewPhoneProved", "people.PhoneChanged"]
    with village.database.reading() as db:
        her = people.find_resident(db, village.mei.public_id)
        assert (her.phone, her.phone_proved_at) == (NEW, clock())


def inbox(village, key):
    """What the account of this person was told, the earliest first."""
    who = village.of(key)
    with village.database.reading() as db:
        account = people.account_of(db, who) if isinstance(who, Resident) else who
        return list(db.scalars(select(Message.kind).where(Message.recipient_id == account.id).order_by(Message.id)))


def test_the_old_number_and_the_inbox_hear_of_it_and_lead_to_the_way_to_stop_it(app, visitor, village):
    mei = proved(visitor, app)
    app.extensions["huican"].post_room.sweep()
    told = [each for each in messages(app) if "换您的手机号" in each["text"]]
    assert [each["to"] for each in told] == [OLD]
    mei.open("/inbox").follow("有人要换您的手机号")
    assert mei.sees("按“不换了，停下来”")


def test_who_reads_it_there_stops_it_with_one_press_and_no_proof(app, visitor, village, clock):
    proved(visitor, app)
    clock.advance(hours=5)
    mei = visitor("mei")
    clock.advance(hours=5)
    mei.open("/phone-number").press("不换了，停下来")
    assert mei.sees("停下来了。还用原来的号码。")
    clock.advance(hours=48)
    assert settle(village, clock) == 0
    assert number_of(village) == OLD
    assert mei.post("/phone-number/stopping", status=409).errors() == ["没有在等的新号码，或者已经换回去了。请看最新的内容。"]


def test_it_needs_a_fresh_proof(app, visitor, clock):
    mei = visitor("mei")
    clock.advance(minutes=11)
    mei.open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    assert mei.h1 == "再确认一次是您本人"
    assert messages(app) == []


def test_who_came_in_by_paper_waits_a_day_before_asking(app, visitor, village):
    with village.database.writing() as db:
        account = people.account_of(db, village.mei)
        plain = people.issue_recovery_code(db, village.actor("mei"), account)
    mei = visitor().open("/sign-in/recovery").fill("恢复码", plain).press("登录")
    mei.open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码", status=409)
    assert "才能办这件事" in mei.errors()[0]


def test_whose_number_it_is_already_is_told_only_to_whoever_proves_it(app, visitor):
    mei = visitor("mei").open("/phone-number").fill("新的手机号", "00010000002").press("往新号码发验证码")
    assert mei.h1 == "填新号码收到的验证码"
    mei.fill("验证码", last_code(app)).press("新号码是我的", status=409)
    assert mei.errors() == ["这个手机号已经有人在用。请换一个，或者联系社区专职委员。"]


def test_a_number_that_somebody_else_has_proved_meanwhile_is_not_taken_from_them(app, visitor, village, clock):
    proved(visitor, app)
    with village.database.writing() as db:
        people.open_account(db, Actor.service(clock()), name="别人", phone=NEW)
    clock.advance(hours=25)
    assert settle(village, clock) == 1
    assert number_of(village) == OLD
    assert events(village) == ["people.NewPhoneProved", "people.NewPhoneStopped"]


def test_wrong_codes_are_counted_although_each_is_refused(app, visitor, village):
    mei = visitor("mei").open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    wrong = "000000" if last_code(app) != "000000" else "111111"
    for _ in range(5):
        mei.fill("验证码", wrong).press("新号码是我的", status=422)
    mei.fill("验证码", last_code(app)).press("新号码是我的", status=429)
    with village.database.reading() as db:
        assert db.scalar(select(OneTimeCode.attempts)) == 6
        assert db.scalar(select(PhoneChange.proved_at)) is None


@pytest.mark.parametrize("slip", ["1", "12", "123", "1234", "12345", OLD])
def test_a_number_to_which_no_code_can_go_uses_up_nothing(app, visitor, village, slip):
    mei = visitor("mei").open("/phone-number")
    for _ in range(6):
        mei.fill("新的手机号", slip).press("往新号码发验证码", status=422)
    with village.database.reading() as db:
        assert db.scalars(select(SignInAttempt.id)).all() == []
    assert mei.fill("新的手机号", NEW).press("往新号码发验证码").h1 == "填新号码收到的验证码"
    assert [each["to"] for each in messages(app)] == [NEW]


def test_who_has_to_prove_first_that_it_is_she_has_asked_for_no_code_yet(visitor, village, clock):
    mei = visitor("mei")
    clock.advance(minutes=11)
    mei.open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    with village.database.reading() as db:
        assert db.scalars(select(SignInAttempt.id)).all() == []


def test_of_codes_that_were_sent_the_sixth_within_an_hour_is_refused_to_somebody_who_is_signed_in(
    app, visitor, village
):
    mei = visitor("mei")
    for number in range(5):
        mei.open("/phone-number").fill("新的手机号", f"0001000009{number}").press("往新号码发验证码")
    mei.open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码", status=429)
    assert mei.errors() == ["要验证码的次数太多了。请一小时后再试。您还登录着，别的事可以照常办。"]
    assert len(messages(app)) == 5
    with village.database.reading() as db:
        assert len(db.scalars(select(SignInAttempt.id)).all()) == 6 * 4, "network, device, account, number"


def test_one_number_is_not_flooded_however_it_is_written(app, visitor):
    for written in (NEW, "000 1000 0099", "+86 00010000099", "０００10000099", "0086" + NEW):
        visitor("mei").open("/phone-number").fill("新的手机号", written).press("往新号码发验证码")
    guo = visitor("guo").open("/phone-number")
    guo.fill("新的手机号", "+86" + NEW).press("往新号码发验证码", status=429)
    assert len(messages(app)) == 5


def test_the_code_for_a_new_number_opens_nothing(app, visitor):
    visitor("mei").open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    mei = visitor("mei").open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    code = last_code(app)
    mei.open("/sign-in/code").fill("验证码", code).press("登录", status=410)
    mei.open("/confirmation/code").fill("验证码", code).press("确认是我", status=410)


def test_more_time_for_the_code_is_one_press(app, visitor, clock):
    mei = visitor("mei").open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    clock.advance(minutes=9)
    mei.press("多给我 10 分钟")
    clock.advance(minutes=9)
    assert mei.fill("验证码", last_code(app)).press("新号码是我的").sees("新号码还没有生效")


def test_a_second_number_is_asked_for_after_the_first_is_stopped(app, visitor):
    mei = proved(visitor, app)
    mei.post("/phone-number", status=409, phone="00010000098")
    assert mei.errors() == ["已经有一个新号码在等。要换别的，请先停下那一个。"]


def test_an_officer_who_sees_her_puts_it_in_force_at_once(app, visitor, village):
    proved(visitor, app)
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/phone")
    officer.see_needs().press("本人在场，马上换")
    assert officer.sees("手机号换好了。")
    assert number_of(village) == NEW
    assert inbox(village, "mei")[-1] == "phone_changed"
    assert inbox(village, "officer") == []


def test_what_an_officer_stops_is_told_to_her_and_not_to_the_officer(app, visitor, village):
    proved(visitor, app)
    visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/phone").press("不是本人要换的，停下来")
    assert inbox(village, "mei")[-1] == "new_phone_stopped"
    assert inbox(village, "officer") == []


def test_a_number_that_comes_into_force_by_itself_is_told_there_and_in_the_inbox(app, visitor, village, clock):
    mei = proved(visitor, app)
    clock.advance(hours=25)
    settle(village, clock)
    assert inbox(village, "mei")[-1] == "phone_changed"
    app.extensions["huican"].post_room.sweep()
    assert [each["to"] for each in messages(app) if "手机号换好了" in each["text"]] == [NEW]
    assert mei.open("/inbox").sees("您的手机号换好了")


def test_an_officer_puts_the_former_number_back_and_every_session_ends(app, visitor, village, clock):
    mei = proved(visitor, app)
    clock.advance(hours=25)
    settle(village, clock)
    with village.database.reading() as db:
        account = people.account_of(db, village.mei)
    room = app.extensions["huican"].post_room
    thiefs = factories_notifications.proven_phone(village.database, room, account, clock())
    assert mei.open("/phone-number").sees("他们能换回原来的号码")
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/phone")
    officer.see_needs().press("换回原来的号码")
    assert officer.sees("没有换过号码。")
    assert number_of(village) == OLD
    assert mei.open("/phone-number").h1 == "登录"
    assert inbox(village, "mei")[-1] == "phone_restored"
    assert inbox(village, "officer") == []
    with village.database.reading() as db:
        assert db.get_one(PushDevice, thiefs.id).retired_because == "signed_out"
    officer.post(f"/workbench/residents/{village.mei.public_id}/phone/restoring", status=409, needs_seen="y")
    assert events(village)[-1] == "people.PhoneRestored"


def test_the_register_does_not_replace_a_number_that_she_has_proved(app, visitor, village, clock):
    proved(visitor, app)
    clock.advance(hours=25)
    settle(village, clock)
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        said = RegisterRow(citizen_id=her.citizen_id, name=her.name, phone=OLD)
        changed = people.corrections(her, said)
        people.correct_resident(db, Actor.service(clock()), her, changed, source=FactSource.register)
    with village.database.reading() as db:
        her = people.find_resident(db, village.mei.public_id)
        assert (her.phone, her.register_phone) == (NEW, OLD)
        assert people.corrections(her, said) == {}, "a second run changes nothing"
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/phone")
    assert officer.sees("残联登记册里另有一个")
    assert officer.sees("尾号 0001")


def test_the_register_still_replaces_a_number_that_nobody_has_proved(village):
    with village.database.reading() as db:
        her = people.find_resident(db, village.mei.public_id)
        said = RegisterRow(citizen_id=her.citizen_id, name=her.name, phone=NEW)
        assert people.corrections(her, said) == {"phone": NEW}


def test_numbers_that_nobody_proved_are_forgotten(app, visitor, village, clock):
    visitor("mei").open("/phone-number").fill("新的手机号", NEW).press("往新号码发验证码")
    clock.advance(hours=26)
    with village.database.writing() as db:
        assert people.forget_unproved_phones(db, Actor.service(clock())) == 1


def test_a_carer_changes_her_own_number_while_acting_for_somebody(app, visitor, village, clock):
    daughter = visitor("daughter", acting_for="mei").open("/phone-number")
    daughter.fill("新的手机号", NEW).press("往新号码发验证码")
    daughter.fill("验证码", last_code(app)).press("新号码是我的")
    clock.advance(hours=25)
    settle(village, clock)
    assert number_of(village) == OLD
    assert inbox(village, "daughter")[-2:] == ["new_phone_proved", "phone_changed"]
    assert not {"new_phone_proved", "phone_changed"} & set(inbox(village, "mei"))
    with village.database.reading() as db:
        assert people.account_by_phone(db, NEW).id == village.daughter.id


def test_the_workbench_says_to_which_number_codes_go_and_how_that_is_changed(visitor, village, clock):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/phone")
    assert not officer.sees("还发到登录用的手机号")
    officer.open(f"/workbench/residents/{village.mei.public_id}/correction").fill("手机号", NEW).press("保存")
    assert number_of(village) == OLD
    officer.open(f"/workbench/residents/{village.mei.public_id}/phone")
    assert officer.sees("验证码和要紧的通知还发到登录用的手机号。改了档案里的，它不会跟着变。")
    assert officer.sees("本人在场，您在这一页可以马上换。")
    assert officer.press("当面给一个登录验证码").h1 == "给陈秀梅的登录验证码"
