"""The inbox: the record of what somebody was told. Whose it is and who looks are parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.core import Actor, NotFound, columns, record
from webapp.mandates import Province
from webapp.notifications.circle import PIECE
from webapp.notifications.events import MessageAcknowledged
from webapp.notifications.models import AT_WORK, NEWS, Audience, Delivery, Message, Topic
from webapp.notifications.notice import Notice
from webapp.notifications.permitted import still_permitted
from webapp.people import LETTER_MATTER, Letter, Resident

PAGE = 20

Kind = tuple[tuple[Audience, ...], bool, bool, frozenset[Province] | None]
"""Which statements serve a mailbox: whose messages they are; whether of one resident; of another; what is covered."""


@dataclass(frozen=True)
class Mailbox:
    """Messages of one account (`owner_id`), as `reader_id` may see them: all, or those about one resident."""

    owner_id: int
    reader_id: int
    audiences: tuple[Audience, ...] = (Audience.own, Audience.carer)
    resident_id: int | None = None
    covered: frozenset[Province] | None = None
    """What a carer who reads another's may see besides; None: all."""

    @property
    def is_readers_own(self) -> bool:
        return self.owner_id == self.reader_id

    @property
    def kind(self) -> Kind:
        return self.audiences, self.resident_id is not None, not self.is_readers_own, self.covered

    def values(self, today: date) -> dict[str, Any]:
        """For the statements below."""
        bound = {"owner": self.owner_id, "about": self.resident_id, "day": today}
        return bound if self.covered is None else bound | {"reader": self.reader_id}


@cache
def _held(
    audiences: tuple[Audience, ...], about_one: bool, of_another: bool, covered: frozenset[Province] | None
) -> ColumnElement[bool]:
    """What a mailbox holds. Built once: every page counts the unread; building took three times as long as asking.
    Without IN, whose values SQLAlchemy would write out anew each time it is asked."""
    unseen = [k for k, notice in Notice.of_kind.items() if not notice.in_inbox or (of_another and notice.hers_alone)]
    shown = and_(true(), *(Message.kind != kind for kind in unseen))
    of_these = or_(*(Message.audience == audience for audience in audiences))
    mine = (Message.recipient_id == bindparam("owner", type_=Integer)) & of_these & shown
    mine &= still_permitted(bindparam("day", type_=Date))
    if covered is not None:
        mine &= _letters_seen(covered)
    return mine & (Message.resident_id == bindparam("about", type_=Integer)) if about_one else mine


def _letters_seen(covered: frozenset[Province]) -> ColumnElement[bool]:
    """Of the answers to her letters a carer is told what he may read: of a matter that his mandate covers, and of what
    he wrote himself."""
    told = {kind: notice.province for kind, notice in Notice.of_kind.items() if notice.of_a_letter}
    closed = [kind for kind, province in told.items() if province is not None and province not in covered]
    of_none = [kind for kind, province in told.items() if province is None]
    wrote = exists().where(
        Letter.asked_by == bindparam("reader", type_=Integer),
        Message.matter == literal(f"{LETTER_MATTER}:") + Letter.public_id,
    )
    return Message.kind.not_in(closed) & or_(Message.kind.not_in(of_none), wrote)


@cache
def _unread(*kind: *Kind) -> Select[tuple[int]]:
    held = _held(*kind)
    return select(func.count()).select_from(Message).where(held, NEWS)


@cache
def _listed(*kind: *Kind) -> Select[tuple[Message, int]]:
    """Each with how many there are in all."""
    held = select(Message, func.count().over()).where(_held(*kind))
    held = held.order_by(~NEWS, Message.id.desc())
    named = joinedload(Message.resident).load_only(Resident.public_id, Resident.name)  # her numbers stay sealed
    return held.options(named).limit(PAGE).offset(bindparam("skipped", type_=Integer))


@cache
def _opened(*kind: *Kind) -> Select[tuple[Message]]:
    held = select(Message).where(Message.public_id == bindparam("public_id"), _held(*kind))
    return held.options(
        joinedload(Message.resident),
        joinedload(Message.recipient),
        selectinload(Message.deliveries).joinedload(Delivery.device),
    )


def own_mailbox(account_id: int) -> Mailbox:
    """Her own, with what she is told about those she cares for."""
    return Mailbox(account_id, account_id)


