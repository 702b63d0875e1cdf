"""Writing messages, and the deliveries that carry word of them, in the transaction of what they tell."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Insert, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core import Base
from webapp.notifications import rules
from webapp.notifications.circle import PIECE, Recipient
from webapp.notifications.models import (
    AT_WORK,
    Audience,
    Channel,
    ChannelRefusal,
    Delivery,
    Message,
    PushDevice,
    QuietHours,
    Topic,
)
from webapp.notifications.notice import Notice
from webapp.people import Account


@dataclass(frozen=True)
class Draft:
    """One message that ought to be: `key` names its cause, so that it is written once."""

    notice: type[Notice]
    recipient: Recipient
    key: str
    at: datetime
    facts: dict[str, Any]
    matter: str | None = None
    useful_until: datetime | None = None
    to_inbox_only: bool = False
    known: bool = False
    """The recipient did it."""


class Reach:
    """How some accounts can be reached: devices, telephone, mail, quiet hours, refusals; read at once."""

    def __init__(self, db: Session, account_ids: Iterable[int]) -> None:
        self.phone: set[int] = set()
        self.mail: set[int] = set()
        self.proven: dict[int, list[int]] = defaultdict(list)
        self.quiet: dict[int, tuple[time, time]] = {}
        self.refused: dict[tuple[int, Topic], set[Channel]] = defaultdict(set)
        for ids in pieces(sorted(set(account_ids))):
            has = select(Account.id, Account.phone_index.is_not(None), Account.email.is_not(None)).where(
                Account.id.in_(ids)
            )
            for account_id, phone, mail in db.execute(has):
                self.phone |= {account_id} if phone else set()
                self.mail |= {account_id} if mail else set()
            live = select(PushDevice.account_id, PushDevice.id).where(
                PushDevice.account_id.in_(ids), PushDevice.proven_at.is_not(None), PushDevice.retired_at.is_(None))
            for account_id, device_id in db.execute(live):
                self.proven[account_id].append(device_id)
            for hours in db.scalars(select(QuietHours).where(QuietHours.account_id.in_(ids))):
                self.quiet[hours.account_id] = (hours.quiet_from, hours.quiet_until)
            for refusal in db.scalars(select(ChannelRefusal).where(ChannelRefusal.account_id.in_(ids))):
                self.refused[refusal.account_id, refusal.topic].add(refusal.channel)


def write(db: Session, drafts: Sequence[Draft], *, sms: bool, mail: bool) -> int:
    """Messages that are not there yet, with their deliveries; how many. `sms`, `mail`: whether there is a gateway."""
    if not drafts:
        return 0
    reach = Reach(db, (draft.recipient.account_id for draft in drafts))
    of_key = {(draft.recipient.account_id, draft.key): draft for draft in drafts}
    written = 0
    for some in pieces(list(of_key.values())):
        new = db.scalars(insert_once(db, Message).returning(Message), [_message(draft) for draft in some]).all()
        deliveries = [
            row
            for message in new
            for row in _deliveries(message, of_key[message.recipient_id, message.key], reach, sms, mail)
        ]
        if deliveries:
            db.execute(insert(Delivery), deliveries)
        written += len(new)
    return written


def pieces(things: list[Any]) -> Iterator[list[Any]]:
    """A database binds a limited number of values in one statement."""
    for start in range(0, len(things), PIECE):
        yield things[start : start + PIECE]


def insert_once(db: Session, table: type[Base]) -> Insert:
    """An insert that lets what is there already stand, whoever wrote it and however short ago."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def _message(draft: Draft) -> dict[str, Any]:
    to = draft.recipient
    return {
        "recipient_id": to.account_id, "key": draft.key, "audience": to.audience, "resident_id": to.resident_id,
        "province": to.province, "mandate_id": to.mandate_id, "membership_id": to.membership_id,
        "kind": draft.notice.kind, "version": draft.notice.version, "matter": draft.matter, "created_at": draft.at,
        "facts_text": json.dumps(draft.facts, ensure_ascii=False, sort_keys=True), "useful_until": draft.useful_until,
        "known_at": draft.at if draft.known else None,
    }


def _deliveries(message: Message, draft: Draft, reach: Reach, sms: bool, mail: bool) -> Iterator[dict[str, Any]]:
    account, notice = message.recipient_id, draft.notice
    if message.audience in AT_WORK or draft.to_inbox_only:
        return  # staff look at their queue
    chosen = rules.channels(
        proven=bool(reach.proven[account]), phone=sms and account in reach.phone, mail=mail and account in reach.mail,
        important=notice.important, refused=reach.refused[account, notice.topic],
    )
    allowed_at = draft.at if notice.despite_quiet_hours else rules.after_quiet(draft.at, reach.quiet.get(account))
    if Channel.push in chosen:
        for device_id in reach.proven[account]:
            yield delivery(message, Channel.push, draft.at, allowed_at, device_id)
    if Channel.sms in chosen:
        yield delivery(message, Channel.sms, draft.at, allowed_at)
    if Channel.mail in chosen:
        yield delivery(message, Channel.mail, draft.at, draft.at)  # mail wakes nobody


def delivery(
    message: Message, channel: Channel, at: datetime, next_at: datetime, device_id: int | None = None
) -> dict[str, Any]:
    return {"message_id": message.id, "channel": channel, "device_id": device_id, "created_at": at, "next_at": next_at}


def write_test(db: Session, device: PushDevice, at: datetime) -> Message:
    """A message to one device alone, proven or not: tapping it proves the device."""
    message = Message(
        recipient_id=device.account_id, key=f"test:{device.public_id}:{at.isoformat()}", audience=Audience.own,
        kind=DeviceTrial.kind, version=DeviceTrial.version, matter=f"device:{device.public_id}", created_at=at,
        facts_text="{}", useful_until=at + DeviceTrial.lifetime,
    )
    db.add(message)
    db.flush()
    db.execute(insert(Delivery), [delivery(message, Channel.push, at, at, device.id)])
    return message


class DeviceTrial(Notice):
    """Does word reach this phone? Nothing else is told by it."""

    topic = Topic.account
    in_inbox = False
    urgent = True
    despite_quiet_hours = True
    lifetime = timedelta(minutes=10)
