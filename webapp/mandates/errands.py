"""帮办: an officer acts for somebody in one matter.

What an officer does by office (confirming, assigning, recording) needs nobody's word. What she does in a resident's
place needs it: said before the act, by whom and how made sure of is kept, for one matter, and over with the matter.
The rooms of the matters ask `acting` in the transaction that writes, and tell `end_errands_in` when a matter is over.
Source: 民法典 162, 165, 173.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, LedgerEntry, Matter, record
from webapp.mandates.errors import (
    ConsentByAgentsPhone,
    ErrandMissing,
    ErrandOver,
    HerPhoneUnknown,
    NoSuchErrand,
    NotHersToGive,
    RecordMissing,
)
from webapp.mandates.events import ErrandEnded, ErrandGiven
from webapp.mandates.looks import Done, PartOf, folded
from webapp.mandates.models import Errand, ErrandKind, SignatureKind
from webapp.people import Account, Resident, Role, account_of

ERRAND = "errand"
OFFICERS = (Role.community_officer, Role.federation_officer, Role.federation_administrator)
ERRAND_DAYS = 30
"""The longest, should the matter not end before; for more she is asked again."""
ERRAND_WAYS = (SignatureKind.window, SignatureKind.call, SignatureKind.text_message, SignatureKind.paper)
BY_HER_TELEPHONE = (SignatureKind.call, SignatureKind.text_message)
LONGEST_RECORD = 200
MOST_DEEDS = 50


def serving_on(day: date) -> ColumnElement[bool]:
    return Errand.ended_at.is_(None) & (Errand.from_on <= day) & (Errand.until_on >= day)


def errand_status(errand: Errand, today: date) -> str:
    """ended, expired or active. The last day counts in full."""
    if errand.ended_at is not None:
        return "ended"
    return "expired" if today > errand.until_on else "active"


def last_day_of_errand(today: date) -> date:
    return today + timedelta(days=ERRAND_DAYS)


def give_errand(db: Session, actor: Actor, resident: Resident, kind: ErrandKind, *, consent_kind: SignatureKind,
                how: str, words: str, words_version: str, matter: Matter | None = None) -> Errand:
    """By the officer whom she told: she may act for her in this matter; without one, in the one that she begins.

    `how`: how it was made sure that it was she. Raises NotHersToGive, RecordMissing, HerPhoneUnknown,
    ConsentByAgentsPhone.
    """
    if actor.role not in OFFICERS or actor.account_id is None or consent_kind not in ERRAND_WAYS or resident.died_on:
        raise NotHersToGive()
    said = (how or "").strip()
    if not said:
        raise RecordMissing()
    if consent_kind in BY_HER_TELEPHONE:
        _check_telephone(db, actor, resident)
    # Two windows at once must not leave two: the second would outlive the end of the first.
    db.execute(select(Resident.id).where(Resident.id == resident.id).with_for_update())
    about = Errand.matter == str(matter) if matter else Errand.matter.is_(None) & (Errand.kind == kind)
    held = (Errand.officer_id == actor.account_id, Errand.resident_id == resident.id, about, Errand.ended_at.is_(None))
    for earlier in db.scalars(_locked(select(Errand).where(*held))):
        _end(db, actor, earlier, "replaced")
    errand = Errand(
        resident_id=resident.id, officer_id=actor.account_id, kind=kind, matter=str(matter) if matter else None,
        from_on=actor.today, until_on=last_day_of_errand(actor.today), words=words, words_version=words_version,
        words_hash=_digest(words), consent_kind=consent_kind, consent_record=said[:LONGEST_RECORD], given_at=actor.at,
    )
    db.add(errand)
    db.flush()
    given = ErrandGiven(errand=errand.public_id, errand_kind=kind.value, way=consent_kind.value,
                        until_on=errand.until_on.isoformat())
    record(db, actor, given, subject_id=resident.id, matter=_matter(errand))
    return errand


def acting(db: Session, actor: Actor, resident_id: int, kind: ErrandKind, matter: Matter | None = None) -> Actor:
    """The same actor with her word for this matter, read under a lock. Without a matter: the one about to begin.

    Raises ErrandMissing.
    """
    chosen = _now(actor.account_id, resident_id, kind, matter, actor.today)
    errand = db.scalars(_locked(chosen)).first()
    if errand is None:
        raise ErrandMissing()
    return actor.under(errand.id)


def begin_matter(db: Session, actor: Actor, matter: Matter) -> None:
    """The matter now exists: the word under which the actor acts covers this one and no other."""
    errand = db.get_one(Errand, actor.errand_id)
    if errand.matter is not None:
        raise ErrandMissing()
    errand.matter = str(matter)
    db.flush()


def errand_now(db: Session, officer_id: int, resident_id: int, kind: ErrandKind, day: date,
               matter: Matter | None = None) -> Errand | None:
    """What a page may offer. The act asks again, under a lock."""
    return db.scalar(_now(officer_id, resident_id, kind, matter, day))


def end_errand(db: Session, actor: Actor, errand: Errand, *, reason: str) -> None:
    """From this moment it serves no more. `reason`: by_resident, by_staff. Raises ErrandOver, NotHersToGive."""
    if reason == "by_resident" and (actor.resident_id != errand.resident_id or actor.on_behalf):
        raise NotHersToGive()
    locked = db.scalars(_locked(select(Errand).where(Errand.id == errand.id))).one()
    if errand_status(locked, actor.today) != "active":
        raise ErrandOver()
    _end(db, actor, locked, reason)


def end_errands_in(db: Session, actor: Actor, matter: Matter) -> None:
    """The matter is over: whoever held her word for it holds it no more."""
    _end_all(db, actor, Errand.matter == str(matter), "matter_over")


def end_errands_for(db: Session, actor: Actor, resident_id: int, *, reason: str) -> None:
    _end_all(db, actor, Errand.resident_id == resident_id, reason)


def end_errands_of(db: Session, actor: Actor, officer_id: int) -> None:
    """The officer has left her seat; whoever comes after asks anew."""
    _end_all(db, actor, Errand.officer_id == officer_id, "officer_left")


def errands_for(db: Session, resident: Resident) -> list[Errand]:
    """All that officers were told to do for her, the newest first."""
    chosen = select(Errand).where(Errand.resident_id == resident.id).options(joinedload(Errand.officer))
    return list(db.scalars(chosen.order_by(Errand.id.desc())))


def find_errand(db: Session, public_id: str, *, resident_id: int) -> Errand:
    chosen = select(Errand).where(Errand.public_id == public_id, Errand.resident_id == resident_id)
    found = db.scalar(chosen.options(joinedload(Errand.officer), joinedload(Errand.resident)))
    if found is None:
        raise NoSuchErrand()
    return found


def done_on(db: Session, errand: Errand, *, part_of: PartOf) -> list[Done]:
    """What was done in her name under it, the newest first; one matter is short."""
    chosen = select(LedgerEntry).where(
        LedgerEntry.subject_id == errand.resident_id, LedgerEntry.errand_id == errand.id)
    return folded(db.scalars(chosen.order_by(LedgerEntry.id.desc()).limit(MOST_DEEDS)), part_of)


def _now(officer_id: int | None, resident_id: int, kind: ErrandKind, matter: Matter | None,
         day: date) -> Select[tuple[Errand]]:
    about = Errand.matter == str(matter) if matter else Errand.matter.is_(None)
    return select(Errand).where(
        Errand.officer_id == officer_id, Errand.resident_id == resident_id, Errand.kind == kind, about,
        serving_on(day))


def _locked(chosen: Select[tuple[Errand]]) -> Select[tuple[Errand]]:
    return chosen.order_by(Errand.id).with_for_update(of=Errand).execution_options(populate_existing=True)


def _check_telephone(db: Session, actor: Actor, resident: Resident) -> None:
    """A call or a message proves something only from her own telephone."""
    account = account_of(db, resident)
    number = (account.phone if account else None) or resident.phone
    if not number:
        raise HerPhoneUnknown(field="consent_kind")
    officer = db.get_one(Account, actor.account_id)
    if number == officer.phone:
        raise ConsentByAgentsPhone(field="consent_kind")


def _end_all(db: Session, actor: Actor, which: ColumnElement[bool], reason: str) -> None:
    for errand in db.scalars(_locked(select(Errand).where(which, Errand.ended_at.is_(None)))):
        _end(db, actor, errand, reason)


def _end(db: Session, actor: Actor, errand: Errand, reason: str) -> None:
    errand.ended_at, errand.ended_by, errand.end_reason = actor.at, actor.account_id, reason
    db.flush()
    ended = ErrandEnded(errand=errand.public_id, errand_kind=errand.kind.value, reason=reason)
    record(db, replace(actor, errand_id=None), ended, subject_id=errand.resident_id, matter=_matter(errand))


def _matter(errand: Errand) -> Matter:
    return Matter(ERRAND, errand.public_id)


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()
