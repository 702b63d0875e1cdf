"""The one way in which an appointment changes its status: look into the table, set moments, record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.errors import AppointmentHasMovedOn, RecordedAsDied
from webapp.assessments.models import Appointment, AppointmentKind, Hand
from webapp.assessments.rules import MOVES, OVER, hand_of, status_of
from webapp.core import Actor, Event, Matter, NotFound, NotPermitted, record
from webapp.mandates import ErrandKind, acting, begin_matter, end_errands_in
from webapp.people import Resident

ERRANDS = {AppointmentKind.hospital: ErrandKind.appointment, AppointmentKind.home: ErrandKind.home_assessment}


def matter_of(appointment: Appointment) -> Matter:
    return Matter("appointment", appointment.public_id)


def hand_for(actor: Actor, verb: str) -> Hand:
    """Whose hand this is. Raises NotPermitted when it may not make this move."""
    hand = hand_of(actor)
    if hand is None or hand not in MOVES[verb].by:
        raise NotPermitted()
    return hand


def on_her_word(db: Session, actor: Actor, resident: Resident, kind: AppointmentKind,
                appointment: Appointment | None = None) -> Actor:
    """An officer makes these moves in her place, under her word for this one matter; anybody else acts as she is.

    What a death ends needs nobody's word. Raises ErrandMissing.
    """
    if hand_of(actor) is not Hand.officer or resident.died_on is not None:
        return actor
    return acting(db, actor, resident.id, ERRANDS[kind], matter_of(appointment) if appointment else None)


def begin_on_her_word(db: Session, actor: Actor, appointment: Appointment) -> None:
    """It is made: her word to the officer covers this appointment from now on."""
    if actor.errand_id is not None:
        begin_matter(db, actor, matter_of(appointment))


def check_resident(actor: Actor, resident: Resident) -> None:
    """A resident acts for herself, a carer for whom the mandate names; nobody books for the dead."""
    if hand_of(actor) in (Hand.resident, Hand.carer) and actor.resident_id != resident.id:
        raise NotFound()
    if resident.died_on is not None:
        raise RecordedAsDied()


def open_move(db: Session, actor: Actor, appointment: Appointment, verb: str) -> Appointment:
    """The appointment, locked, when this hand may make this move from where it stands now.

    Raises NotFound for another's, NotPermitted, AppointmentHasMovedOn.
    """
    chosen = select(Appointment).where(Appointment.id == appointment.id)
    locked = db.scalars(chosen.with_for_update(of=Appointment).execution_options(populate_existing=True)).one()
    hand = hand_for(actor, verb)
    if hand in (Hand.resident, Hand.carer) and actor.resident_id != locked.resident_id:
        raise NotFound()
    if hand is Hand.site and actor.organisation_id != locked.site.organisation_id:
        raise NotFound()
    if status_of(locked) not in MOVES[verb].before:
        raise AppointmentHasMovedOn(verb=verb, status=status_of(locked))
    on_her_word(db, actor, locked.resident, locked.kind, locked)
    return locked


def move(db: Session, actor: Actor, appointment: Appointment, verb: str, event: Event,
         **moments: datetime | Hand | None) -> Appointment:
    """Set moments and record it. The appointment was locked by `open_move`, or is new."""
    hand_for(actor, verb)
    actor = on_her_word(db, actor, appointment.resident, appointment.kind, appointment)
    for name, moment in moments.items():
        setattr(appointment, name, moment)
    if status_of(appointment) not in MOVES[verb].after:
        raise AssertionError(f"{verb} leads to {status_of(appointment)}, which its table does not know")
    db.flush()
    record(db, actor, event, subject_id=appointment.resident_id, matter=matter_of(appointment))
    if status_of(appointment) in OVER:
        end_errands_in(db, actor, matter_of(appointment))
    return appointment
