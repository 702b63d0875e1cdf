"""Complaining: she writes, the Federation answers, her community does not see it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from tests import factories_mandates
from tests.factories_assessments import book, confirmed
from webapp import mandates, people
from webapp.core import LedgerEntry
from webapp.notifications import Audience, Message
from webapp.people import Complaint, ComplaintTopic

WORDS = "约好了上午来，没有人来，也没有告诉我。"


def complain(who, words=WORDS):
    who.open("/profile").follow("投诉").follow("写投诉")
    return who.choose("一次服务").fill("发生了什么，您希望怎样", words).press("提交投诉")


def made(village):
    with village.database.reading() as db:
        return db.scalars(select(Complaint)).one()


@pytest.fixture
def complaint(village):
    """Mei's, about no one matter: its public id."""
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        return people.complain(db, village.actor("mei"), her, ComplaintTopic.staff, WORDS).public_id


def answer(who, complaint):
    who.open(f"/workbench/complaints/{complaint}").choose("属实")
    return who.fill("写给居民的话", "查过了，是我们忘了。明天来。").choose("我看过了，会照着做").press("送出答复")


def test_she_complains_and_reads_the_answer(visitor, village):
    mei = complain(visitor("mei"))
    assert mei.h1 == "您的投诉"
    assert mei.sees("投诉交给残联了。有了答复，会告诉您。")
    assert mei.sees("等待答复")
    federation = visitor("federation").open("/workbench")
    assert federation.sees("答复投诉：一次服务")
    answer(federation, made(village).public_id)
    assert federation.sees("答复了。")
    assert "答复投诉" not in federation.open("/workbench").text
    mei.open(f"/complaints/{made(village).public_id}")
    assert mei.sees("属实")
    assert mei.sees("明天来。")


def test_what_is_missing_is_said_and_what_was_typed_is_kept(visitor):
    mei = visitor("mei").open("/complaints/new").press("提交投诉", status=422)
    assert mei.errors() == ["请选一样。", "请写几句话：发生了什么。"]
    mei.choose("别的").fill("发生了什么，您希望怎样", "长" * 2001).press("提交投诉", status=422)
    assert mei.errors() == ["最多 2000 个字，您写了 2001 个。请删去一些。"]
    assert "长" * 2001 in mei.main


def test_her_community_sees_nothing_of_it(visitor, village, complaint):
    officer = visitor("officer")
    assert "投诉" not in officer.open("/workbench").text
    assert "投诉" not in officer.open(f"/workbench/residents/{village.mei.public_id}").text
    officer.open(f"/workbench/complaints/{complaint}", status=404)
    assert "投诉了" in visitor("federation").open(f"/workbench/residents/{village.mei.public_id}").text


def test_the_federation_is_told_and_she_alone_hears_of_the_answer(village, app, visitor, complaint):
    answer(visitor("federation"), complaint)
    with village.database.reading() as db:
        told = db.execute(select(Message.kind, Message.recipient_id, Message.audience).where(
            Message.kind.in_(("complaint_made", "complaint_answered")))).all()
        her = people.account_of(db, village.mei).id
    staff = {(recipient, audience) for kind, recipient, audience in told if kind == "complaint_made"}
    assert (village.federation.id, Audience.staff) in staff
    assert village.officer.id not in {recipient for recipient, _ in staff}
    assert [recipient for kind, recipient, _ in told if kind == "complaint_answered"] == [her]


def test_whoever_reads_her_messages_for_her_does_not_see_that_she_complained(visitor, village, complaint):
    """It may be of him."""
    answer(visitor("federation"), complaint)
    mei = visitor("mei").open("/inbox")
    assert mei.sees("您的投诉有答复了")
    mei.follow("您的投诉有答复了")
    daughter = visitor("daughter", acting_for="mei").open("/inbox")
    assert "投诉" not in daughter.main
    daughter.open(mei.response.request.path, status=404)


def test_the_carer_who_wrote_it_hears_of_the_answer_while_the_mandate_holds(village, visitor):
    for _ in range(2):
        complain(visitor("neighbour", acting_for="wei"))
    with village.database.reading() as db:
        first, second = db.scalars(select(Complaint.public_id).order_by(Complaint.id))
    federation = visitor("federation")

    def answered(complaint):
        federation.open(f"/workbench/complaints/{complaint}").choose("属实").fill("写给居民的话", "好。")
        if "我看过了，会照着做" in federation.main:
            federation.choose("我看过了，会照着做")
        federation.press("送出答复")
        with village.database.reading() as db:
            told = select(Message.id).where(
                Message.kind == "complaint_answered", Message.recipient_id == village.neighbour.id)
            return len(db.scalars(told).all())

    assert answered(first) == 1
    with village.database.writing() as db:
        mandates.end_mandates_of(db, village.actor("wei"), village.wei.id, reason="by_resident")
    assert answered(second) == 1


