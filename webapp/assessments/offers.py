"""When the site cancels: another time for everybody it concerns.

At the hospital she is offered up to three other times, of which the first is held for her
for three days (longer when she asks). At home the site has to name another time itself.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.appointments import book, resettle
from webapp.assessments.errors import NoMoreExtensions, OfferOver, SeatTaken
from webapp.assessments.events import AppointmentDisplaced, AppointmentResettled, OfferKeptLonger
from webapp.assessments.free_times import nearest_slots, sites_for
from webapp.assessments.models import Appointment, AppointmentKind, Hand, SeatClaim, Slot, SlotOffer
from webapp.assessments.moves import matter_of, move, open_move
from webapp.assessments.rules import OFFER_EXTENSIONS, OFFER_HOLD, OFFERED_TIMES
from webapp.assessments.seats import claim, holds, release
from webapp.core import Actor, record


def displace(db: Session, actor: Actor, appointment: Appointment) -> Appointment:
    """The site cannot receive her at this time."""
    appointment = open_move(db, actor, appointment, "displace")
    slot = appointment.arranged_slot
    release(db, appointment.id, actor.at)
    for row in appointment.need_rows:
        row.prepared_at = row.prepared_by = None
    if appointment.kind is AppointmentKind.home:
        appointment.seat = None
        event = AppointmentDisplaced(kind=appointment.kind, starts_at=slot.starts_at.isoformat(), offers=0)
        return move(db, actor, appointment, "displace", event, booked_at=None, confirmed_at=None)
    offers = _make_offers(db, actor, appointment, slot)
    event = AppointmentDisplaced(kind=appointment.kind, starts_at=slot.starts_at.isoformat(), offers=offers)
    return move(db, actor, appointment, "displace", event, cancelled_at=actor.at, cancelled_by=Hand.site,
                displaced_at=actor.at)


def _make_offers(db: Session, actor: Actor, appointment: Appointment, missed: Slot) -> int:
    near = sites_for(db, appointment.resident, category=appointment.category, kind=appointment.kind)
    sites = {appointment.site_id, *(site.id for site in near)}
    slots = nearest_slots(db, actor.at, kind=appointment.kind, category=appointment.category, sites=sites,
                          near=missed.starts_at, but=missed, prefer=appointment.site_id, limit=OFFERED_TIMES)
    appointment.offers = [SlotOffer(slot=slot, rank=rank, offered_at=actor.at) for rank, slot in enumerate(slots, 1)]
    for slot in slots:
        try:
            claim(db, slot, appointment, actor.at, held_until=min(actor.at + OFFER_HOLD, slot.starts_at))
        except SeatTaken:
            continue
        break
    return len(slots)


def held_offer(db: Session, appointment: Appointment, actor: Actor) -> SeatClaim | None:
    """What is still held for somebody whose appointment the site cancelled."""
    return db.scalar(select(SeatClaim).where(SeatClaim.appointment_id == appointment.id, holds(actor.at)))


def accept_offer(db: Session, actor: Actor, appointment: Appointment, slot: Slot) -> Appointment:
    """One of the offered times, with the same category, reason and needs. Raises what `book` raises, OfferOver."""
    displaced = open_move(db, actor, appointment, "resettle")
    if slot.id not in {offer.slot_id for offer in displaced.offers}:
        raise OfferOver()
    return book(db, actor, displaced.resident, slot, category=displaced.category, reason=displaced.reason,
                needs=displaced.needs)


def decline_offers(db: Session, actor: Actor, appointment: Appointment) -> Appointment:
    """She wants no other time; what was held for her is free."""
    displaced = open_move(db, actor, appointment, "resettle")
    resettle(db, actor, displaced.resident, kind=displaced.kind)
    record(db, actor, AppointmentResettled(by=None), subject_id=displaced.resident_id, matter=matter_of(displaced))
    return displaced


def keep_offer(db: Session, actor: Actor, appointment: Appointment) -> SeatClaim:
    """Held three more days from now, ten times at most. Raises OfferOver, NoMoreExtensions."""
    displaced = open_move(db, actor, appointment, "resettle")
    held = held_offer(db, displaced, actor)
    if held is None:
        raise OfferOver()
    if held.extensions >= OFFER_EXTENSIONS:
        raise NoMoreExtensions()
    held.held_until, held.extensions = min(actor.at + OFFER_HOLD, held.seat.slot.starts_at), held.extensions + 1
    db.flush()
    record(db, actor, OfferKeptLonger(until=held.held_until.isoformat()), subject_id=displaced.resident_id,
           matter=matter_of(displaced))
    return held
