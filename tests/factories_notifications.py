"""A post room over a test's database, with fakes where it ends: gateways that keep what they took, plain words."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import mandates, people
from webapp.core import Actor, Database
from webapp.mandates import Power, Province, SignatureKind
from webapp.notifications import (
    Channel,
    Delivery,
    Gateways,
    Message,
    Outcome,
    PostRoom,
    PushDevice,
    PushSender,
    Sent,
    Subscription,
    VapidKey,
    Words,
    add_device,
)
from webapp.people import Account, Resident


def plain_words(_db: Session, message: Message) -> Words:
    return Words(
        language=message.recipient.language, subject=f"关于 {message.kind}", body="正文", push_title=f"有变化 {message.kind}",
        push_body="请打开查看", outside_text="您有一条新消息。", path=f"/inbox/{message.public_id}")


@dataclass
class Gateway:
    """Takes SMS or mail; gives the prepared outcomes one after the other, then Sent."""

    outcomes: deque[Outcome] = field(default_factory=deque)
    taken: list[tuple[str, str]] = field(default_factory=list)
    """(address, key)"""
    texts: list[str] = field(default_factory=list)

    def send(self, to: str, *words: str) -> Outcome:
        *texts, key = words
        self.taken.append((to, key))
        self.texts.append("\n".join(texts))
        return self.outcomes.popleft() if self.outcomes else Sent(key)


def post_room(database: Database, settings: Any, clock: Callable, **changed: Any) -> PostRoom:
    """Subscribed to the database; what follows a commit is nothing unless a test says so: it calls send_due itself."""
    given = {"wording": plain_words, "gateways": Gateways(Gateway(), Gateway()), "hand_over": lambda: None} | changed
    room = PostRoom(settings, database, clock=clock, **given)
    database.subscribe(room.tell)
    return room


def push_sender(folder: Path) -> PushSender:
    return PushSender(VapidKey.of(folder, "mailto:tests@localhost"), ("localhost",), loopback=True)


def account_of(db: Session, resident: Resident) -> Account:
    found = people.account_of(db, resident)
    assert found is not None
    return found


def made_up_subscription() -> Subscription:
    from tests.push_service import Browser

    browser = Browser()
    return Subscription(f"http://localhost:9/{secrets.token_hex(8)}", browser.p256dh, browser.auth)


def proven_phone(
    database: Database, room: PostRoom, account: Account, at, subscription: Subscription | None = None
) -> PushDevice:
    """A phone on which she has tapped the test."""
    with database.writing() as db:
        mine = db.get_one(Account, account.id)
        actor = Actor(account_id=mine.id, at=at)
        device = add_device(db, actor, mine, subscription or made_up_subscription(), name="手机", push=room.push)
        device.proven_at = at
        for delivery in db.scalars(select(Delivery).where(Delivery.device_id == device.id)):
            db.delete(delivery)
    return device


def grant(database: Database, village: Any, *, to: str = "neighbour", by: str = "guo", at, scope=None, days: int = 30):
    """A mandate that lets somebody receive notices about appointments."""
    wanted = scope or [(Province.appointments, Power.see), (Province.appointments, Power.receive_notices)]
    with database.writing() as db:
        resident = people.find_resident(db, village.of(by).public_id)
        taker = village.of(to)
        agent = account_of(db, taker) if isinstance(taker, Resident) else db.get_one(Account, taker.id)
        actor = village.actor(by, at)
        return mandates.grant(
            db,
            actor,
            resident,
            agent,
            relation="neighbour",
            scope=wanted,
            until_on=actor.today + timedelta(days=days),
            words="同意",
            words_version="1",
            signature_kind=SignatureKind.signed_in,
            signature_proof="session",
        )


def messages(database: Database, account: Account, kind: str | None = None) -> list[Message]:
    with database.reading() as db:
        found = select(Message).where(Message.recipient_id == account.id).order_by(Message.id)
        return list(db.scalars(found.where(Message.kind == kind) if kind else found))


def deliveries(database: Database, message: Message, channel: Channel | None = None) -> list[Delivery]:
    with database.reading() as db:
        found = select(Delivery).where(Delivery.message_id == message.id).order_by(Delivery.id)
        return list(db.scalars(found.where(Delivery.channel == channel) if channel else found))
