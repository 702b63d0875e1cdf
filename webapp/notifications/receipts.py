"""What a device says back: shown, opened. The receipt is the secret of one delivery; to have it is to have the say."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, NotFound, record
from webapp.notifications.events import PushDeviceProven
from webapp.notifications.models import Delivery, DeliveryState
from webapp.notifications.rules import MOVES
from webapp.notifications.writing import DeviceTrial


def note_shown(db: Session, actor: Actor, receipt: str) -> None:
    """The device has shown it. Raises NotFound for a receipt that is none."""
    _shown(_of(db, receipt), actor)


def note_opened(db: Session, actor: Actor, receipt: str) -> None:
    """She tapped it: it was shown, and she has seen it; a tap on a test message proves the device. Raises NotFound."""
    row = _of(db, receipt)
    _shown(row, actor)
    if row.message.read_at is None:
        row.message.read_at = actor.at
    device = row.device
    if (
        row.message.kind == DeviceTrial.kind
        and device is not None
        and device.proven_at is None
        and device.retired_at is None
    ):
        device.proven_at = actor.at
        herself = Actor(account_id=device.account_id, at=actor.at)
        record(db, herself, PushDeviceProven(device=device.public_id), subject_id=device.account.resident_id)


def _of(db: Session, receipt: str) -> Delivery:
    row = db.scalar(
        select(Delivery)
        .where(Delivery.receipt == receipt)
        .options(joinedload(Delivery.message), joinedload(Delivery.device))
        .with_for_update(of=Delivery)
    )
    if row is None:
        raise NotFound()
    return row


def _shown(row: Delivery, actor: Actor) -> None:
    if DeliveryState.delivered in MOVES[row.state]:
        row.state, row.delivered_at = DeliveryState.delivered, actor.at
        row.sent_at = row.sent_at or actor.at
        row.leased_until = row.lease_token = None
