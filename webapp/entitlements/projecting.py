"""From dated facts to one row a resident: what is known on a day, and until when that stays so.

Whoever changes facts does not write the row anew: the ledger entries of the same transaction mark it as due, and
whoever needs it next writes it, many at a time.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.certificates import (
    CertificateCancelled,
    CertificateDated,
    CertificateIssued,
    certificates_on_file,
)
from webapp.core import LedgerEntry, OfMany, day, untouched
from webapp.entitlements.catalogue import Catalogue
from webapp.entitlements.changes import birthday
from webapp.entitlements.coding import Coding
from webapp.entitlements.findings import Place, circumstances_from
from webapp.entitlements.models import StoredCircumstances
from webapp.entitlements.stamps import Settled, Stamp, Stamps
from webapp.people import (
    Area,
    DeathRecorded,
    DeathRetracted,
    FactRecorded,
    FactUndone,
    Held,
    HukouMoved,
    OwnWordsForgotten,
    Resident,
    ResidentCorrected,
    age_on,
    facts_from,
)

DUE = dt.date(1, 1, 1)
NEVER = dt.date(9999, 12, 31)

_NOTHING = Held({})
_A_DAY = dt.timedelta(days=1)

MOVING = frozenset(
    event.name
    for event in (
        FactRecorded, FactUndone, OwnWordsForgotten, HukouMoved, ResidentCorrected, DeathRecorded, DeathRetracted,
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


@functools.lru_cache(maxsize=4)
def stamps_of(catalogue: Catalogue) -> Stamps:
    return Stamps(coding_of(catalogue))


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


_RESIDENTS = OfMany(
    Resident.id,
    lambda those: select(
        Resident.id, Resident.birth_on, Resident.died_on, Resident.hukou_area_id, Resident.hukou_area_from,
        Resident.former_hukou_area_id, Resident.residence_area_id,
    ).where(those),
)  # fmt: skip


def project(
    db: Session, resident_ids: Sequence[int], on: dt.date, catalogue: Catalogue,
    layers: Mapping[int, tuple[str, ...]],
) -> dict[int, Projected]:
    """What is known of each on a day; three questions, however many they are. ``resident_ids`` in order; ``layers``:
    see `layers_of_areas`."""
    if not resident_ids:
        return {}
    residents = _RESIDENTS.rows(db.connection(), resident_ids)
    facts, on_file = facts_from(db, resident_ids, on), certificates_on_file(db, resident_ids, on)
    stamps, places = stamps_of(catalogue), _Places(catalogue, layers)
    found = {}
    for number, born, died_on, hukou, moved, former, residence in residents:
        if died_on is not None:
            found[number] = Projected(None, b"", NEVER, died=True)
            continue
        birth_on, hukou_from = day(born), moved and day(moved)
        held, papers = facts.get(number, _NOTHING), on_file.get(number)
        still_former = hukou_from and on < hukou_from and former
        place, regional = places[former if still_former else hukou, residence]
        age = age_on(birth_on, on)
        settled = stamps.settled(papers is not None, papers and papers.category, papers and papers.grade)
        row = stamps.row([regional, stamps.age(age), settled.stamp, *_stamped(stamps, settled, held.said)])
        if row is None:  # what is known contradicts itself: it is weighed as the page weighs it
            said = {fact: json.loads(value) for fact, value in held.said.items()}
            who = circumstances_from(said, {"age": age, **settled.facts}, place, catalogue)
            row = coding_of(catalogue).row(who)
        lapses = papers and papers.until and papers.until + _A_DAY
        turns = (held.until, lapses, hukou_from, _next_birthday(birth_on, on))
        found[number] = Projected(place.region, row, min(each for each in turns if each is not None and each > on))
    return found


def _stamped(stamps: Stamps, settled: Settled, said: Mapping[str, str]) -> Iterator[Stamp | None]:
    """What is said beside what is settled: as `circumstances_from`, in stamps."""
    for fact, written in said.items():
        if fact not in settled.facts and fact != "age":
            yield stamps.said(fact, written)
        elif "multiple" in settled.facts.get("category", ()):
            yield None  # she may have said which


class _Places(dict[tuple[int | None, int | None], tuple[Place, Stamp]]):
    """For an area of hukou and one of residence which regions hold there, and where it is here."""

    def __init__(self, catalogue: Catalogue, layers: Mapping[int, tuple[str, ...]]) -> None:
        super().__init__()
        self._catalogue, self._layers = catalogue, layers

    def __missing__(self, areas: tuple[int | None, int | None]) -> tuple[Place, Stamp]:
        hukou, residence = (None if area is None else self._layers[area] for area in areas)
        here = {"hukou_here": hukou, "lives_here": residence}
        stamp = stamps_of(self._catalogue).regional(here, self._catalogue.regions)
        found = self[areas] = Place(hukou, residence), stamp
        return found


def moved_between(coding: Coding, before: bytes, now: bytes) -> frozenset[str]:
    """The facts of which two rows say different things; none where the earlier was written for another vocabulary."""
    return coding.differing(before, now) if before.startswith(coding.mark) and now else frozenset()


_AREAS = select(Area.id, Area.regions)


def layers_of_areas(db: Session) -> dict[int, tuple[str, ...]]:
    """Of every area the regions of the catalogue that hold there, the nearest first."""
    return {number: tuple(regions.split()) for number, regions in untouched(db.connection(), _AREAS)}


def _next_birthday(birth_on: dt.date, on: dt.date) -> dt.date:
    age = on.year - birth_on.year
    this_year = birthday(birth_on, age)
    return this_year if this_year > on else birthday(birth_on, age + 1)
