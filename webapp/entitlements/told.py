"""What has been said of a resident, by whom; what papers settle; and of what she has said that she does not know."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from webapp.people import FactSource, ResidentFact, known_from


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What she, or a carer for her, has answered to a fact's question."""

    fact: str
    value: Any
    """None: she does not know."""
    since: dt.date
    at: dt.datetime
    """When it was given."""


@dataclass(frozen=True, slots=True)
class Told:
    rows: Sequence[ResidentFact | Row[Any]]
    """All that hold on the day, the newest first."""
    settled: Mapping[str, Any]
    """What a certificate and the date of birth settle, whatever anybody says."""

    @property
    def said(self) -> dict[str, Any]:
        return known_from(self.rows)

    @property
    def passed_over(self) -> frozenset[str]:
        """Facts of which she has said that she does not know, and nobody has said anything."""
        known = {row.fact for row in self.rows if row.value is not None}
        return frozenset(row.fact for row in self.rows if row.value is None) - known

    @property
    def own_answers(self) -> list[OwnAnswer]:
        """Her own answers, the newest first."""
        own = [row for row in self.rows if row.source is FactSource.resident]
        return [
            OwnAnswer(row.fact, None if row.value is None else json.loads(row.value), row.from_on, row.recorded_at)
            for row in own
        ]

    def own_answer(self, fact: str) -> OwnAnswer | None:
        return next((each for each in self.own_answers if each.fact == fact), None)

    def from_papers(self, fact: str) -> Any | None:
        """What a certificate, the date of birth or the register says of a fact; None where they are silent.

        Nobody's word outweighs it, whoever writes it down: it is put right where it comes from.
        """
        if fact in self.settled:
            value = self.settled[fact]
            return None if isinstance(value, list) and "multiple" in value else value
        return known_from([row for row in self.rows if row.source is FactSource.register]).get(fact)

    def by_officer(self, fact: str) -> ResidentFact | Row[Any] | None:
        """The answer that an officer wrote down, also where it is that nobody knows."""
        return next((row for row in self.rows if row.fact == fact and row.source is FactSource.officer), None)

    def from_others(self, fact: str) -> Any | None:
        """What a certificate, the date of birth, the register or an officer says of a fact; None where they are silent.

        Whoever is asked about it is told this instead: her own word would not outweigh it. A certificate that says
        only that there are several disabilities is silent about which.
        """
        if fact in self.settled:
            value = self.settled[fact]
            return None if isinstance(value, list) and "multiple" in value else value
        return known_from([row for row in self.rows if row.source is not FactSource.resident]).get(fact)
