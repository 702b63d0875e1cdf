"""Assessment sites: which organisation assesses what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from webapp.assessments.errors import SessionCategoriesMissing
from webapp.assessments.events import SiteRegistered
from webapp.assessments.models import AppointmentKind, AssessmentSite, SiteCategory
from webapp.certificates import DisabilityCategory
from webapp.core import Actor, Matter, NotPermitted, record
from webapp.people import Consent, Organisation, OrganisationKind, Resident


def register_site(db: Session, actor: Actor, organisation: Organisation, *, categories: Iterable[DisabilityCategory],
                  offers_home: bool = False, access_notes: str | None = None) -> AssessmentSite:
    """The site of an organisation, made or brought up to date.

    Raises SessionCategoriesMissing, and NotPermitted for an organisation of another kind.
    """
    if organisation.kind is not OrganisationKind.assessment_site:
        raise NotPermitted()
    wanted = set(categories)
    if not wanted:
        raise SessionCategoriesMissing()
    site = db.scalar(select(AssessmentSite).where(AssessmentSite.organisation_id == organisation.id))
    if site is None:
        site = AssessmentSite(organisation=organisation, category_rows=[], registered_at=actor.at)
        db.add(site)
    site.offers_home, site.access_notes = offers_home, access_notes
    for row in [row for row in site.category_rows if row.category not in wanted]:
        site.category_rows.remove(row)
        db.delete(row)
    site.category_rows += [SiteCategory(category=category) for category in DisabilityCategory
                           if category in wanted - set(site.categories)]
    db.flush()
    matter = Matter("assessment_site", site.public_id)
    record(db, actor, SiteRegistered(site=site.public_id), subject_id=None, matter=matter)
    return site


def receiver_kind(site: AssessmentSite, kind: AppointmentKind) -> str:
    """The kind of consent that lets this site be told who comes and with which needs; at home also where she lives."""
    return _receiver(site.organisation.public_id, kind)


def _receiver(public_id: Any, kind: AppointmentKind) -> Any:
    """Of an organisation's public id, or of the column that holds them."""
    return "receiver:" + public_id + (":home" if kind is AppointmentKind.home else "")


def has_agreed(db: Session, resident: Resident, site: AssessmentSite, kind: AppointmentKind) -> bool:
    """Whether she agreed that it is told all that. Who let it know where she lives let it know that she comes."""
    here = Organisation.id == site.organisation_id
    return bool(db.scalar(select(agreed_by(resident, kind)).select_from(Organisation).where(here)))


def agreed_by(resident: Resident, kind: AppointmentKind) -> ColumnElement[bool]:
    """As has_agreed, of the organisation in each row of a statement."""
    told, told_more = (_receiver(Organisation.public_id, each) for each in (kind, AppointmentKind.home))
    return exists().where(
        Consent.resident_id == resident.id, Consent.withdrawn_at.is_(None),
        (Consent.kind == told) | (Consent.kind == told_more))
