"""What people write who are asked by text message: yes, no, or something that only a person can settle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories_mandates as given
from tests.conftest import MORNING
from webapp import mandates, people
from webapp.core import Actor
from webapp.mandates import (
    AnswerReading,
    CircleOfMandates,
    ConsentByAgentsPhone,
    HerPhoneUnknown,
    NotHersToGive,
    ProposalOutcome,
    ProposalSettled,
    RecordMissing,
    SignatureKind,
    read_answer,
)

YES = ("好", "好的", "好的，谢谢！", "可以", "可以的。", "行", "行啊", "1", "１", "1.", "是的", "是的是的", "我同意", "同意", "OK", "ok👌", "没问题",
       "嗯嗯", "1、同意", "回复1", "好好好", "  好 \n")
NO = ("不", "不行", "不同意", "我不同意", "2", "２。", "不用了", "no", "不，谢谢", "不要", "不行不行")
UNCLEAR = ("", "   ", "行不行", "好不好", "可以吗", "同意吗？", "不是不行", "12", "1 2", "同意女儿", "我女儿同意", "明天再说", "你是谁", "不知道",
           "不好意思", "好像不行", "11", "2021", "nope", "yesterday", "好" * 41, "😀", "不同意吧，还是同意", "T")


@pytest.mark.parametrize("words", YES)
def test_a_human_yes_is_yes(words):
    assert read_answer(words) is AnswerReading.yes


@pytest.mark.parametrize("words", NO)
def test_a_human_no_is_no(words):
    assert read_answer(words) is AnswerReading.no


@pytest.mark.parametrize("words", UNCLEAR)
def test_whatever_else_is_neither(words):
    assert read_answer(words) is AnswerReading.unclear


def proposed(db, village, *, of="guo", phone="00020000003", asked=True):
    actor = village.actor("officer")
    resident = people.find_resident(db, village.of(of).public_id)
    proposal = mandates.propose(
        db, actor, resident, name="钱阿姨", phone=phone, relation=mandates.Relation.neighbour, scope=given.BOOKING,
        until_on=actor.today + timedelta(days=30))
    mandates.write_words(db, proposal, words=given.WORDS, words_version="1")
    if asked:
        mandates.ask_by_message(db, actor, proposal)
    return proposal


def answer(db, words, number=1, *, sent=1, phone="00010000002"):
    """Sent and received so many minutes after the question."""
    return mandates.take_answer(
        db, Actor.service(MORNING + timedelta(hours=1)), gateway_id=f"m{number}", phone=phone, words=words,
        sent_at=MORNING + timedelta(minutes=sent))


def waiting(db, village):
    officer = village.actor("officer")
    areas = people.within_area(db, officer.area_id)
    found = mandates.waiting_for_officers(db, areas, officer.at, officer_id=officer.account_id)
    return [(each.kind.value, each.public_id) for each in found]


def serving(db, village, key="guo"):
    return [m for m in mandates.mandates_by(db, people.find_resident(db, village.of(key).public_id))
            if m.revoked_at is None]


@pytest.fixture
def db(village):
    with village.database.writing() as session:
        yield session


def test_a_yes_grants_in_the_words_that_were_asked(db, village):
    proposal = proposed(db, village)
    assert serving(db, village) == []
    answer(db, "好的，谢谢")
    (mandate,) = serving(db, village)
    assert (mandate.signature_kind, mandate.words) == (SignatureKind.text_message, given.WORDS)
    assert mandate.signature_proof == "message:m1"
    assert proposal.outcome is ProposalOutcome.granted


def test_a_no_refuses_and_a_later_yes_goes_to_a_person(db, village):
    proposal = proposed(db, village)
    answer(db, "不行")
    assert proposal.outcome is ProposalOutcome.refused
    assert answer(db, "好", 2, sent=2).settled_at is None
    assert serving(db, village) == []


def test_the_same_message_twice_counts_once(db, village):
    proposed(db, village)
    assert answer(db, "好") is answer(db, "好")
    assert len(serving(db, village)) == 1


@pytest.mark.parametrize("order", [("yes", "no"), ("no", "yes")])
def test_in_whatever_order_a_yes_and_a_no_arrive_nothing_serves(db, village, order):
    proposed(db, village)
    sent = {"yes": ("好", 1, 1), "no": ("不行", 2, 2)}
    for which in order:
        words, number, minute = sent[which]
        answer(db, words, number, sent=minute)
    assert serving(db, village) == []


def test_an_unclear_answer_changes_nothing_and_waits_for_a_person(db, village):
    proposal = proposed(db, village)
    unread = answer(db, "行不行")
    assert (proposal.settled_at, unread.settled_at, serving(db, village)) == (None, None, [])
    assert waiting(db, village) == [("answer", unread.public_id)]
    mandates.record_consent(db, village.actor("officer"), proposal, kind=SignatureKind.window, how="当面看了证件")
    assert waiting(db, village) == [], "the officer's own asking has settled it"


def test_what_was_sent_before_the_question_or_much_later_answers_nothing(db, village):
    proposal = proposed(db, village)
    for number, minutes in ((1, -1), (2, 8 * 24 * 60)):
        assert answer(db, "好", number, sent=minutes).settled_at is None
    assert (proposal.settled_at, serving(db, village)) == (None, [])


def test_with_two_questions_open_one_yes_is_unclear(db, village):
    proposed(db, village)
    proposed(db, village, phone="00020000001")
    assert answer(db, "好").settled_at is None
    assert serving(db, village) == []


def test_another_telephone_cannot_answer(db, village):
    proposal = proposed(db, village)
    assert answer(db, "好", phone="00020000003") is None
    assert (proposal.settled_at, serving(db, village)) == (None, [])


def test_consent_by_the_carers_own_telephone_is_refused(db, village):
    resident = people.find_resident(db, village.hao.public_id)
    resident.phone = "00020000003"
    proposal = proposed(db, village, of="hao", asked=False)
    with pytest.raises(ConsentByAgentsPhone):
        mandates.ask_by_message(db, village.actor("officer"), proposal)
    with pytest.raises(ConsentByAgentsPhone):
        mandates.record_consent(db, village.actor("officer"), proposal, kind=SignatureKind.call, how="打了电话")
    assert serving(db, village, "hao") == []


def test_without_a_telephone_she_is_asked_in_person(db, village):
    proposal = proposed(db, village, of="hao", asked=False)
    with pytest.raises(HerPhoneUnknown):
        mandates.ask_by_message(db, village.actor("officer"), proposal)
    mandates.record_consent(db, village.actor("officer"), proposal, kind=SignatureKind.paper, how="纸上按了手印")
    (mandate,) = serving(db, village, "hao")
    assert mandate.signature_kind is SignatureKind.paper


def test_an_officer_says_how_she_made_sure(db, village):
    proposal = proposed(db, village)
    with pytest.raises(RecordMissing):
        mandates.record_consent(db, village.actor("officer"), proposal, kind=SignatureKind.window, how="  ")
    assert proposal.settled_at is None


def test_an_officer_cannot_make_herself_the_agent(db, village):
    with pytest.raises(NotHersToGive):
        proposed(db, village, phone="00030000001")


def test_what_is_settled_is_settled(db, village):
    proposal = proposed(db, village)
    mandates.withdraw_proposal(db, village.actor("officer"), proposal)
    with pytest.raises(ProposalSettled):
        mandates.record_consent(db, village.actor("officer"), proposal, kind=SignatureKind.window, how="当面")
    assert answer(db, "好").settled_at is None
    assert serving(db, village) == []


def between(db, village, giver, agent):
    actor = village.actor(giver)
    account = people.account_of(db, people.find_resident(db, village.of(agent).public_id))
    return mandates.grant(
        db, actor, people.find_resident(db, village.of(giver).public_id), account, relation="friend",
        scope=given.BOOKING, until_on=actor.today, words="x", words_version="1",
        signature_kind=SignatureKind.signed_in, signature_proof="x")


def test_a_circle_of_mandates_is_refused_however_long_it_is(db, village):
    between(db, village, "guo", "bin")
    with pytest.raises(CircleOfMandates):
        between(db, village, "bin", "guo")
    between(db, village, "bin", "tao")
    with pytest.raises(CircleOfMandates):
        between(db, village, "tao", "guo")
    between(db, village, "tao", "fang")


def test_where_the_first_mandate_has_ended_there_is_no_circle(db, village):
    mandates.revoke(db, village.actor("guo"), between(db, village, "guo", "bin"), reason="by_resident")
    assert between(db, village, "bin", "guo").revoked_at is None
