"""Requests for home services in any status, made by the verbs themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests import factories_mandates
from webapp import home_services, people
from webapp.core import Actor
from webapp.home_services import (
    CancelReason,
    DeclineReason,
    GiveBackReason,
    HelperGender,
    HomeServiceRequest,
    Part,
    ReopenReason,
    Status,
)
from webapp.mandates import ErrandKind
from webapp.people import Need
from webapp.web.access import OFFICERS

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WEDNESDAY = (MORNING + timedelta(days=2)).date()
THURSDAY = WEDNESDAY + timedelta(days=1)
VISIT = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
"""Wednesday 9:30 in the village: within WEDNESDAY's morning."""
TODAY = [(MORNING.date(), Part.morning)]
VISIT_TODAY = MORNING + timedelta(minutes=30)
"""Monday 9:30, in half an hour: whoever sets out does so on the agreed day."""
ADDRESS = "桂花路 8 号 2 幢 301 室"

TIMES = [(WEDNESDAY, Part.morning), (THURSDAY, Part.afternoon)]

PATHS: dict[Status, tuple[str, ...]] = {
    Status.draft: (),
    Status.requested: ("ask",),
    Status.accepted: ("ask", "accept"),
    Status.declined: ("ask", "decline"),
    Status.assigned: ("ask", "accept", "assign"),
    Status.promised: ("ask", "accept", "assign", "promise"),
    Status.on_the_way: ("ask", "accept", "assign", "promise", "set_out"),
    Status.done: ("ask", "accept", "assign", "promise", "set_out", "finish"),
    Status.confirmed: ("ask", "accept", "assign", "promise", "set_out", "finish", "confirm"),
    Status.reopened: ("ask", "accept", "assign", "promise", "set_out", "finish", "reopen"),
    Status.cancelled: ("ask", "cancel"),
}
"""A way to each status."""

ACTORS = {
    "ask": "mei", "want_other": "mei", "confirm": "mei", "reopen": "mei", "cancel": "mei", "accept": "officer",
    "decline": "officer", "assign": "officer", "take_back": "officer", "give_back": "provider", "promise": "provider",
    "change_visit": "provider", "set_out": "provider", "finish": "provider",
}
"""Who of the village makes each move."""


def draft(
    db: Session, village: Any, *, key: str = "mei", service: str = "respite-care", **times: Any
) -> HomeServiceRequest:
    actor, resident = village.actor(key), people.find_resident(db, village.of(key).public_id)
    begun = home_services.start_draft(
        db, actor, resident, service, **{"windows": TIMES, "asks": ["rest-for-family"], **times})
    home_services.change_place(db, actor, begun, address=ADDRESS)
    return home_services.change_manner(
        db, actor, begun, helper_gender=HelperGender.any, needs=[Need.wheelchair, Need.slowly], note="门铃坏了")


def officers_draft(db: Session, village: Any, *, key: str = "mei", by: str = "officer",
                   service: str = "respite-care", windows: Any = TIMES) -> HomeServiceRequest:
    """What an officer has begun to write for somebody."""
    actor, resident = village.actor(by), people.find_resident(db, village.of(key).public_id)
    if actor.role in OFFICERS:
        factories_mandates.errand(db, village, ErrandKind.home_service, key=key, by=by)
    begun = home_services.start_draft(db, actor, resident, service, windows=windows, asks=["rest-for-family"])
    return home_services.change_place(db, actor, begun, address=ADDRESS)


def verbs(
    village: Any, visit_at: datetime = VISIT
) -> dict[str, Callable[[Session, Actor, HomeServiceRequest], object]]:
    """Each move with ordinary words."""
    h = home_services
    return {
        "ask": lambda db, actor, r: h.ask(db, actor, r, agreed=True, consent_version="1", consent_words="同意"),
        "accept": h.accept,
        "decline": lambda db, actor, r: h.decline(
            db, actor, r, reason=DeclineReason.nobody_available, words="本月没有人手，请下月再申请"
        ),
        "assign": lambda db, actor, r: h.assign(db, actor, r, village.warm_home, instructions="请先按门铃"),
        "take_back": h.take_back,
        "give_back": lambda db, actor, r: h.give_back(
            db, actor, r, reason=GiveBackReason.nobody_available, words="排满了"
        ),
        "want_other": lambda db, actor, r: h.want_other(db, actor, r, words="上次没来"),
        "promise": lambda db, actor, r: h.promise(
            db, actor, r, helper_name="彭小红", visit_at=visit_at, ready_for=Need
        ),
        "change_visit": lambda db, actor, r: h.change_visit(
            db, actor, r, helper_name="彭大姐", visit_at=visit_at, ready_for=Need
        ),
        "set_out": h.set_out,
        "finish": h.finish,
        "confirm": lambda db, actor, r: h.confirm(db, actor, r, rating=5, words="很好"),
        "reopen": lambda db, actor, r: h.reopen(db, actor, r, reason=ReopenReason.partly_done, words="只做了一半"),
        "cancel": lambda db, actor, r: h.cancel(db, actor, r, reason=CancelReason.not_needed),
    }


def make(db: Session, village: Any, name: str, request: HomeServiceRequest, *, by: str | None = None,
         at: datetime = MORNING, visit_at: datetime = VISIT) -> HomeServiceRequest:
    """One move by the one whose it is, or by somebody else of the village."""
    verbs(village, visit_at)[name](db, village.actor(by or ACTORS[name], at), request)
    return request


def promised_for_today(db: Session, village: Any) -> HomeServiceRequest:
    request = draft(db, village, windows=TODAY)
    for name in PATHS[Status.promised]:
        make(db, village, name, request, visit_at=VISIT_TODAY)
    return request


def in_status(db: Session, village: Any, status: Status) -> HomeServiceRequest:
    """Promised for Wednesday; where somebody has set out already, the visit was agreed for today."""
    set_out = "set_out" in PATHS[status]
    request = draft(db, village, windows=[*TODAY, *TIMES] if set_out else TIMES)
    for name in PATHS[status]:
        make(db, village, name, request, visit_at=VISIT_TODAY if set_out else VISIT)
    return request
