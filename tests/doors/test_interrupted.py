"""The session ends while she writes: what she typed waits for her, and for nobody else."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import func, select, text, update

from tests import cast
from webapp import mandates, people
from webapp.core import LedgerEntry
from webapp.night import forget
from webapp.people import Account, InterruptedForm, Letter, Resident, SignInSession
from webapp.web.interrupted import ACTS

WORDS = "轮椅进不了社区的门。"
MEI = next(person for person in cast.RESIDENTS if person.key == "mei")
STAFF_PHONES = {key: phone for key, _, phone, *_ in cast.STAFF}
PHONES = {"mei": "00010000001", "guo": "00010000002", "daughter": "00020000001"}


@pytest.fixture
def signs_in(app):
    """By the code that is sent to the telephone."""

    def sent() -> str:
        lines = (app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
        return re.search("[0-9]{6}", json.loads(lines[-1])["text"]).group()

    def sign_in(who, phone, *, shared=False):
        who.fill("手机号", phone).press("发送验证码").fill("验证码", sent())
        if shared:
            who.choose("这是公用的手机，或者别人的手机")
        return who.press("登录")

    return sign_in


def sign_out_everywhere(village, clock):
    with village.database.writing() as db:
        db.execute(update(SignInSession).values(ended_at=clock()))


def interrupt(who, village, clock):
    who.open("/letters").fill("您想说什么", WORDS)
    sign_out_everywhere(village, clock)
    return who.press("送出")


def rows(village, table):
    with village.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


def test_she_signs_in_again_and_sends_what_she_had_typed(visitor, village, clock, signs_in):
    mei = interrupt(visitor("mei"), village, clock)
    assert mei.h1 == "登录"
    assert mei.sees("您刚才填的还在。登录以后接着填。")
    assert WORDS not in mei.text
    assert not mei.sees("成功"), "nothing was done"
    signs_in(mei, PHONES["mei"])
    assert mei.h1 == "写字问社区"
    assert WORDS in mei.main
    assert mei.sees("您刚才填的还在。请看一遍，再提交。")
    assert rows(village, Letter) == 0, "nothing is sent by itself"
    mei.press("送出")
    assert mei.sees(WORDS)
    assert (rows(village, Letter), rows(village, InterruptedForm)) == (1, 0)


def test_another_person_who_signs_in_here_never_sees_it(visitor, village, clock, signs_in):
    phone = interrupt(visitor("mei"), village, clock)
    signs_in(phone, PHONES["guo"])
    assert phone.response.request.path == "/"
    assert WORDS not in phone.open("/interrupted").text
    assert phone.response.request.path == "/"
    assert rows(village, InterruptedForm) == 0


def test_she_herself_does_not_see_it_on_another_phone(visitor, village, clock):
    interrupt(visitor("mei"), village, clock)
    assert WORDS not in visitor("mei").open("/interrupted").text


def test_a_shared_phone_keeps_nothing(visitor, village, clock, signs_in):
    phone = signs_in(visitor().open("/sign-in"), PHONES["mei"], shared=True)
    interrupt(phone, village, clock)
    assert rows(village, InterruptedForm) == 0
    assert not phone.sees("您刚才填的还在")


def test_a_shared_phone_that_lay_idle_keeps_nothing(visitor, village, clock, signs_in):
    phone = signs_in(visitor().open("/sign-in"), PHONES["mei"], shared=True)
    phone.open("/letters").fill("您想说什么", WORDS)
    clock.advance(minutes=16)
    phone.press("送出")
    assert rows(village, InterruptedForm) == 0


def test_whoever_says_at_signing_in_that_the_phone_is_shared_finds_nothing(visitor, village, clock, signs_in):
    mei = interrupt(visitor("mei"), village, clock)
    signs_in(mei, PHONES["mei"], shared=True)
    assert WORDS not in mei.text
    assert rows(village, InterruptedForm) == 0


def test_a_session_that_has_run_out_keeps_it_too(visitor, village, clock, signs_in):
    mei = visitor("mei").open("/letters").fill("您想说什么", WORDS)
    clock.advance(days=31)
    signs_in(mei.press("送出"), PHONES["mei"])
    assert WORDS in mei.main


def test_it_is_sealed_and_forgotten_after_a_day(visitor, village, clock, signs_in):
    mei = interrupt(visitor("mei"), village, clock)
    with village.database.reading() as db:
        (stored,) = db.execute(text("SELECT fields FROM interrupted_forms")).scalars()
    assert WORDS.encode() not in bytes(stored)
    clock.advance(hours=24)
    assert forget(village.database, village.actor("officer", clock())) >= 1
    signs_in(mei.open("/sign-in"), PHONES["mei"])
    assert WORDS not in mei.open("/interrupted").text


def test_signing_out_leaves_nothing_waiting(visitor, village, clock, signs_in):
    mei = interrupt(visitor("mei"), village, clock)
    signs_in(mei, PHONES["mei"])
    mei.post("/sign-out")
    assert rows(village, InterruptedForm) == 0


def test_what_travels_in_hidden_fields_comes_back_too(visitor, village, clock, signs_in):
    from tests.factories_assessments import slot

    with village.database.reading() as db:
        chosen = slot(db, village).public_id
    mei = visitor("mei").open(
        f"/appointments/check?kind=hospital&reason=change&category=physical&slot={chosen}&needs_asked=1&needs=writing")
    sign_out_everywhere(village, clock)
    signs_in(mei.choose("我同意").press("确定预约"), PHONES["mei"])
    assert mei.h1 == "核对预约"
    assert mei.press("确定预约").sees("号已经给您留好了")


def test_a_carer_comes_back_to_whom_she_acted_for(visitor, village, clock, signs_in):
    carer = interrupt(visitor("daughter", acting_for="mei"), village, clock)
    signs_in(carer, PHONES["daughter"])
    assert WORDS in carer.main
    assert carer.sees("陈秀梅")
    with village.database.writing() as db:
        her = db.merge(village.mei)
        mandates.end_mandates_of(db, village.actor("mei", clock()), her.id, reason="by_resident")
    assert WORDS not in carer.open("/interrupted").text
    assert carer.response.request.path == "/"


def test_a_code_that_was_typed_is_not_kept(visitor, village, clock):
    mei = visitor("mei").open("/letters")
    sign_out_everywhere(village, clock)
    mei.post("/letters", words="x", code="123456")
    with village.database.reading() as db:
        kept = db.scalar(select(InterruptedForm))
        assert "123456" not in kept.fields


def test_every_act_with_a_form_at_either_door_can_be_gone_on_with(app):
    assert {"resident.write_letter", "resident.book_appointment", "resident.request_correction"} <= set(ACTS)
    assert {"workbench.answer_letter", "workbench.record_outcome", "workbench.promise_home_visit"} <= set(ACTS)
    assert {endpoint.partition(".")[0] for endpoint in ACTS} == {"resident", "workbench"}


# The staff door

ANSWER = "门口有坡道，从东门进。"


@pytest.fixture
def letter(village, clock):
    """Mei has written one to her community; its address at the workbench."""
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        written = people.write_letter(db, village.actor("mei", clock()), her, WORDS)
        return f"/workbench/letters/{written.public_id}"


@pytest.fixture
def sits_down(village, signs_in):
    """Signs in as a member of staff does who has lost the passkey: by a code, and adds a new passkey then."""

    def sit_down(who, phone):
        signs_in(who.follow("先用短信验证码登录，再添加通行密钥"), phone)
        with village.database.writing() as db:
            db.execute(update(SignInSession).where(SignInSession.ended_at.is_(None)).values(way="passkey"))
        return who

    return sit_down


def interrupt_answer(who, village, clock, letter, words=ANSWER):
    who.open(letter).fill("写给居民的话", words).choose("我看过了，会照着做")
    sign_out_everywhere(village, clock)
    return who.press("送出答复")


def views_of_mei(village):
    with village.database.reading() as db:
        viewed = select(func.count()).select_from(LedgerEntry).where(
            LedgerEntry.event == "people.FileViewed", LedgerEntry.subject_id == village.mei.id)
        return db.scalar(viewed)


def test_an_officer_signs_in_again_and_sends_what_was_typed(visitor, village, clock, letter, sits_down):
    officer = interrupt_answer(visitor("officer"), village, clock, letter)
    assert officer.h1 == "工作人员登录"
    assert officer.sees("您刚才填的还在。登录以后接着填。")
    assert ANSWER not in officer.text
    sits_down(officer, STAFF_PHONES["officer"])
    assert officer.h1 == "工作人员登录", "by a code alone nobody sits down"
    assert officer.sees("登录以后接着填。")
    assert ANSWER not in officer.text
    before = views_of_mei(village)
    officer.open("/workbench/interrupted")
    assert officer.h1 == "陈秀梅写的话"
    assert officer.sees("您刚才填的还在，只是不留身份证号和残疾人证号。请看一遍，再提交。替您留到2026年11月24日")
    assert ANSWER in officer.main
    assert views_of_mei(village) == before + 1
    with village.database.reading() as db:
        assert db.scalar(select(Letter.answered_at)) is None, "nothing is sent by itself"
    officer.press("送出答复")
    assert officer.sees(ANSWER)
    assert rows(village, InterruptedForm) == 0


def test_whoever_came_in_by_a_code_and_sends_a_form_finds_it_after_adding_a_passkey(visitor, village, letter):
    officer = visitor("officer").open(letter)
    with village.database.writing() as db:
        db.execute(update(SignInSession).values(way="code"))
    officer.fill("写给居民的话", ANSWER).press("送出答复")
    assert officer.h1 == "工作人员登录"
    assert officer.soup.find(attrs={"data-next": "/workbench/interrupted"})
    with village.database.writing() as db:
        db.execute(update(SignInSession).values(way="passkey"))
    assert ANSWER in officer.open("/workbench/interrupted").main


def test_a_colleague_who_signs_in_here_never_sees_it(visitor, village, clock, letter, sits_down):
    desk = interrupt_answer(visitor("officer"), village, clock, letter)
    sits_down(desk, STAFF_PHONES["federation"])
    assert ANSWER not in desk.open("/workbench/interrupted").text
    assert desk.response.request.path == "/workbench/"
    assert rows(village, InterruptedForm) == 0


def test_numbers_that_say_who_a_resident_is_are_not_kept(visitor, village, clock, letter, sits_down):
    number, certificate = cast.citizen_id(MEI), cast.certificate_text(MEI)
    in_groups = f"{number[:6]} {number[6:14]} {number[14:]}"
    words = f"证号{certificate}，身份证{in_groups}，电话 0573-1234567。"
    officer = visitor("officer").open(letter)
    sign_out_everywhere(village, clock)
    officer.post(f"{letter}/answer", words=words)
    with village.database.reading() as db:
        kept = db.scalar(select(InterruptedForm)).fields
    assert not any(each in kept for each in (number, certificate, in_groups, number[6:14]))
    sits_down(officer, STAFF_PHONES["officer"])
    assert officer.open("/workbench/interrupted").sees("证号，身份证，电话 0573-1234567。")


def test_what_staff_typed_is_not_shown_at_the_front_door(visitor, village, clock, letter, sits_down):
    officer = interrupt_answer(visitor("officer"), village, clock, letter)
    sits_down(officer, STAFF_PHONES["officer"])
    assert ANSWER not in officer.open("/interrupted").text
    assert officer.response.request.path == "/"


def test_a_seat_that_ends_takes_along_what_was_typed(visitor, village, clock, letter):
    interrupt_answer(visitor("officer"), village, clock, letter)
    with village.database.writing() as db:
        seat = people.membership_of(db, db.get_one(Account, village.officer.id))
        people.end_membership(db, village.actor("administrator", clock()), seat)
    assert rows(village, InterruptedForm) == 0


def test_an_officer_whose_letter_is_another_s_now_is_told_so_and_finds_the_words(
        visitor, village, clock, letter, sits_down):
    officer = interrupt_answer(visitor("officer"), village, clock, letter)
    sits_down(officer, STAFF_PHONES["officer"])
    with village.database.writing() as db:
        elsewhere = village.areas["000482001002"].id
        moved = {"residence_area_id": elsewhere, "hukou_area_id": elsewhere}
        db.execute(update(Resident).where(Resident.id == village.mei.id).values(moved))
    before = views_of_mei(village)
    officer.open("/workbench/interrupted", status=410)
    assert officer.h1 == "刚才填的不能提交了"
    assert officer.sees("您填的没有提交，什么都没有改。")
    assert officer.sees(ANSWER)
    assert not officer.sees("陈秀梅")
    assert views_of_mei(village) == before, "her file was not opened"
    officer.follow("回到首页")
    assert officer.h1 == "待办"
