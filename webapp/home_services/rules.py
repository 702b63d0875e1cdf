"""What is true of home services without a database: statuses, permitted moves, windows of time, names."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from webapp.core.actor import LOCAL


class Status(enum.StrEnum):
    draft = "draft"
    requested = "requested"
    accepted = "accepted"
    """An officer has said yes; a provider is looked for."""
    declined = "declined"
    assigned = "assigned"
    promised = "promised"
    """The provider has named a helper and a time."""
    on_the_way = "on_the_way"
    done = "done"
    confirmed = "confirmed"
    reopened = "reopened"
    cancelled = "cancelled"


class Party(enum.StrEnum):
    resident = "resident"
    """Herself, or a carer whose mandate covers it."""
    officer = "officer"
    provider = "provider"
    service = "service"
    """Nobody in person: a death ends what is open."""


CONSENT = "receiver:home-services"
"""That the provider whom the community chooses is told first name, area, needs and, once it promises, the address."""

S, P = Status, Party

ENDED = (S.declined, S.confirmed, S.cancelled)
WITH_OFFICER = (S.requested, S.accepted, S.reopened)
WITH_PROVIDER = (S.assigned, S.promised, S.on_the_way, S.done)
OPEN = WITH_OFFICER + WITH_PROVIDER


class Opening(enum.StrEnum):
    """Until when a move waits, where it waits for the agreed visit."""

    agreed_day = "agreed_day"
    """The day begins. A helper who comes early in the morning sets out before the hour; nobody sets out the day before.
    It has no end: who was held up sets out late, and she can say at any time that nobody came."""
    agreed_time = "agreed_time"


@dataclass(frozen=True, slots=True)
class Move:
    before: tuple[Status, ...]
    after: Status
    by: tuple[Party, ...]
    opens: Mapping[Status, Opening] = field(default_factory=dict)
    """By the status from which it is made; where a status is not named it waits for nothing."""


MOVES: dict[str, Move] = {
    "ask": Move((S.draft,), S.requested, (P.resident, P.officer)),
    "accept": Move((S.requested,), S.accepted, (P.officer,)),
    "decline": Move((S.requested, S.accepted, S.reopened), S.declined, (P.officer,)),
    "assign": Move((S.accepted, S.reopened), S.assigned, (P.officer,)),
    "take_back": Move((S.assigned, S.promised), S.accepted, (P.officer,)),
    "give_back": Move((S.assigned, S.promised, S.on_the_way), S.accepted, (P.provider,)),
    "want_other": Move((S.assigned, S.promised), S.accepted, (P.resident,)),
    "promise": Move((S.assigned,), S.promised, (P.provider,)),
    "change_visit": Move((S.promised,), S.promised, (P.provider,)),
    "set_out": Move((S.promised,), S.on_the_way, (P.provider,), {S.promised: Opening.agreed_day}),
    "finish": Move((S.on_the_way,), S.done, (P.provider,), {S.on_the_way: Opening.agreed_day}),
    "confirm": Move((S.done,), S.confirmed, (P.resident,)),
    "reopen": Move(
        (S.promised, S.on_the_way, S.done), S.reopened, (P.resident,), {S.promised: Opening.agreed_time}
    ),
    "cancel": Move(
        (*WITH_OFFICER, S.assigned, S.promised, S.on_the_way), S.cancelled, (P.resident, P.officer, P.service)
    ),
}


@dataclass(frozen=True, slots=True)
class Undoing:
    before: tuple[Status, ...]
    after: tuple[Status, ...]
    by: tuple[Party, ...] = (P.resident,)


UNDOINGS: dict[str, Undoing] = {
    "undo_ask": Undoing((S.requested, S.accepted), (S.draft,)),
    "undo_cancel": Undoing((S.cancelled,), (*WITH_OFFICER, S.assigned, S.promised, S.on_the_way)),
    "undo_confirm": Undoing((S.confirmed,), (S.done,)),
}
"""What she takes back shortly after it. Once a provider has been asked, a request is cancelled instead."""


def moves_from(status: Status, party: Party) -> list[str]:
    """What a party may do in a status, today or when its time has come, in the order of the table."""
    return [name for name, move in MOVES.items() if status in move.before and party in move.by]


def opens_at(name: str, status: Status, visit_at: datetime | None) -> datetime | None:
    """From when on a move of MOVES can be made in this status; None where it waits for nothing."""
    opening = MOVES[name].opens.get(status)
    if opening is None or visit_at is None:
        return None
    if opening is Opening.agreed_time:
        return visit_at
    return datetime.combine(visit_at.astimezone(LOCAL).date(), time(0), LOCAL)


def moves_at(status: Status, party: Party, at: datetime, *, visit_at: datetime | None) -> list[str]:
    """What a party may do at this moment."""
    opening = {name: opens_at(name, status, visit_at) for name in moves_from(status, party)}
    return [name for name, opens in opening.items() if opens is None or opens <= at]


def next_opening(status: Status, party: Party, at: datetime, *, visit_at: datetime | None) -> datetime | None:
    """When the first of a party's moves that still wait becomes possible."""
    opening = (opens_at(name, status, visit_at) for name in moves_from(status, party))
    return min((opens for opens in opening if opens is not None and opens > at), default=None)


