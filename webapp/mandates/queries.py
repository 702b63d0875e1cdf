"""Reads of mandates. Who asks is a parameter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, String, and_, bindparam, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from webapp.core import LedgerEntry
from webapp.mandates.errors import NoSuchMandate
from webapp.mandates.looks import Done, PartOf, folded
from webapp.mandates.models import Mandate, Power, Province
from webapp.people import Account, Resident

PAGE = 30


def active_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """The same as rules.is_active, in SQL."""
    return and_(Mandate.revoked_at.is_(None), Mandate.from_on <= day, Mandate.until_on >= day)


ACTIVE = (
    select(Mandate)
    .join(Resident, Resident.id == Mandate.resident_id)
    .where(
        Mandate.agent_id == bindparam("agent", type_=Integer),
        Resident.public_id == bindparam("resident", type_=String),
        Resident.died_on.is_(None),
        active_on(bindparam("day", type_=Date)),
    )
    .order_by(Mandate.id.desc())
    .options(
        joinedload(Mandate.scope),
        contains_eager(Mandate.resident).options(
            joinedload(Resident.hukou_area), joinedload(Resident.residence_area), joinedload(Resident.account)
        ),
    )
)
"""Every act of a carer asks this, so it is built once."""
LOCKED = ACTIVE.with_for_update(of=Mandate).execution_options(populate_existing=True)


def active_mandate(
    db: Session, agent_id: int, resident_public_id: str, day: date, *, lock: bool = False
) -> Mandate | None:
    """The mandate under which an account may act for a resident today; locked when something will be written."""
    chosen = {"agent": agent_id, "resident": resident_public_id, "day": day}
    return db.scalars(LOCKED if lock else ACTIVE, chosen).unique().first()


def may(mandate: Mandate, province: Province, power: Power) -> bool:
    return any(row.province is province and row.power is power for row in mandate.scope)


def mandates_by(db: Session, resident: Resident) -> list[Mandate]:
    """All she has granted, the newest first."""
    chosen = select(Mandate).where(Mandate.resident_id == resident.id)
    chosen = chosen.options(selectinload(Mandate.scope), joinedload(Mandate.agent))
    return list(db.scalars(chosen.order_by(Mandate.id.desc())))


def mandates_for(db: Session, agent: Account, day: date, *, scope: bool = True) -> list[Mandate]:
    """Those under which an account may act today, by the resident's name. `scope`: with what each covers."""
    chosen = select(Mandate).join(Resident, Resident.id == Mandate.resident_id).where(
        Mandate.agent_id == agent.id, Resident.died_on.is_(None), active_on(day))
    chosen = chosen.options(joinedload(Mandate.resident))
    if scope:
        chosen = chosen.options(selectinload(Mandate.scope))
    return list(db.scalars(chosen.order_by(Resident.name, Mandate.id)))


def find_mandate(
    db: Session, public_id: str, *, resident_id: int | None = None, agent_id: int | None = None
) -> Mandate:
    """A mandate that the asker granted or holds; anybody else's is not found."""
    chosen = select(Mandate).where(Mandate.public_id == public_id)
    mandate = db.scalar(chosen.options(joinedload(Mandate.resident), joinedload(Mandate.agent)))
    if mandate is None or (mandate.resident_id != resident_id and mandate.agent_id != agent_id):
        raise NoSuchMandate()
    return mandate


def done_under(db: Session, mandate: Mandate, *, part_of: PartOf, page: int = 1) -> tuple[list[Done], bool]:
    """One page of what was done in her name under a mandate, the newest first; and whether more follows.

    All of it is read, a mandate's time is limited: else looks of one day would be counted on two pages.
    """
    chosen = select(LedgerEntry).where(
        LedgerEntry.subject_id == mandate.resident_id, LedgerEntry.mandate_id == mandate.id
    ).order_by(LedgerEntry.id.desc())
    first = (max(page, 1) - 1) * PAGE
    found = folded(db.scalars(chosen), part_of)[first:first + PAGE + 1]
    return found[:PAGE], len(found) > PAGE
