"""Verbs of a request that has been sent. Each is one move of rules.MOVES."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, refuse
from webapp.home_services import moves
from webapp.home_services.drafts import checked_words, forget_drafts_of
from webapp.home_services.errors import (
    ConsentMissing,
    ConsentWithdrawn,
    HelperMissing,
    NeedsNotReady,
    NoSuchRequest,
    ProviderNotHere,
    RatingMissing,
    ReasonMissing,
    VisitOutsideWindows,
)
from webapp.home_services.events import (
    AssignmentGivenBack,
    AssignmentTakenBack,
    HelperSetOut,
    OtherProviderWanted,
    ProviderAssigned,
    RequestAccepted,
    RequestCancelled,
    RequestDeclined,
    ServiceConfirmed,
    ServiceDone,
    ServiceReopened,
    VisitChanged,
    VisitPromised,
)
from webapp.home_services.models import HomeServiceAssignment, HomeServiceRequest
from webapp.home_services.queries import providers_for, stands_still
from webapp.home_services.rules import (
    CONSENT,
    LONGEST_WORDS,
    OPEN,
    CancelReason,
    DeclineReason,
    GiveBackReason,
    ReopenReason,
    Status,
    holds,
)
from webapp.people import Need, Organisation, consent_held, give_consent

LONGEST_NAME = 60


def accept(db: Session, actor: Actor, request: HomeServiceRequest) -> HomeServiceRequest:
    request = moves.begin(db, actor, request, "accept")
    return moves.complete(db, actor, request, "accept", RequestAccepted(request=request.public_id))


def decline(db: Session, actor: Actor, request: HomeServiceRequest, *,
            reason: DeclineReason, words: str) -> HomeServiceRequest:
    """`words` are shown to her: why not, and what she can do instead. Raises ReasonMissing without them."""
    request = moves.begin(db, actor, request, "decline")
    request.decline_reason, request.decline_words = DeclineReason(reason), _required(words, "words")
    event = RequestDeclined(request=request.public_id, reason=reason.value)
    return moves.complete(db, actor, request, "decline", event)


def assign(db: Session, actor: Actor, request: HomeServiceRequest, provider: Organisation, *,
           instructions: str = "") -> HomeServiceRequest:
    """Ask a provider to come. Raises ProviderNotHere for one that does not serve her area, ConsentWithdrawn."""
    request = moves.begin(db, actor, request, "assign")
    if consent_held(db, kind=CONSENT, resident_id=request.resident_id) is None:
        raise ConsentWithdrawn()
    if provider.id not in {each.id for each in providers_for(db, request)}:
        raise ProviderNotHere()
    request.assignments.append(HomeServiceAssignment(
        organisation_id=provider.id, assigned_at=actor.at, assigned_by=actor.account_id,
        instructions=checked_words(instructions, LONGEST_WORDS, field="instructions"),
    ))
    event = ProviderAssigned(request=request.public_id, provider=provider.public_id)
    return moves.complete(db, actor, request, "assign", event)


def agree_again(db: Session, actor: Actor, request: HomeServiceRequest, *, agreed: bool, consent_version: str,
                consent_words: str) -> None:
    """What stood still since she withdrew her consent goes on; where nothing stands still, nothing is agreed to.

    `consent_words` are those shown beside the box. Raises NoSuchRequest for anybody but her and who acts for her,
    ConsentMissing.
    """
    if actor.role is not None or actor.resident_id != request.resident_id:
        raise NoSuchRequest()
    if not agreed:
        raise ConsentMissing()
    if stands_still(db, request):
        give_consent(
            db, actor, resident_id=request.resident_id, kind=CONSENT, version=consent_version, words=consent_words)


def take_back(db: Session, actor: Actor, request: HomeServiceRequest) -> HomeServiceRequest:
    """The officer asks somebody else."""
    request = moves.begin(db, actor, request, "take_back")
    event = AssignmentTakenBack(request=request.public_id, **moves.who_was_to_come(request))
    return moves.complete(db, actor, request, "take_back", event)


def give_back(db: Session, actor: Actor, request: HomeServiceRequest, *, reason: GiveBackReason,
              words: str = "") -> HomeServiceRequest:
    """The provider cannot come: the officer has it again."""
    request = moves.begin(db, actor, request, "give_back")
    said = checked_words(words, LONGEST_WORDS, field="words")
    event = AssignmentGivenBack(request=request.public_id, reason=reason.value)
    return moves.complete(db, actor, request, "give_back", event, reason=reason.value, words=said)


def want_other(db: Session, actor: Actor, request: HomeServiceRequest, *, words: str = "") -> HomeServiceRequest:
    """She does not want this provider or this helper. She need not say why."""
    request = moves.begin(db, actor, request, "want_other")
    said = checked_words(words, LONGEST_WORDS, field="words")
    event = OtherProviderWanted(request=request.public_id, **moves.who_was_to_come(request))
    return moves.complete(db, actor, request, "want_other", event, words=said)


def promise(db: Session, actor: Actor, request: HomeServiceRequest, *, helper_name: str, visit_at: datetime,
            ready_for: Iterable[Need]) -> HomeServiceRequest:
    """Who comes and when. Raises HelperMissing, NeedsNotReady, VisitOutsideWindows (it must be a time she offered)."""
    request = moves.begin(db, actor, request, "promise")
    _plan(actor, request, helper_name, visit_at, ready_for)
    event = VisitPromised(request=request.public_id, visit_at=visit_at.isoformat())
    return moves.complete(db, actor, request, "promise", event)


def change_visit(db: Session, actor: Actor, request: HomeServiceRequest, *, helper_name: str, visit_at: datetime,
                 ready_for: Iterable[Need]) -> HomeServiceRequest:
    """Another helper or another time, within what she offered; she is told of it."""
    request = moves.begin(db, actor, request, "change_visit")
    earlier = request.assignment.helper_name if request.assignment else None
    _plan(actor, request, helper_name, visit_at, ready_for)
    changed = request.assignment is not None and request.assignment.helper_name != earlier
    event = VisitChanged(request=request.public_id, visit_at=visit_at.isoformat(), helper_changed=changed)
    return moves.complete(db, actor, request, "change_visit", event)


def set_out(db: Session, actor: Actor, request: HomeServiceRequest) -> HomeServiceRequest:
    """She is told at once that somebody comes. Raises DayNotCome before the agreed day."""
    request = moves.begin(db, actor, request, "set_out")
    return moves.complete(db, actor, request, "set_out", HelperSetOut(request=request.public_id))


def finish(db: Session, actor: Actor, request: HomeServiceRequest) -> HomeServiceRequest:
    """The provider says that it is done; whether it is, the resident says. Raises DayNotCome."""
    request = moves.begin(db, actor, request, "finish")
    return moves.complete(db, actor, request, "finish", ServiceDone(request=request.public_id))


def confirm(db: Session, actor: Actor, request: HomeServiceRequest, *,
            rating: int, words: str = "") -> HomeServiceRequest:
    """`rating`: 1 (bad) to 5 (very good). Raises RatingMissing."""
    request = moves.begin(db, actor, request, "confirm")
    if rating not in range(1, 6):
        raise RatingMissing()
    request.rating, request.rating_words = rating, checked_words(words, LONGEST_WORDS, field="words")
    event = ServiceConfirmed(request=request.public_id, rating=rating)
    return moves.complete(db, actor, request, "confirm", event)


def reopen(db: Session, actor: Actor, request: HomeServiceRequest, *,
           reason: ReopenReason, words: str = "") -> HomeServiceRequest:
    """It was not done, not well done, or nobody came. Raises NotYetMissed before the promised time."""
    request = moves.begin(db, actor, request, "reopen")
    said = checked_words(words, LONGEST_WORDS, field="words")
    event = ServiceReopened(request=request.public_id, reason=reason.value)
    return moves.complete(db, actor, request, "reopen", event, reason=reason.value, words=said)


def cancel(db: Session, actor: Actor, request: HomeServiceRequest, *, reason: CancelReason) -> HomeServiceRequest:
    """By the resident or a carer for her, by an officer, or by the service itself."""
    request = moves.begin(db, actor, request, "cancel")
    request.cancelled_by, request.cancel_reason = _who(actor), CancelReason(reason)
    event = RequestCancelled(
        request=request.public_id, by=request.cancelled_by, reason=reason.value, **moves.who_was_to_come(request))
    return moves.complete(db, actor, request, "cancel", event)


def end_requests_of(db: Session, at: datetime, resident_id: int, *, reason: CancelReason) -> None:
    """Cancel what is open, and forget drafts: after a death nobody is to stand before the door."""
    service = Actor.service(at)
    forget_drafts_of(db, resident_id)
    chosen = select(HomeServiceRequest).where(HomeServiceRequest.resident_id == resident_id)
    for request in db.scalars(chosen.order_by(HomeServiceRequest.id)):
        if request.status in OPEN and request.status is not Status.done:
            cancel(db, service, request, reason=reason)
    db.flush()


def _plan(actor: Actor, request: HomeServiceRequest, helper_name: str, visit_at: datetime,
          ready_for: Iterable[Need]) -> None:
    name = checked_words(helper_name, LONGEST_NAME, field="helper_name")
    unmet = [need for need in request.wants if need not in set(ready_for)]
    outside = visit_at <= actor.at or not any(holds(window, visit_at) for window in request.times)
    refuse([
        *([] if name else [HelperMissing()]),
        *([NeedsNotReady(needs=unmet)] if unmet else []),
        *([VisitOutsideWindows()] if outside else []),
    ])
    if request.assignment is not None:
        request.assignment.helper_name, request.assignment.visit_at = name, visit_at


def _required(words: str, field: str) -> str:
    said = checked_words(words, LONGEST_WORDS, field=field)
    if not said:
        raise ReasonMissing(field=field)
    return said


def _who(actor: Actor) -> str:
    if actor.account_id is None:
        return "service"
    if actor.role is not None:
        return "officer"
    return "carer" if actor.on_behalf else "resident"
