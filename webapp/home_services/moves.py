"""The one function that moves a request and records that it moved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, Event, Matter, record
from webapp.home_services.errors import DayNotCome, MoveNotPossible, NoSuchRequest, NotYetMissed
from webapp.home_services.models import HomeServiceAssignment, HomeServiceRequest
from webapp.home_services.rules import ENDED, MOVES, UNDOINGS, Closing, Party, Status, moves_at, opens_at
from webapp.mandates import ErrandKind, acting, end_errands_in
from webapp.people import Area, Role

MATTER = "home_service"

OFFICERS = (Role.community_officer, Role.federation_officer, Role.federation_administrator)

MOMENTS = {
    "ask": "requested_at", "accept": "accepted_at", "decline": "declined_at", "take_back": "returned_at",
    "give_back": "returned_at", "want_other": "returned_at", "reopen": "reopened_at", "confirm": "confirmed_at",
    "cancel": "cancelled_at",
}
ASSIGNMENT_MOMENTS = {
    "promise": "promised_at", "change_visit": "promised_at", "set_out": "on_the_way_at", "finish": "done_at",
}
CLOSINGS = {
    "take_back": Closing.taken_back, "give_back": Closing.given_back, "want_other": Closing.other_wanted,
    "reopen": Closing.reopened, "cancel": Closing.cancelled,
}
"""Moves that end the open assignment."""

IN_HER_PLACE = ("ask", "cancel")
"""What an officer does not by office but on her word, which covers this one request."""


def moves_now(request: HomeServiceRequest, party: Party, at: datetime) -> list[str]:
    """What a party may do at this moment: nobody sets out before the agreed day, nobody was missed before the time."""
    return moves_at(request.status, party, at, visit_at=_visit_at(request))


def _visit_at(request: HomeServiceRequest) -> datetime | None:
    return request.assignment.visit_at if request.assignment is not None else None


def begin(db: Session, actor: Actor, request: HomeServiceRequest, name: str, *,
          in_her_place: bool = True) -> HomeServiceRequest:
    """The request, locked and read anew, if this actor may make this move now.

    `in_her_place`: False where an officer only tidies up what she herself had begun to write.
    Raises NoSuchRequest for what is not the actor's, MoveNotPossible with `move` and `status`, NotYetMissed and
    DayNotCome with `visit_at` for what comes too early, ErrandMissing.
    """
    chosen = select(HomeServiceRequest).where(HomeServiceRequest.id == request.id).with_for_update()
    locked = db.scalars(chosen.execution_options(populate_existing=True)).one()
    hers = select(HomeServiceAssignment).where(HomeServiceAssignment.request_id == locked.id)
    db.scalars(hers.execution_options(populate_existing=True)).all()  # what stood in them before the lock may be old
    db.expire(locked, ["assignments"])
    move = UNDOINGS[name] if name in UNDOINGS else MOVES[name]
    if not any(_is(db, actor, party, locked) for party in move.by):
        raise NoSuchRequest()
    if locked.status not in move.before:
        raise MoveNotPossible(move=name, status=locked.status)
    if name in MOVES:
        _not_too_early(actor, locked, name)
    if in_her_place:
        on_her_word(db, actor, locked, name)
    return locked


def _not_too_early(actor: Actor, request: HomeServiceRequest, name: str) -> None:
    visit_at = _visit_at(request)
    opens = opens_at(name, request.status, visit_at)
    if opens is not None and actor.at < opens:
        raise (NotYetMissed if name == "reopen" else DayNotCome)(visit_at=visit_at)


def who_was_to_come(request: HomeServiceRequest) -> dict[str, str | None]:
    """What an event says of the open assignment: whose it is, and for when it was promised."""
    open_ = request.assignment
    if open_ is None:
        return {"provider": None, "visit_at": None}
    return {"provider": open_.organisation.public_id,
            "visit_at": open_.visit_at.isoformat() if open_.visit_at is not None else None}


def matter_of(request: HomeServiceRequest) -> Matter:
    return Matter(MATTER, request.public_id)


def on_her_word(db: Session, actor: Actor, request: HomeServiceRequest, name: str) -> Actor:
    """An officer asks and cancels in her place, under her word for this request; anybody else acts as she is."""
    if actor.role not in OFFICERS or name not in IN_HER_PLACE:
        return actor
    return acting(db, actor, request.resident_id, ErrandKind.home_service, matter_of(request))


def complete(db: Session, actor: Actor, request: HomeServiceRequest, name: str, event: Event, *,
             reason: str | None = None, words: str | None = None) -> HomeServiceRequest:
    """Set the move's moment, end the assignment where the move ends it, and record the event."""
    actor = on_her_word(db, actor, request, name)
    assignment = request.assignment
    if name in MOMENTS:
        setattr(request, MOMENTS[name], actor.at)
    elif name in ASSIGNMENT_MOMENTS:
        setattr(assignment, ASSIGNMENT_MOMENTS[name], actor.at)
    if name in CLOSINGS and assignment is not None:
        assignment.closed_at, assignment.closing = actor.at, CLOSINGS[name]
        assignment.closing_reason, assignment.closing_words = reason, words
    db.flush()
    if request.status is not MOVES[name].after:
        raise RuntimeError(f"{name} led to {request.status}, not to {MOVES[name].after}")
    record(db, actor, event, subject_id=request.resident_id, matter=matter_of(request))
    if request.status in ENDED:
        end_errands_in(db, actor, matter_of(request))
    return request


def serves(db: Session, actor: Actor, area: Area) -> bool:
    """Whether the actor is an officer of an area, or of one around it."""
    own = db.get(Area, actor.area_id) if actor.role in OFFICERS and actor.area_id is not None else None
    return own is not None and own.holds(area)


def _is(db: Session, actor: Actor, party: Party, request: HomeServiceRequest) -> bool:
    if party is Party.resident:
        hers = request.status is not Status.draft or request.drafted_by is None
        return hers and actor.role is None and actor.resident_id == request.resident_id
    if party is Party.officer:
        writes = request.status is not Status.draft or request.drafted_by == actor.account_id
        return writes and serves(db, actor, request.area)
    if party is Party.provider:
        at = request.assignment
        return actor.role == Role.provider_clerk and at is not None and at.organisation_id == actor.organisation_id
    return actor.account_id is None
