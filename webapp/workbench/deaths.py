"""A death recorded: in one transaction everything ends that would go on in her name."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp import assessments, codes, home_services, mandates, people
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
