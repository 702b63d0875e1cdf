"""What has happened before anything is measured: she has booked and moved her appointment, and was told of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast_assessments import agreeing
from webapp import assessments
from webapp.assessments import AppointmentKind, AppointmentReason, AssessmentSession, AssessmentSite, Slot
from webapp.certificates import DisabilityCategory
from webapp.core import Actor
from webapp.people import Organisation, Resident

SITE = "平湖第一示范医院（演示）"
MESSAGES = 24
"""More than a page of the inbox."""


def fill_inbox(house: Any, name: str) -> None:
    """One unit of work a deed, as at the doors; then the worker's part, so that the messages have their words."""
    with house.database.writing() as db:
        resident, slots = _resident(db, name), _slots(db, MESSAGES)
        actor = agreeing(db, Actor.service(house.clock()), resident, slots[0].session.site)
        appointment = assessments.book(db, actor, resident, slots[0], category=DisabilityCategory.physical,
                                       reason=AppointmentReason.change, needs=[])
        booked, places = appointment.public_id, [slot.public_id for slot in slots[1:]]
    for place in places:
        with house.database.writing() as db:
            found = assessments.find_appointment(db, booked, resident_id=actor.resident_id)
            assessments.reschedule(db, actor, found, assessments.find_slot(db, place))
    house.post_room.sender.put_into_words()


def _resident(db: Session, name: str) -> Resident:
    return db.scalars(select(Resident).where(Resident.name == name)).one()


def _slots(db: Session, many: int) -> list[Slot]:
    at_site = (
        select(Slot).join(Slot.session).join(AssessmentSession.site).join(AssessmentSite.organisation)
        .where(Organisation.name == SITE, AssessmentSession.kind == AppointmentKind.hospital)
    )
    return list(db.scalars(at_site.order_by(Slot.starts_at.desc()).limit(many)))
