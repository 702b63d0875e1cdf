"""Reads of home services. Who asks is a parameter; what is not the asker's is not found."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core import LedgerEntry, Matter
from webapp.core.ledger import timeline
from webapp.home_services.errors import NoSuchRequest
from webapp.home_services.models import HomeServiceAssignment, HomeServiceRequest
from webapp.home_services.moves import MATTER
from webapp.home_services.rules import (
    CONSENT,
    ENDED,
    WITH_OFFICER,
    WITH_PROVIDER,
    Closing,
    HelperGender,
    Status,
    Window,
    given_name,
)
from webapp.people import Area, Need, Organisation, OrganisationKind, residents_who_hold, within_area

PAGE = 30


class Pile(enum.StrEnum):
    """How a queue is divided."""

    mine = "mine"
    """An officer has to do the next step."""
    with_provider = "with_provider"
    ended = "ended"


PILES = {Pile.mine: WITH_OFFICER, Pile.with_provider: WITH_PROVIDER, Pile.ended: ENDED}


def status_in(*wanted: Status) -> ColumnElement[bool]:
    """The same as HomeServiceRequest.status, in SQL; needs the outer join of `_with_assignment`."""
    r, a = HomeServiceRequest, HomeServiceAssignment
    reopened = and_(r.reopened_at.is_not(None), or_(r.returned_at.is_(None), r.reopened_at >= r.returned_at))
    status = case(
        (r.requested_at.is_(None), Status.draft.value), (r.cancelled_at.is_not(None), Status.cancelled.value),
        (r.declined_at.is_not(None), Status.declined.value), (r.confirmed_at.is_not(None), Status.confirmed.value),
        (a.done_at.is_not(None), Status.done.value), (a.on_the_way_at.is_not(None), Status.on_the_way.value),
        (a.promised_at.is_not(None), Status.promised.value), (a.assigned_at.is_not(None), Status.assigned.value),
        (reopened, Status.reopened.value), (r.accepted_at.is_(None), Status.requested.value),
        else_=Status.accepted.value,
    )
    return status.in_([each.value for each in wanted])


OPEN_ASSIGNMENT = and_(
    HomeServiceAssignment.request_id == HomeServiceRequest.id, HomeServiceAssignment.closed_at.is_(None)
)


def _with_assignment() -> Select[tuple[HomeServiceRequest]]:
    return select(HomeServiceRequest).outerjoin(HomeServiceAssignment, OPEN_ASSIGNMENT).options(*_whole())


def _how_many(db: Session, *which: ColumnElement[bool]) -> int:
    every = select(func.count()).select_from(HomeServiceRequest).outerjoin(HomeServiceAssignment, OPEN_ASSIGNMENT)
    return db.scalar(every.where(*which)) or 0


def _whole() -> tuple[object, ...]:
    return (
        joinedload(HomeServiceRequest.resident), joinedload(HomeServiceRequest.area),
        joinedload(HomeServiceRequest.windows),
        joinedload(HomeServiceRequest.assignments).joinedload(HomeServiceAssignment.organisation),
    )


def requests_with_status(db: Session, *statuses: Status) -> list[HomeServiceRequest]:
    chosen = _with_assignment().where(status_in(*statuses)).order_by(HomeServiceRequest.id)
    return list(db.scalars(chosen).unique())


SENT = HomeServiceRequest.requested_at.is_not(None)
HERS = or_(SENT, HomeServiceRequest.drafted_by.is_(None))
"""What she sees: all that was sent, and the drafts that no officer is writing."""


def find_own_request(db: Session, public_id: str, *, resident_id: int) -> HomeServiceRequest:
    """One of hers, her own drafts too. Raises NoSuchRequest."""
    return _found(db, public_id, HomeServiceRequest.resident_id == resident_id, HERS)


def find_officers_draft(db: Session, public_id: str, *, account_id: int, area_id: int) -> HomeServiceRequest:
    """What an officer writes, or wrote, for somebody who lives in the officer's area. Raises NoSuchRequest."""
    r = HomeServiceRequest
    return _found(db, public_id, r.drafted_by == account_id, r.area_id.in_(within_area(db, area_id)))


