"""Assessment sites: which organisation assesses what."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.errors import SessionCategoriesMissing
from webapp.assessments.events import SiteRegistered
from webapp.assessments.models import AppointmentKind, AssessmentSite, SiteCategory
from webapp.certificates import DisabilityCategory
from webapp.core import Actor, Matter, NotPermitted, record
from webapp.people import Organisation, OrganisationKind, Resident, consent_held


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
    at_home = ":home" if kind is AppointmentKind.home else ""
    return f"receiver:{site.organisation.public_id}{at_home}"


def has_agreed(db: Session, resident: Resident, site: AssessmentSite, kind: AppointmentKind) -> bool:
    """Whether she agreed that it is told all that. Who let it know where she lives let it know that she comes."""
    enough = {receiver_kind(site, kind), receiver_kind(site, AppointmentKind.home)}
    return any(consent_held(db, kind=each, resident_id=resident.id) is not None for each in sorted(enough))
