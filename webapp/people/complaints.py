"""Complaining: about a decision, a service, somebody who works here, or what cannot be used; and what is answered.

The Federation answers, not the community that may be meant; and nobody who had a hand in the matter. She may take it
back as long as it is not answered. Source: 无障碍环境建设法 62 (complaints must be answered; it names no number of
days, and so none is promised).
"""

from __future__ import annotations

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, Matter, NotFound, record
from webapp.core.ledger import timeline
from webapp.people.errors import (
    ComplaintAnsweredAlready,
    ComplaintWithdrawnAlready,
    OwnDeed,
    TooManyComplaints,
    WordsMissing,
    WordsTooLong,
)
from webapp.people.events import ComplaintAnswered, ComplaintMade, ComplaintWithdrawn
from webapp.people.models import Complaint, ComplaintOutcome, ComplaintTopic, Resident
from webapp.people.residents import Areas
from webapp.people.waiting import WaitingRows, rows_waiting

LONGEST = 2000
"""Characters: a complaint tells what happened."""
MOST_OPEN = 10
"""Complaints of one resident that wait for an answer."""

MATTER = "complaint"

WAITS = (Complaint.answered_at.is_(None), Complaint.withdrawn_at.is_(None))


def complain(
    db: Session, actor: Actor, resident: Resident, topic: ComplaintTopic, words: str, *, matter: Matter | None = None
) -> Complaint:
    """Raises NotFound for a resident who is not the actor's, WordsMissing, WordsTooLong, TooManyComplaints."""
    if actor.resident_id != resident.id:
        raise NotFound()
    said = _checked(words)
    waiting = select(func.count()).where(Complaint.resident_id == resident.id, *WAITS)
    if (db.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyComplaints(most=MOST_OPEN)
    made = Complaint(
        resident_id=resident.id,
        topic=ComplaintTopic(topic),
        matter=str(matter) if matter else None,
        words=said,
        asked_at=actor.at,
        asked_by=actor.account_id,
    )
    db.add(made)
    db.flush()
    _record(db, actor, made, ComplaintMade(topic=made.topic.value))
    return made


def withdraw_complaint(db: Session, actor: Actor, complaint: Complaint) -> None:
    """She takes it back; a second time changes nothing. Raises ComplaintAnsweredAlready."""
    locked = _locked(db, complaint)
    if locked.answered_at is not None:
        raise ComplaintAnsweredAlready()
    if locked.withdrawn_at is None:
        locked.withdrawn_at = actor.at
        _record(db, actor, locked, ComplaintWithdrawn(topic=locked.topic.value))


def answer_complaint(
    db: Session, actor: Actor, complaint: Complaint, words: str, *, outcome: ComplaintOutcome
) -> Complaint:
    """Raises OwnDeed, WordsMissing, WordsTooLong, ComplaintAnsweredAlready, ComplaintWithdrawnAlready."""
    locked = _locked(db, complaint)
    if locked.answered_at is not None:
        raise ComplaintAnsweredAlready()
    if locked.withdrawn_at is not None:
        raise ComplaintWithdrawnAlready()
    if had_a_hand(db, locked, actor.account_id):
        raise OwnDeed()
    locked.answer, locked.outcome = _checked(words), ComplaintOutcome(outcome)
    locked.answered_at, locked.answered_by = actor.at, actor.account_id
    db.flush()
    _record(db, actor, locked, ComplaintAnswered(topic=locked.topic.value, outcome=locked.outcome.value))
    return locked


def had_a_hand(db: Session, complaint: Complaint, account_id: int | None) -> bool:
    """Whether this account has done something in the matter that is complained of."""
    if complaint.about is None:
        return False
    return any(entry.actor_id == account_id for entry in timeline(db, complaint.about))


def complaints_of(db: Session, resident_id: int, *, by: int | None = None) -> list[Complaint]:
    """The newest first; `by`: only what this account wrote."""
    hers = select(Complaint).where(Complaint.resident_id == resident_id)
    if by is not None:
        hers = hers.where(Complaint.asked_by == by)
    return list(db.scalars(hers.order_by(Complaint.id.desc())))


def complaints_waiting(areas: Areas) -> WaitingRows:
    """Those that nobody has answered, of residents of these areas; about: the topic."""
    return rows_waiting(Complaint, Complaint.asked_at, areas, *WAITS, about=Complaint.topic)


def complaint_within(db: Session, public_id: str, areas: Areas) -> Complaint:
    """Raises NotFound."""
    found = db.scalar(_within(areas).where(Complaint.public_id == public_id))
    if found is None:
        raise NotFound()
    return found


def _within(areas: Areas) -> Select[tuple[Complaint]]:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    return select(Complaint).join(Resident).where(there).options(joinedload(Complaint.resident))


def _locked(db: Session, complaint: Complaint) -> Complaint:
    locked = select(Complaint).where(Complaint.id == complaint.id).with_for_update(of=Complaint)
    return db.scalars(locked.execution_options(populate_existing=True)).one()


def _record(
    db: Session, actor: Actor, complaint: Complaint, event: ComplaintMade | ComplaintWithdrawn | ComplaintAnswered
) -> None:
    record(db, actor, event, subject_id=complaint.resident_id, matter=Matter(MATTER, complaint.public_id))


def _checked(typed: str) -> str:
    words = (typed or "").strip()
    if not words:
        raise WordsMissing(field="words")
    if len(words) > LONGEST:
        raise WordsTooLong(field="words", longest=LONGEST, length=len(words))
    return words