def requests_known_to(db: Session, resident_id: int, *, account_id: int) -> list[HomeServiceRequest]:
    """What an officer knows of a resident: all that was sent, and what this officer is writing; the newest first."""
    r = HomeServiceRequest
    known = select(r).where(r.resident_id == resident_id, or_(SENT, r.drafted_by == account_id))
    return list(db.scalars(known.options(joinedload(r.assignments)).order_by(r.id.desc())).unique())


def find_request_in_area(db: Session, public_id: str, *, area_id: int) -> HomeServiceRequest:
    """For an officer: sent, and from somebody who lives in the officer's area. Raises NoSuchRequest."""
    return _found(db, public_id, SENT,
                  HomeServiceRequest.area_id.in_(within_area(db, area_id)))


def _found(db: Session, public_id: str, *scope: ColumnElement[bool]) -> HomeServiceRequest:
    chosen = select(HomeServiceRequest).where(HomeServiceRequest.public_id == public_id, *scope).options(*_whole())
    request = db.scalars(chosen).unique().one_or_none()
    if request is None:
        raise NoSuchRequest()
    return request


def requests_of(db: Session, resident_id: int) -> list[HomeServiceRequest]:
    """All of hers, the newest first; those that are open before those that have ended."""
    chosen = select(HomeServiceRequest).where(HomeServiceRequest.resident_id == resident_id, HERS).options(*_whole())
    found = db.scalars(chosen.order_by(HomeServiceRequest.started_at.desc(), HomeServiceRequest.id.desc()))
    return sorted(found.unique(), key=lambda request: request.status in ENDED)


def drafts_of(db: Session, resident_id: int) -> list[HomeServiceRequest]:
    """What she or a carer has begun and not sent, the newest first; without times and helpers."""
    r = HomeServiceRequest
    begun = (r.resident_id == resident_id, r.requested_at.is_(None), r.drafted_by.is_(None))
    return list(db.scalars(select(r).where(*begun).order_by(r.id.desc())))


def latest_address(db: Session, resident_id: int, *, sent: bool = False) -> str | None:
    """Where helpers came last, so that it need not be written again. `sent`: not what stands in a draft of hers."""
    r = HomeServiceRequest
    hers = select(r.address).where(r.resident_id == resident_id, r.address.is_not(None), SENT if sent else HERS)
    return db.scalar(hers.order_by(r.id.desc()).limit(1))


def queue_of_area(db: Session, area_id: int, pile: Pile, *, page: int = 1) -> tuple[list[HomeServiceRequest], bool]:
    """An officer's requests, those who have waited longest first (of the ended the newest); and whether more follow."""
    chosen = _with_assignment().where(HomeServiceRequest.area_id.in_(within_area(db, area_id)), status_in(*PILES[pile]))
    order = HomeServiceRequest.requested_at.desc() if pile is Pile.ended else HomeServiceRequest.requested_at
    return _paged(db, chosen.order_by(order, HomeServiceRequest.id), page)


def how_many_with_officer(db: Session, area_id: int) -> int:
    """How many requests of an area wait for the next step of its officers."""
    return _how_many(db, HomeServiceRequest.area_id.in_(within_area(db, area_id)), status_in(*WITH_OFFICER))


def how_many_with_provider(db: Session, organisation_id: int) -> int:
    """How many requests wait for the next step of a provider: what is done waits for the resident's word."""
    mine = HomeServiceAssignment.organisation_id == organisation_id
    return _how_many(db, mine, status_in(*(set(WITH_PROVIDER) - {Status.done})))


def _paged(db: Session, chosen: Select[tuple[HomeServiceRequest]], page: int) -> tuple[list[HomeServiceRequest], bool]:
    found = list(db.scalars(chosen.offset((max(page, 1) - 1) * PAGE).limit(PAGE + 1)).unique())
    return found[:PAGE], len(found) > PAGE


def providers_for(db: Session, request: HomeServiceRequest) -> list[Organisation]:
    """Providers whose area holds her residence, the nearest first, or lies within it."""
    around = request.area.codes_above
    near = or_(Area.code.in_(around), Organisation.area_id.in_(within_area(db, request.area_id)))
    chosen = select(Organisation).join(Organisation.area).options(contains_eager(Organisation.area))
    chosen = chosen.where(Organisation.kind == OrganisationKind.provider, near).order_by(Organisation.name)
    depth = {code: place for place, code in enumerate(around)}
    return sorted(db.scalars(chosen), key=lambda provider: depth.get(provider.area.code, 0))


