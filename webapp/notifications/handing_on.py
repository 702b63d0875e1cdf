"""Messages that wait to be told in person go with the work: a seat that ends takes no unfinished one with it."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.notifications import writing
from webapp.notifications.circle import Recipient
from webapp.notifications.models import AT_WORK, Audience, Message
from webapp.notifications.notice import Notice
from webapp.notifications.writing import Draft
from webapp.people import StaffMembership


def hand_on(db: Session, left: StaffMembership, successor: StaffMembership) -> int:
    """What the one was asked to tell somebody and has not said is done, the other is asked now; how many are new.

    The successor who was asked the same already is not asked twice.
    """
    asked = select(Message).where(
        Message.membership_id == left.id, Message.audience == Audience.messenger, Message.acknowledged_at.is_(None)
    )
    drafts = [
        Draft(
            Notice.of_kind[each.kind],
            Recipient(successor.account_id, each.audience, each.resident_id, each.province, membership_id=successor.id),
            each.key, each.created_at, each.facts, each.matter, each.useful_until,
        )
        for each in db.scalars(asked.order_by(Message.id))
    ]
    return writing.write(db, drafts, sms=False, mail=False)


def carry_along(db: Session, left: StaffMembership, taken: StaffMembership) -> None:
    """Somebody moved to a seat from which she still reaches what waits: her messages stay with her."""
    own = update(Message).where(Message.membership_id == left.id, Message.audience.in_(AT_WORK))
    db.execute(own.values(membership_id=taken.id).execution_options(synchronize_session=False))
