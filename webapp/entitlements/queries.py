"""Reads of entitlements: what is given here, what is known of a resident in the catalogue's terms, what is hers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Row, bindparam, select
from sqlalchemy.orm import Session

from webapp.certificates import DisabilityCertificate, gradings_of, holds_on
from webapp.core import columns
from webapp.entitlements.answers import Assessment, Circumstances
from webapp.entitlements.asking import Question
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.coding import Coding
from webapp.entitlements.errors import NoSuchBenefit
from webapp.entitlements.findings import Findings, Place, Situation, circumstances_from, findings
from webapp.entitlements.models import BenefitInForce
from webapp.entitlements.overview import InForce, Overview
from webapp.entitlements.shelves import Shelf
from webapp.entitlements.stamps import settled_by
from webapp.entitlements.told import Told
from webapp.people import Area, Resident, age_on, facts_said, hukou_area_on, within_area


@dataclass(frozen=True, slots=True)
class Entitlements:
    """Everything the catalogue says to one resident on one day."""

    on: dt.date
    region: str | None
    told: Told
    in_force: Mapping[str, InForce]
    findings: Findings

    @property
    def who(self) -> Circumstances:
        return self.findings.who

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The nearest layer first."""
        return self.findings.assessments

    @property
    def apart(self) -> tuple[Benefit, ...]:
        """Help for employers and institutions: not answered, only listed."""
        return self.findings.apart

    @property
    def overview(self) -> Overview:
        return self.findings.overview

    @property
    def shelves(self) -> Mapping[Shelf, tuple[Assessment, ...]]:
        return self.findings.shelves

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is worth asking her, the most useful first; not what she has said that she does not know."""
        passed_over = self.told.passed_over
        return tuple(each for each in self.findings.questions if each.fact not in passed_over)

    def receives(self, benefit: Benefit) -> bool:
        """Whether she is known to receive this help already, here or under another document (one ``family``)."""
        known = self.who.known(benefit.region)
        return any(known[name] is True for name in self.who.vocabulary.receipts.get(benefit.family, ()))

    def assessment(self, benefit: Benefit) -> Assessment | None:
        """Hers of a benefit; None for help that is not for residents. Raises NoSuchBenefit for another region's."""
        if benefit in self.apart:
            return None
        for each in self.assessments:
            if each.benefit is benefit:
                return each
        raise NoSuchBenefit(benefit=benefit.key)


def in_force_on(db: Session, on: dt.date) -> dict[str, InForce]:
    """For each benefit the record that counts on a day: the last that has begun, also when it has ended."""
    return latest(columns(db, _BEGUN, day=on))


_BEGUN = (
    select(
        BenefitInForce.benefit, BenefitInForce.source, BenefitInForce.effective_on, BenefitInForce.ended_on,
        BenefitInForce.is_demo,
    )
    .where(BenefitInForce.effective_on <= bindparam("day", type_=Date))
    .order_by(BenefitInForce.effective_on, BenefitInForce.id)
)  # fmt: skip


def latest(rows: Iterable[BenefitInForce | Row[Any]]) -> dict[str, InForce]:
    """For each benefit the last of its records."""
    return {row.benefit: InForce(row.benefit, row.source, row.effective_on, row.ended_on, row.is_demo) for row in rows}


def in_force_records(db: Session, benefit: str | None = None) -> list[BenefitInForce]:
    """All records, of one benefit or of all, the newest first."""
    rows = select(BenefitInForce).order_by(BenefitInForce.effective_on.desc(), BenefitInForce.id.desc())
    return list(db.scalars(rows if benefit is None else rows.where(BenefitInForce.benefit == benefit)))


def find_in_force(db: Session, public_id: str) -> BenefitInForce:
    """Raises NoSuchBenefit."""
    row = db.scalar(select(BenefitInForce).where(BenefitInForce.public_id == public_id))
    if row is None:
        raise NoSuchBenefit()
    return row


