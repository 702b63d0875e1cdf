"""Times and appointments of the village, made by the verbs themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast_assessments import agreeing
from webapp import assessments, people
from webapp.assessments import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AssessmentSession,
    AssessmentSite,
    HalfDay,
    Slot,
    local_moment,
)
from webapp.certificates import DisabilityCategory as Category
from webapp.core import Actor
from webapp.people import Need, Resident

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TOMORROW = date(2026, 11, 24)
WEDNESDAY_AFTERNOON = [(3, HalfDay.afternoon)]


def site(db: Session, village: Any, key: str = "first_hospital") -> AssessmentSite:
    return assessments.site_of(db, village.of(key).id)


def her(db: Session, village: Any, key: str) -> Resident:
    """The resident in this session."""
    return people.find_resident(db, village.of(key).public_id)


def session_on(db: Session, village: Any, day: date = TOMORROW, *, key: str = "first_hospital",
               kind: AppointmentKind = AppointmentKind.hospital) -> AssessmentSession:
    found = select(AssessmentSession).join(AssessmentSession.site).where(
        AssessmentSite.organisation_id == village.of(key).id, AssessmentSession.kind == kind,
        AssessmentSession.starts_at >= local_moment(day, time.min)).order_by(AssessmentSession.starts_at)
    return db.scalars(found).first()


def slot(db: Session, village: Any, number: int = 0, **where: Any) -> Slot:
    """A time at the first hospital tomorrow; each has two seats."""
    return session_on(db, village, **where).slots[number]


def narrow_slot(db: Session, village: Any, *, seats: int = 1, day: date = TOMORROW, key: str = "first_hospital",
                categories: list[Category] | None = None) -> Slot:
    """One time at seven in the evening with so many seats."""
    at = assessments.site_of(db, village.of(key).id)
    opened = assessments.open_session(
        db, Actor.service(MORNING), at, kind=AppointmentKind.hospital, categories=categories or at.categories,
        starts_at=local_moment(day, time(19)), ends_at=local_moment(day, time(19, 30)), slot_minutes=30, seats=seats)
    return opened.slots[0]


def agree(db: Session, village: Any, key: str, at: str = "first_hospital",
          kind: AppointmentKind = AppointmentKind.hospital) -> None:
    """She agrees that this site is told who comes and what she needs."""
    agreeing(db, Actor.service(MORNING), her(db, village, key), site(db, village, at), kind)


def book(db: Session, village: Any, key: str = "mei", *, at: Slot | None = None, by: Actor | None = None,
         category: Category = Category.physical, reason: AppointmentReason = AppointmentReason.change,
         needs: tuple[Need, ...] = (Need.wheelchair, Need.slowly), agreed: bool = True) -> Appointment:
    chosen = at if at is not None else slot(db, village)
    if agreed and village.of(key).phone:
        agreeing(db, Actor.service(MORNING), her(db, village, key), chosen.session.site)
    return assessments.book(db, by or village.actor(key), her(db, village, key), chosen, category=category,
                            reason=reason, needs=needs)


def request_home(db: Session, village: Any, key: str = "mei", **changed: Any) -> Appointment:
    agree(db, village, key, kind=AppointmentKind.home)
    said = {"home_reason": "下不了楼", "home_address": "桂花路 8 号 301 室", "windows": WEDNESDAY_AFTERNOON,
            "needs": [Need.wheelchair], "category": Category.physical, "reason": AppointmentReason.renewal} | changed
    at = said.pop("at", None) or site(db, village)
    return assessments.request_home(db, village.actor(key), her(db, village, key), at, **said)


def latest(db: Session, village: Any, key: str = "mei") -> Appointment:
    return assessments.appointments_of(db, village.of(key).id)[0]


def at_time_of(appointment: Appointment, *, minutes: int = 10) -> datetime:
    """Some minutes after it begins."""
    return appointment.arranged_slot.starts_at + timedelta(minutes=minutes)


def confirmed(db: Session, village: Any, key: str = "mei", **changed: Any) -> Appointment:
    appointment = book(db, village, key, **changed)
    return assessments.confirm(db, village.actor("clerk"), appointment, prepared=appointment.needs)


def attended(db: Session, village: Any, key: str = "mei", **changed: Any) -> Appointment:
    appointment = confirmed(db, village, key, **changed)
    return assessments.attend(db, village.actor("clerk", at_time_of(appointment)), appointment)


def assessed(db: Session, village: Any, key: str = "mei", *, grade: int | None = 1, reasons: str | None = None,
             **changed: Any) -> Appointment:
    appointment = attended(db, village, key, **changed)
    later = at_time_of(appointment, minutes=40)
    clerk = village.actor("clerk", later)
    assessments.record_outcome(db, clerk, appointment, category=appointment.category, grade=grade, reasons=reasons,
                               assessed_on=clerk.today)
    return appointment
