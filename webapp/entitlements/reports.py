"""Counts for a report, by the database itself: how many residents of each place have a benefit, or may come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.models import StoredCircumstances
from webapp.entitlements.population import Bound
from webapp.entitlements.projecting import coding_of
from webapp.entitlements.rulebooks import answered
from webapp.entitlements.statements import condition, how_many
from webapp.people import Area, Resident

AT_ONCE = 60
"""Benefits in one question: databases bound the columns of an answer and the depth of a condition."""


@dataclass(frozen=True, slots=True)
class Count:
    area_code: str
    area: str
    benefit: str
    residents: int
    entitled: int
    could_be: int


def counts_by_area(db: Session, region: str, catalogue: Catalogue | None = None) -> Iterator[Count]:
    """For each place where residents of a region live, and each of the region's benefits: how many of them are
    entitled by the words of the document, and of how many too little is known.

    As of the day on which each resident's row was last written; whoever has no place of residence is left out.
    """
    catalogue = catalogue or current()
    coding, row = coding_of(catalogue), StoredCircumstances.facts
    theirs = (StoredCircumstances.region == region, func.substr(row, 1, len(coding.mark)) == coding.mark)
    benefits = [each for each in answered(catalogue, region) if each.evaluator is not None]
    for start in range(0, len(benefits), AT_ONCE):
        some = benefits[start : start + AT_ONCE]
        entitled = how_many({f"e{n}": condition(each, Bound.ENTITLED, row, coding) for n, each in enumerate(some)})
        possible = how_many({f"p{n}": condition(each, Bound.POSSIBLE, row, coding) for n, each in enumerate(some)})
        asked = (
            select(Area.code, Area.name, func.count().label("residents"), *entitled, *possible)
            .join_from(StoredCircumstances, Resident, Resident.id == StoredCircumstances.resident_id)
            .join(Area, Area.id == Resident.residence_area_id)
            .where(*theirs)
            .group_by(Area.code, Area.name)
            .order_by(Area.code)
        )
        for found in db.execute(asked).mappings():
            for n, each in enumerate(some):
                yes = found[f"e{n}"]
                yield Count(found["code"], found["name"], each.key, found["residents"], yes, found[f"p{n}"] - yes)