def status_of(
    *, requested_at: datetime | None, accepted_at: datetime | None, declined_at: datetime | None,
    returned_at: datetime | None, reopened_at: datetime | None, confirmed_at: datetime | None,
    cancelled_at: datetime | None, assigned_at: datetime | None = None, promised_at: datetime | None = None,
    on_the_way_at: datetime | None = None, done_at: datetime | None = None,
) -> Status:
    """What the moments tell; the last four are those of the open assignment. queries.status_in says it in SQL."""
    if requested_at is None:
        return S.draft
    for moment, status in (
        (cancelled_at, S.cancelled), (declined_at, S.declined), (confirmed_at, S.confirmed), (done_at, S.done),
        (on_the_way_at, S.on_the_way), (promised_at, S.promised), (assigned_at, S.assigned),
    ):
        if moment is not None:
            return status
    if reopened_at is not None and (returned_at is None or reopened_at >= returned_at):
        return S.reopened
    return S.requested if accepted_at is None else S.accepted


class Part(enum.StrEnum):
    """Of a day: until noon, until six in the evening, until midnight."""

    morning = "morning"
    afternoon = "afternoon"
    evening = "evening"


class Agreement(enum.StrEnum):
    """How she told an officer, who asks for her, that she agrees."""

    at_window = "at_window"
    by_telephone = "by_telephone"
    at_home = "at_home"


class HelperGender(enum.StrEnum):
    any = "any"
    woman = "woman"
    man = "man"


class DeclineReason(enum.StrEnum):
    not_offered_here = "not_offered_here"
    nobody_available = "nobody_available"
    other_way = "other_way"
    """There is a better way to the same help; the words say which."""
    other = "other"


class GiveBackReason(enum.StrEnum):
    nobody_available = "nobody_available"
    time_does_not_fit = "time_does_not_fit"
    not_our_work = "not_our_work"
    nobody_home = "nobody_home"
    other = "other"


class ReopenReason(enum.StrEnum):
    nobody_came = "nobody_came"
    not_done = "not_done"
    partly_done = "partly_done"
    badly_treated = "badly_treated"
    other = "other"


class CancelReason(enum.StrEnum):
    not_needed = "not_needed"
    time_does_not_fit = "time_does_not_fit"
    asked_by_mistake = "asked_by_mistake"
    told_officer = "told_officer"
    """She told an officer that she does not need it."""
    death = "death"
    other = "other"


class Closing(enum.StrEnum):
    """How an assignment ended."""

    taken_back = "taken_back"
    given_back = "given_back"
    other_wanted = "other_wanted"
    reopened = "reopened"
    cancelled = "cancelled"


HORIZON_DAYS = 30
"""So far ahead can a time be offered."""
MOST_WINDOWS = 9
LONGEST_NOTE = 500
LONGEST_ADDRESS = 200
LONGEST_WORDS = 500

PART_ENDS = {Part.morning: time(12), Part.afternoon: time(18)}

Window = tuple[date, Part]


def part_of(clock: time) -> Part:
    return next((part for part, end in PART_ENDS.items() if clock < end), Part.evening)


def window_ends(window: Window) -> datetime:
    """The first moment at which it is over."""
    day, part = window
    if part in PART_ENDS:
        return datetime.combine(day, PART_ENDS[part], LOCAL)
    return datetime.combine(day + timedelta(days=1), time(0), LOCAL)


def in_order(windows: Iterable[Window]) -> list[Window]:
    return sorted(windows, key=lambda window: (window[0], list(Part).index(window[1])))


def last_day(today: date) -> date:
    return today + timedelta(days=HORIZON_DAYS)


def days_offered(today: date) -> list[date]:
    """The days on which somebody may come, today too."""
    return [today + timedelta(days=n) for n in range(HORIZON_DAYS + 1)]


def clock_times() -> list[time]:
    """Each half hour at which a visit can begin."""
    return [time(hour, minute) for hour in range(6, 22) for minute in (0, 30)]


def local_moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL)


def holds(window: Window, at: datetime) -> bool:
    """Whether a moment lies in a window."""
    local = at.astimezone(LOCAL)
    return window == (local.date(), part_of(local.time()))


COMPOUND_SURNAMES = frozenset((Path(__file__).parent / "compound_surnames.txt").read_text(encoding="utf-8").split())


BETWEEN_PARTS = re.compile("[·•‧・ ]")
"""The dot of a minority name is written in several ways; of a foreign name the blank."""


def given_name(name: str) -> str:
    """What a provider may call her by: the name without the surname; of a foreign or minority name its first part."""
    if found := BETWEEN_PARTS.search(name):
        return name[: found.start()]
    surname = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[surname:] or name
