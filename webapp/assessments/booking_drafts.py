"""A booking that was begun and left: what was chosen is kept after each step, so that another phone can go on with it.

A draft has no effect and holds no seat; neither staff nor the ledger know of it. Booking puts it away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.assessments.models import ACTIVE, Appointment, AppointmentKind, BookingDraft
from webapp.assessments.moves import check_resident
from webapp.assessments.seats import insert_unless_taken
from webapp.core import Actor
from webapp.people import Resident

DRAFTS_KEPT = timedelta(days=7)
"""After the last step; every step that is opened keeps it as long again."""

Chosen = Mapping[str, str | list[str]]


def keep_booking(db: Session, actor: Actor, resident: Resident, kind: AppointmentKind, chosen: Chosen) -> None:
    """In place of what this writer had chosen before. Nothing is kept beside an appointment of this kind that runs:
    there cannot be another. Raises NotFound for a resident who is not the actor's, RecordedAsDied."""
    check_resident(actor, resident)
    hers = (Appointment.resident_id == resident.id, Appointment.kind == kind, ACTIVE)
    if db.scalar(select(exists().where(*hers))):
        return
    words = json.dumps(chosen, ensure_ascii=False, sort_keys=True)
    draft = _draft(db, resident.id, actor.account_id)
    if draft is None:
        insert_unless_taken(db, BookingDraft, resident_id=resident.id, started_by=actor.account_id, chosen=words,
                            changed_at=actor.at)
    else:
        draft.chosen, draft.changed_at = words, actor.at


def booking_draft_of(db: Session, resident_id: int, account_id: int, at: datetime) -> BookingDraft | None:
    """What this account has begun for this resident, while it is kept."""
    draft = _draft(db, resident_id, account_id)
    return draft if draft is not None and draft.changed_at + DRAFTS_KEPT > at else None


def chosen_in(draft: BookingDraft) -> dict[str, str | list[str]]:
    return json.loads(draft.chosen)


def forget_booking(db: Session, resident_id: int, account_id: int | None) -> None:
    mine = (BookingDraft.resident_id == resident_id, BookingDraft.started_by == account_id)
    db.execute(delete(BookingDraft).where(*mine))


def forget_bookings_of(db: Session, resident_id: int) -> None:
    """Whoever began them."""
    db.execute(delete(BookingDraft).where(BookingDraft.resident_id == resident_id))


def forget_old_bookings(db: Session, actor: Actor) -> int:
    """Delete what was not opened for DRAFTS_KEPT; returns how many."""
    old = delete(BookingDraft).where(BookingDraft.changed_at < actor.at - DRAFTS_KEPT)
    return db.execute(old).rowcount  # type: ignore[attr-defined]


def _draft(db: Session, resident_id: int, account_id: int | None) -> BookingDraft | None:
    mine = (BookingDraft.resident_id == resident_id, BookingDraft.started_by == account_id)
    return db.scalar(select(BookingDraft).where(*mine))
