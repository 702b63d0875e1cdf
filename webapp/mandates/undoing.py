"""Taking back a mandate that was just signed. It ends at once, and the one that it had replaced serves again.

What was done under it in the meantime stands. The end of a mandate cannot be taken back: it takes effect at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, LedgerEntry, Matter, Undo, record
from webapp.core.ledger import timeline
from webapp.core.undoing import checked, last_undo
from webapp.mandates.events import GrantUndone, MandateGranted, MandateRenewed, MandateRestored
from webapp.mandates.models import Mandate
from webapp.mandates.operations import MATTER, check_giver
from webapp.people import Resident


def undo_of(entries: Sequence[LedgerEntry]) -> Undo | None:
    """Whether its signing can be undone, or could until it was too late; `entries` are the mandate's time-line."""
    return last_undo(
        entries, lambda entry: "grant" if entry.event in (MandateGranted.name, MandateRenewed.name) else None
    )


def grant_undo(db: Session, mandate: Mandate) -> Undo | None:
    return undo_of(timeline(db, Matter(MATTER, mandate.public_id)))


def undo_grant(db: Session, actor: Actor, mandate: Mandate, *, mark: str) -> Mandate:
    """Only by the resident who gave it. Raises NotHersToGive, NothingToUndo, UndoOver."""
    check_giver(actor, mandate.resident)
    db.execute(select(Resident.id).where(Resident.id == mandate.resident_id).with_for_update())
    chosen = select(Mandate).where(Mandate.id == mandate.id).with_for_update(of=Mandate)
    locked = db.scalars(chosen.execution_options(populate_existing=True)).one()
    undone = checked(grant_undo(db, locked), mark=mark, at=actor.at)
    locked.revoked_at, locked.revoked_by, locked.revoked_reason = actor.at, actor.account_id, "undone"
    event = GrantUndone(undoes=undone.entry_id, mandate=locked.public_id)
    record(db, actor, event, subject_id=locked.resident_id, matter=Matter(MATTER, locked.public_id))
    replaced = select(Mandate).where(
        Mandate.resident_id == locked.resident_id, Mandate.agent_id == locked.agent_id,
        Mandate.revoked_at == locked.granted_at, Mandate.revoked_reason.in_(("renewed", "replaced")))
    for earlier in db.scalars(replaced.order_by(Mandate.id).with_for_update(of=Mandate)):
        earlier.revoked_at = earlier.revoked_by = earlier.revoked_reason = None
        restored = MandateRestored(mandate=earlier.public_id)
        record(db, actor, restored, subject_id=earlier.resident_id, matter=Matter(MATTER, earlier.public_id))
    db.flush()
    return locked
