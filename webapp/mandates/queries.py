"""Reads of mandates. Who asks is a parameter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core import LedgerEntry
from webapp.mandates.errors import NoSuchMandate
from webapp.mandates.models import Mandate, Power, Province
from webapp.people import Account, Resident

PAGE = 30


def active_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """The same as rules.is_active, in SQL."""
    return and_(Mandate.revoked_at.is_(None), Mandate.from_on <= day, Mandate.until_on >= day)


def active_mandate(db: Session, agent_id: int, resident_public_id: str, day: date, *, lock: bool = False) -> Mandate | None:
    """The mandate under which an account may act for a resident today; locked when something will be written."""
    chosen = (
        select(Mandate).join(Resident, Resident.id == Mandate.resident_id)
        .where(Mandate.agent_id == agent_id, Resident.public_id == resident_public_id, Resident.died_on.is_(None), active_on(day))
        .order_by(Mandate.id.desc()).options(selectinload(Mandate.scope), joinedload(Mandate.resident))
    )
    if lock:
        chosen = chosen.with_for_update(of=Mandate).execution_options(populate_existing=True)
    return db.scalars(chosen).first()


def may(mandate: Mandate, province: Province, power: Power) -> bool:
    return any(row.province is province and row.power is power for row in mandate.scope)


def mandates_by(db: Session, resident: Resident) -> list[Mandate]:
    """All she has granted, the newest first."""
    chosen = select(Mandate).where(Mandate.resident_id == resident.id)
    chosen = chosen.options(selectinload(Mandate.scope), joinedload(Mandate.agent))
    return list(db.scalars(chosen.order_by(Mandate.id.desc())))


def mandates_for(db: Session, agent: Account, day: date) -> list[Mandate]:
    """Those under which an account may act today, by the resident's name."""
    chosen = select(Mandate).join(Resident, Resident.id == Mandate.resident_id).where(
        Mandate.agent_id == agent.id, Resident.died_on.is_(None), active_on(day))
    chosen = chosen.options(joinedload(Mandate.resident), selectinload(Mandate.scope))
    return list(db.scalars(chosen.order_by(Resident.name, Mandate.id)))


def find_mandate(db: Session, public_id: str, *, resident_id: int | None = None, agent_id: int | None = None) -> Mandate:
    """A mandate that the asker granted or holds; anybody else's is not found."""
    chosen = select(Mandate).where(Mandate.public_id == public_id)
    mandate = db.scalar(chosen.options(joinedload(Mandate.resident), joinedload(Mandate.agent)))
    if mandate is None or (mandate.resident_id != resident_id and mandate.agent_id != agent_id):
        raise NoSuchMandate()
    return mandate


def done_under(db: Session, mandate: Mandate, *, page: int = 1) -> tuple[list[LedgerEntry], bool]:
    """What was done in her name under a mandate, the newest first; and whether more follows."""
    chosen = select(LedgerEntry).where(
        LedgerEntry.subject_id == mandate.resident_id, LedgerEntry.mandate_id == mandate.id
    ).order_by(LedgerEntry.id.desc())
    found = list(db.scalars(chosen.offset((max(page, 1) - 1) * PAGE).limit(PAGE + 1)))
    return found[:PAGE], len(found) > PAGE
