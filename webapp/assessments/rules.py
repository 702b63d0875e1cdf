"""What is true of appointments without a database: statuses, permitted moves, times.

Every move of an appointment stands in MOVES; docs/states.md is printed from it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from webapp.assessments.models import HalfDay, Hand
from webapp.core import EXTENSIONS
from webapp.core.actor import LOCAL, Actor
from webapp.people import Role

OFFER_HOLD = timedelta(days=3)
"""How long the first time that a cancelling site offers is kept for her."""

OFFER_EXTENSIONS = EXTENSIONS
"""How often she can have it kept longer, each time for as long again."""

OFFERED_TIMES = 3

MOST_SLOTS = 200
MOST_SEATS = 20
SHORTEST_SLOT = 5
LONGEST_SLOT = 480


class AppointmentStatus(enum.StrEnum):
    requested = "requested"
    """At home: asked for, and no time yet."""
    booked = "booked"
    confirmed = "confirmed"
    attended = "attended"
    completed = "completed"
    no_show = "no_show"
    displaced = "displaced"
    """Cancelled by the site, which owes her another time."""
    cancelled = "cancelled"


class Move(NamedTuple):
    before: tuple[AppointmentStatus, ...]
    """Empty: the move makes the appointment."""
    after: tuple[AppointmentStatus, ...]
    by: tuple[Hand, ...]


S = AppointmentStatus
HER_SIDE = (Hand.resident, Hand.carer, Hand.officer)
HERSELF = (Hand.resident, Hand.carer)

MOVES: dict[str, Move] = {
    "book": Move((), (S.booked,), HER_SIDE),
    "request_home": Move((), (S.requested,), HER_SIDE),
    "give_time": Move((S.requested, S.booked, S.confirmed), (S.booked,), (Hand.site,)),
    "ask_other_time": Move((S.requested, S.booked, S.confirmed), (S.requested,), HER_SIDE),
    "reschedule": Move((S.booked, S.confirmed), (S.booked,), HER_SIDE),
    "change_needs": Move((S.requested, S.booked, S.confirmed), (S.requested, S.booked, S.confirmed), HER_SIDE),
    "confirm": Move((S.booked,), (S.confirmed,), (Hand.site,)),
    "cancel": Move((S.requested, S.booked, S.confirmed), (S.cancelled,), (*HER_SIDE, Hand.service)),
    "decline_request": Move((S.requested,), (S.cancelled,), (Hand.site,)),
    "displace": Move((S.booked, S.confirmed), (S.displaced, S.requested), (Hand.site,)),
    "resettle": Move((S.displaced,), (S.cancelled,), (*HER_SIDE, Hand.service)),
    "attend": Move((S.booked, S.confirmed, S.no_show), (S.attended,), (Hand.site,)),
    "mark_no_show": Move((S.booked, S.confirmed), (S.no_show,), (Hand.site,)),
    "record_outcome": Move((S.attended, S.completed), (S.completed,), (Hand.site,)),
    "undo_book": Move((S.booked, S.confirmed), (S.cancelled,), HERSELF),
    "undo_request_home": Move((S.requested,), (S.cancelled,), HERSELF),
    "undo_reschedule": Move((S.booked, S.confirmed), (S.booked, S.confirmed), HERSELF),
    "undo_ask_other_time": Move((S.requested,), (S.requested, S.booked, S.confirmed), HERSELF),
    "undo_cancel": Move((S.cancelled,), (S.requested, S.booked, S.confirmed), HERSELF),
    "undo_decline_offers": Move((S.cancelled,), (S.displaced,), HERSELF),
}

ACTIVE_STATUSES = (S.requested, S.booked, S.confirmed, S.attended)
"""Of these a resident has at most one of a kind."""

OVER = tuple(status for status in S if status not in ACTIVE_STATUSES)
"""The matter has ended, and with it what an officer may do in it on her word. Another time is another matter."""


class Moments(Protocol):
    booked_at: datetime | None
    confirmed_at: datetime | None
    cancelled_at: datetime | None
    displaced_at: datetime | None
    resettled_at: datetime | None
    attended_at: datetime | None
    no_show_at: datetime | None
    completed_at: datetime | None


def status_of(appointment: Moments) -> AppointmentStatus:
    if appointment.cancelled_at:
        return S.displaced if appointment.displaced_at and not appointment.resettled_at else S.cancelled
    for moment, status in (
        (appointment.completed_at, S.completed), (appointment.no_show_at, S.no_show),
        (appointment.attended_at, S.attended), (appointment.confirmed_at, S.confirmed),
        (appointment.booked_at, S.booked),
    ):
        if moment:
            return status
    return S.requested


HAND_OF_ROLE = {
    Role.community_officer: Hand.officer, Role.federation_officer: Hand.officer,
    Role.federation_administrator: Hand.officer, Role.site_clerk: Hand.site,
}


def hand_of(actor: Actor) -> Hand | None:
    """None: somebody who has nothing to do with appointments."""
    if actor.account_id is None:
        return Hand.service
    if actor.role is not None:
        return HAND_OF_ROLE.get(Role(actor.role))
    return Hand.carer if actor.on_behalf else Hand.resident


def local_day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()


def local_moment(day: date, clock: time) -> datetime:
    """The moment when clocks on the mainland show this."""
    return datetime.combine(day, clock, LOCAL)


def slot_times(starts_at: datetime, ends_at: datetime, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """Slots of so many minutes, one after the other; what is left at the end is nobody's."""
    length = timedelta(minutes=minutes)
    while starts_at + length <= ends_at:
        yield starts_at, starts_at + length
        starts_at += length


def half_of(at: datetime) -> HalfDay:
    return HalfDay.morning if at.astimezone(LOCAL).hour < 12 else HalfDay.afternoon


def in_windows(at: datetime, windows: Iterable[tuple[int, HalfDay]]) -> bool:
    """Whether a visit that begins then falls into a half day when she said the site may come."""
    return (local_day(at).isoweekday(), half_of(at)) in set(windows)