def mailbox_of(
    owner_id: int, reader_id: int, resident_id: int, *, covered: frozenset[Province] | None
) -> Mailbox:
    """The resident's own, opened by a carer whose mandate covers her messages: what is about her, and nothing else.

    What she complained of, why her file was opened and how she signs in stays hers alone; and that a letter was
    answered is told him where he may see the letter. `covered`: what his mandate lets him see; None: a guardian.
    """
    return Mailbox(owner_id, reader_id, (Audience.own,), resident_id, covered)


def carers_mailbox(account_id: int, resident_id: int) -> Mailbox:
    """What a carer was told about one resident."""
    return Mailbox(account_id, account_id, (Audience.carer,), resident_id)


def staff_mailbox(account_id: int) -> Mailbox:
    return Mailbox(account_id, account_id, AT_WORK)


def messages_in(db: Session, mailbox: Mailbox, today: date, page: int = 1) -> tuple[list[Message], int]:
    """One page of 20, the unread first, then the newest; and how many pages there are (0 beyond the last)."""
    found = db.execute(_listed(*mailbox.kind), {**mailbox.values(today), "skipped": (page - 1) * PAGE}).all()
    total = found[0][1] if found else 0
    return [message for message, _total in found], -(-total // PAGE)


def unread_count(db: Session, mailbox: Mailbox, today: date) -> int:
    return columns(db, _unread(*mailbox.kind), **mailbox.values(today)).scalar() or 0


def find_message(db: Session, mailbox: Mailbox, public_id: str, today: date) -> Message:
    """With its deliveries. Raises NotFound for what is not in this mailbox."""
    message = db.scalar(_opened(*mailbox.kind), {**mailbox.values(today), "public_id": public_id})
    if message is None:
        raise NotFound()
    return message


def note_read(db: Session, actor: Actor, public_id: str) -> None:
    """The recipient has opened it; anybody else who looks leaves it unread."""
    own = update(Message).where(
        Message.public_id == public_id, Message.recipient_id == actor.account_id, Message.read_at.is_(None)
    )
    db.execute(own.values(read_at=actor.at).execution_options(synchronize_session=False))


def mark_all_read(db: Session, actor: Actor, mailbox: Mailbox, up_to: str) -> None:
    """All that is unread, but nothing that came after the message `up_to` (a public id): she cannot have seen that.

    Nothing is deleted, and nothing counts as opened or acknowledged. Raises NotFound where the mailbox is another's.
    """
    newest = find_message(db, mailbox, up_to, actor.today)
    if mailbox.owner_id != actor.account_id:
        raise NotFound()
    mine = select(Message.id).where(_held(*mailbox.kind), NEWS, Message.id <= newest.id)
    ids = db.scalars(mine, mailbox.values(actor.today)).all()
    for start in range(0, len(ids), PIECE):
        own = update(Message).where(Message.id.in_(ids[start : start + PIECE]), NEWS)
        db.execute(own.values(marked_at=actor.at).execution_options(synchronize_session=False))


def acknowledge(db: Session, actor: Actor, message: Message) -> None:
    """知道了: she says that she knows. Raises NotFound when it is not the actor's own message."""
    if message.recipient_id != actor.account_id:
        raise NotFound()
    if message.acknowledged_at is None:
        message.acknowledged_at = actor.at
        message.read_at = message.read_at or actor.at
        record(db, actor, MessageAcknowledged(kind=message.kind), subject_id=message.resident_id, matter=message.about)


def messages_to_tell(db: Session, account_id: int, today: date) -> list[Message]:
    """What a member of staff is asked to tell somebody in person and has not said is done, the oldest first."""
    mailbox = Mailbox(account_id, account_id, (Audience.messenger,))
    asked = select(Message).where(_held(*mailbox.kind), Message.acknowledged_at.is_(None))
    asked = asked.options(joinedload(Message.resident)).order_by(Message.id)
    return list(db.scalars(asked, mailbox.values(today)))


def messages_about(db: Session, resident_id: int, limit: int = 50) -> list[Message]:
    """What was told to whom about one resident, the newest first, with deliveries: for staff who may open her file.

    What concerns an account alone (ways to sign in) is not among it.
    """
    of_matters = [kind for kind, notice in Notice.of_kind.items() if notice.topic is not Topic.account]
    chosen = select(Message).where(
        Message.resident_id == resident_id, Message.audience.not_in(AT_WORK), Message.kind.in_(of_matters))
    chosen = chosen.options(joinedload(Message.recipient), selectinload(Message.deliveries).joinedload(Delivery.device))
    return list(db.scalars(chosen.order_by(Message.id.desc()).limit(limit)))
