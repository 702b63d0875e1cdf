"""An appointment at the hospital from booking to its end, whoever acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.assessments.booking_drafts import forget_booking, forget_bookings_of
from webapp.assessments.errors import (
    AlreadyBooked,
    AppointmentStarted,
    NeedsNotPrepared,
    NotStartedYet,
    ReceiverConsentMissing,
)
from webapp.assessments.events import (
    AppointmentAttended,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentMissed,
    AppointmentNeedsChanged,
    AppointmentRescheduled,
    AppointmentResettled,
)
from webapp.assessments.models import (
    Appointment,
    AppointmentKind,
    AppointmentNeed,
    AppointmentReason,
    AssessmentSite,
    Hand,
    SeatClaim,
    Slot,
)
from webapp.assessments.moves import (
    begin_on_her_word,
    check_resident,
    hand_for,
    matter_of,
    move,
    on_her_word,
    open_move,
)
from webapp.assessments.rules import ACTIVE_STATUSES, MOVES, hand_of, local_day, status_of
from webapp.assessments.seats import UNSEEN, claim, insert_unless_taken, keep, keep_offered, release, usable_session
from webapp.assessments.sites import has_agreed
from webapp.certificates import DisabilityCategory
from webapp.core import Actor, record
from webapp.people import Need, Resident


def book(db: Session, actor: Actor, resident: Resident, slot: Slot, *, category: DisabilityCategory,
         reason: AppointmentReason, needs: Iterable[Need]) -> Appointment:
    """A seat at this time, hers. An earlier time that the site cancelled is thereby replaced.

    Raises SeatTaken, AlreadyBooked, SlotPassed, SessionNotHeld, CategoryNotAssessed, WrongKind,
    ReceiverConsentMissing, RecordedAsDied, ErrandMissing; NotFound for a resident who is not the actor's.
    """
    hand_for(actor, "book")
    check_resident(actor, resident)
    actor = on_her_word(db, actor, resident, AppointmentKind.hospital)
    session = usable_session(db, actor, slot, kind=AppointmentKind.hospital, category=category)
    check_receiver(db, resident, session.site, session.kind)
    replaced = resettle(db, actor, resident, kind=AppointmentKind.hospital)
    appointment = new_appointment(db, actor, resident, session.site, kind=AppointmentKind.hospital, category=category,
                                  reason=reason, needs=needs, follows=replaced[-1] if replaced else None, slot=slot)
    begin_on_her_word(db, actor, appointment)
    event = AppointmentBooked(site=session.site.public_id, starts_at=slot.starts_at.isoformat())
    move(db, actor, appointment, "book", event)
    for former in replaced:
        resettled = AppointmentResettled(by=appointment.public_id)
        record(db, actor, resettled, subject_id=resident.id, matter=matter_of(former))
    return appointment


def check_receiver(db: Session, resident: Resident, site: AssessmentSite, kind: AppointmentKind) -> None:
    if not has_agreed(db, resident, site, kind):
        raise ReceiverConsentMissing()


def new_appointment(db: Session, actor: Actor, resident: Resident, site: AssessmentSite, *, kind: AppointmentKind,
                    category: DisabilityCategory, reason: AppointmentReason, needs: Iterable[Need],
                    follows: Appointment | None = None, slot: Slot | None = None,
                    home_reason: str | None = None, home_address: str | None = None) -> Appointment:
    """The row, and its seat claimed. Raises AlreadyBooked, SeatTaken."""
    check_none_active(db, resident, kind)
    # The seat is claimed under the appointment's id; until then any seat of the slot stands for it.
    appointment = insert_unless_taken(
        db, Appointment, resident_id=resident.id, site_id=site.id, kind=kind, category=category, reason=reason,
        seat_id=slot.seats[0].id if slot else None, booked_at=actor.at if slot else None, requested_at=actor.at,
        follows_id=follows.id if follows else None, home_reason=home_reason, home_address=home_address,
    )
    if appointment is None:  # somebody, perhaps she herself in another window, was faster by a moment
        check_none_active(db, resident, kind)
        raise AlreadyBooked(appointment=None)
    if slot is not None:
        appointment.seat = claim(db, slot, appointment, actor.at)
        let_go_of_cancelled(db, appointment, actor.at)
    appointment.need_rows = [AppointmentNeed(need=need) for need in Need if need in set(needs)]
    forget_booking(db, resident.id, actor.account_id)
    return appointment


def let_go_of_cancelled(db: Session, appointment: Appointment, at: datetime) -> None:
    """She has another one now: what was kept in case she takes a cancellation back is free."""
    cancelled = select(Appointment.id).where(
        Appointment.resident_id == appointment.resident_id, Appointment.kind == appointment.kind,
        Appointment.displaced_at.is_(None), Appointment.id != appointment.id)
    kept = (SeatClaim.appointment_id.in_(cancelled), SeatClaim.released_at.is_(None), SeatClaim.held_until.is_not(None))
    db.execute(update(SeatClaim).where(*kept).values(released_at=at), execution_options=UNSEEN)


def check_none_active(db: Session, resident: Resident, kind: AppointmentKind) -> None:
    of_hers = select(Appointment).where(Appointment.resident_id == resident.id, Appointment.kind == kind)
    for appointment in db.scalars(of_hers.order_by(Appointment.id.desc())):
        if status_of(appointment) in ACTIVE_STATUSES:
            raise AlreadyBooked(appointment=appointment.public_id)


def resettle(db: Session, actor: Actor, resident: Resident, *, kind: AppointmentKind) -> list[Appointment]:
    """What a site had cancelled needs no other time any more; what was held for it is free once that cannot be undone.
    """
    of_hers = select(Appointment).where(
        Appointment.resident_id == resident.id, Appointment.kind == kind,
        Appointment.displaced_at.is_not(None), Appointment.cancelled_at.is_not(None),
        Appointment.resettled_at.is_(None))
    displaced = list(db.scalars(of_hers.order_by(Appointment.id).with_for_update(of=Appointment)))
    for appointment in displaced:
        appointment.resettled_at = actor.at
        if ends_with_a_life(actor, appointment):
            release(db, appointment.id, actor.at)
        else:
            keep_offered(db, appointment, actor.at)
    db.flush()
    return displaced


def ends_with_a_life(actor: Actor, appointment: Appointment) -> bool:
    """What does nobody takes back."""
    return hand_of(actor) is Hand.service or appointment.resident.died_on is not None


def reschedule(db: Session, actor: Actor, appointment: Appointment, slot: Slot) -> Appointment:
    """Another time, perhaps at another site; the site confirms anew. The old seat is kept while she can undo it.

    The new seat is claimed before the old one is touched, so that two who swap cannot wait for each other.
    Raises what `book` raises, AppointmentHasMovedOn, AppointmentStarted.
    """
    session = usable_session(db, actor, slot, kind=appointment.kind, category=appointment.category)
    appointment = open_move(db, actor, appointment, "reschedule")
    check_not_started(actor, appointment)
    check_resident(actor, appointment.resident)
    check_receiver(db, appointment.resident, session.site, session.kind)
    former = appointment.arranged_slot
    if former.id == slot.id:
        return appointment
    event = AppointmentRescheduled(
        site=session.site.public_id, starts_at=slot.starts_at.isoformat(), former_site=appointment.site.public_id,
        former_starts_at=former.starts_at.isoformat(), former_booked_at=written(appointment.booked_at),
        former_confirmed_at=written(appointment.confirmed_at))
    take_seat(db, actor, appointment, slot)
    appointment.site = session.site
    return move(db, actor, appointment, "reschedule", event, booked_at=actor.at, confirmed_at=None)


def take_seat(db: Session, actor: Actor, appointment: Appointment, slot: Slot) -> None:
    """The new seat, and the old one given back: by a site at once, by her side when it cannot be undone any more."""
    appointment.seat = claim(db, slot, appointment, actor.at)
    if hand_of(actor) is Hand.site:
        release(db, appointment.id, actor.at, but=appointment.seat.id)
    else:
        keep(db, appointment, actor.at, but=appointment.seat.id)
    for row in appointment.need_rows:
        row.prepared_at = row.prepared_by = None


def written(moment: datetime | None) -> str | None:
    """For the ledger."""
    return moment.isoformat() if moment else None


def change_needs(db: Session, actor: Actor, appointment: Appointment, needs: Iterable[Need]) -> Appointment:
    """How she wants to be met. A need that is new has to be prepared, and the site confirms anew."""
    appointment = open_move(db, actor, appointment, "change_needs")
    check_not_started(actor, appointment)
    wanted = set(needs)
    added = wanted - set(appointment.needs)
    if wanted == set(appointment.needs):
        return appointment
    appointment.need_rows[:] = [row for row in appointment.need_rows if row.need in wanted]
    appointment.need_rows += [AppointmentNeed(need=need) for need in Need if need in added]
    again = bool(added) and appointment.confirmed_at is not None
    event = AppointmentNeedsChanged(needs=[need.value for need in Need if need in wanted], confirm_again=again)
    return move(db, actor, appointment, "change_needs", event,
                confirmed_at=None if again else appointment.confirmed_at)


def confirm(db: Session, actor: Actor, appointment: Appointment, *, prepared: Iterable[Need]) -> Appointment:
    """The site expects her. Raises NeedsNotPrepared while one of her needs is not ticked."""
    appointment = open_move(db, actor, appointment, "confirm")
    check_not_started(actor, appointment)
    ticked = set(prepared)
    missing = [need for need in appointment.needs if need not in ticked]
    if missing:
        raise NeedsNotPrepared(needs=missing)
    for row in appointment.need_rows:
        row.prepared_at, row.prepared_by = actor.at, actor.account_id
    event = AppointmentConfirmed(starts_at=appointment.arranged_slot.starts_at.isoformat(),
                                 prepared=[need.value for need in appointment.needs])
    return move(db, actor, appointment, "confirm", event, confirmed_at=actor.at)


def cancel(db: Session, actor: Actor, appointment: Appointment) -> Appointment:
    """She does not come; her seat is free as soon as it cannot be undone any more.

    A site that cannot receive her uses `displace`.

    Raises AppointmentHasMovedOn, AppointmentStarted (not for staff, who must be able to tidy up).
    """
    appointment = open_move(db, actor, appointment, "cancel")
    hand = hand_for(actor, "cancel")
    if hand in (Hand.resident, Hand.carer):
        check_not_started(actor, appointment)
    if ends_with_a_life(actor, appointment):
        release(db, appointment.id, actor.at)
    else:
        keep(db, appointment, actor.at)
    event = AppointmentCancelled(by=hand.value)
    return move(db, actor, appointment, "cancel", event, cancelled_at=actor.at, cancelled_by=hand)


def cancel_appointments_of(db: Session, actor: Actor, resident: Resident) -> None:
    """All that has not taken place yet, and what was begun: after a death, for instance."""
    forget_bookings_of(db, resident.id)
    for appointment in db.scalars(select(Appointment).where(Appointment.resident_id == resident.id)).all():
        if status_of(appointment) in MOVES["cancel"].before:
            cancel(db, actor, appointment)
    for kind in AppointmentKind:
        resettle(db, actor, resident, kind=kind)


def attend(db: Session, actor: Actor, appointment: Appointment) -> Appointment:
    """She was there; she may have come early, but not on an earlier day.

    Also puts right what was noted as not come, unless she has booked anew by now. Raises NotStartedYet.
    """
    appointment = open_move(db, actor, appointment, "attend")
    if appointment.slot is None or local_day(appointment.slot.starts_at) > actor.today:
        raise NotStartedYet()
    if appointment.no_show_at is not None:
        check_none_active(db, appointment.resident, appointment.kind)
    return move(db, actor, appointment, "attend", AppointmentAttended(), attended_at=actor.at, no_show_at=None)


def mark_no_show(db: Session, actor: Actor, appointment: Appointment) -> Appointment:
    """She did not come. Raises NotStartedYet before her time."""
    appointment = open_move(db, actor, appointment, "mark_no_show")
    if appointment.slot is None or appointment.slot.starts_at > actor.at:
        raise NotStartedYet()
    return move(db, actor, appointment, "mark_no_show", AppointmentMissed(), no_show_at=actor.at)


def check_not_started(actor: Actor, appointment: Appointment) -> None:
    if appointment.slot is not None and appointment.slot.starts_at <= actor.at:
        raise AppointmentStarted()
