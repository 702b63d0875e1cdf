"""What stands on a service sheet: read once, for the resident's own page and for the officer at her door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp import entitlements, people
from webapp.entitlements import Benefit, Entitlements, Fact, Shelf
from webapp.people import Need, Organisation, Resident
from webapp.web.benefit_cards import BenefitCard, cards_of

MOST = 6
"""Benefits listed under one heading; of the rest the number, so that the sheet stays one sheet."""

MOST_QUESTIONS = 5


Group = list[BenefitCard]
"""Cards whose documents stand alike, so that the standing is said once; never empty."""


@dataclass(frozen=True)
class Sheet:
    resident: Resident
    on: date
    has: list[Group]
    may_have: list[Group]
    """She fits the document; nobody has confirmed that it is given."""
    more_to_have: int
    waits: list[Group]
    """An answer is missing."""
    more_waiting: int
    questions: list[Fact]
    needs: list[Need]
    contact: Organisation | None
    chosen: list[Benefit]
    """Of what cannot be had together, what she wants."""


def sheet_of(db: Session, resident: Resident, on: date) -> Sheet:
    found = entitlements.entitlements_of(db, resident, on)
    shelves, asked = found.shelves, found.questions
    may_have, waits = shelves[Shelf.BY_DOCUMENT], shelves[Shelf.ANSWERS_AWAY]
    return Sheet(
        resident=resident,
        on=on,
        has=by_standing(cards_of(shelves[Shelf.YOURS], found)),
        may_have=by_standing(cards_of(may_have[:MOST], found)),
        more_to_have=max(0, len(may_have) - MOST),
        waits=by_standing(cards_of(waits[:MOST], found)),
        more_waiting=max(0, len(waits) - MOST),
        questions=[found.who.vocabulary[each.fact] for each in asked[:MOST_QUESTIONS]],
        needs=list(people.needs_of(resident)),
        contact=people.primary_contact(db, resident),
        chosen=_chosen(db, resident, found),
    )


def _chosen(db: Session, resident: Resident, found: Entitlements) -> list[Benefit]:
    """Asked of the database only where there is something to choose."""
    catalogue = entitlements.current()
    if not entitlements.together(found, catalogue):
        return []
    keys = [key for choice in entitlements.choices_of(db, resident) for key in choice.benefits.split()]
    return [catalogue.benefits[key] for key in keys if key in catalogue.benefits]


def by_standing(cards: list[BenefitCard]) -> list[Group]:
    groups: dict[object, Group] = {}
    for card in cards:
        groups.setdefault((card.in_force_since is not None) or (card.region, card.standing), []).append(card)
    return list(groups.values())
