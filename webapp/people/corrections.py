"""What is known of her and is not hers to change: she asks, an officer looks and answers, with a reason when refused.

Source: 个人信息保护法 46 (correct and complete), 50 (an easy way to ask; a refusal says why).
"""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import UNDO_FOR, Actor, Matter, record
from webapp.core.errors import NotFound
from webapp.core.undoing import check_until
from webapp.people.errors import (
    AnswerMissing,
    CorrectionSettledAlready,
    CorrectionTakenBack,
    WordsMissing,
    WordsTooLong,
)
from webapp.people.events import CorrectionRequested, CorrectionSettled, CorrectionUndone
from webapp.people.models import CorrectionItem, CorrectionOutcome, CorrectionRequest, Resident
from webapp.people.residents import Areas
from webapp.people.waiting import WaitingRows, rows_waiting

LONGEST_WORDS = 500


def request_correction(
    db: Session, actor: Actor, resident: Resident, *, item: CorrectionItem, words: str
) -> CorrectionRequest:
    """`words`: what is wrong and how it should be. Raises WordsMissing, WordsTooLong."""
    request = CorrectionRequest(
        resident_id=resident.id,
        item=item,
        words=_words(words, field="words"),
        requested_at=actor.at,
        requested_by=actor.account_id,
    )
    db.add(request)
    db.flush()
    record(db, actor, CorrectionRequested(item=item.value), subject_id=resident.id, matter=_matter(request))
    return request


def settle_correction(
    db: Session, actor: Actor, request: CorrectionRequest, *, outcome: CorrectionOutcome, answer: str
) -> None:
    """A refusal needs its reason. Raises AnswerMissing, WordsTooLong, CorrectionSettledAlready, CorrectionTakenBack."""
    request = _locked(db, request)
    if request.undone_at is not None:
        raise CorrectionTakenBack()
    if request.settled_at is not None:
        raise CorrectionSettledAlready()
    if outcome is CorrectionOutcome.declined and not answer.strip():
        raise AnswerMissing()
    request.settled_at, request.settled_by, request.outcome = actor.at, actor.account_id, outcome
    request.answer = _words(answer, field="answer") if answer.strip() else None
    record(
        db,
        actor,
        CorrectionSettled(item=request.item.value, outcome=outcome.value),
        subject_id=request.resident_id,
        matter=_matter(request),
    )


def undo_correction(db: Session, actor: Actor, request: CorrectionRequest) -> None:
    """She takes it back before anybody has answered. Raises UndoOver, CorrectionSettledAlready."""
    request = _locked(db, request)
    if request.settled_at is not None:
        raise CorrectionSettledAlready()
    if request.undone_at is not None:
        return
    check_until(request.requested_at + UNDO_FOR, actor.at)
    request.undone_at = actor.at
    event = CorrectionUndone(item=request.item.value)
    record(db, actor, event, subject_id=request.resident_id, matter=_matter(request))


def _locked(db: Session, request: CorrectionRequest) -> CorrectionRequest:
    locked = select(CorrectionRequest).where(CorrectionRequest.id == request.id).with_for_update()
    return db.scalars(locked.execution_options(populate_existing=True)).one()


def corrections_requested(db: Session, resident: Resident) -> list[CorrectionRequest]:
    """All she has asked for, the newest first."""
    chosen = select(CorrectionRequest).where(CorrectionRequest.resident_id == resident.id)
    return list(db.scalars(chosen.order_by(CorrectionRequest.id.desc())))


def corrections_waiting(areas: Areas) -> WaitingRows:
    """Those that nobody has answered, of residents of these areas; about: the item."""
    open_ = CorrectionRequest.settled_at.is_(None), CorrectionRequest.undone_at.is_(None)
    return rows_waiting(
        CorrectionRequest, CorrectionRequest.requested_at, areas, *open_, about=CorrectionRequest.item
    )


def own_correction(db: Session, public_id: str, resident: Resident) -> CorrectionRequest:
    """One of hers. Raises NotFound."""
    hers = select(CorrectionRequest).where(
        CorrectionRequest.public_id == public_id, CorrectionRequest.resident_id == resident.id
    )
    found = db.scalar(hers)
    if found is None:
        raise NotFound()
    return found


def find_correction(db: Session, public_id: str, *, areas: Areas) -> CorrectionRequest:
    """Raises NotFound."""
    found = db.scalar(_within(areas).where(CorrectionRequest.public_id == public_id))
    if found is None:
        raise NotFound()
    return found


def _within(areas: Areas) -> Select[tuple[CorrectionRequest]]:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    return select(CorrectionRequest).join(Resident).where(there).options(joinedload(CorrectionRequest.resident))


def _matter(request: CorrectionRequest) -> Matter:
    return Matter("correction", request.public_id)


def _words(typed: str, *, field: str) -> str:
    words = typed.strip()
    if not words:
        raise WordsMissing(field=field)
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(field=field, longest=LONGEST_WORDS, length=len(words))
    return words
