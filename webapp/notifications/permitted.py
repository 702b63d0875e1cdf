"""Whether a message may still reach its recipient: asked when it is written, sent and shown."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, exists, or_, select

from webapp.mandates import Guardianship, Mandate, MandateScope, Power, active_on, guarded_on
from webapp.notifications.models import AT_WORK, Audience, Message
from webapp.people import Account, Resident, StaffMembership


def still_permitted(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """In SQL, over Message. A carer's ends with the mandate, a clerk's with the seat, all with the life."""
    mandate = exists().where(
        Mandate.agent_id == Message.recipient_id, Mandate.resident_id == Message.resident_id, active_on(today),
        MandateScope.mandate_id == Mandate.id, MandateScope.province == Message.province,
        MandateScope.power == Power.receive_notices)
    guardian = exists().where(
        Guardianship.guardian_id == Message.recipient_id, Guardianship.resident_id == Message.resident_id,
        guarded_on(today))
    seat = exists().where(StaffMembership.id == Message.membership_id, StaffMembership.ended_at.is_(None))
    living = or_(
        Message.resident_id.is_(None), exists().where(Resident.id == Message.resident_id, Resident.died_on.is_(None))
    )
    return and_(
        living,
        select(Account.closed_at.is_(None)).where(Account.id == Message.recipient_id).scalar_subquery(),
        or_(Message.audience == Audience.own, and_(Message.audience == Audience.carer, or_(mandate, guardian)),
            and_(or_(*(Message.audience == a for a in AT_WORK)), seat)),
    )
