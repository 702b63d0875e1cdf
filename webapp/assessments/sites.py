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
    at_home = ":home" if kind is AppointmentKind.home else ""
    return f"receiver:{site.organisation.public_id}{at_home}"


def has_agreed(db: Session, resident: Resident, site: AssessmentSite, kind: AppointmentKind) -> bool:
    """Whether she agreed that it is told all that. Who let it know where she lives let it know that she comes."""
    return site in agreed_sites(db, resident, [site], kind)


def agreed_sites(db: Session, resident: Resident, sites: Iterable[AssessmentSite],
                 kind: AppointmentKind) -> list[AssessmentSite]:
    """Of these sites those that she has agreed to, in one look."""
    enough = {site: {receiver_kind(site, kind), receiver_kind(site, AppointmentKind.home)} for site in sites}
    wanted = {each for kinds in enough.values() for each in kinds}
    held = set(db.scalars(select(Consent.kind).where(
        Consent.resident_id == resident.id, Consent.kind.in_(wanted), Consent.withdrawn_at.is_(None))))
    return [site for site, kinds in enough.items() if kinds & held]
