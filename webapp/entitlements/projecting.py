"""From dated facts to one row a resident: what is known on a day, and until when that stays so.

Whoever changes facts does not write the row anew: the ledger entries of the same transaction mark it as due, and
whoever needs it next writes it, many at a time.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from webapp.certificates import (
    CertificateCancelled,
    CertificateDated,
    CertificateIssued,
    certificates_on_file,
)
from webapp.core import LedgerEntry
from webapp.entitlements.catalogue import Catalogue
from webapp.entitlements.changes import birthday
from webapp.entitlements.coding import Coding
from webapp.entitlements.findings import Place, circumstances_from
from webapp.entitlements.models import StoredCircumstances
from webapp.entitlements.queries import settled_by
from webapp.people import (
    Area,
    DeathRecorded,
    FactRecorded,
    HukouMoved,
    OwnWordsForgotten,
    Resident,
    ResidentCorrected,
    facts_from,
    known_from,
)

DUE = dt.date(1, 1, 1)
NEVER = dt.date(9999, 12, 31)

MOVING = frozenset(
    event.name
    for event in (
        FactRecorded, OwnWordsForgotten, HukouMoved, ResidentCorrected, DeathRecorded,
        CertificateIssued, CertificateDated, CertificateCancelled,
    )
)  # fmt: skip
"""What changes the facts of whom it is about."""


@dataclass(frozen=True, slots=True)
class Projected:
    """What is known of one resident on a day. ``region`` None: no catalogue speaks for her; or she has died."""

    region: str | None
    facts: bytes
    due_on: dt.date
    died: bool = False


@functools.lru_cache(maxsize=4)
def coding_of(catalogue: Catalogue) -> Coding:
    return Coding(catalogue.vocabulary, catalogue.regions)


def mark_due(db: Session, entries: Sequence[LedgerEntry]) -> None:
    """For the unit of work: whose facts have moved in this transaction is looked at by the next night."""
    moved = sorted({entry.subject_id for entry in entries if entry.event in MOVING and entry.subject_id})
    for start in range(0, len(moved), 500):
        chosen = StoredCircumstances.resident_id.in_(moved[start : start + 500])
        db.execute(
            update(StoredCircumstances)
            .where(chosen)
            .values(due_on=DUE, revision=StoredCircumstances.revision + 1)
            .execution_options(synchronize_session=False)
        )


def project(
    db: Session, resident_ids: Iterable[int], on: dt.date, catalogue: Catalogue, layers: Mapping[int, tuple[str, ...]]
) -> dict[int, Projected]:
    """What is known of each on a day; three questions, however many they are. ``layers``: see `layers_of_areas`."""
    ids = list(resident_ids)
    if not ids:
        return {}
    columns = (
        Resident.id, Resident.birth_on, Resident.died_on, Resident.hukou_area_id, Resident.hukou_area_from,
        Resident.former_hukou_area_id, Resident.residence_area_id,
    )  # fmt: skip
    residents = db.execute(select(*columns).where(Resident.id.in_(ids))).all()
    facts, on_file = facts_from(db, ids, on), certificates_on_file(db, ids)
    coding = coding_of(catalogue)
    found = {}
    for her in residents:
        if her.died_on is not None:
            found[her.id] = Projected(None, b"", NEVER, died=True)
            continue
        place = _place(her, on, layers)
        rows, papers = facts.get(her.id, []), on_file.get(her.id, [])
        said = known_from([row for row in rows if row.from_on <= on])
        who = circumstances_from(said, settled_by(her.birth_on, papers, on), place, catalogue)
        found[her.id] = Projected(place.region, coding.row(who), _due_on(her, rows, papers, on))
    return found


def moved_between(coding: Coding, before: bytes, now: bytes) -> frozenset[str]:
    """The facts of which two rows say different things; none where the earlier was written for another vocabulary."""
    return coding.differing(before, now) if before.startswith(coding.mark) and now else frozenset()


def layers_of_areas(db: Session) -> dict[int, tuple[str, ...]]:
    """Of every area the regions of the catalogue that hold there, the nearest first."""
    return {row.id: tuple(row.regions.split()) for row in db.execute(select(Area.id, Area.regions))}


def _place(her: Row[Any], on: dt.date, layers: Mapping[int, tuple[str, ...]]) -> Place:
    """As `queries.place_of`, from the row."""
    not_yet = her.hukou_area_from and on < her.hukou_area_from and her.former_hukou_area_id
    hukou = her.former_hukou_area_id if not_yet else her.hukou_area_id
    return Place(
        hukou=None if hukou is None else layers[hukou],
        residence=None if her.residence_area_id is None else layers[her.residence_area_id],
    )


def _due_on(her: Row[Any], facts: Sequence[Row[Any]], papers: Sequence[Row[Any]], on: dt.date) -> dt.date:
    """The first day after ``on`` on which something else may be known."""
    days = [day for row in facts for day in (row.from_on, row.until_on)]
    days += [row.valid_until + dt.timedelta(days=1) for row in papers if row.valid_until is not None]
    days += [her.hukou_area_from, *(birthday(her.birth_on, on.year - her.birth_on.year + more) for more in (0, 1))]
    return min(day for day in days if day is not None and day > on)
