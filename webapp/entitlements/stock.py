"""Taking stock: what is hers is worked out for the first time, telling nobody."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.entitlements.answers import assess_all
from webapp.entitlements.catalogue import current
from webapp.entitlements.findings import circumstances_from
from webapp.entitlements.models import StoredEntitlements
from webapp.entitlements.overview import given
from webapp.entitlements.queries import in_force_on, places_of, told_of_each
from webapp.entitlements.stored_bits import bits_of, packed, positions_of
from webapp.entitlements.verdicts import Answer
from webapp.people import Resident


def take_stock(db: Session, actor: Actor, *residents: Resident) -> None:
    """Work their answers out for the first time, telling nobody: the ground on which `refresh` compares.

    Whoever has been looked at before, or has died, is left as she is. However many there are (some hundreds at most),
    the questions to the database are as many as for one.
    """
    ids = [her.id for her in residents]
    looked_at = set(db.scalars(select(StoredEntitlements.resident_id).where(StoredEntitlements.resident_id.in_(ids))))
    new = [her for her in residents if her.id not in looked_at and her.died_on is None]
    if not new:
        return
    catalogue, today = current(), actor.today
    places, told, in_force = places_of(db, new, today), told_of_each(db, new, today), in_force_on(db, today)
    regions = {place.region for place in places.values() if place.region}
    speaking = {region: catalogue.speaking_for(region) for region in regions}
    every = {benefit.key: benefit for benefits in speaking.values() for benefit in benefits}
    positions = positions_of(db, every)
    are_given = {key for key, benefit in every.items() if given(benefit, in_force, today)}
    rows = []
    for her in new:
        who = circumstances_from(told[her.id].said, told[her.id].settled, places[her.id], catalogue)
        answers = list(assess_all(speaking.get(places[her.id].region or "", ()), who, today))
        rows.append({
            "resident_id": her.id,
            "worked_out_on": today,
            "entitled": packed(bits_of(positions, answers, lambda each: each.answer is Answer.ENTITLED)),
            "could_be": packed(bits_of(positions, answers, lambda each: each.answer is Answer.COULD_BE)),
            "given": packed(bits_of(positions, answers, lambda each: each.benefit.key in are_given)),
        })
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    db.execute(dialect.insert(StoredEntitlements).on_conflict_do_nothing(), rows)
