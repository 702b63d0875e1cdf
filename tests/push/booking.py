"""Guo books a seat by the room's own verb, in the time of the machine: a worker's process knows no other."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from tests import factories_assessments
from tests.conftest import read_village
from webapp import assessments, people
from webapp.application import House
from webapp.assessments import Appointment, AppointmentKind, AppointmentReason, local_moment
from webapp.certificates import DisabilityCategory as Category
from webapp.core import Actor
from webapp.people import Account

EVENING = time(19)


def book(house: House, account: Account) -> str:
    """One transaction: a time in a week, and the seat of it. The appointment's public id."""
    village = read_village(house.database)
    hers = Actor(account_id=account.id, at=datetime.now(UTC), resident_id=account.resident_id)
    begins = local_moment(hers.today + timedelta(days=7), EVENING)  # the village's own sessions are of its own date
    with house.database.writing() as db:
        site = factories_assessments.site(db, village)
        opened = assessments.open_session(
            db, Actor.service(hers.at), site, kind=AppointmentKind.hospital, categories=site.categories,
            starts_at=begins, ends_at=begins + timedelta(minutes=30), slot_minutes=30, seats=1)
        factories_assessments.agree(db, village, "guo")
        guo = people.find_resident(db, village.guo.public_id)
        booked = assessments.book(
            db, hers, guo, opened.slots[0], category=Category.visual, reason=AppointmentReason.change, needs=())
        return booked.public_id


def confirm(house: House, appointment: str) -> None:
    """What the clerk of the hospital does."""
    village = read_village(house.database)
    with house.database.writing() as db:
        found = db.scalars(select(Appointment).where(Appointment.public_id == appointment)).one()
        assessments.confirm(db, village.actor("clerk", datetime.now(UTC)), found, prepared=found.needs)
