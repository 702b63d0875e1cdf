"""What need not be kept is not kept: codes that nobody checked, and checks that met no code of ours."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.codes.models import CodeCheck, Presentation
from webapp.codes.rules import HANDED_IN_WITHIN
from webapp.core import Actor

KEPT = HANDED_IN_WITHIN + timedelta(days=1)
"""A checkpoint without network may still hand in that it has checked one."""
STRAYS_KEPT = timedelta(days=1)


def forget_dead(db: Session, actor: Actor) -> int:
    """Delete what is long dead and tells nobody anything; returns how many rows went. For the night."""
    checked = exists().where(CodeCheck.presentation_id == Presentation.id)
    dead = db.execute(delete(Presentation).where(Presentation.expires_at < actor.at - KEPT, ~checked))
    strays = select(CodeCheck.id).where(CodeCheck.presentation_id.is_(None), CodeCheck.at < actor.at - STRAYS_KEPT)
    gone = db.execute(delete(CodeCheck).where(CodeCheck.id.in_(strays)))
    return dead.rowcount + gone.rowcount