def providers_told(db: Session, resident_id: int) -> list[str]:
    """Names of those that were asked to come to her, each once."""
    asked = select(Organisation.name).join(HomeServiceAssignment).join(HomeServiceRequest)
    return list(db.scalars(asked.where(HomeServiceRequest.resident_id == resident_id).distinct()
                           .order_by(Organisation.name)))


def stands_still(db: Session, request: HomeServiceRequest) -> bool:
    """Whether it cannot go on because she has withdrawn her consent: no provider has it, and none may be told."""
    return bool(that_stand_still(db, [request]))


def that_stand_still(db: Session, requests: Iterable[HomeServiceRequest]) -> set[str]:
    """Public ids of those of a list that stand still, as in stands_still; asks only where one of them could."""
    could = [each for each in requests if each.status in WITH_OFFICER]
    agreed = residents_who_hold(db, CONSENT, (each.resident_id for each in could)) if could else set()
    return {each.public_id for each in could if each.resident_id not in agreed}


def history(db: Session, request: HomeServiceRequest) -> list[LedgerEntry]:
    return timeline(db, Matter(MATTER, request.public_id))


@dataclass(frozen=True)
class ProviderView:
    """All that a provider may know of a request, and nothing else."""

    public_id: str
    service: str
    status: Status
    given_name: str
    area_name: str
    asks: Sequence[str]
    needs: Sequence[Need]
    helper_gender: HelperGender
    times: Sequence[Window]
    instructions: str | None
    assigned_at: datetime
    helper_name: str | None
    visit_at: datetime | None
    address: str | None
    """Only between promise and done."""
    rating: int | None
    by_officer: bool
    """The community asked for her: she may have no phone."""
    resident_id: int
    """For the record of who opened what; not shown."""


def view_for_provider(db: Session, public_id: str, *, organisation_id: int) -> ProviderView:
    """The request if it is with this provider, or was when it was cancelled. Raises NoSuchRequest."""
    return _provider_view(*_assigned(db, public_id, organisation_id))


def request_of_provider(db: Session, public_id: str, *, organisation_id: int) -> HomeServiceRequest:
    """For the verbs; pages take view_for_provider. Raises NoSuchRequest."""
    return _assigned(db, public_id, organisation_id)[0]


def _assigned(db: Session, public_id: str, organisation_id: int) -> tuple[HomeServiceRequest, HomeServiceAssignment]:
    request = _found(db, public_id, SENT)
    last = request.assignments[-1] if request.assignments else None
    if last is None or last.organisation_id != organisation_id or last.closing not in (None, Closing.cancelled):
        raise NoSuchRequest()
    return request, last


def queue_of_provider(db: Session, organisation_id: int, *, ended: bool = False,
                      page: int = 1) -> tuple[list[ProviderView], bool]:
    """What is with a provider, the longest waiting first (of the ended the newest); and whether more follow.

    Among the ended stands what was cancelled while it was with this provider: nobody is to set out for it.
    """
    a, r = HomeServiceAssignment, HomeServiceRequest
    if ended:
        last = and_(a.request_id == r.id, or_(a.closed_at.is_(None), a.closing == Closing.cancelled))
        chosen = select(r).join(a, last).options(*_whole()).where(status_in(Status.confirmed, Status.cancelled))
    else:
        chosen = _with_assignment().where(status_in(*WITH_PROVIDER))
    chosen, order = chosen.where(a.organisation_id == organisation_id), a.assigned_at
    found, more = _paged(db, chosen.order_by(order.desc() if ended else order, HomeServiceRequest.id), page)
    return [_provider_view(request, request.assignments[-1]) for request in found], more


def _provider_view(request: HomeServiceRequest, at: HomeServiceAssignment) -> ProviderView:
    status = request.status
    return ProviderView(
        public_id=request.public_id, service=request.service, status=status,
        given_name=given_name(request.resident.name), area_name=request.area.name, asks=tuple(request.asks),
        needs=tuple(request.wants),
        helper_gender=request.helper_gender, times=tuple(request.times), instructions=at.instructions,
        assigned_at=at.assigned_at, helper_name=at.helper_name, visit_at=at.visit_at,
        address=request.address if status in (Status.promised, Status.on_the_way) else None,
        rating=request.rating, by_officer=request.agreement is not None, resident_id=request.resident_id,
    )
