"""Checking a code: whatever is wrong with it, the answer is the same.

Reading the short number and scanning the whole code lead to the same row and the same questions: is it alive, is the
code frozen, does the mandate under which it is shown still serve, does what it claims still hold. Each check of a code
of ours is counted, and stands in its holder's list.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp.codes.claims import claim_named
from webapp.codes.errors import ClaimNotHers
from webapp.codes.events import CodeChecked
from webapp.codes.freezing import locked_code
from webapp.codes.keys import verifying_key
from webapp.codes.models import BenefitCode, CodeCheck, PlaceKind, Presentation, Refusal
from webapp.codes.rules import refused_at, short_number
from webapp.codes.standing import held
from webapp.codes.token import Unreadable, looks_like_one, opened
from webapp.core import Actor, Matter, record
from webapp.mandates import is_active


def check(db: Session, actor: Actor, given: str, *, place: PlaceKind) -> CodeCheck:
    """The answer to one check of what was scanned or typed. Never raises for a bad code."""
    scanned = looks_like_one(given)
    presentation, refusal = _found(db, actor, given, scanned=scanned)
    if presentation is not None and refusal is None:
        refusal = _refusal(db, actor, presentation)
    row = CodeCheck(presentation=presentation, place=place, scanned=scanned, at=actor.at, refusal=refusal)
    db.add(row)
    db.flush()
    if presentation is not None:
        times = db.scalar(select(func.count()).where(CodeCheck.presentation_id == presentation.id))
        event = CodeChecked(claim=presentation.claim, place=place.value, accepted=refusal is None, times=times)
        record(
            db,
            actor,
            event,
            subject_id=presentation.code.resident_id,
            matter=Matter("code", presentation.code.public_id),
        )
    return row


def _found(db: Session, actor: Actor, given: str, *, scanned: bool) -> tuple[Presentation | None, Refusal | None]:
    chosen = select(Presentation).options(
        joinedload(Presentation.code).joinedload(BenefitCode.resident), joinedload(Presentation.mandate)
    )
    if not scanned:
        number = short_number(given)
        if number is None:
            return None, Refusal.malformed
        presentation = db.scalar(chosen.where(Presentation.number == number))
        return presentation, None if presentation else Refusal.unknown
    try:
        contents = opened(given, lambda kid: verifying_key(db, kid, actor.at))
    except Unreadable as unreadable:
        return None, unreadable.why
    presentation = db.scalar(chosen.where(Presentation.cti == contents.cti))
    if presentation is None:
        return None, Refusal.unknown
    return presentation, refused_at(actor.at, issued_at=contents.issued_at, expires_at=contents.expires_at)


def _refusal(db: Session, actor: Actor, presentation: Presentation) -> Refusal | None:
    late = refused_at(actor.at, issued_at=presentation.issued_at, expires_at=presentation.expires_at)
    if late is not None:
        return late
    resident = presentation.code.resident
    if locked_code(db, resident).frozen_at is not None:
        return Refusal.frozen
    if presentation.revoked_at is not None:
        return Refusal.withdrawn
    mandate = presentation.mandate
    if mandate is not None and not is_active(
        from_on=mandate.from_on, until_on=mandate.until_on, revoked_at=mandate.revoked_at, today=actor.today
    ):
        return Refusal.mandate_ended
    try:
        standing = held(db, resident, claim_named(presentation.claim), actor.today)
    except ClaimNotHers:
        return Refusal.no_longer_true
    return None if standing.grade == presentation.grade else Refusal.no_longer_true
