"""Reads of appointments and sessions. Who asks is a parameter; what is not theirs is not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from webapp.assessments.free_times import MOST_READ, free_slots
from webapp.assessments.models import (
    Appointment,
    AppointmentKind,
    Assessment,
    AssessmentSession,
    AssessmentSite,
    Seat,
    SeatClaim,
    Slot,
    SlotOffer,
)
from webapp.assessments.rules import in_windows
from webapp.assessments.seats import holds
from webapp.core import NotFound
from webapp.people import Areas, Resident


def with_time(chosen: Select[tuple[Appointment]]) -> Select[tuple[Appointment]]:
    """What a line of a list shows: who, where, when."""
    return chosen.options(
        joinedload(Appointment.resident),
        joinedload(Appointment.site).joinedload(AssessmentSite.organisation),
        joinedload(Appointment.seat).joinedload(Seat.slot).joinedload(Slot.session),
    )


def find_appointment(db: Session, public_id: str, *, resident_id: int | None = None, organisation_id: int | None = None,
                     area_ids: Areas | None = None) -> Appointment:
    """An appointment of this resident, at the site of this organisation, or of somebody who belongs to these areas.

    Exactly one of the three says who asks. Raises NotFound.
    """
    # Windows and outcomes are read where they are shown: an appointment has the one or, at its end, the other.
    asked = with_time(select(Appointment)).options(joinedload(Appointment.need_rows))
    asked = asked.join(Appointment.resident).where(Appointment.public_id == public_id)
    if resident_id is not None:
        asked = asked.where(Appointment.resident_id == resident_id)
    elif organisation_id is not None:
        asked = asked.join(Appointment.site).where(AssessmentSite.organisation_id == organisation_id)
    elif area_ids is not None:
        asked = asked.where(or_(Resident.hukou_area_id.in_(area_ids), Resident.residence_area_id.in_(area_ids)))
    else:
        raise TypeError("who asks?")
    appointment = db.scalars(asked).unique().one_or_none()
    if appointment is None:
        raise NotFound()
    return appointment


def appointments_of(db: Session, resident_id: int) -> list[Appointment]:
    """All of a resident's, the newest first."""
    chosen = with_time(select(Appointment)).where(Appointment.resident_id == resident_id)
    return list(db.scalars(chosen.order_by(Appointment.id.desc())))


def offers_of(db: Session, appointment: Appointment, at: datetime) -> list[tuple[SlotOffer, SeatClaim | None]]:
    """What the site that cancelled offers: times still to come, and what is held of them for her."""
    claims = select(SeatClaim).where(SeatClaim.appointment_id == appointment.id, SeatClaim.released_at.is_(None),
                                     SeatClaim.held_until > at).options(joinedload(SeatClaim.seat))
    held = {claim.seat.slot_id: claim for claim in db.scalars(claims)}
    offers = select(SlotOffer).join(SlotOffer.slot).join(Slot.session).where(
        SlotOffer.appointment_id == appointment.id, Slot.starts_at > at, AssessmentSession.cancelled_at.is_(None))
    shown = contains_eager(SlotOffer.slot).contains_eager(Slot.session).joinedload(AssessmentSession.site).joinedload(
        AssessmentSite.organisation)
    return [(offer, held.get(offer.slot_id)) for offer in db.scalars(offers.options(shown).order_by(SlotOffer.rank))]


def successor_of(db: Session, appointment: Appointment) -> Appointment | None:
    """The appointment that took the place of one the site cancelled."""
    followers = select(Appointment).where(Appointment.follows_id == appointment.id, Appointment.cancelled_at.is_(None))
    return db.scalars(followers.order_by(Appointment.id.desc())).first()


@dataclass(frozen=True)
class SessionLine:
    """A session in a list: how many seats it has, and how many are held."""

    session: AssessmentSession
    seats: int
    held: int


def sessions_of(db: Session, site: AssessmentSite, at: datetime, *, past: bool = False,
                limit: int = 50) -> list[SessionLine]:
    """The coming sessions of a site, the next first; or the past ones, the latest first."""
    seats = (select(func.count()).select_from(Seat).join(Seat.slot).where(Slot.session_id == AssessmentSession.id)
             .correlate(AssessmentSession).scalar_subquery())
    held = (select(func.count()).select_from(SeatClaim).join(SeatClaim.seat).join(Seat.slot)
            .where(Slot.session_id == AssessmentSession.id, holds(at))
            .correlate(AssessmentSession).scalar_subquery())
    chosen = select(AssessmentSession, seats, held).where(AssessmentSession.site_id == site.id)
    chosen = chosen.where(AssessmentSession.ends_at <= at if past else AssessmentSession.ends_at > at)
    order = AssessmentSession.starts_at.desc() if past else AssessmentSession.starts_at
    shown = chosen.order_by(order, AssessmentSession.id).limit(limit)
    shown = shown.options(selectinload(AssessmentSession.category_rows))
    return [SessionLine(session, count, taken) for session, count, taken in db.execute(shown)]


