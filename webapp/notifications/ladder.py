"""The next rung: when push does not reach her, an SMS is written. Nobody stays silent because a phone does."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.notifications import rules
from webapp.notifications.models import (
    AT_WORK,
    Channel,
    ChannelRefusal,
    Delivery,
    DeliveryState,
    Message,
    PushDevice,
    QuietHours,
    Topic,
)
from webapp.notifications.notice import Notice
from webapp.notifications.writing import delivery, insert_once
from webapp.people import Account

LOOK_BACK = timedelta(days=2)
"""Older messages are left alone."""


def next_rung(db: Session, message_id: int, at: datetime) -> bool:
    """An SMS beside a push that fails, unless one is there, another phone has it, or she wants none.

    Whether one was written.
    """
    message = db.get_one(Message, message_id)
    notice = Notice.of_kind.get(message.kind)
    if notice is None or not notice.in_inbox or message.audience in AT_WORK:
        return False
    if message.read_at is not None or message.marked_at is not None:
        return False
    if message.useful_until is not None and message.useful_until <= at:
        return False
    tried = db.scalars(
        select(Delivery).where(Delivery.message_id == message_id).execution_options(populate_existing=True)
    ).all()
    if any(row.channel is Channel.sms or _may_yet_arrive(row) for row in tried):
        return False
    return any(row.channel is Channel.push for row in tried) and _write_sms(db, message, notice, at)


def _may_yet_arrive(row: Delivery) -> bool:
    if row.channel is not Channel.push:
        return False
    early = row.attempts < rules.NEXT_RUNG_AFTER and row.state in (DeliveryState.due, DeliveryState.leased)
    return early or row.state in (DeliveryState.sent, DeliveryState.delivered)


def climb(db: Session, at: datetime, limit: int = 200) -> int:
    """SMS for messages whose push was taken long ago and never shown by any device; how many were written."""
    written = 0
    for message in db.scalars(_silent(at).order_by(Message.id).limit(limit)).all():
        written += _write_sms(db, message, Notice.of_kind[message.kind], at)
    return written


def anybody_silent(db: Session, at: datetime) -> bool:
    return db.scalar(_silent(at).with_only_columns(Message.id).limit(1)) is not None


def _refused() -> ColumnElement[bool]:
    """She wants no SMS about this. Left in the query, such messages would keep those behind them waiting."""
    topics: dict[Topic, list[str]] = {}
    for kind, notice in Notice.of_kind.items():
        if not notice.important:
            topics.setdefault(notice.topic, []).append(kind)
    of_topic = (and_(ChannelRefusal.topic == topic, Message.kind.in_(kinds)) for topic, kinds in topics.items())
    return exists().where(
        ChannelRefusal.account_id == Message.recipient_id, ChannelRefusal.channel == Channel.sms, or_(*of_topic))


def _silent(at: datetime) -> Select[tuple[Message]]:
    push, sms = aliased(Delivery), aliased(Delivery)
    of_message = push.message_id == Message.id
    taken = exists().where(of_message, push.channel == Channel.push, push.state == DeliveryState.sent,
                           push.sent_at <= at - rules.PATIENCE, push.next_at > at - LOOK_BACK)
    shown = exists().where(of_message, push.state == DeliveryState.delivered)
    beside = exists().where(sms.message_id == Message.id, sms.channel == Channel.sms)
    reachable = exists().where(Account.id == Message.recipient_id, Account.phone_index.is_not(None))
    return select(Message).where(
        Message.created_at > at - LOOK_BACK, Message.read_at.is_(None), Message.marked_at.is_(None),
        taken, ~shown, ~beside, reachable, ~_refused(),
        or_(Message.useful_until.is_(None), Message.useful_until > at),
        Message.kind.in_([kind for kind, notice in Notice.of_kind.items() if notice.in_inbox]))


def retire_device(db: Session, device_id: int, at: datetime, *, because: str, sms: bool) -> None:
    """It is reached no more. What waits for it is cancelled, and goes by SMS where nothing else carries it."""
    retired = update(PushDevice).where(PushDevice.id == device_id, PushDevice.retired_at.is_(None))
    db.execute(retired.values(retired_at=at, retired_because=because).execution_options(synchronize_session=False))
    waiting = update(Delivery).where(Delivery.device_id == device_id, Delivery.state == DeliveryState.due)
    cancelled = waiting.values(state=DeliveryState.cancelled, last_error="device_retired").returning(
        Delivery.message_id
    )
    for message_id in db.scalars(cancelled.execution_options(synchronize_session=False)).all():
        if sms:
            next_rung(db, message_id, at)


def _write_sms(db: Session, message: Message, notice: type[Notice], at: datetime) -> bool:
    has_phone = db.scalar(select(Account.phone_index).where(Account.id == message.recipient_id)) is not None
    refused = db.scalar(select(ChannelRefusal.id).where(
        ChannelRefusal.account_id == message.recipient_id, ChannelRefusal.topic == notice.topic,
        ChannelRefusal.channel == Channel.sms)) is not None
    if not has_phone or (refused and not notice.important):
        return False
    hours = db.get(QuietHours, message.recipient_id)
    quiet = (hours.quiet_from, hours.quiet_until) if hours else None
    allowed_at = at if notice.despite_quiet_hours else rules.after_quiet(at, quiet)
    written = insert_once(db, Delivery).returning(Delivery.id)
    return bool(db.scalars(written, [delivery(message, Channel.sms, at, allowed_at)]).all())