def regions_under(db: Session, area_id: int | None) -> frozenset[str]:
    """The regions of the catalogue whose place is an area or lies in it: for these its officers may speak."""
    there = select(Area.region).where(Area.id.in_(within_area(db, area_id)), Area.region.is_not(None))
    return frozenset(db.scalars(there))


def regions_with_places(db: Session) -> frozenset[str]:
    """The regions of the catalogue of which a place has been entered: where a hukou can be."""
    named = frozenset(db.scalars(select(Area.region).where(Area.region.is_not(None)).distinct()))
    return named & current().regions.keys()


def benefit_under(db: Session, key: str, area_id: int | None) -> Benefit:
    """A benefit of a region for which an officer of the area may speak. Raises NoSuchBenefit."""
    benefit = current().benefit(key)
    if benefit.region not in regions_under(db, area_id):
        raise NoSuchBenefit(benefit=key)
    return benefit


def region_of(db: Session, resident: Resident, on: dt.date) -> str | None:
    """The nearest region whose documents speak for her on a day; None where no catalogue holds."""
    return place_of(db, resident, on).region


def facts_of(db: Session, resident: Resident, on: dt.date, catalogue: Catalogue | None = None) -> Circumstances:
    """What is known of her on a day, in the catalogue's terms."""
    told = told_of(db, resident, on)
    return circumstances_from(told.said, told.settled, place_of(db, resident, on), catalogue or current())


def entitlements_of(db: Session, resident: Resident, on: dt.date, catalogue: Catalogue | None = None) -> Entitlements:
    """All answers for her on a day, with their reasons and groups."""
    return entitlements_from(
        told_of(db, resident, on), place_of(db, resident, on), in_force_on(db, on), on, catalogue or current()
    )


def entitlements_from(
    told: Told, place: Place, in_force: Mapping[str, InForce], on: dt.date, catalogue: Catalogue
) -> Entitlements:
    """All answers on a day for whoever is told of, from where she is at home and what is given there."""
    found = findings(Situation.of(catalogue, place, told), frozenset(in_force.values()), on)
    return Entitlements(on=on, region=place.region, told=told, in_force=in_force, findings=found)


def settled_facts(db: Session, resident: Resident, on: dt.date) -> dict[str, Any]:
    """What a certificate and the date of birth settle, whatever anybody says."""
    return settled_from(resident, gradings_of(db, resident), on)


def settled_from(
    resident: Resident, on_file: Sequence[DisabilityCertificate | Row[Any]], on: dt.date
) -> dict[str, Any]:
    """As settled_facts, from the certificates that were ever on file, the newest first."""
    valid = next((each for each in on_file if holds_on(each, on)), None)
    category, grade = (None, None) if valid is None else (valid.category.value, valid.grade)
    return {"age": age_on(resident.birth_on, on), **settled_by(bool(on_file), category, grade)}


def remembered(row: bytes, catalogue: Catalogue, coding: Coding) -> Circumstances:
    """What a row of the night says, as a page or a question takes it."""
    seen = {region: coding.known(row, region) for region in catalogue.regions}
    regional = {name for name, fact in catalogue.vocabulary.items() if fact.regional}
    nearest = next(iter(seen.values()))
    facts = {name: value for name, value in nearest.items() if value is not None and name not in regional}
    here = {region: {name: known[name] for name in regional} for region, known in seen.items()}
    return Circumstances(catalogue.vocabulary, facts, here)


def place_of(db: Session, resident: Resident, on: dt.date) -> Place:
    hukou = hukou_area_on(db, resident, on)
    residence = db.get(Area, resident.residence_area_id) if resident.residence_area_id else None
    return Place(
        hukou=None if hukou is None else hukou.region_layers,
        residence=None if residence is None else residence.region_layers,
    )


def told_of(db: Session, resident: Resident, on: dt.date) -> Told:
    """Everything that has been said of her and holds on a day."""
    return Told(facts_said(db, resident, on), settled_facts(db, resident, on))
