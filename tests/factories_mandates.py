"""Mandates made by the verbs themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp import mandates, people
from webapp.core import Actor, Matter
from webapp.mandates import (
    Disagreement,
    Errand,
    ErrandKind,
    GuardianKind,
    GuardianProof,
    Guardianship,
    Mandate,
    MandateAnswer,
    MandateDraft,
    MandateProposal,
    Power,
    Province,
    Relation,
    SignatureKind,
    WardWish,
    WishKind,
)
from webapp.people import Account

BOOKING = {(Province.appointments, Power.see), (Province.appointments, Power.submit)}
WORDS = "委托书：本人委托钱阿姨预约残疾评定。"


def grant(db: Session, village: Any, *, giver: str = "guo", agent: str = "neighbour", scope: set | None = None,
          days: int = 30) -> Mandate:
    actor = village.actor(giver)
    return mandates.grant(
        db,
        actor,
        people.find_resident(db, village.of(giver).public_id),
        db.get_one(Account, village.of(agent).id),
        relation=Relation.neighbour,
        scope=BOOKING if scope is None else scope,
        until_on=actor.today + timedelta(days=days),
        words=WORDS,
        words_version="1",
        signature_kind=SignatureKind.signed_in,
        signature_proof="session:1",
    )


def draft(db: Session, village: Any, *, giver: str = "guo", phone: str = "00020000003", name: str = "钱阿姨",
          whole: bool = True) -> MandateDraft:
    actor = village.actor(giver)
    resident = people.find_resident(db, village.of(giver).public_id)
    begun = mandates.start_draft(db, actor, resident, name=name, phone=phone, relation=Relation.neighbour)
    if whole:
        mandates.set_scope(db, actor, begun, BOOKING)
        mandates.set_duration(db, actor, begun, actor.today + timedelta(days=30))
    return begun


def sign(db: Session, village: Any, begun: MandateDraft, *, giver: str = "guo", words: str = WORDS,
         shown: str = WORDS) -> Mandate:
    return mandates.sign(
        db, village.actor(giver), begun, words=words, shown_digest=mandates.words_digest(shown), words_version="1",
        signature_kind=SignatureKind.signed_in, signature_proof="session:1",
    )


def proposal(db: Session, village: Any, *, giver: str = "mei", phone: str = "00020000003") -> MandateProposal:
    """Written down by the officer, and asked by text message."""
    actor = village.actor("officer")
    resident = people.find_resident(db, village.of(giver).public_id)
    written = mandates.propose(
        db, actor, resident, name="钱阿姨", phone=phone, relation=Relation.neighbour, scope=BOOKING,
        until_on=actor.today + timedelta(days=30))
    mandates.write_words(db, written, words=WORDS, words_version="1")
    mandates.ask_by_message(db, actor, written)
    return written


def answer(db: Session, village: Any, asked: MandateProposal, words: str) -> MandateAnswer:
    """What her telephone wrote back at once."""
    at = asked.asked_at
    return mandates.take_answer(
        db, village.actor("officer").later(at), gateway_id="m1", phone=asked.resident.phone, words=words, sent_at=at)


def errand(db: Session, village: Any, kind: ErrandKind = ErrandKind.appointment, *, key: str = "mei",
           by: str = "officer", matter: Matter | None = None, at: datetime | None = None,
           way: SignatureKind = SignatureKind.window, how: str = "当面看了证件") -> Errand:
    """Her word to an officer for one matter, as an officer notes it."""
    actor = village.actor(by, at) if at else village.actor(by)
    return mandates.give_errand(
        db, actor, people.find_resident(db, village.of(key).public_id), kind, matter=matter, consent_kind=way, how=how,
        words="我同意工作人员帮我办一件事。", words_version="1")


def note_word(officer: Any) -> Any:
    """A visitor who stands where her word is noted: she said it face to face."""
    officer.choose("当面说的", "是本人自己说的，不是别人替着说的").fill("怎么核实是本人", "当面看了证件")
    return officer.see_needs().press("本人同意，记下来")


def guardian(db: Session, village: Any, *, ward: str = "hao", key: str | None = None, phone: str = "00020000002",
             kind: GuardianKind = GuardianKind.parent_of_minor, reference: str = "社区档案 3 卷",
             proof: GuardianProof = GuardianProof.household_register, review_on: date | None = None) -> Guardianship:
    """Hao's mother, recorded by the community officer."""
    actor = village.actor("officer")
    return mandates.record_guardian(
        db, actor, people.find_resident(db, village.of(key or ward).public_id), name="赵敏", phone=phone, kind=kind,
        proof=proof, reference=reference, review_on=review_on or actor.today + timedelta(days=365))


def objection(db: Session, village: Any, guardianship: Guardianship) -> WardWish:
    """The ward did not want what her guardian wanted."""
    actor = Actor(account_id=guardianship.guardian_id, at=village.actor("officer").at,
                  resident_id=guardianship.resident_id, guardianship_id=guardianship.id)
    return mandates.note_wish(
        db, actor, guardianship, step="resident.book_appointment", kind=WishKind.objects, words="摇头，说不去")


def disagreement(db: Session, village: Any, appointment: str, *, resident: str = "mei") -> Disagreement:
    """The neighbour wanted to cancel what the daughter had booked."""
    held = mandates.mandates_by(db, people.find_resident(db, village.of(resident).public_id))[0]
    actor = Actor(account_id=village.of("neighbour").id, at=village.actor("officer").at,
                  resident_id=held.resident_id, mandate_id=held.id)
    return mandates.note_disagreement(
        db, actor, Matter("appointment", appointment), db.get_one(Account, village.of("daughter").id),
        step="resident.cancel_appointment")
