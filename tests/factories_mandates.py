"""Mandates made by the verbs themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp import mandates, people
from webapp.mandates import Mandate, MandateDraft, Power, Province, Relation, SignatureKind
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
