"""Where and when there is room: sites within reach, free times by day, the nearest other times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from webapp.assessments.models import (
    AppointmentKind,
    AssessmentSession,
    AssessmentSite,
    Seat,
    SessionCategory,
    SiteCategory,
    Slot,
)
from webapp.assessments.rules import local_day, local_moment
from webapp.assessments.seats import is_free
from webapp.assessments.sites import agreed_by
from webapp.certificates import DisabilityCategory
from webapp.core import Moment, NotFound
from webapp.people import Organisation, Resident

MOST_READ = 400
"""Times read for one page."""


@dataclass(frozen=True)
class FreeDay:
    day: date
    slots: list[Slot]


def find_site(db: Session, public_id: str) -> AssessmentSite:
    found = select(AssessmentSite).where(AssessmentSite.public_id == public_id)
    site = db.scalar(found.options(joinedload(AssessmentSite.organisation), selectinload(AssessmentSite.category_rows)))
    if site is None:
        raise NotFound()
    return site


def site_of(db: Session, organisation_id: int | None) -> AssessmentSite:
    """The site whose clerk this is. Raises NotFound."""
    site = registered_site(db, organisation_id)
    if site is None:
        raise NotFound()
    return site


def registered_site(db: Session, organisation_id: int | None) -> AssessmentSite | None:
    """None while nobody has said what the organisation assesses."""
    found = select(AssessmentSite).where(AssessmentSite.organisation_id == organisation_id)
    with_all = joinedload(AssessmentSite.organisation), selectinload(AssessmentSite.category_rows)
    return db.scalar(found.options(*with_all))


def sites_for(db: Session, resident: Resident, *, category: DisabilityCategory,
              kind: AppointmentKind) -> list[AssessmentSite]:
    """Those of her county and city that assess this category, the nearest first.

    Where her hukou is elsewhere, its county and city count too, as farther. Of whom no place
    is known is shown all of them.
    """
    return list(sites_and_consent(db, resident, category=category, kind=kind))


def sites_and_consent(db: Session, resident: Resident, *, category: DisabilityCategory,
                      kind: AppointmentKind) -> dict[AssessmentSite, bool]:
    """The same, each with whether she has agreed that it is told who comes."""
    sites = select(AssessmentSite, agreed_by(resident, kind)).join(AssessmentSite.organisation)
    chosen = sites.join(AssessmentSite.category_rows).where(SiteCategory.category == category)
    if kind is AppointmentKind.home:
        chosen = chosen.where(AssessmentSite.offers_home)
    with_place = contains_eager(AssessmentSite.organisation).joinedload(Organisation.area)
    agreed = dict(db.execute(chosen.options(with_place)).all())
    return {site: agreed[site] for site in _nearest_first(resident, list(agreed))}


def _nearest_first(resident: Resident, sites: list[AssessmentSite]) -> list[AssessmentSite]:
    hers = (resident.residence_area, resident.hukou_area)
    layers = [region for area in hers if area is not None for region in area.region_layers]
    if not layers:
        return sorted(sites, key=lambda site: site.organisation.name)
    distances = {}
    for site in sites:
        around = site.organisation.area.region_layers
        distances[site.id] = next((distance for distance, region in enumerate(layers) if region in around), None)
    near = [site for site in sites if distances[site.id] is not None]
    return sorted(near, key=lambda site: (distances[site.id], site.organisation.name))


def _with_room(kind: AppointmentKind, category: DisabilityCategory, sites: Iterable[int], after: datetime,
               at: datetime) -> tuple[ColumnElement[bool], ...]:
    has_room = select(Seat.id).where(Seat.slot_id == Slot.id, is_free(at)).exists()
    assesses = select(SessionCategory.id).where(
        SessionCategory.session_id == AssessmentSession.id, SessionCategory.category == category).exists()
    return (AssessmentSession.cancelled_at.is_(None), AssessmentSession.kind == kind,
            AssessmentSession.site_id.in_(list(sites)), Slot.starts_at > max(after, at), has_room, assesses)


def free_slots(kind: AppointmentKind, category: DisabilityCategory, sites: Iterable[int], after: datetime,
               at: datetime) -> Select[tuple[Slot]]:
    """Slots that begin after a moment and have a seat that nobody holds, the earliest first."""
    chosen = select(Slot).join(Slot.session).where(*_with_room(kind, category, sites, after, at))
    return chosen.order_by(Slot.starts_at, Slot.id).options(_of_site())


def _of_site() -> Any:
    return contains_eager(Slot.session).joinedload(AssessmentSession.site).joinedload(AssessmentSite.organisation)


def first_times(db: Session, at: datetime, *, kind: AppointmentKind, category: DisabilityCategory,
                sites: Iterable[int]) -> dict[int, datetime]:
    """When each of these sites first has room, by the site's id; a site without room is absent."""
    first = select(AssessmentSession.site_id, func.min(Slot.starts_at, type_=Moment())).join(Slot.session)
    found = first.where(*_with_room(kind, category, sites, at, at)).group_by(AssessmentSession.site_id)
    return dict(db.execute(found).all())


