"""Taking back what was just done with an appointment: the earlier state is restored, and everybody told is told.

The seat that an act let go is held so long for its former holder (seats.keep), so that the undo of a move or of a
cancellation finds it. What the site did meanwhile is not thrown away: a named time or a cancelled session ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.appointments import check_none_active, check_not_started
from webapp.assessments.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentNeedsChanged,
    AppointmentRescheduled,
    AppointmentResettled,
    BookingUndone,
    CancellationUndone,
    HomeAssessmentRequested,
    HomeRequestUndone,
    OffersReopened,
    OtherTimeAsked,
    OtherTimeUndone,
    RescheduleUndone,
)
from webapp.assessments.models import Appointment, AssessmentSite, HalfDay, HomeWindow, Seat, SeatClaim
from webapp.assessments.moves import hand_for, matter_of, move, open_move
from webapp.assessments.rules import OFFER_HOLD
from webapp.assessments.seats import insert_unless_taken, kept_claim, release, take_back, usable_session
from webapp.core import Actor, LedgerEntry, Undo, UndoOver, record
from webapp.core.ledger import timeline
from webapp.core.undoing import checked, last_undo
from webapp.people import LetterAnswered, LetterWritten

ACTS = {
    AppointmentBooked.name: "book",
    HomeAssessmentRequested.name: "request_home",
    AppointmentRescheduled.name: "reschedule",
    OtherTimeAsked.name: "ask_other_time",
    AppointmentCancelled.name: "cancel",
}
PASSING = (AppointmentConfirmed.name, AppointmentNeedsChanged.name, LetterWritten.name, LetterAnswered.name)
"""What may happen after an act without its being too late."""


def undo_of(entries: Sequence[LedgerEntry]) -> Undo | None:
    """What can be undone in an appointment, or could until it was too late; `entries` are its time-line."""
    return last_undo(entries, _act_of, passing=PASSING)


def _act_of(entry: LedgerEntry) -> str | None:
    if entry.event == AppointmentResettled.name:
        return None if entry.facts["by"] else "decline_offers"
    if entry.event == AppointmentCancelled.name and entry.facts["by"] == "service":
        return None
    return ACTS.get(entry.event)


def undo(db: Session, actor: Actor, appointment: Appointment, *, mark: str) -> Appointment:
    """The last act taken back. By the resident, or by a carer with the power to submit.

    Raises NothingToUndo, UndoOver; SessionNotHeld and SlotPassed where the earlier time is none any more, AlreadyBooked
    where she has booked anew.
    """
    undone = checked(undo_of(timeline(db, matter_of(appointment))), mark=mark, at=actor.at)
    kept = kept_claim(db, appointment, actor.at)
    if kept is not None and undone.act != "decline_offers":  # the session before the appointment, as everywhere
        usable_session(db, actor, kept.seat.slot, kind=appointment.kind, category=appointment.category)
    locked = open_move(db, actor, appointment, f"undo_{undone.act}")
    entries = timeline(db, matter_of(locked))
    checked(undo_of(entries), mark=mark, at=actor.at)
    return UNDOINGS[undone.act](db, actor, locked, undone, entries)


Entries = Sequence[LedgerEntry]


def _undo_booking(db: Session, actor: Actor, appointment: Appointment, undone: Undo, _entries: Entries) -> Appointment:
    check_not_started(actor, appointment)
    slot = appointment.arranged_slot
    release(db, appointment.id, actor.at)
    event = BookingUndone(undoes=undone.entry_id, site=appointment.site.public_id, starts_at=slot.starts_at.isoformat())
    _end(db, actor, appointment, "undo_book", event)
    _reopen_offers(db, actor, appointment, undone.done_at)
    return appointment


def _undo_home_request(db: Session, actor: Actor, appointment: Appointment, undone: Undo,
                       _entries: Entries) -> Appointment:
    event = HomeRequestUndone(undoes=undone.entry_id, site=appointment.site.public_id)
    return _end(db, actor, appointment, "undo_request_home", event)


def _end(db: Session, actor: Actor, appointment: Appointment, verb: str,
         event: BookingUndone | HomeRequestUndone) -> Appointment:
    return move(db, actor, appointment, verb, event, cancelled_at=actor.at, cancelled_by=hand_for(actor, verb))


def _undo_reschedule(db: Session, actor: Actor, appointment: Appointment, undone: Undo,
                     entries: Entries) -> Appointment:
    entry = next(entry for entry in entries if entry.id == undone.entry_id)
    check_not_started(actor, appointment)
    left = appointment.arranged_slot
    seat = _taken_back(db, actor, appointment, undone)
    release(db, appointment.id, actor.at, but=seat.id)
    former = select(AssessmentSite).where(AssessmentSite.public_id == entry.facts["former_site"])
    appointment.seat, appointment.site = seat, db.scalars(former).one()
    event = RescheduleUndone(undoes=undone.entry_id, site=appointment.site.public_id,
                             starts_at=seat.slot.starts_at.isoformat(), former_starts_at=left.starts_at.isoformat())
    confirmed_at = _confirmation(db, appointment, entry, entries)
    return move(db, actor, appointment, "undo_reschedule", event, booked_at=_moment(entry, "former_booked_at"),
                confirmed_at=confirmed_at)


def _undo_other_time(db: Session, actor: Actor, appointment: Appointment, undone: Undo,
                     entries: Entries) -> Appointment:
    entry = next(entry for entry in entries if entry.id == undone.entry_id)
    booked_at, confirmed_at = _moment(entry, "former_booked_at"), None
    if booked_at is not None:
        appointment.seat = _taken_back(db, actor, appointment, undone)
        confirmed_at = _confirmation(db, appointment, entry, entries)
    appointment.windows.clear()
    db.flush()
    appointment.windows = [HomeWindow(weekday=day, half=HalfDay(half)) for day, half in entry.facts["former_windows"]]
    event = OtherTimeUndone(undoes=undone.entry_id, site=appointment.site.public_id, starts_at=_starts(appointment))
    return move(db, actor, appointment, "undo_ask_other_time", event, booked_at=booked_at, confirmed_at=confirmed_at)


def _undo_cancellation(db: Session, actor: Actor, appointment: Appointment, undone: Undo,
                       _entries: Entries) -> Appointment:
    check_none_active(db, appointment.resident, appointment.kind)
    if appointment.seat is not None:
        _taken_back(db, actor, appointment, undone)
    event = CancellationUndone(undoes=undone.entry_id, site=appointment.site.public_id, starts_at=_starts(appointment))
    return move(db, actor, appointment, "undo_cancel", event, cancelled_at=None, cancelled_by=None)


def _undo_declined_offers(db: Session, actor: Actor, appointment: Appointment, _undone: Undo,
                          _entries: Entries) -> Appointment:
    _hold_offer(db, actor, appointment, None)
    return move(db, actor, appointment, "undo_decline_offers", OffersReopened(), resettled_at=None)


UNDOINGS: dict[str, Callable[[Session, Actor, Appointment, Undo, Entries], Appointment]] = {
    "book": _undo_booking,
    "request_home": _undo_home_request,
    "reschedule": _undo_reschedule,
    "ask_other_time": _undo_other_time,
    "cancel": _undo_cancellation,
    "decline_offers": _undo_declined_offers,
}


def _taken_back(db: Session, actor: Actor, appointment: Appointment, undone: Undo) -> Seat:
    """The seat that was let go. Raises UndoOver where it is kept no more."""
    kept = kept_claim(db, appointment, actor.at)
    if kept is None or not take_back(db, kept, actor.at):
        raise UndoOver(until=undone.until)
    return kept.seat


def _confirmation(db: Session, appointment: Appointment, entry: LedgerEntry, entries: Entries) -> datetime | None:
    """When the site had confirmed the earlier time, and all needs ready as they were then.

    None where it had not, or where she has told of other needs since: then it confirms anew.
    """
    confirmed_at = _moment(entry, "former_confirmed_at")
    changed = any(later.event == AppointmentNeedsChanged.name for later in entries if later.id > entry.id)
    for row in appointment.need_rows:
        row.prepared_at = row.prepared_by = None
    if confirmed_at is None or changed:
        return None
    by = next(each.actor_id for each in entries if each.event == AppointmentConfirmed.name and each.at == confirmed_at)
    for row in appointment.need_rows:
        row.prepared_at, row.prepared_by = confirmed_at, by
    return confirmed_at


def _reopen_offers(db: Session, actor: Actor, appointment: Appointment, booked_at: datetime) -> None:
    """What the booking had settled is open again, with the offer held for her anew."""
    settled = select(Appointment).where(
        Appointment.resident_id == appointment.resident_id, Appointment.kind == appointment.kind,
        Appointment.displaced_at.is_not(None), Appointment.resettled_at == booked_at)
    for displaced in db.scalars(settled.order_by(Appointment.id).with_for_update(of=Appointment)):
        displaced.resettled_at = None
        _hold_offer(db, actor, displaced, appointment.seat)
        record(db, actor, OffersReopened(), subject_id=displaced.resident_id, matter=matter_of(displaced))


def _hold_offer(db: Session, actor: Actor, displaced: Appointment, given_back: Seat | None) -> None:
    """The seat that was held for her, or the one she had taken of what was offered."""
    kept = kept_claim(db, displaced, actor.at)
    if kept is None and given_back is not None and given_back.slot_id in {offer.slot_id for offer in displaced.offers}:
        kept = insert_unless_taken(db, SeatClaim, seat_id=given_back.id, appointment_id=displaced.id,
                                   claimed_at=actor.at, held_until=actor.at + OFFER_HOLD)
    if kept is not None:
        kept.held_until = min(actor.at + OFFER_HOLD, kept.seat.slot.starts_at)
    db.flush()


def _moment(entry: LedgerEntry, name: str) -> datetime | None:
    written = entry.facts[name]
    return datetime.fromisoformat(written) if written else None


def _starts(appointment: Appointment) -> str | None:
    return appointment.seat.slot.starts_at.isoformat() if appointment.seat else None
