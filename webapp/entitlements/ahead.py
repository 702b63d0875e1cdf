"""What changes by itself: the days on which answers turn, although nobody does or says anything.

A birthday; the end of a certificate; a hukou that moves on a day that is known; a report that ends; a benefit that
begins or ends to be given. Everything is read once; each day is then worked out from it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.certificates import DisabilityCertificate, certificates_of, holds_on
from webapp.entitlements.answers import assess
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.changes import OLDEST, bears_on_age, birthday
from webapp.entitlements.findings import Place, circumstances_from
from webapp.entitlements.models import BenefitInForce
from webapp.entitlements.overview import InForce, given
from webapp.entitlements.queries import (
    Entitlements,
    entitlements_from,
    latest,
    place_of,
    settled_from,
)
from webapp.entitlements.told import Told
from webapp.entitlements.verdicts import Answer
from webapp.people import Resident, ResidentFact, age_on, fact_history

ONE_DAY = dt.timedelta(days=1)


class Cause(enum.StrEnum):
    BIRTHDAY = "birthday"
    CERTIFICATE_ENDS = "certificate-ends"
    HUKOU_MOVES = "hukou-moves"
    REPORT_ENDS = "report-ends"
    """What somebody has reported of her begins or ends on that day."""
    BENEFIT_BEGINS = "benefit-begins"
    BENEFIT_ENDS = "benefit-ends"


@dataclass(frozen=True, slots=True)
class State:
    """How a benefit stands with her on a day."""

    answer: Answer | None
    """None: its document does not speak for her."""
    is_given: bool

    @property
    def is_hers(self) -> bool:
        return self.answer is Answer.ENTITLED

    @property
    def is_denied(self) -> bool:
        return self.answer in (None, Answer.NOT_ENTITLED)

    @property
    def is_open(self) -> bool:
        return self.answer in (Answer.COULD_BE, Answer.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Turning:
    """One benefit on the day on which it turns."""

    benefit: Benefit
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which something turns by itself, everything else staying as it is."""

    on: dt.date
    causes: tuple[Cause, ...]
    age: int
    """Completed years on that day."""
    turnings: tuple[Turning, ...]

    @property
    def starts(self) -> tuple[Benefit, ...]:
        """She comes to fit."""
        return tuple(each.benefit for each in self.turnings if each.after.is_hers and not each.before.is_hers)

    @property
    def stops(self) -> tuple[Benefit, ...]:
        """She fits no more, or its document speaks for her no more."""
        return tuple(each.benefit for each in self.turnings if each.before.is_hers and each.after.is_denied)

    @property
    def doubted(self) -> tuple[Benefit, ...]:
        """She fits, and from then on it is not known, or not written, whether she does."""
        return tuple(each.benefit for each in self.turnings if each.before.is_hers and each.after.is_open)

    @property
    def given(self) -> tuple[Benefit, ...]:
        """She fits before and after, and it begins to be given."""
        return tuple(each.benefit for each in self._fitting if each.after.is_given)

    @property
    def withdrawn(self) -> tuple[Benefit, ...]:
        """She fits before and after, and it is given no more."""
        return tuple(each.benefit for each in self._fitting if not each.after.is_given)

    @property
    def _fitting(self) -> tuple[Turning, ...]:
        return tuple(each for each in self.turnings if each.before.is_hers and each.after.is_hers)


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """What is known of one resident, to be looked at on any day from ``since`` on."""

    resident: Resident
    since: dt.date
    catalogue: Catalogue
    rows: Sequence[ResidentFact]
    certificates: Sequence[DisabilityCertificate]
    here: Place
    """Where she is at home on ``since``."""
    moves_on: dt.date | None
    there: Place
    """Where she is at home from ``moves_on``."""
    records: Sequence[BenefitInForce]
    """In the order in which they begin."""

    def entitlements(self, on: dt.date) -> Entitlements:
        """All answers on a day."""
        return entitlements_from(self._told(on), self._place(on), self._in_force(on), on, self.catalogue)

    def occasions(self, benefits: Sequence[Benefit] | None = None) -> Iterator[Occasion]:
        """The days on which an answer turns, the next first; of all benefits of her places, or of some."""
        followed = self._speaking() if benefits is None else [each for each in benefits if each.for_residents]
        aging = [each for each in followed if bears_on_age(each, self.catalogue.vocabulary)]
        before = {each.key: state for each, state in self._states(followed, self.since)}
        for on, causes in self._days(followed):
            looked_at = aging if causes == (Cause.BIRTHDAY,) else followed
            now = [Turning(each, before[each.key], state) for each, state in self._states(looked_at, on)]
            turned = tuple(each for each in now if _matters(each.before, each.after))
            before |= {each.benefit.key: each.after for each in now}
            if turned:
                yield Occasion(on, causes, age_on(self.resident.birth_on, on), turned)

    def _days(self, followed: Sequence[Benefit]) -> list[tuple[dt.date, tuple[Cause, ...]]]:
        causes: dict[dt.date, list[Cause]] = {}

        def note(day: dt.date | None, cause: Cause) -> None:
            if day is not None and day > self.since and cause not in causes.setdefault(day, []):
                causes[day].append(cause)

        for age in range(OLDEST):
            note(birthday(self.resident.birth_on, age), Cause.BIRTHDAY)
        for certificate in self.certificates:
            if certificate.valid_until is not None and holds_on(certificate, self.since):
                note(certificate.valid_until + ONE_DAY, Cause.CERTIFICATE_ENDS)
        note(self.moves_on, Cause.HUKOU_MOVES)
        for row in self.rows:
            note(row.from_on, Cause.REPORT_ENDS)
            note(row.until_on, Cause.REPORT_ENDS)
        keys = {each.key for each in followed}
        for record in self.records:
            if record.benefit in keys:
                note(record.effective_on, Cause.BENEFIT_BEGINS)
                note(record.ended_on, Cause.BENEFIT_ENDS)
        for benefit in followed:
            begins, ends = benefit.holds
            note(begins, Cause.BENEFIT_BEGINS)
            note(None if ends is None else ends + ONE_DAY, Cause.BENEFIT_ENDS)
        return sorted((day, tuple(why)) for day, why in causes.items())

    def _speaking(self) -> list[Benefit]:
        """All that speak for her now or after her move."""
        regions = [place.region for place in (self.here, self.there) if place.region is not None]
        found = {each.key: each for region in regions for each in self.catalogue.speaking_for(region)}
        return [each for each in found.values() if each.for_residents]

    def _states(self, benefits: Sequence[Benefit], on: dt.date) -> Iterator[tuple[Benefit, State]]:
        told, place, in_force = self._told(on), self._place(on), self._in_force(on)
        who = circumstances_from(told.said, told.settled, place, self.catalogue)
        layers = () if place.region is None else self.catalogue.layers(place.region)
        for benefit in benefits:
            if benefit.region in layers:
                yield benefit, State(assess(benefit, who, on).answer, given(benefit, in_force, on))
            else:
                yield benefit, State(None, False)

    def _told(self, on: dt.date) -> Told:
        held = [row for row in self.rows if row.from_on <= on and (row.until_on is None or row.until_on > on)]
        held.sort(key=lambda row: (row.from_on, row.id), reverse=True)
        return Told(held, settled_from(self.resident, self.certificates, on))

    def _place(self, on: dt.date) -> Place:
        return self.here if self.moves_on is None or on < self.moves_on else self.there

    def _in_force(self, on: dt.date) -> dict[str, InForce]:
        return latest(record for record in self.records if record.effective_on <= on)


def _matters(before: State, after: State) -> bool:
    """Begins or ends to fit, or, while it fits, to be given; or becomes possible."""
    if before.answer is not after.answer:
        return True
    return after.is_hers and before.is_given is not after.is_given


def look_ahead(db: Session, resident: Resident, on: dt.date, catalogue: Catalogue | None = None) -> Ahead:
    moved = resident.hukou_area_from
    moves_on = moved if moved is not None and moved > on else None
    begun = select(BenefitInForce).order_by(BenefitInForce.effective_on, BenefitInForce.id)
    here = place_of(db, resident, on)
    return Ahead(
        resident=resident,
        since=on,
        catalogue=catalogue or current(),
        rows=fact_history(db, resident),
        certificates=certificates_of(db, resident),
        here=here,
        moves_on=moves_on,
        there=here if moves_on is None else place_of(db, resident, moves_on),
        records=list(db.scalars(begun)),
    )
