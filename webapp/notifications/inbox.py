"""The inbox: the record of what somebody was told. Whose it is and who looks are parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core import Actor, NotFound, record
from webapp.notifications.events import MessageAcknowledged
from webapp.notifications.models import Audience, Delivery, Message, Topic
from webapp.notifications.notice import Notice
from webapp.notifications.permitted import still_permitted

PAGE = 20


@dataclass(frozen=True)
class Mailbox:
    """Messages of one account (`owner_id`), as `reader_id` may see them: all, or those about one resident."""

    owner_id: int
    reader_id: int
    audiences: tuple[Audience, ...] = (Audience.own, Audience.carer)
    resident_id: int | None = None

    @property
    def is_readers_own(self) -> bool:
        return self.owner_id == self.reader_id

    def holds(self, today: date) -> ColumnElement[bool]:
        shown = Message.kind.not_in([kind for kind, notice in Notice.of_kind.items() if not notice.in_inbox])
        mine = (Message.recipient_id == self.owner_id) & Message.audience.in_(self.audiences) & shown & still_permitted(today)
        return mine if self.resident_id is None else mine & (Message.resident_id == self.resident_id)


def own_mailbox(account_id: int) -> Mailbox:
    """Her own, with what she is told about those she cares for."""
    return Mailbox(account_id, account_id)


def mailbox_of(owner_id: int, reader_id: int, resident_id: int) -> Mailbox:
    """The resident's own, opened by a carer whose mandate covers her messages: what is about her, nothing else of her account."""
    return Mailbox(owner_id, reader_id, (Audience.own,), resident_id)


def carers_mailbox(account_id: int, resident_id: int) -> Mailbox:
    """What a carer was told about one resident."""
    return Mailbox(account_id, account_id, (Audience.carer,), resident_id)


def staff_mailbox(account_id: int) -> Mailbox:
    return Mailbox(account_id, account_id, (Audience.staff,))


def messages_in(db: Session, mailbox: Mailbox, today: date, page: int = 1) -> tuple[list[Message], int]:
    """One page of 20, the unread first, then the newest; and how many pages there are."""
    held = mailbox.holds(today)
    total = db.scalar(select(func.count()).select_from(Message).where(held)) or 0
    chosen = select(Message).where(held).order_by(Message.read_at.is_not(None), Message.id.desc())
    found = db.scalars(chosen.options(joinedload(Message.resident)).limit(PAGE).offset((page - 1) * PAGE)).all()
    return list(found), -(-total // PAGE)


def unread_count(db: Session, mailbox: Mailbox, today: date) -> int:
    return db.scalar(select(func.count()).select_from(Message).where(mailbox.holds(today), Message.read_at.is_(None))) or 0


def find_message(db: Session, mailbox: Mailbox, public_id: str, today: date) -> Message:
    """With its deliveries. Raises NotFound for what is not in this mailbox."""
    chosen = select(Message).where(Message.public_id == public_id, mailbox.holds(today))
    message = db.scalar(chosen.options(
        joinedload(Message.resident), joinedload(Message.recipient), selectinload(Message.deliveries).joinedload(Delivery.device)))
    if message is None:
        raise NotFound()
    return message


def note_read(db: Session, actor: Actor, public_id: str) -> None:
    """The recipient has opened it; anybody else who looks leaves it unread."""
    own = update(Message).where(Message.public_id == public_id, Message.recipient_id == actor.account_id, Message.read_at.is_(None))
    db.execute(own.values(read_at=actor.at).execution_options(synchronize_session=False))


def acknowledge(db: Session, actor: Actor, message: Message) -> None:
    """知道了: she says that she knows. Raises NotFound when it is not the actor's own message."""
    if message.recipient_id != actor.account_id:
        raise NotFound()
    if message.acknowledged_at is None:
        message.acknowledged_at = actor.at
        message.read_at = message.read_at or actor.at
        record(db, actor, MessageAcknowledged(kind=message.kind), subject_id=message.resident_id, matter=message.about)


def messages_about(db: Session, resident_id: int, limit: int = 50) -> list[Message]:
    """What was told to whom about one resident, the newest first, with deliveries: for staff who may open her file.

    What concerns an account alone (ways to sign in) is not among it.
    """
    of_matters = [kind for kind, notice in Notice.of_kind.items() if notice.topic is not Topic.account]
    chosen = select(Message).where(
        Message.resident_id == resident_id, Message.audience != Audience.staff, Message.kind.in_(of_matters))
    chosen = chosen.options(joinedload(Message.recipient), selectinload(Message.deliveries).joinedload(Delivery.device))
    return list(db.scalars(chosen.order_by(Message.id.desc()).limit(limit)))
