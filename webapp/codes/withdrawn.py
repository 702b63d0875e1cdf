"""What a checkpoint must know to answer without network: which codes that look good are not.

A code that is withdrawn dies on line at once; without network it dies with the age of this list, which the
checkpoint shows. On the list stand the first six bytes of the SHA-256 of each code's identity, in their own order: it
tells nothing to who has not seen the code, and five thousand of them are 30 kB.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.codes.claims import claim_named
from webapp.codes.errors import ClaimNotHers
from webapp.codes.models import BenefitCode, Presentation, Way
from webapp.codes.rules import LEEWAY
from webapp.codes.standing import held
from webapp.core import Actor
from webapp.core.actor import LOCAL
from webapp.mandates import Mandate, active_on

MARK_LENGTH = 6


def mark(cti: bytes) -> bytes:
    return sha256(cti).digest()[:MARK_LENGTH]


def withdrawn(db: Session, at: datetime) -> bytes:
    """The marks of all codes that could be alive and are withdrawn, one after the other, in ascending order."""
    day = at.astimezone(LOCAL).date()
    ended = and_(Presentation.mandate_id.is_not(None), ~active_on(day))
    chosen = (
        select(Presentation.cti)
        .join(BenefitCode)
        .outerjoin(Mandate, Mandate.id == Presentation.mandate_id)
        .where(Presentation.way != Way.paper, Presentation.expires_at > at - LEEWAY)
        .where(or_(Presentation.revoked_at.is_not(None), BenefitCode.frozen_at.is_not(None), ended))
    )
    return b"".join(sorted(mark(cti) for cti in db.scalars(chosen)))


def withdraw_untrue(db: Session, actor: Actor) -> int:
    """Withdraw the credentials on phones whose claim holds no longer; returns how many. For the worker."""
    chosen = select(Presentation).where(
        Presentation.way == Way.phone, Presentation.revoked_at.is_(None), Presentation.expires_at > actor.at
    )
    loaded = chosen.options(joinedload(Presentation.code).joinedload(BenefitCode.resident))
    standing: dict[tuple[int, str, int | None], bool] = {}
    gone = 0
    for presentation in db.scalars(loaded):
        asked = (presentation.code_id, presentation.claim, presentation.grade)
        if asked not in standing:
            standing[asked] = _holds(db, actor, presentation)
        if not standing[asked]:
            presentation.revoked_at = presentation.code.withdrawn_at = actor.at
            gone += 1
    db.flush()
    return gone


def _holds(db: Session, actor: Actor, presentation: Presentation) -> bool:
    try:
        found = held(db, presentation.code.resident, claim_named(presentation.claim), actor.today)
    except ClaimNotHers:
        return False
    return found.grade == presentation.grade
