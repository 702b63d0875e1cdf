"""Tables of notices: the message is the record, a delivery is one attempt to carry word of it to one place."""

from __future__ import annotations

import enum
import json
from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import Base, Matter, public_id
from webapp.core.ledger import BigId
from webapp.core.privacy import Sealed
from webapp.mandates import Mandate, Province
from webapp.people import Account, Resident, StaffMembership, enum_column


class Channel(enum.StrEnum):
    """Ways out of the house. The inbox is none of them: every message is there."""

    push = "push"
    sms = "sms"
    mail = "mail"


class Topic(enum.StrEnum):
    """What notices are about, as a person would sort them; channels are chosen by topic."""

    appointments = "appointments"
    home_services = "home_services"
    entitlements = "entitlements"
    code = "code"
    mandates = "mandates"
    account = "account"


class Audience(enum.StrEnum):
    """By what right somebody receives a message."""

    own = "own"
    """It is about her own affairs, or about her own account."""
    carer = "carer"
    """A mandate says so; when it ends the message is hers no more."""
    staff = "staff"
    """A seat at the workbench has the next step."""
    messenger = "messenger"
    """She has no account and nobody acts for her: this seat is asked to tell her in person."""


AT_WORK = (Audience.staff, Audience.messenger)


class DeliveryState(enum.StrEnum):
    due = "due"
    leased = "leased"
    """A worker holds it until `leased_until`; only the holder of the token may say what came of it."""
    sent = "sent"
    """The push service or gateway took it. More is not known."""
    delivered = "delivered"
    """The device itself said that it showed it."""
    failed = "failed"
    cancelled = "cancelled"


class Message(Base):
    """What one person is told about one thing. Holds ids; the words are written by the doors and kept once they are."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("recipient_id", "key"),
        Index("ix_messages_recipient_id_id", "recipient_id", "id"),
        Index("ix_messages_resident_id_id", "resident_id", "id"),
        Index("ix_messages_created_at", "created_at"),
        Index("ix_messages_without_words", "id", sqlite_where=text("worded_at IS NULL"),
              postgresql_where=text("worded_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str] = mapped_column(String(120))
    """What it is told because of; the same cause tells the same person once."""
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"))
    """Whom it is about."""
    province: Mapped[Province | None] = mapped_column(enum_column(Province))
    """What a carer's mandate must cover."""
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"))
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("staff_memberships.id"))
    kind: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    """Of the template."""
    facts_text: Mapped[str] = mapped_column("facts", Text)
    """JSON of ids and enums, as the ledger entry had them."""
    matter: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    useful_until: Mapped[datetime | None]
    """After this nothing is sent any more; the inbox keeps it."""
    language: Mapped[str | None] = mapped_column(String(8))
    subject: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(Text)
    push_title: Mapped[str | None] = mapped_column(String(100))
    push_body: Mapped[str | None] = mapped_column(String(200))
    outside_text: Mapped[str | None] = mapped_column(String(300))
    """What SMS and mail say. Like the push, it holds no category, grade, amount or institution."""
    path: Mapped[str | None] = mapped_column(String(200))
    """Where a tap leads."""
    worded_at: Mapped[datetime | None]
    known_at: Mapped[datetime | None]
    """She did it herself: it is kept and sent, and is no news to her."""
    marked_at: Mapped[datetime | None]
    """She has marked it as read in the list, without opening it."""
    read_at: Mapped[datetime | None]
    """She has opened it."""
    acknowledged_at: Mapped[datetime | None]
    @property
    def is_news(self) -> bool:
        """The same as NEWS, of a row that has been read."""
        return self.read_at is None and self.known_at is None and self.marked_at is None

    recipient: Mapped[Account] = relationship()
    resident: Mapped[Resident | None] = relationship()
    mandate: Mapped[Mandate | None] = relationship()
    membership: Mapped[StaffMembership | None] = relationship()
    deliveries: Mapped[list[Delivery]] = relationship(back_populates="message", order_by="Delivery.id")

    @property
    def facts(self) -> dict[str, Any]:
        return json.loads(self.facts_text)

    @property
    def about(self) -> Matter | None:
        if self.matter is None:
            return None
        kind, _, name = self.matter.partition(":")
        return Matter(kind, name)


NEWS = Message.read_at.is_(None) & Message.known_at.is_(None) & Message.marked_at.is_(None)
"""What the recipient neither has opened, nor marked as read, nor did herself."""


class Delivery(Base):
    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("message_id", "channel", "device_id"),
        # in a unique constraint two unknown devices are two different ones
        Index("one_without_device", "message_id", "channel", unique=True,
              sqlite_where=text("device_id IS NULL"), postgresql_where=text("device_id IS NULL")),
        Index("ix_deliveries_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("push_devices.id"), index=True)
    state: Mapped[DeliveryState] = mapped_column(enum_column(DeliveryState), default=DeliveryState.due)
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    last_error: Mapped[str | None] = mapped_column(String(60))
    """A code, never what a stranger's server wrote."""
    reference: Mapped[str | None] = mapped_column(String(200))
    """What the push service or gateway calls it."""
    receipt: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    """Travels inside the encrypted message; whoever has it may say that it was shown or opened."""
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    message: Mapped[Message] = relationship(back_populates="deliveries")
    device: Mapped[PushDevice | None] = relationship()


class PushDevice(Base):
    """A browser on a phone that said where it can be reached. Until she has tapped a test on it, it proves nothing."""

    __tablename__ = "push_devices"
    __table_args__ = (
        Index("one_account_an_endpoint", "endpoint_index", unique=True,
              sqlite_where=text("retired_at IS NULL"), postgresql_where=text("retired_at IS NULL")),
        Index("ix_push_devices_account_id", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    device_index: Mapped[str | None] = mapped_column(String(64))
    """Of the device's own mark, as her sessions there have it."""
    name: Mapped[str] = mapped_column(String(60))
    endpoint: Mapped[str] = mapped_column(Sealed)
    endpoint_index: Mapped[str] = mapped_column(String(64))
    p256dh: Mapped[str] = mapped_column(Sealed)
    auth: Mapped[str] = mapped_column(Sealed)
    created_at: Mapped[datetime]
    tested_at: Mapped[datetime | None]
    """When the last test message was written."""
    proven_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    retired_because: Mapped[str | None] = mapped_column(String(20))
    """removed (by her), gone (so the push service says), replaced (by the browser), taken (another account uses it),
    signed_out (her session there has ended)."""
    told_at: Mapped[datetime | None]
    """When she has acknowledged that it is gone."""
    account: Mapped[Account] = relationship()


class QuietHours(Base):
    """A person's own hours in which push and SMS wait; from the first to the second, over midnight when it is later."""

    __tablename__ = "quiet_hours"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    quiet_from: Mapped[time]
    quiet_until: Mapped[time]


class ChannelRefusal(Base):
    """A channel that somebody does not want for a topic. No row: it is used."""

    __tablename__ = "channel_refusals"
    __table_args__ = (UniqueConstraint("account_id", "topic", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    topic: Mapped[Topic] = mapped_column(enum_column(Topic))
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    refused_at: Mapped[datetime]