def free_days(db: Session, at: datetime, *, kind: AppointmentKind, category: DisabilityCategory, sites: Iterable[int],
              from_on: date | None = None, days: int = 5) -> tuple[list[FreeDay], date | None]:
    """The next days with room, and the day on which the page after this one begins (None: nothing after)."""
    after = local_moment(from_on, time.min) if from_on else at
    slots = list(db.scalars(free_slots(kind, category, sites, after, at).limit(MOST_READ)))
    found = [FreeDay(day, list(of_day)) for day, of_day in groupby(slots, key=lambda slot: local_day(slot.starts_at))]
    whole = len(found) - 1 if len(slots) == MOST_READ and len(found) > 1 else len(found)
    shown = min(days, whole)  # the last day read may have more times than were read: it begins the next page
    return found[:shown], found[shown].day if len(found) > shown else None


def nearest_slots(db: Session, at: datetime, *, kind: AppointmentKind, category: DisabilityCategory,
                  sites: Iterable[int], near: datetime, but: Slot | None = None, prefer: int | None = None,
                  limit: int = 3) -> list[Slot]:
    """Other times with room, the nearest to `near` first; those of the preferred site before all others.

    The nearest on either side, of that site and of all, are found by the database in one go.
    """
    wanted = list(sites)
    either: list[Select[tuple[int]]] = []
    for of_sites in ([prefer], wanted) if prefer else (wanted,):
        free = select(Slot.id).join(Slot.session)
        if but is not None:
            free = free.where(Slot.id != but.id)
        later = free.where(*_with_room(kind, category, of_sites, near, at)).order_by(Slot.starts_at, Slot.id)
        earlier = free.where(*_with_room(kind, category, of_sites, at, at), Slot.starts_at <= near)
        earlier = earlier.order_by(Slot.starts_at.desc(), Slot.id)
        either += [select(each.limit(limit).subquery().c.id) for each in (later, earlier)]
    chosen = select(Slot).join(Slot.session).where(Slot.id.in_(union_all(*either))).options(_of_site())
    found = sorted(db.scalars(chosen), key=lambda slot: (
        prefer is not None and slot.session.site_id != prefer,
        abs(slot.starts_at - near), slot.starts_at <= near, slot.id))
    return found[:limit]


def find_slot(db: Session, public_id: str) -> Slot:
    """A time; it may be full, past or of a cancelled session: whoever claims it finds out. Raises NotFound."""
    of_site = joinedload(Slot.session).joinedload(AssessmentSession.site).joinedload(AssessmentSite.organisation)
    chosen = select(Slot).where(Slot.public_id == public_id).options(of_site, joinedload(Slot.seats))
    slot = db.scalars(chosen).unique().one_or_none()
    if slot is None:
        raise NotFound()
    return slot