def find_session(db: Session, public_id: str, *, organisation_id: int | None) -> AssessmentSession:
    """A session of this organisation's site. Raises NotFound."""
    asked = select(AssessmentSession).join(AssessmentSession.site).where(
        AssessmentSession.public_id == public_id, AssessmentSite.organisation_id == organisation_id)
    session = db.scalar(asked.options(
        contains_eager(AssessmentSession.site).joinedload(AssessmentSite.organisation),
        selectinload(AssessmentSession.category_rows),
        selectinload(AssessmentSession.slots).joinedload(Slot.seats)))
    if session is None:
        raise NotFound()
    return session


def appointments_in(db: Session, session: AssessmentSession) -> list[Appointment]:
    """All that are or were for this session, by time."""
    chosen = _timed(with_time(select(Appointment))).where(Slot.session_id == session.id)
    by_time = chosen.options(selectinload(Appointment.need_rows)).order_by(Slot.starts_at, Appointment.id)
    return list(db.scalars(by_time))


def _timed(chosen: Select[tuple[Appointment]]) -> Select[tuple[Appointment]]:
    return chosen.join(Seat, Seat.id == Appointment.seat_id).join(Slot, Slot.id == Seat.slot_id)


def _open_at_site(organisation_id: int | None) -> Select[tuple[Appointment]]:
    return with_time(select(Appointment)).join(Appointment.site).where(
        AssessmentSite.organisation_id == organisation_id, Appointment.cancelled_at.is_(None),
        Appointment.no_show_at.is_(None), Appointment.completed_at.is_(None))


def home_requests(db: Session, organisation_id: int | None) -> list[Appointment]:
    """Those at this site that still wait for a time, the longest waiting first."""
    at_home = _open_at_site(organisation_id).where(Appointment.kind == AppointmentKind.home)
    waiting = at_home.where(Appointment.booked_at.is_(None))
    return list(db.scalars(waiting.order_by(Appointment.requested_at, Appointment.id)))


def to_confirm(db: Session, organisation_id: int | None, at: datetime) -> list[Appointment]:
    """Booked at this site and not confirmed, the next first."""
    chosen = _timed(_open_at_site(organisation_id)).where(
        Appointment.booked_at.is_not(None), Appointment.confirmed_at.is_(None), Appointment.attended_at.is_(None),
        Slot.starts_at > at)
    return list(db.scalars(chosen.order_by(Slot.starts_at, Appointment.id)))


def to_close(db: Session, organisation_id: int | None, at: datetime) -> list[Appointment]:
    """Whose time has come: nobody has said yet whether she came, or what was found."""
    chosen = _timed(_open_at_site(organisation_id)).where(Slot.starts_at <= at)
    return list(db.scalars(chosen.order_by(Slot.starts_at, Appointment.id)))


def times_for_home(db: Session, appointment: Appointment, at: datetime) -> list[Slot]:
    """Free times of its site for visits at home that lie within what she said, the earliest first."""
    windows = [row.window for row in appointment.windows]
    free = free_slots(AppointmentKind.home, appointment.category, [appointment.site_id], at, at).limit(MOST_READ)
    return [slot for slot in db.scalars(free) if in_windows(slot.starts_at, windows)]


def _outcomes(area_ids: Areas) -> Select[tuple[Assessment]]:
    return select(Assessment).join(Assessment.appointment).join(Appointment.resident).where(
        or_(Resident.hukou_area_id.in_(area_ids), Resident.residence_area_id.in_(area_ids))).options(
        contains_eager(Assessment.appointment).contains_eager(Appointment.resident),
        contains_eager(Assessment.appointment).joinedload(Appointment.site).joinedload(AssessmentSite.organisation))


def awaiting_certificate(db: Session, area_ids: Areas) -> list[Assessment]:
    """Outcomes that meet the standard and no certificate has followed, the oldest first."""
    chosen = _outcomes(area_ids).where(Assessment.replaced_at.is_(None), Assessment.grade.is_not(None),
                                       Assessment.certificate_id.is_(None))
    return list(db.scalars(chosen.order_by(Assessment.recorded_at, Assessment.id)))


def find_outcome(db: Session, public_id: str, *, area_ids: Areas) -> Assessment:
    """An outcome about somebody who belongs to these areas. Raises NotFound."""
    outcome = db.scalar(_outcomes(area_ids).where(Assessment.public_id == public_id))
    if outcome is None:
        raise NotFound()
    return outcome


def starting_between(db: Session, start: datetime, end: datetime) -> list[Appointment]:
    """Booked or confirmed appointments that begin from `start` on and before `end`: for reminders."""
    chosen = _timed(with_time(select(Appointment))).where(
        Slot.starts_at >= start, Slot.starts_at < end, Appointment.cancelled_at.is_(None),
        Appointment.attended_at.is_(None), Appointment.no_show_at.is_(None), Appointment.completed_at.is_(None))
    return list(db.scalars(chosen.order_by(Slot.starts_at, Appointment.id)))
