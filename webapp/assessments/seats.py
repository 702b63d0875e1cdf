"""Claiming and releasing seats. Two people can never hold one: a unique index decides.

A claim either stands as long as its appointment does, or is held until a moment; who
claims next releases what has run out. So that a seat can be kept after a move or a
cancellation, which can be undone, or for somebody who is offered it, without any job
that tidies up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.assessments.errors import CategoryNotAssessed, SeatTaken, SessionNotHeld, SlotPassed, WrongKind
from webapp.assessments.models import (
    Appointment,
    AppointmentKind,
    AssessmentSession,
    Seat,
    SeatClaim,
    SessionCategory,
    Slot,
)
from webapp.certificates import DisabilityCategory
from webapp.core import UNDO_FOR, Actor

UNSEEN = {"synchronize_session": False}
"""Claims are read anew wherever they matter; the session need not hear of it."""


def insert_unless_taken(db: Session, table: type, **values: Any) -> Any | None:
    """The new row, or None where a unique index says that there is one already."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return db.scalars(dialect.insert(table).values(**values).on_conflict_do_nothing().returning(table)).one_or_none()


def holds(at: datetime) -> ColumnElement[bool]:
    """A claim that keeps others away at this moment."""
    return and_(SeatClaim.released_at.is_(None), or_(SeatClaim.held_until.is_(None), SeatClaim.held_until > at))


def is_free(at: datetime) -> ColumnElement[bool]:
    """A seat that nobody holds."""
    return ~exists().where(SeatClaim.seat_id == Seat.id, holds(at))


def usable_session(db: Session, actor: Actor, slot: Slot, *, kind: AppointmentKind,
                   category: DisabilityCategory) -> AssessmentSession:
    """The session of a slot, kept from being cancelled until this transaction ends.

    Raises SessionNotHeld, SlotPassed, WrongKind, CategoryNotAssessed.
    """
    chosen = select(AssessmentSession).where(AssessmentSession.id == slot.session_id)
    session = db.scalars(chosen.with_for_update(read=True).execution_options(populate_existing=True)).one()
    if session.cancelled_at is not None:
        raise SessionNotHeld()
    if slot.starts_at <= actor.at:
        raise SlotPassed()
    if session.kind is not kind:
        raise WrongKind()
    assessed = select(SessionCategory.id).where(SessionCategory.session_id == session.id)
    if db.scalar(assessed.where(SessionCategory.category == category)) is None:
        raise CategoryNotAssessed(category=category)
    return session


def claim(db: Session, slot: Slot, appointment: Appointment, at: datetime, *,
          held_until: datetime | None = None) -> Seat:
    """A seat of this slot, claimed: the one that is still kept for her, else any that is free.

    Raises SeatTaken when all are held by others.
    """
    of_slot = select(Seat.id).where(Seat.slot_id == slot.id)
    run_out = (SeatClaim.seat_id.in_(of_slot), SeatClaim.released_at.is_(None), SeatClaim.held_until <= at)
    db.execute(update(SeatClaim).where(*run_out).values(released_at=at), execution_options=UNSEEN)
    kept = select(SeatClaim.id).join(Appointment, Appointment.id == SeatClaim.appointment_id).where(
        SeatClaim.seat_id.in_(of_slot), SeatClaim.held_until.is_not(None), holds(at),
        Appointment.resident_id == appointment.resident_id)
    db.execute(update(SeatClaim).where(SeatClaim.id.in_(kept)).values(released_at=at), execution_options=UNSEEN)
    free = select(Seat).where(Seat.slot_id == slot.id, is_free(at)).order_by(Seat.number)
    for seat in db.scalars(free).all():
        claimed = insert_unless_taken(db, SeatClaim, seat_id=seat.id, appointment_id=appointment.id, claimed_at=at,
                                      held_until=held_until)
        if claimed is not None:
            return seat
    raise SeatTaken(slot=slot.public_id)


def release(db: Session, appointment_id: int, at: datetime, *, but: int | None = None) -> None:
    """Give back what an appointment holds; `but` is the id of a seat that it keeps."""
    held = [SeatClaim.appointment_id == appointment_id, SeatClaim.released_at.is_(None)]
    if but is not None:
        held.append(SeatClaim.seat_id != but)
    db.execute(update(SeatClaim).where(*held).values(released_at=at), execution_options=UNSEEN)


def keep(db: Session, appointment: Appointment, at: datetime, *, but: int | None = None) -> None:
    """What she lets go is still held for her while she can undo it, and no longer than until its time comes.

    `but`: id of the seat she has instead. What was held from an earlier act is given back.
    """
    hers = [SeatClaim.appointment_id == appointment.id, SeatClaim.released_at.is_(None)]
    earlier = update(SeatClaim).where(*hers, SeatClaim.held_until.is_not(None)).values(released_at=at)
    db.execute(earlier, execution_options=UNSEEN)
    standing = select(SeatClaim).where(*hers, SeatClaim.seat_id != (but or 0))
    for held in db.scalars(standing.execution_options(populate_existing=True)):
        held.held_until = min(at + UNDO_FOR, held.seat.slot.starts_at)
    db.flush()


def keep_offered(db: Session, appointment: Appointment, at: datetime) -> None:
    """What a site holds for her is held no longer than she can undo that she has answered."""
    held = (SeatClaim.appointment_id == appointment.id, SeatClaim.released_at.is_(None))
    longer = update(SeatClaim).where(*held, SeatClaim.held_until > at + UNDO_FOR)
    db.execute(longer.values(held_until=at + UNDO_FOR), execution_options=UNSEEN)


def kept_claim(db: Session, appointment: Appointment, at: datetime) -> SeatClaim | None:
    """The seat that is still held for her after she let it go."""
    kept = select(SeatClaim).where(
        SeatClaim.appointment_id == appointment.id, SeatClaim.held_until.is_not(None), holds(at))
    return db.scalars(kept.order_by(SeatClaim.id.desc()).execution_options(populate_existing=True)).first()


def take_back(db: Session, kept: SeatClaim, at: datetime) -> bool:
    """Hers again, without an end; False when somebody has claimed it in the meantime."""
    still = update(SeatClaim).where(SeatClaim.id == kept.id, SeatClaim.held_until.is_not(None), holds(at))
    return db.execute(still.values(held_until=None), execution_options=UNSEEN).rowcount == 1
