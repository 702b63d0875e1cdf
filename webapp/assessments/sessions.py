"""Sessions: a site opens hours, and sometimes has to cancel them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.errors import (
    BadSessionTimes,
    CategoryNotAssessed,
    NoHomeAssessment,
    SessionCategoriesMissing,
    SessionNotHeld,
    SessionOver,
)
from webapp.assessments.events import SessionCancelled, SessionOpened
from webapp.assessments.models import (
    Appointment,
    AppointmentKind,
    AssessmentSession,
    AssessmentSite,
    Hand,
    Seat,
    SessionCategory,
    Slot,
)
from webapp.assessments.offers import displace
from webapp.assessments.rules import (
    LONGEST_SLOT,
    MOST_SEATS,
    MOST_SLOTS,
    MOVES,
    SHORTEST_SLOT,
    hand_of,
    slot_times,
    status_of,
)
from webapp.certificates import DisabilityCategory
from webapp.core import Actor, Matter, NotFound, record


def open_session(db: Session, actor: Actor, site: AssessmentSite, *, kind: AppointmentKind,
                 categories: Iterable[DisabilityCategory], starts_at: datetime, ends_at: datetime, slot_minutes: int,
                 seats: int) -> AssessmentSession:
    """A session with its slots and seats.

    Raises BadSessionTimes, SessionCategoriesMissing, CategoryNotAssessed, NoHomeAssessment.
    """
    _check_site(actor, site)
    wanted = set(categories)
    if not wanted:
        raise SessionCategoriesMissing()
    for category in sorted(wanted - set(site.categories)):
        raise CategoryNotAssessed(field="categories", category=category)
    if kind is AppointmentKind.home and not site.offers_home:
        raise NoHomeAssessment()
    times = _checked_times(starts_at, ends_at, slot_minutes, seats, now=actor.at)
    session = AssessmentSession(
        site=site, kind=kind, starts_at=starts_at, ends_at=ends_at, opened_at=actor.at, opened_by=actor.account_id,
        category_rows=[SessionCategory(category=category) for category in DisabilityCategory if category in wanted],
        slots=[Slot(starts_at=start, ends_at=end, seats=[Seat(number=number) for number in range(1, seats + 1)])
               for start, end in times],
    )
    db.add(session)
    db.flush()
    record(db, actor, SessionOpened(session=session.public_id, starts_at=starts_at.isoformat()), subject_id=None,
           matter=Matter("assessment_session", session.public_id))
    return session


def _checked_times(starts_at: datetime, ends_at: datetime, slot_minutes: int, seats: int, *,
                   now: datetime) -> list[tuple[datetime, datetime]]:
    if ends_at <= starts_at:
        raise BadSessionTimes(reason="order")
    if starts_at <= now:
        raise BadSessionTimes(field="day", reason="past")
    if not SHORTEST_SLOT <= slot_minutes <= LONGEST_SLOT:
        raise BadSessionTimes(field="slot_minutes", reason="slot_length", shortest=SHORTEST_SLOT, longest=LONGEST_SLOT)
    if not 1 <= seats <= MOST_SEATS:
        raise BadSessionTimes(field="seats", reason="seats", most=MOST_SEATS)
    times = list(slot_times(starts_at, ends_at, slot_minutes))
    if not times:
        raise BadSessionTimes(reason="no_slot")
    if len(times) > MOST_SLOTS:
        raise BadSessionTimes(reason="too_many_slots", most=MOST_SLOTS)
    return times


def cancel_session(db: Session, actor: Actor, session: AssessmentSession) -> list[Appointment]:
    """What is left of the session is not held: everybody whose time is still to come is offered another, and told.

    Whose time has begun may have been seen already: of her the site says itself whether she came.
    Returns whose appointments were given up. Raises SessionNotHeld, SessionOver.
    """
    chosen = select(AssessmentSession).where(AssessmentSession.id == session.id)
    locked = db.scalars(chosen.with_for_update(of=AssessmentSession).execution_options(populate_existing=True)).one()
    _check_site(actor, locked.site)
    if locked.cancelled_at is not None:
        raise SessionNotHeld()
    if locked.ends_at <= actor.at:
        raise SessionOver()
    locked.cancelled_at = actor.at
    db.flush()
    waiting = select(Appointment).join(Seat, Seat.id == Appointment.seat_id).join(Slot, Slot.id == Seat.slot_id).where(
        Slot.session_id == locked.id, Slot.starts_at > actor.at).order_by(Appointment.id)
    # All are locked before the first seat elsewhere is held for one of them: who is moving an appointment holds
    # its row and may want that seat.
    affected = db.scalars(waiting.with_for_update(of=Appointment).execution_options(populate_existing=True)).all()
    displaced = [displace(db, actor, appointment) for appointment in affected
                 if status_of(appointment) in MOVES["displace"].before]
    record(db, actor, SessionCancelled(session=locked.public_id, appointments=len(displaced)), subject_id=None,
           matter=Matter("assessment_session", locked.public_id))
    return displaced


def _check_site(actor: Actor, site: AssessmentSite) -> None:
    hand = hand_of(actor)
    if hand is Hand.service or (hand is Hand.site and actor.organisation_id == site.organisation_id):
        return
    raise NotFound()
