"""What she has chosen of benefits that exclude each other: kept, shown to her and to whoever serves her."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.entitlements.catalogue import current
from webapp.entitlements.errors import NoSuchCombination
from webapp.entitlements.events import BenefitsChosen
from webapp.entitlements.models import BenefitChoice
from webapp.entitlements.queries import entitlements_of
from webapp.entitlements.together import together
from webapp.people import Resident


def choose(db: Session, actor: Actor, resident: Resident, benefits: Collection[str]) -> BenefitChoice:
    """She wants these (keys), and gives up what they exclude. Saying the same again changes nothing.

    Raises NoSuchCombination where they are not one of the combinations that are lawful today.
    """
    sets = together(entitlements_of(db, resident, actor.today), current())
    chosen = next((each for set_ in sets for each in set_.combinations if each.keys == frozenset(benefits)), None)
    if chosen is None:
        raise NoSuchCombination()
    given_up = frozenset(each.benefit.key for each in chosen.gives_up)
    for earlier in choices_of(db, resident):
        if earlier.keys == chosen.keys and earlier.all_keys == chosen.keys | given_up:
            return earlier
        if earlier.all_keys & (chosen.keys | given_up):
            earlier.ended_at = actor.at
    row = BenefitChoice(
        resident_id=resident.id,
        benefits=" ".join(sorted(chosen.keys)),
        gives_up=" ".join(sorted(given_up)),
        chosen_at=actor.at,
        chosen_by=actor.account_id,
    )
    db.add(row)
    db.flush()
    record(
        db, actor, BenefitsChosen(benefits=sorted(chosen.keys), gives_up=sorted(given_up)), subject_id=resident.id
    )
    return row


def choices_of(db: Session, resident: Resident) -> list[BenefitChoice]:
    """Those that count, the newest first."""
    hers = select(BenefitChoice).where(BenefitChoice.resident_id == resident.id, BenefitChoice.ended_at.is_(None))
    return list(db.scalars(hers.order_by(BenefitChoice.id.desc())))
