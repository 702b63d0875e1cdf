"""Checks that an enrolled checkpoint made without network, handed in later: they reach the holder's list.

What is handed in is what was scanned and when. Only what we have signed counts, at the moment at which it was shown;
a number that was typed proves nothing without us and is not handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.codes.checks import PRESENTED, tell_of_check
from webapp.codes.envelope import Unreadable
from webapp.codes.freezing import locked_code
from webapp.codes.keys import verifying_key
from webapp.codes.models import Checkpoint, CodeCheck, Presentation, Refusal, Way
from webapp.codes.reading import read
from webapp.codes.rules import HANDED_IN_WITHIN, LEEWAY, refused_at, showing_refused_at
from webapp.core import Actor

MOST = 500
"""Checks in one delivery."""


@dataclass(frozen=True, slots=True)
class OfflineCheck:
    given: str
    at: datetime
    accepted: bool


def hand_in(db: Session, actor: Actor, checkpoint: Checkpoint, made: list[OfflineCheck]) -> int:
    """How many were ours and new. The same check handed in again is one check."""
    return sum(_noted(db, actor, checkpoint, each) for each in made[:MOST])


def _noted(db: Session, actor: Actor, checkpoint: Checkpoint, made: OfflineCheck) -> bool:
    if not actor.at - HANDED_IN_WITHIN <= made.at <= actor.at + LEEWAY:
        return False
    try:
        found = read(made.given, lambda kid: verifying_key(db, kid, made.at))
    except Unreadable:
        return False
    presentation = db.scalar(PRESENTED.where(Presentation.cti == found.cti))
    if presentation is None or presentation.way is not found.way or presentation.way is Way.paper:
        return False
    if not _fresh(presentation, found.signed_at, made.at):
        return False
    locked_code(db, presentation.code.resident)
    same = select(CodeCheck.id).where(
        CodeCheck.presentation_id == presentation.id, CodeCheck.checkpoint_id == checkpoint.id, CodeCheck.at == made.at
    )
    if db.scalar(same) is not None:
        return False
    row = CodeCheck(
        presentation=presentation,
        place=checkpoint.place,
        checkpoint_id=checkpoint.id,
        scanned=True,
        at=made.at,
        refusal=None if made.accepted else Refusal.by_hand_offline,
        signed_at=found.signed_at,
        handed_in_at=actor.at,
    )
    db.add(row)
    db.flush()
    tell_of_check(db, actor, presentation, row)
    return True


def _fresh(presentation: Presentation, signed_at: datetime | None, at: datetime) -> bool:
    late = refused_at(at, issued_at=presentation.issued_at, expires_at=presentation.expires_at)
    if late is None and signed_at is not None:
        late = showing_refused_at(at, signed_at=signed_at)
    return late is None
