"""Claiming and releasing seats. Two people can never hold one: a unique index decides.

A claim either stands as long as its appointment does, or is held until a moment; who
claims next releases what has run out. So that a seat can be kept after a move, or for
somebody who is offered it, without any job that tidies up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.assessments.errors import CategoryNotAssessed, SeatTaken, SessionNotHeld, SlotPassed, WrongKind
from webapp.assessments.models import AppointmentKind, AssessmentSession, Seat, SeatClaim, SessionCategory, Slot
from webapp.certificates import DisabilityCategory
from webapp.core import Actor

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


def claim(db: Session, slot: Slot, appointment_id: int, at: datetime, *, held_until: datetime | None = None) -> Seat:
    """A seat of this slot, claimed. Raises SeatTaken when all are held."""
    of_slot = select(Seat.id).where(Seat.slot_id == slot.id)
    run_out = (SeatClaim.seat_id.in_(of_slot), SeatClaim.released_at.is_(None), SeatClaim.held_until <= at)
    db.execute(update(SeatClaim).where(*run_out).values(released_at=at), execution_options=UNSEEN)
    free = select(Seat).where(Seat.slot_id == slot.id, is_free(at)).order_by(Seat.number)
    for seat in db.scalars(free).all():
        claimed = insert_unless_taken(db, SeatClaim, seat_id=seat.id, appointment_id=appointment_id, claimed_at=at,
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
