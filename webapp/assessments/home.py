"""Assessment at home: she asks, the site names a time within what she said.

Source: 残疾人证管理办法 art. 11 (for those with great difficulty moving, places with means should
assess at home). Who counts as having great difficulty is local practice: the site decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp.assessments.appointments import (
    check_not_started,
    check_receiver,
    new_appointment,
    resettle,
    take_seat,
    written,
)
from webapp.assessments.errors import (
    CategoryNotAssessed,
    HomeAddressMissing,
    HomeReasonMissing,
    HomeWindowsMissing,
    NoHomeAssessment,
    OutsideWindows,
)
from webapp.assessments.events import HomeAssessmentRequested, HomeRequestDeclined, HomeTimeGiven, OtherTimeAsked
from webapp.assessments.models import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AssessmentSite,
    HalfDay,
    HomeWindow,
    Slot,
)
from webapp.assessments.moves import begin_on_her_word, check_resident, hand_for, move, on_her_word, open_move
from webapp.assessments.rules import in_windows
from webapp.assessments.seats import keep, usable_session
from webapp.certificates import DisabilityCategory
from webapp.core import Actor, NotFound
from webapp.people import Need, Resident

Window = tuple[int, HalfDay]
"""A weekday (1 is Monday) and a half of it."""


def request_home(db: Session, actor: Actor, resident: Resident, site: AssessmentSite, *, category: DisabilityCategory,
                 reason: AppointmentReason, home_reason: str, home_address: str, windows: Iterable[Window],
                 needs: Iterable[Need]) -> Appointment:
    """She asks a site to come. Why she cannot travel and where she lives are kept sealed.

    Raises NoHomeAssessment, CategoryNotAssessed, HomeReasonMissing, HomeAddressMissing, HomeWindowsMissing,
    ReceiverConsentMissing, AlreadyBooked, RecordedAsDied, ErrandMissing.
    """
    hand_for(actor, "request_home")
    check_resident(actor, resident)
    actor = on_her_word(db, actor, resident, AppointmentKind.home)
    if not site.offers_home:
        raise NoHomeAssessment()
    if category not in site.categories:
        raise CategoryNotAssessed(category=category)
    if not home_reason.strip():
        raise HomeReasonMissing()
    if not home_address.strip():
        raise HomeAddressMissing()
    rows = _window_rows(windows)
    check_receiver(db, resident, site, AppointmentKind.home)
    resettle(db, actor, resident, kind=AppointmentKind.home)
    appointment = new_appointment(
        db, actor, resident, site, kind=AppointmentKind.home, category=category, reason=reason, needs=needs,
        home_reason=home_reason.strip(), home_address=home_address.strip())
    appointment.windows = rows
    begin_on_her_word(db, actor, appointment)
    return move(db, actor, appointment, "request_home", HomeAssessmentRequested(site=site.public_id))


def give_time(db: Session, actor: Actor, appointment: Appointment, slot: Slot) -> Appointment:
    """The site names a time, or another one. It lies within what she said.

    Raises OutsideWindows, WrongKind, SeatTaken, SlotPassed, SessionNotHeld, CategoryNotAssessed, AppointmentHasMovedOn.
    """
    session = usable_session(db, actor, slot, kind=AppointmentKind.home, category=appointment.category)
    appointment = open_move(db, actor, appointment, "give_time")
    if appointment.kind is not AppointmentKind.home or session.site_id != appointment.site_id:
        raise NotFound()
    if not in_windows(slot.starts_at, [row.window for row in appointment.windows]):
        raise OutsideWindows()
    check_not_started(actor, appointment)
    take_seat(db, actor, appointment, slot)
    event = HomeTimeGiven(site=session.site.public_id, starts_at=slot.starts_at.isoformat())
    return move(db, actor, appointment, "give_time", event, booked_at=actor.at, confirmed_at=None)


def ask_other_time(db: Session, actor: Actor, appointment: Appointment, *, windows: Iterable[Window]) -> Appointment:
    """She says anew when the site may come; a time it had named is given back, once it cannot be undone."""
    appointment = open_move(db, actor, appointment, "ask_other_time")
    if appointment.kind is not AppointmentKind.home:
        raise NotFound()
    check_not_started(actor, appointment)
    rows = _window_rows(windows)
    event = OtherTimeAsked(
        former_booked_at=written(appointment.booked_at), former_confirmed_at=written(appointment.confirmed_at),
        former_windows=[[row.weekday, row.half.value] for row in appointment.windows])
    keep(db, appointment, actor.at)
    appointment.windows.clear()
    db.flush()
    appointment.windows = rows
    appointment.seat = None
    for need in appointment.need_rows:
        need.prepared_at = need.prepared_by = None
    return move(db, actor, appointment, "ask_other_time", event, booked_at=None, confirmed_at=None)


def decline_request(db: Session, actor: Actor, appointment: Appointment) -> Appointment:
    """The site cannot come to her; the hospital stays open to her."""
    appointment = open_move(db, actor, appointment, "decline_request")
    hand = hand_for(actor, "decline_request")
    event = HomeRequestDeclined()
    return move(db, actor, appointment, "decline_request", event, cancelled_at=actor.at, cancelled_by=hand)


def _window_rows(windows: Iterable[Window]) -> list[HomeWindow]:
    wanted = sorted(set(windows))
    if not wanted:
        raise HomeWindowsMissing()
    return [HomeWindow(weekday=weekday, half=half) for weekday, half in wanted]
