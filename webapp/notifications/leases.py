"""Leases on deliveries: who may send what, until when, and what came of it.

huey forgets a task before running it, so the guarantee stands here: a delivery is leased by
one statement, a lease that ran out is taken up by the next worker, and only the holder of
the token may say what came of it. At least once, then; a repeat replaces the first on the
phone, because tag and topic are the message's.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from webapp.notifications.models import Delivery, DeliveryState
from webapp.notifications.rules import LEASE


@dataclass(frozen=True)
class Lease:
    token: str
    delivery_ids: list[int]


def is_due(at: datetime) -> ColumnElement[bool]:
    """Due now, or leased by a worker whose time is over."""
    return or_(
        and_(Delivery.state == DeliveryState.due, Delivery.next_at <= at),
        and_(Delivery.state == DeliveryState.leased, Delivery.leased_until <= at),
    )


def claim(db: Session, at: datetime, limit: int) -> Lease:
    """Take up to `limit` deliveries that nobody else holds; PostgreSQL skips rows that another worker is taking."""
    token = secrets.token_hex(16)
    chosen = select(Delivery.id).where(is_due(at)).order_by(Delivery.next_at, Delivery.id).limit(limit)
    chosen = chosen.with_for_update(skip_locked=True).cte("chosen")  # looked up once, however the update is planned
    taken = (
        update(Delivery).where(Delivery.id.in_(select(chosen.c.id)))
        .values(state=DeliveryState.leased, leased_until=at + LEASE, lease_token=token, attempts=Delivery.attempts + 1)
        .returning(Delivery.id).execution_options(synchronize_session=False)
    )
    return Lease(token, sorted(db.scalars(taken)))


def release(db: Session, delivery_id: int, token: str, **values: Any) -> bool:
    """Note what came of a delivery and give it back; False when the lease has passed to somebody else."""
    held = (Delivery.id == delivery_id, Delivery.lease_token == token, Delivery.state == DeliveryState.leased)
    done = update(Delivery).where(*held).values(leased_until=None, lease_token=None, **values)
    return db.execute(done.execution_options(synchronize_session=False)).rowcount == 1