def test_whoever_had_a_hand_in_the_matter_does_not_answer(visitor, village):
    with village.database.writing() as db:
        appointment = book(db, village).public_id
    mei = visitor("mei").open(f"/appointments/{appointment}/letter").follow("写投诉")
    assert mei.sees("这份投诉是关于您的评定预约的。")
    mei.choose("工作人员的做法").fill("发生了什么，您希望怎样", WORDS).press("提交投诉")
    federation = visitor("federation").open(f"/workbench/appointments/{appointment}/cancellation")
    factories_mandates.note_word(federation).see_needs().press("取消这次预约")
    complaint = made(village)
    assert complaint.matter == f"appointment:{appointment}"
    federation.open(f"/workbench/complaints/{complaint.public_id}")
    assert federation.sees("这件事您办过。请让同事答复。")
    assert "送出答复" not in federation.main
    federation.post(f"/workbench/complaints/{complaint.public_id}/answer", status=403, outcome="upheld", words="好",
                    needs_seen="y")
    answer(visitor("administrator"), complaint.public_id)
    assert made(village).answer is not None


def test_the_matter_of_another_cannot_be_named(visitor, village):
    with village.database.writing() as db:
        hers = confirmed(db, village).public_id
    visitor("guo").open(f"/complaints/new?about=appointment/{hers}", status=404)


def test_she_takes_it_back_and_nobody_has_to_answer(visitor, village):
    mei = complain(visitor("mei")).press("撤回投诉")
    assert mei.sees("投诉撤回了。")
    assert mei.sees("撤回了")
    assert "答复投诉" not in visitor("federation").open("/workbench").text
    federation = visitor("federation").open(f"/workbench/complaints/{made(village).public_id}")
    assert "送出答复" not in federation.main


def test_what_is_answered_cannot_be_taken_back(visitor, village, complaint):
    mei = visitor("mei").open(f"/complaints/{complaint}")
    answer(visitor("federation"), complaint)
    mei.press("撤回投诉", status=409)
    assert mei.errors() == ["刚才已经有人答复了。请看最新的内容。"]


def test_her_needs_are_read_before_an_answer(visitor, complaint):
    federation = visitor("federation").open(f"/workbench/complaints/{complaint}").choose("属实")
    federation.fill("写给居民的话", "好。").press("送出答复", status=422)
    assert federation.errors() == ["请先看居民的沟通和到访需要，再勾选。"]


def test_a_carer_complains_for_her_and_does_not_see_what_she_wrote(visitor, village, complaint):
    carer = visitor("neighbour", acting_for="wei")
    complain(carer)
    assert carer.sees("等待答复")
    daughter = visitor("daughter", acting_for="mei").open("/complaints")
    assert "写过的投诉" not in daughter.main
    daughter.open(f"/complaints/{complaint}", status=404)


def test_a_guardian_says_first_what_the_ward_wants(visitor, village):
    from tests import factories_mandates

    with village.database.writing() as db:
        kept = factories_mandates.guardian(db, village, ward="mei", kind=mandates.GuardianKind.statutory)
        guardian = kept.guardian.public_id
    who = visitor().become(guardian).act_for(village.mei.public_id).open("/complaints/new")
    who.choose("一次服务").fill("发生了什么，您希望怎样", WORDS).press("提交投诉", status=422)
    assert who.sees("本人愿意吗") or who.sees("自己愿意吗")


def test_her_words_are_unreadable_in_the_database_and_the_ledger_holds_none(village, complaint):
    with village.database.reading() as db:
        (stored,) = db.execute(text("SELECT words FROM complaints")).scalars()
        assert WORDS.encode() not in bytes(stored)
        entry = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.ComplaintMade")).one()
        assert entry.facts == {"topic": "staff"}


def test_ten_may_wait_at_once(village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        for _ in range(10):
            people.complain(db, village.actor("mei"), her, ComplaintTopic.anything_else, WORDS)
        with pytest.raises(people.TooManyComplaints):
            people.complain(db, village.actor("mei"), her, ComplaintTopic.anything_else, WORDS)
