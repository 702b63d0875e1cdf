"""Applications that the night opens without being asked for, where somebody has switched that on.

The documents do not say how 免申即享 is done, so it is configuration: off until an officer of the Federation switches
it on for one benefit, on a paper, by name. What is opened waits in the queue of the place where she lives.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, Matter, record, untouched
from webapp.entitlements.catalogue import current
from webapp.entitlements.errors import AlreadySwitched, NoSuchOpening, OpeningSettledAlready, SourceMissing
from webapp.entitlements.events import AutomaticOpeningSwitched, BenefitOpened, EntitlementsChanged, OpeningSettled
from webapp.entitlements.models import AutomaticOpening, BenefitOpening
from webapp.people import Resident, WaitingRows, rows_waiting, within_area

MATTER = "opening"


def switch_on(db: Session, actor: Actor, benefit: str, *, source: str) -> AutomaticOpening:
    """From the next night on its application is opened for whoever gains it.

    Raises NoSuchBenefit, SourceMissing, AlreadySwitched.
    """
    current().benefit(benefit)
    if not source.strip():
        raise SourceMissing()
    if opening_of(db, benefit) is not None:
        raise AlreadySwitched()
    row = AutomaticOpening(
        benefit=benefit, source=source.strip(), switched_on_at=actor.at, switched_on_by=actor.account_id
    )
    db.add(row)
    db.flush()
    record(db, actor, AutomaticOpeningSwitched(benefit=benefit, is_on=True), subject_id=None)
    return row


def switch_off(db: Session, actor: Actor, benefit: str) -> None:
    """What has been opened stays. Raises AlreadySwitched."""
    row = opening_of(db, benefit, lock=True)
    if row is None:
        raise AlreadySwitched()
    row.switched_off_at, row.switched_off_by = actor.at, actor.account_id
    db.flush()
    record(db, actor, AutomaticOpeningSwitched(benefit=benefit, is_on=False), subject_id=None)


def opening_of(db: Session, benefit: str, *, lock: bool = False) -> AutomaticOpening | None:
    """Who has switched it on; None while it is off."""
    chosen = select(AutomaticOpening).where(
        AutomaticOpening.benefit == benefit, AutomaticOpening.switched_off_at.is_(None)
    )
    return db.scalar(chosen.with_for_update() if lock else chosen.options(joinedload(AutomaticOpening.account)))


def openings_on(db: Session) -> frozenset[str]:
    """The benefits for which it is switched on."""
    return frozenset(benefit for (benefit,) in untouched(db.connection(), _ON))


_ON = select(AutomaticOpening.benefit).where(AutomaticOpening.switched_off_at.is_(None))


def tell(
    db: Session, actor: Actor, resident_id: int, event: EntitlementsChanged, automatic: Collection[str]
) -> None:
    """Record what is new for a resident, and open what is to be opened unasked."""
    record(db, actor, event, subject_id=resident_id)
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    for benefit in event.gained:
        if benefit not in automatic:
            continue
        row = {"resident_id": resident_id, "benefit": benefit, "opened_at": actor.at}
        made = dialect.insert(BenefitOpening).values(row).on_conflict_do_nothing().returning(BenefitOpening.public_id)
        if (public_id := db.scalar(made)) is not None:
            matter = Matter(MATTER, public_id)
            record(db, actor, BenefitOpened(benefit=benefit), subject_id=resident_id, matter=matter)


def openings_waiting(db: Session, area_id: int | None) -> WaitingRows:
    """What the night has opened for residents of an area and nobody has seen to; about: the benefit."""
    areas, open_ = within_area(db, area_id), BenefitOpening.settled_at.is_(None)
    return rows_waiting(BenefitOpening, BenefitOpening.opened_at, areas, open_, about=BenefitOpening.benefit)


def opening_within(db: Session, public_id: str, area_id: int | None) -> BenefitOpening:
    """One for a resident of an area. Raises NoSuchOpening."""
    found = db.scalar(_within(db, area_id).where(BenefitOpening.public_id == public_id))
    if found is None:
        raise NoSuchOpening()
    return found


def settle_opening(db: Session, actor: Actor, opening: BenefitOpening) -> None:
    """The officer has handed it in. Raises OpeningSettledAlready."""
    db.refresh(opening, with_for_update={"of": BenefitOpening})
    if opening.settled_at is not None:
        raise OpeningSettledAlready()
    opening.settled_at, opening.settled_by = actor.at, actor.account_id
    db.flush()
    event = OpeningSettled(benefit=opening.benefit)
    record(db, actor, event, subject_id=opening.resident_id, matter=Matter(MATTER, opening.public_id))


def _within(db: Session, area_id: int | None) -> Select[tuple[BenefitOpening]]:
    areas = within_area(db, area_id)
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    chosen = select(BenefitOpening).join(Resident, Resident.id == BenefitOpening.resident_id).where(there)
    return chosen.options(joinedload(BenefitOpening.resident))
