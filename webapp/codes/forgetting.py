"""What need not be kept is not kept: codes that nobody checked, and checks that met no code of ours."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.codes.models import CodeCheck, Presentation
from webapp.core import Actor

KEPT = timedelta(days=1)


def forget_dead(db: Session, actor: Actor) -> int:
    """Delete what has been dead for a day and tells nobody anything; returns how many rows went. For the night."""
    before = actor.at - KEPT
    checked = exists().where(CodeCheck.presentation_id == Presentation.id)
    dead = db.execute(delete(Presentation).where(Presentation.expires_at < before, ~checked))
    strays = select(CodeCheck.id).where(CodeCheck.presentation_id.is_(None), CodeCheck.at < before)
    gone = db.execute(delete(CodeCheck).where(CodeCheck.id.in_(strays)))
    return dead.rowcount + gone.rowcount
