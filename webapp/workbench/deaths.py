"""A death recorded: in one transaction everything ends that would go on in her name. And taken back, if she lives."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp import assessments, codes, entitlements, home_services, mandates, people
from webapp.codes import FreezeReason
from webapp.core import Actor
from webapp.home_services import CancelReason
from webapp.people import Resident


def record_death(db: Session, actor: Actor, resident: Resident, *, on: date) -> None:
    """Her sessions, mandates (given and held), code, appointments and services end; nobody is reminded of the dead.

    Raises ImpossibleDate. Recording it twice changes nothing.
    """
    if resident.died_on is not None:
        return
    people.record_death(db, actor, resident, on=on)
    db.flush()
    mandates.end_mandates_of(db, actor, resident.id, reason="death")
    mandates.end_guardianships_of(db, actor, resident.id, reason="death")
    codes.freeze(db, actor, resident, reason=FreezeReason.death)
    assessments.cancel_appointments_of(db, actor, resident)
    home_services.end_requests_of(db, actor.at, resident.id, reason=CancelReason.death)
    mandates.end_errands_for(db, actor, resident.id, reason="death")


def retract_death(db: Session, actor: Actor, resident: Resident) -> None:
    """It was recorded of somebody who lives: her account and her code serve again, what is hers is worked out anew.

    What had ended (mandates, appointments, services) stays so: others may have her seat, and whom she trusts she says.
    """
    people.retract_death(db, actor, resident)
    db.flush()
    code = codes.code_of(db, resident)
    if code is not None and code.frozen_reason is FreezeReason.death:
        codes.unfreeze(db, actor, resident)
    entitlements.refresh(db, actor, resident)
