"""Guardians: appointed by law, not by her; checked by staff, with a proof, until a day on which it is checked again.

The ward keeps her own account, sign-in and view. Before each submission her guardian says what she herself wants; where
she objects nothing is submitted, and an officer speaks with both. A guardian reaches what a mandate could hand on, but
neither her code, nor her ways in, nor her mandates. Source: 民法典 23, 27, 28, 31, 33, 34, 35, 175.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core import Actor, Matter, record
from webapp.mandates.errors import (
    AgentNameMissing,
    DurationMissing,
    GuardianThere,
    MandateOverOneself,
    NoSuchGuardianship,
    NotHersToGive,
    ProofMissing,
    ReviewTooFar,
    WishMissing,
)
from webapp.mandates.events import GuardianEnded, GuardianRecorded, ObjectionSettled, WardAsked
from webapp.mandates.models import (
    GuardianKind,
    GuardianProof,
    Guardianship,
    Power,
    Province,
    WardWish,
    WishKind,
)
from webapp.mandates.rules import POWERS
from webapp.people import Resident, account_by_phone, normalised_phone, open_account

LONGEST_YEARS = 3
"""Between two checks."""
LONGEST_WORDS = 300
MATTER_OF_GUARDIAN = "guardianship"
END_REASONS = ("capacity", "changed")


def guardian_may(province: Province, power: Power) -> bool:
    """All that can be handed on, but the code: it is in her own hand, or on paper."""
    return province is not Province.code and power in POWERS[province]


def guarded_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    return and_(Guardianship.ended_at.is_(None), Guardianship.from_on <= day, Guardianship.review_on > day)


def last_review(resident: Resident, kind: GuardianKind, today: date) -> date:
    """The latest day to which it may be recorded."""
    farthest = _years_after(today, LONGEST_YEARS)
    return min(farthest, _years_after(resident.birth_on, 18)) if kind is GuardianKind.parent_of_minor else farthest


def record_guardian(db: Session, actor: Actor, resident: Resident, *, name: str, phone: str, kind: GuardianKind,
                    proof: GuardianProof, reference: str, review_on: date) -> Guardianship:
    """By staff who have seen the proof.

    Raises NotHersToGive, AgentNameMissing, BadPhone, MandateOverOneself, ProofMissing, DurationMissing, ReviewTooFar,
    GuardianThere.
    """
    if actor.role is None or actor.account_id is None:
        raise NotHersToGive()
    said = " ".join((name or "").split())[:60]
    if not said:
        raise AgentNameMissing()
    if not (reference or "").strip():
        raise ProofMissing()
    if review_on <= actor.today:
        raise DurationMissing(field="review_on")
    if review_on > last_review(resident, kind, actor.today):
        raise ReviewTooFar(longest=LONGEST_YEARS)
    number = normalised_phone(phone)
    known = account_by_phone(db, number)
    if known is not None and known.resident_id == resident.id:
        raise MandateOverOneself()
    if known is not None and known.id == actor.account_id:
        raise NotHersToGive(field="phone")
    db.execute(select(Resident.id).where(Resident.id == resident.id).with_for_update())
    guardian = open_account(db, actor, name=said, phone=number)
    held = select(Guardianship.id).where(
        Guardianship.resident_id == resident.id, Guardianship.guardian_id == guardian.id, guarded_on(actor.today))
    if db.scalar(held) is not None:
        raise GuardianThere()
    found = Guardianship(
        resident_id=resident.id, guardian_id=guardian.id, guardian_name=said, kind=kind, proof=proof,
        reference=reference.strip()[:LONGEST_WORDS], from_on=actor.today, review_on=review_on, checked_at=actor.at,
        checked_by=actor.account_id,
    )
    db.add(found)
    db.flush()
    event = GuardianRecorded(
        guardianship=found.public_id, kind=kind.value, proof=proof.value, review_on=review_on.isoformat())
    record(db, actor, event, subject_id=resident.id, matter=_matter(found))
    return found


def end_guardianship(db: Session, actor: Actor, guardianship: Guardianship, *, reason: str) -> None:
    """By staff: she has her capacity back, or somebody else is her guardian now. Twice changes nothing."""
    db.refresh(guardianship, with_for_update={"of": Guardianship})
    if guardianship.ended_at is None:
        guardianship.ended_at, guardianship.ended_by, guardianship.end_reason = actor.at, actor.account_id, reason
        db.flush()
        event = GuardianEnded(guardianship=guardianship.public_id, reason=reason)
        record(db, actor, event, subject_id=guardianship.resident_id, matter=_matter(guardianship))


def end_guardianships_of(db: Session, actor: Actor, resident_id: int, *, reason: str) -> None:
    live = select(Guardianship).where(Guardianship.resident_id == resident_id, Guardianship.ended_at.is_(None))
    for guardianship in db.scalars(live.order_by(Guardianship.id)):
        end_guardianship(db, actor, guardianship, reason=reason)


def active_guardianship(
    db: Session, guardian_id: int, resident_public_id: str, day: date, *, lock: bool = False
) -> Guardianship | None:
    """By which an account may act for a resident today; locked when something will be written."""
    chosen = select(Guardianship).join(Resident, Resident.id == Guardianship.resident_id).where(
        Guardianship.guardian_id == guardian_id, Resident.public_id == resident_public_id, Resident.died_on.is_(None),
        guarded_on(day))
    chosen = chosen.options(contains_eager(Guardianship.resident))
    if lock:
        chosen = chosen.with_for_update(of=Guardianship).execution_options(populate_existing=True)
    return db.scalars(chosen.order_by(Guardianship.id.desc())).first()


def guardianships_for(db: Session, guardian_id: int, day: date) -> list[Guardianship]:
    """Whose guardian somebody is today."""
    chosen = select(Guardianship).join(Resident, Resident.id == Guardianship.resident_id).where(
        Guardianship.guardian_id == guardian_id, Resident.died_on.is_(None), guarded_on(day))
    return list(db.scalars(chosen.options(joinedload(Guardianship.resident)).order_by(Guardianship.id)))


def guardianships_of(db: Session, resident: Resident, day: date) -> list[Guardianship]:
    """Her guardians today."""
    chosen = select(Guardianship).where(Guardianship.resident_id == resident.id, guarded_on(day))
    return list(db.scalars(chosen.order_by(Guardianship.id)))


def find_guardianship(db: Session, public_id: str, *, resident_id: int) -> Guardianship:
    chosen = select(Guardianship).where(
        Guardianship.public_id == public_id, Guardianship.resident_id == resident_id,
        Guardianship.ended_at.is_(None)).options(joinedload(Guardianship.resident))
    found = db.scalar(chosen)
    if found is None:
        raise NoSuchGuardianship()
    return found


def note_wish(db: Session, actor: Actor, guardianship: Guardianship, *, step: str, kind: WishKind | None,
              words: str) -> WardWish:
    """What the ward said to this step. Raises WishMissing when it was left out."""
    said = (words or "").strip()
    if kind is None or not said:
        raise WishMissing()
    wish = WardWish(
        resident_id=guardianship.resident_id, guardianship_id=guardianship.id, step=step[:60], kind=kind,
        words=said[:LONGEST_WORDS], said_at=actor.at,
    )
    db.add(wish)
    db.flush()
    event = WardAsked(wish=kind.value, step=step[:60])
    record(db, actor, event, subject_id=guardianship.resident_id, matter=_matter(guardianship))
    return wish


def objection_within(db: Session, public_id: str, areas: Select[tuple[int]]) -> WardWish:
    found = db.scalar(_objections(areas).where(WardWish.public_id == public_id))
    if found is None:
        raise NoSuchGuardianship()
    return found


def settle_objection(db: Session, actor: Actor, wish: WardWish) -> None:
    if wish.settled_at is None:
        wish.settled_at, wish.settled_by = actor.at, actor.account_id
        record(db, actor, ObjectionSettled(), subject_id=wish.resident_id, matter=_matter(wish.guardianship))


def _objections(areas: Select[tuple[int]]) -> Select[tuple[WardWish]]:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    chosen = select(WardWish).join(Resident, Resident.id == WardWish.resident_id)
    return chosen.where(there, WardWish.kind == WishKind.objects).options(
        joinedload(WardWish.resident), joinedload(WardWish.guardianship))


def _matter(guardianship: Guardianship) -> Matter:
    return Matter(MATTER_OF_GUARDIAN, guardianship.public_id)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
