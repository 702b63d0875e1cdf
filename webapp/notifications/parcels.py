"""From a leased delivery to what is handed over: all that sending needs, so that no session stays open meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor
from webapp.notifications import push, rules
from webapp.notifications.models import Channel, Delivery, DeliveryState, Message, QuietHours
from webapp.notifications.notice import Notice
from webapp.notifications.permitted import still_permitted


@dataclass(frozen=True)
class Parcel:
    delivery_id: int
    message_id: int
    device_id: int | None
    channel: Channel
    attempts: int
    key: str
    to: push.Subscription | str
    """A subscription, a telephone number or a mail address."""
    payload: bytes
    subject: str
    text: str
    topic: str
    notice: type[Notice]

    @property
    def push(self) -> push.Push:
        to = cast("push.Subscription", self.to)
        return push.Push(to, self.payload, self.topic, self.notice.lifetime, self.notice.urgent)


@dataclass(frozen=True)
class Kept:
    """A leased delivery that is not to be sent: `state` says what becomes of it, `next_at` when it is asked again."""

    delivery_id: int
    state: DeliveryState
    code: str
    next_at: datetime | None = None


def pack(db: Session, delivery_ids: list[int], at: datetime) -> tuple[list[Parcel], list[Kept]]:
    """Those to send, and those to keep: no more permitted, no more of use, or the recipient wants quiet now."""
    rows = db.scalars(
        select(Delivery).where(Delivery.id.in_(delivery_ids)).order_by(Delivery.id)
        .options(joinedload(Delivery.message).joinedload(Message.recipient), joinedload(Delivery.device))
    ).all()
    message_ids = {row.message_id for row in rows}
    permitted = set(
        db.scalars(select(Message.id).where(Message.id.in_(message_ids), still_permitted(Actor.service(at).today)))
    )
    recipients = {row.message.recipient_id for row in rows}
    quiet = {hours.account_id: (hours.quiet_from, hours.quiet_until)
             for hours in db.scalars(select(QuietHours).where(QuietHours.account_id.in_(recipients)))}
    parcels, kept = [], []
    for row in rows:
        reason = _reason_to_keep(row, at, row.message_id in permitted, quiet.get(row.message.recipient_id))
        if reason is not None:
            kept.append(reason)
        else:
            parcels.append(_parcel(row))
    return parcels, kept


def _reason_to_keep(row: Delivery, at: datetime, permitted: bool, quiet: tuple[time, time] | None) -> Kept | None:
    never = _never(row, at, permitted) or _nowhere(row)
    if never is not None:
        return Kept(row.id, DeliveryState.cancelled, never)
    if row.message.worded_at is None:
        again = rules.next_attempt(at, row.attempts)
        return Kept(row.id, DeliveryState.due if again else DeliveryState.failed, "no_words", again)
    if row.channel is not Channel.mail and not Notice.of_kind[row.message.kind].despite_quiet_hours:
        awake = rules.after_quiet(at, quiet)
        if awake > at:
            return Kept(row.id, DeliveryState.due, "quiet_hours", awake)
    return None


def _never(row: Delivery, at: datetime, permitted: bool) -> str | None:
    message = row.message
    if message.kind not in Notice.of_kind:
        return "kind_unknown"
    if not permitted:
        return "not_permitted"
    if message.useful_until is not None and message.useful_until <= at:
        return "too_late"
    return "already_read" if message.read_at is not None else None


def _nowhere(row: Delivery) -> str | None:
    if row.channel is Channel.push:
        return "device_retired" if row.device is None or row.device.retired_at is not None else None
    if row.channel is Channel.sms:
        return "no_phone" if row.message.recipient.phone is None else None
    return "no_mail" if row.message.recipient.email is None else None


def _parcel(row: Delivery) -> Parcel:
    message = row.message
    content = push.payload(
        title=message.push_title or "",
        body=message.push_body or "",
        tag=message.public_id,
        path=message.path or "/inbox",
        receipt=row.receipt,
        language=(message.language or "zh_Hans").replace("_", "-"),
    )
    return Parcel(
        delivery_id=row.id,
        message_id=row.message_id,
        device_id=row.device_id,
        channel=row.channel,
        attempts=row.attempts,
        key=f"{message.public_id}-{row.channel.value}",
        to=_address(row),
        payload=content,
        subject=message.push_title or "",
        text=message.outside_text or "",
        topic=message.public_id,
        notice=Notice.of_kind[message.kind],
    )


def _address(row: Delivery) -> push.Subscription | str:
    if row.device is not None:
        return push.Subscription(row.device.endpoint, row.device.p256dh, row.device.auth)
    return (row.message.recipient.phone if row.channel is Channel.sms else row.message.recipient.email) or ""
