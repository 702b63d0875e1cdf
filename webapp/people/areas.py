"""Places: entering the list of them, and finding one that somebody has written down."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.errors import AreaNameAmbiguous, AreaRowWrong, NoSuchArea
from webapp.people.events import AreasEntered
from webapp.people.models import Area

LONGEST_NAME = 80


def area_named(db: Session, written: str, *, field: str) -> Area:
    """The area of a code or a name. Raises NoSuchArea, AreaNameAmbiguous, at the field of a form."""
    wanted = written.strip()
    found = list(db.scalars(select(Area).where((Area.code == wanted) | (Area.name == wanted)).order_by(Area.code)))
    if not found:
        raise NoSuchArea(field=field)
    if len(found) > 1:
        raise AreaNameAmbiguous(field=field, codes=[area.code for area in found])
    return found[0]


def area_as_written(db: Session, area: Area) -> str:
    """How somebody writes it so that area_named finds it: its name, or its code where others bear the name."""
    return area.name if db.scalar(select(func.count()).where(Area.name == area.name)) == 1 else area.code


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A place as a list gives it."""

    number: int
    """Of the row in its file."""
    code: str
    """2 to 12 digits, as the administrative division has them."""
    name: str
    within: str | None
    """Code of the place it lies in."""
    region: str | None
    """The catalogue that holds there."""


@dataclass(frozen=True, slots=True)
class AreasTaken:
    new: int
    changed: int
    same: int


def take_in_areas(
    db: Session, actor: Actor, rows: Iterable[AreaRow], regions: Collection[str]
) -> AreasTaken | list[tuple[AreaRow, AreaRowWrong]]:
    """Enter the places of a list, or bring their names and catalogues up to date; a second time changes nothing.

    Each after the one it lies in. Nothing is entered while a row is wrong: every wrong one comes back with its reason.
    A place stays where it is: a row that puts it elsewhere is wrong.
    """
    areas = {area.code: area for area in db.scalars(select(Area))}
    wrong: list[tuple[AreaRow, AreaRowWrong]] = []
    met: set[str] = set()
    new = changed = 0
    for row in rows:
        reason = _why_wrong(row, areas, met, regions)
        if reason is not None:
            wrong.append((row, AreaRowWrong(reason=reason, row=row.number)))
            continue
        met.add(row.code)
        held = areas.get(row.code)
        if held is None:
            within = areas[row.within] if row.within else None
            areas[row.code] = Area(code=row.code, name=row.name, within=within, region=row.region)
            db.add(areas[row.code])
            db.flush()  # those that lie in it need its number
            new += 1
        elif (held.name, held.region) != (row.name, row.region):
            held.name, held.region = row.name, row.region
            changed += 1
    if wrong:
        return wrong
    _name_catalogues_anew(areas.values())
    if new or changed:
        record(db, actor, AreasEntered(new=new, changed=changed), subject_id=None)
    return AreasTaken(new, changed, len(met) - new - changed)


def _why_wrong(row: AreaRow, areas: Mapping[str, Area], met: set[str], regions: Collection[str]) -> str | None:
    if not re.fullmatch(r"[0-9]{2,12}", row.code):
        return "code"
    if not row.name or len(row.name) > LONGEST_NAME:
        return "name"
    if row.code in met:
        return "twice"
    if row.within and row.within not in areas:
        return "within_unknown"
    if row.region and row.region not in regions:
        return "region"
    held = areas.get(row.code)
    if held is not None and (held.codes_above[1] if len(held.codes_above) > 1 else None) != (row.within or None):
        return "elsewhere"
    return None


def _name_catalogues_anew(areas: Iterable[Area]) -> None:
    """A catalogue that holds in a place holds in all that lies in it."""
    named: dict[str, str] = {}
    for area in sorted(areas, key=lambda each: each.lineage.count("/")):
        above = area.codes_above[1] if len(area.codes_above) > 1 else None
        area.regions = " ".join(filter(None, (area.region, named[above] if above else None)))
        named[area.code] = area.regions
