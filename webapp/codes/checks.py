"""Checking a code: whatever is wrong with it, the answer is the same.

Reading the short number and scanning the whole code lead to the same row and the same questions: is it alive, is the
code frozen, does the mandate under which it is shown still serve, does what it claims still hold, may this place ask.
Each check of a code of ours is counted, and stands in its holder's list.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp.codes.claims import claim_named
from webapp.codes.envelope import Unreadable
from webapp.codes.errors import ClaimNotHers
from webapp.codes.events import CodeChecked
from webapp.codes.freezing import locked_code
from webapp.codes.keys import verifying_key
from webapp.codes.models import BenefitCode, Checkpoint, CodeCheck, PlaceKind, Presentation, Refusal, Way
from webapp.codes.reading import Read, looks_like_one, read
from webapp.codes.rules import LIFE, refused_at, short_number, showing_refused_at
from webapp.codes.standing import held
from webapp.core import Actor, Matter, record
from webapp.mandates import is_active

PAPER_COUNTED = timedelta(minutes=10)
"""A sheet serves a year: only checks close upon each other make one wonder."""


def check(
    db: Session, actor: Actor, given: str, *, place: PlaceKind, checkpoint: Checkpoint | None = None
) -> CodeCheck:
    """The answer to one check of what was scanned or typed. Never raises for a bad code.

    `place` is what whoever checks says; where the checkpoint is enrolled, its own kind counts.
    """
    scanned = looks_like_one(given)
    presentation, found, refusal = _found(db, actor, given, scanned=scanned)
    if presentation is not None and refusal is None:
        refusal = _refusal(db, actor, presentation, found, checkpoint)
    row = CodeCheck(
        presentation=presentation,
        place=checkpoint.place if checkpoint else place,
        checkpoint_id=checkpoint.id if checkpoint else None,
        scanned=scanned,
        at=actor.at,
        refusal=refusal,
        signed_at=found.signed_at if found else None,
    )
    db.add(row)
    db.flush()
    if presentation is not None:
        tell_of_check(db, actor, presentation, row)
    return row


def tell_of_check(db: Session, actor: Actor, presentation: Presentation, row: CodeCheck) -> None:
    """Her list is told from the checks; her messages from this."""
    counted = select(func.count()).where(CodeCheck.presentation_id == presentation.id)
    if presentation.way is Way.paper:
        counted = counted.where(CodeCheck.at > row.at - PAPER_COUNTED)
    event = CodeChecked(
        claim=presentation.claim,
        place=row.place.value,
        accepted=row.accepted,
        times=db.scalar(counted) or 0,
        enrolled=row.checkpoint_id is not None,
        offline=row.handed_in_at is not None,
    )
    record(
        db,
        actor,
        event,
        subject_id=presentation.code.resident_id,
        matter=Matter("code", presentation.code.public_id),
    )


PRESENTED = select(Presentation).options(
    joinedload(Presentation.code).joinedload(BenefitCode.resident), joinedload(Presentation.mandate)
)


def _found(
    db: Session, actor: Actor, given: str, *, scanned: bool
) -> tuple[Presentation | None, Read | None, Refusal | None]:
    if not scanned:
        number = short_number(given)
        if number is None:
            return None, None, Refusal.malformed
        presentation = db.scalar(PRESENTED.where(Presentation.number == number))
        return presentation, None, None if presentation else Refusal.unknown
    try:
        found = read(given, lambda kid: verifying_key(db, kid, actor.at))
    except Unreadable as unreadable:
        return None, None, unreadable.why
    presentation = db.scalar(PRESENTED.where(Presentation.cti == found.cti))
    if presentation is None or presentation.way is not found.way:
        return None, None, Refusal.unknown
    return presentation, found, None


def _refusal(
    db: Session, actor: Actor, presentation: Presentation, found: Read | None, checkpoint: Checkpoint | None
) -> Refusal | None:
    late = refused_at(actor.at, issued_at=presentation.issued_at, expires_at=presentation.expires_at)
    if late is None and found is not None and found.signed_at is not None:
        late = showing_refused_at(actor.at, signed_at=found.signed_at)
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
    if standing.grade != presentation.grade:
        return Refusal.no_longer_true
    if found is not None and found.signed_at is not None and _used_up(db, actor, presentation, found.signed_at):
        return Refusal.replayed
    if checkpoint is not None and presentation.claim not in checkpoint.claims:
        return Refusal.not_asked_here
    return None


def _used_up(db: Session, actor: Actor, presentation: Presentation, signed_at: datetime) -> bool:
    """Each signature serves one check; a credential serves five minutes from the first that it passed.

    Whoever asks holds the lock of the code, so that two gates at one moment ask one after the other.
    """
    passed = select(CodeCheck).where(CodeCheck.presentation_id == presentation.id, CodeCheck.refusal.is_(None))
    earlier = list(db.scalars(passed))
    if any(check.signed_at == signed_at for check in earlier):
        return True
    return any(check.at <= actor.at - LIFE for check in earlier)
