"""A piece of the register taken in: what is new, what differs, and writing it.

`compare` only looks, so that a dry run tells what an import would do; `take_in` does it. Both cost a fixed number of
questions to the database for a piece, and a piece is short, so that nobody's sign-in waits for it.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp import certificates, entitlements, people
from webapp.certificates import DisabilityCertificate
from webapp.core import Actor
from webapp.people import FactSource, Resident, ResidentFact
from webapp.register.rows import Checked

SOURCE = FactSource.register


class Outcome(enum.StrEnum):
    new = "new"
    changed = "changed"
    same = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the register says otherwise than we do."""

    row: Checked
    resident: Resident | None
    corrections: dict[str, Any]
    facts: dict[str, Any]
    known_facts: dict[str, ResidentFact]
    new_certificate: bool
    dated: DisabilityCertificate | None
    """A certificate whose day of issue the register knows better."""

    @property
    def outcome(self) -> Outcome:
        if self.resident is None:
            return Outcome.new
        changed = self.corrections or self.facts or self.new_certificate or self.dated
        return Outcome.changed if changed else Outcome.same


def compare(db: Session, rows: Sequence[Checked], day: date) -> list[Difference]:
    known = people.registered(db, [row.person.citizen_id for row in rows])
    ids = [resident.id for resident in known.values()]
    facts = people.register_facts(db, ids, day)
    in_force = certificates.certificates_in_force(db, ids)
    numbers = certificates.numbers_known(db, [row.certificate.text for row in rows if row.certificate])
    return [_difference(row, known.get(row.person.citizen_id), facts, in_force, numbers) for row in rows]


def take_in(db: Session, actor: Actor, rows: Sequence[Checked]) -> Counter[Outcome]:
    """Write a piece; the same piece again changes nothing. Who has died stays as she is.

    Of who is new it is worked out at once what is hers, telling nobody: what the register says is no news to her.
    """
    differences = compare(db, rows, actor.today)
    fresh = people.register_residents(db, actor, [d.row.person for d in differences if d.resident is None])
    issued = []
    for difference in differences:
        person = difference.row.person
        resident = difference.resident or fresh[person.citizen_id]
        if difference.resident is not None:
            people.correct_resident(db, actor, resident, difference.corrections, source=SOURCE)
        people.record_register_facts(db, actor, resident, difference.facts, difference.known_facts)
        if difference.new_certificate:
            issued.append((resident, difference.row.certificate, difference.row.issued_on))
        if difference.dated is not None:
            certificates.date_certificate(db, actor, difference.dated, difference.row.issued_on, source=SOURCE.value)
    if issued:
        certificates.issue_certificates(db, actor, issued, source=SOURCE.value)
    entitlements.take_stock(db, actor, *fresh.values())  # the ground on which later changes are told
    people.mark_in_register(db, actor, [d.resident for d in differences if d.resident is not None])
    return Counter(difference.outcome for difference in differences)


def _difference(
    row: Checked,
    resident: Resident | None,
    facts: dict[int, dict[str, ResidentFact]],
    in_force: dict[int, DisabilityCertificate],
    numbers: set[str],
) -> Difference:
    if resident is None:
        return Difference(row, None, {}, dict(row.person.facts), {}, row.certificate is not None, None)
    if resident.died_on is not None:
        return Difference(row, resident, {}, {}, {}, new_certificate=False, dated=None)
    held = in_force.get(resident.id)
    known = facts.get(resident.id, {})
    # a number that was recorded before and is not in force was cancelled or replaced here, and the register lags behind
    new_certificate = row.certificate is not None and row.certificate.text not in numbers
    same_number = held is not None and row.certificate is not None and held.number == row.certificate.text
    dated = held if same_number and row.issued_on is not None and held.issued_on != row.issued_on else None
    return Difference(
        row,
        resident,
        people.corrections(resident, row.person),
        people.new_facts(row.person, known),
        known,
        new_certificate,
        dated,
    )
