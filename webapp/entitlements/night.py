"""The night: everybody's answers are worked out anew, in short pieces, and only what changed is recorded.

Rules of dates (a birthday, a benefit that begins or ends, a moved hukou) change answers without anybody doing anything.
A piece is one transaction: killed half-way, each resident has either the old or the new state. Two at once do no harm:
the second finds nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from webapp.core import Actor, Database
from webapp.entitlements.catalogue import current
from webapp.entitlements.models import StoredEntitlements
from webapp.entitlements.operations import refresh
from webapp.people import Resident

PIECE = 50


def still_to_do(database: Database, actor: Actor) -> int:
    """How many residents have not been looked at today."""
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(_open(actor, 0).subquery())) or 0


def work_through(database: Database, actor: Actor) -> Iterator[tuple[int, int]]:
    """Look at everybody who was not looked at today; yields (looked at, changed) for each piece."""
    last, catalogue = 0, current()
    while True:
        with database.writing() as db:
            piece = db.scalars(_open(actor, last).limit(PIECE)).all()
            changed = sum(refresh(db, actor, resident, catalogue) is not None for resident in piece)
        if not piece:
            return
        last = piece[-1].id
        yield len(piece), changed


def _open(actor: Actor, after: int):
    looked_at = select(StoredEntitlements.resident_id).where(StoredEntitlements.worked_out_on == actor.today)
    return (
        select(Resident)
        .where(Resident.id > after, Resident.died_on.is_(None), Resident.id.not_in(looked_at))
        .order_by(Resident.id)
    )
