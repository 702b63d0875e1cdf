"""An application that was opened without being asked for."""

from __future__ import annotations

from sqlalchemy import select

from webapp import entitlements
from webapp.core import Actor, Database
from webapp.entitlements import BenefitOpening
from webapp.people import Resident

BENEFIT = "pinghu/vocational-training"
"""Of the village's plan; given only once somebody has recorded it. Mei fits it."""


def opened(database: Database, federation: Actor, resident: Resident, benefit: str = BENEFIT) -> BenefitOpening:
    """It is switched on, then recorded as given; her answers are worked out anew."""
    with database.writing() as db:
        entitlements.switch_on(db, federation, benefit, source="平残联〔2026〕2号")
        entitlements.record_in_force(db, federation, benefit, source="平残联〔2026〕1号", effective_on=federation.today)
        entitlements.refresh(db, federation, db.get_one(Resident, resident.id))
    with database.reading() as db:
        return db.scalars(select(BenefitOpening).where(BenefitOpening.resident_id == resident.id)).one()
