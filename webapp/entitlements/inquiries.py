"""Asking about a benefit in writing, and answering: for whoever cannot call, and for what the documents do not say."""

from __future__ import annotations

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, Matter, record
from webapp.entitlements.catalogue import current
from webapp.entitlements.errors import InquiryAnsweredAlready, NoSuchInquiry, NothingWritten, TooManyInquiries
from webapp.entitlements.events import BenefitAsked, InquiriesForgotten, InquiryAnswered
from webapp.entitlements.models import BenefitInquiry
from webapp.people import Resident, WaitingRows, rows_waiting, within_area

LONGEST = 500
"""Characters of a question, and of an answer."""

MOST_OPEN = 5
"""Questions of one resident that wait for an answer."""

MATTER = "inquiry"


def ask(db: Session, actor: Actor, resident: Resident, benefit: str, words: str) -> BenefitInquiry:
    """Raises NoSuchBenefit, NothingWritten, TooManyInquiries."""
    current().benefit(benefit)
    open_ones = select(func.count()).where(
        BenefitInquiry.resident_id == resident.id, BenefitInquiry.answered_at.is_(None)
    )
    if (db.scalar(open_ones) or 0) >= MOST_OPEN:
        raise TooManyInquiries(most=MOST_OPEN)
    inquiry = BenefitInquiry(
        resident_id=resident.id,
        benefit=benefit,
        words=_checked(words),
        asked_at=actor.at,
        asked_by=actor.account_id,
    )
    db.add(inquiry)
    db.flush()
    record(db, actor, BenefitAsked(benefit=benefit), subject_id=resident.id, matter=Matter(MATTER, inquiry.public_id))
    return inquiry


def answer_inquiry(db: Session, actor: Actor, inquiry: BenefitInquiry, words: str) -> None:
    """Raises NothingWritten, InquiryAnsweredAlready."""
    db.refresh(inquiry, with_for_update={"of": BenefitInquiry})  # what is joined to it may be absent
    if inquiry.answered_at is not None:
        raise InquiryAnsweredAlready()
    inquiry.answer, inquiry.answered_at, inquiry.answered_by = _checked(words), actor.at, actor.account_id
    db.flush()
    event = InquiryAnswered(benefit=inquiry.benefit)
    record(db, actor, event, subject_id=inquiry.resident_id, matter=Matter(MATTER, inquiry.public_id))


def inquiries_of(db: Session, resident: Resident, benefit: str | None = None) -> list[BenefitInquiry]:
    """All she has asked, or all about one benefit, the newest first."""
    hers = select(BenefitInquiry).where(BenefitInquiry.resident_id == resident.id).order_by(BenefitInquiry.id.desc())
    return list(db.scalars(hers if benefit is None else hers.where(BenefitInquiry.benefit == benefit)))


def forget_inquiries(db: Session, actor: Actor, resident: Resident) -> int:
    """Delete what she asked, with the answers, also where nobody has answered yet. Returns how many went."""
    gone = db.execute(delete(BenefitInquiry).where(BenefitInquiry.resident_id == resident.id)).rowcount
    if gone:
        record(db, actor, InquiriesForgotten(), subject_id=resident.id)
    return gone


def find_inquiry(db: Session, public_id: str, *, resident_id: int) -> BenefitInquiry:
    """One of hers. Raises NoSuchInquiry for anybody else's."""
    found = db.scalar(select(BenefitInquiry).where(BenefitInquiry.public_id == public_id))
    if found is None or found.resident_id != resident_id:
        raise NoSuchInquiry()
    return found


def inquiries_waiting(db: Session, area_id: int | None) -> WaitingRows:
    """What residents of an area have asked and nobody has answered; about: the benefit."""
    areas, open_ = within_area(db, area_id), BenefitInquiry.answered_at.is_(None)
    return rows_waiting(BenefitInquiry, BenefitInquiry.asked_at, areas, open_, about=BenefitInquiry.benefit)


def inquiry_within(db: Session, public_id: str, area_id: int | None) -> BenefitInquiry:
    """One of a resident of an area. Raises NoSuchInquiry."""
    found = db.scalar(_within(db, area_id).where(BenefitInquiry.public_id == public_id))
    if found is None:
        raise NoSuchInquiry()
    return found


def _within(db: Session, area_id: int | None) -> Select[tuple[BenefitInquiry]]:
    areas = within_area(db, area_id)
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    chosen = select(BenefitInquiry).join(Resident, Resident.id == BenefitInquiry.resident_id).where(there)
    return chosen.options(joinedload(BenefitInquiry.resident))


def _checked(words: str) -> str:
    tidied = words.strip()
    if not tidied or len(tidied) > LONGEST:
        raise NothingWritten(most=LONGEST)
    return tidied
