"""Many residents of one town who fit a subsidy as soon as it is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from webapp import certificates, entitlements, people
from webapp.core import Actor, Database
from webapp.people import Area, FactSource, Resident

SUBSIDY = "pinghu/marginal-household-living-subsidy"
"""A draft's subsidy for grades 3 and 4 in dibao-marginal households: given only once somebody has recorded it."""

FITS = {"income_status": "dibao_marginal", "receives_child_in_difficulty_subsidy": False, "single_person_dibao": False}


def settle(
    database: Database, actor: Actor, count: int, *, region: str = "pinghu", first: int = 0
) -> Sequence[Resident]:
    """Nobody has been looked at yet. ``first``: the number of the first of them; each has her own."""
    with database.writing() as db:
        city = Area(code=f"{region}-c", name="city", region="jiaxing")
        db.add(city)
        db.flush()
        town = Area(code=f"{region}-t", name="town", within=city, region=region)
        db.add(town)
        db.flush()
        return [_one(db, actor, number, town) for number in range(first, first + count)]


def _one(db, actor: Actor, number: int, town: Area) -> Resident:
    written = f"000482{1960 + number % 60}0101{number // 60 * 2 + 100:03d}"
    resident = people.register_resident(
        db, actor, name=f"众{number}", citizen_id=written + people.check_character(written),
        hukou_area=town, residence_area=town,
    )  # fmt: skip
    certificates.issue_certificate(db, actor, resident, f"{resident.citizen_id}43", source="register")
    for fact, value in FITS.items():
        people.record_fact(db, actor, resident, fact, value, source=FactSource.register, from_on=date(2026, 1, 1))
    return resident


def give(database: Database, actor: Actor, benefit: str = SUBSIDY) -> None:
    with database.writing() as db:
        entitlements.record_in_force(db, actor, benefit, source="平残联〔2026〕1号", effective_on=actor.today)
