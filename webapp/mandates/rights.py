"""By which right somebody acts for a resident: a mandate, else a guardianship."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, Integer, String, and_, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.mandates.guardians import active_guardianship, guarded_on
from webapp.mandates.models import Guardianship, Mandate
from webapp.mandates.queries import active_mandate, active_on
from webapp.people import Resident


class RightToAct(NamedTuple):
    resident: Resident | None = None
    """None: there is no such right today."""
    mandate: Mandate | None = None
    guardianship: Guardianship | None = None
    """None where there is a mandate."""


AGENT, DAY = bindparam("agent", type_=Integer), bindparam("day", type_=Date)
EITHER = (
    select(Resident, Mandate, Guardianship)
    .outerjoin(Mandate, and_(Mandate.resident_id == Resident.id, Mandate.agent_id == AGENT, active_on(DAY)))
    .outerjoin(
        Guardianship,
        and_(Guardianship.resident_id == Resident.id, Guardianship.guardian_id == AGENT, guarded_on(DAY)),
    )
    .where(
        Resident.public_id == bindparam("resident", type_=String),
        Resident.died_on.is_(None),
        or_(Mandate.id.is_not(None), Guardianship.id.is_not(None)),
    )
    .order_by(Mandate.id.desc(), Guardianship.id.desc())
    .options(
        joinedload(Mandate.scope),
        joinedload(Resident.hukou_area), joinedload(Resident.residence_area), joinedload(Resident.account),
    )
)  # fmt: skip
"""Every page of a carer and of a guardian asks this, so it is built once."""


def right_to_act(
    db: Session, account_id: int, resident_public_id: str, day: date, *, lock: bool = False
) -> RightToAct:
    """Today's; locked when something will be written. Both rights are asked for at once unless they are locked."""
    if not lock:
        chosen = {"agent": account_id, "resident": resident_public_id, "day": day}
        found = db.execute(EITHER, chosen).unique().first()
        if found is None:
            return RightToAct()
        resident, mandate, guardianship = found
        return RightToAct(resident, mandate, None if mandate is not None else guardianship)
    mandate = active_mandate(db, account_id, resident_public_id, day, lock=True)
    if mandate is not None:
        return RightToAct(mandate.resident, mandate)
    guardianship = active_guardianship(db, account_id, resident_public_id, day, lock=True)
    return RightToAct() if guardianship is None else RightToAct(guardianship.resident, None, guardianship)
