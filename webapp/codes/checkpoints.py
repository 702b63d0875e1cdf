"""Enrolled checkpoints: which place, of what kind, which claims it may ask for; a secret for its device; revocable.

The secret is shown once, when it is made. A device that has it is the checkpoint: what kind of place it says it is
is no longer asked for, and a claim outside its list gets the answer of every "no".
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.codes.claims import claim_named
from webapp.codes.errors import CheckpointRevoked, ClaimsMissing
from webapp.codes.events import CheckpointCredentialRenewed, CheckpointEnded, CheckpointEnrolled
from webapp.codes.models import Checkpoint, CheckpointClaim, PlaceKind
from webapp.core import Actor, Matter, NotFound, record
from webapp.people import Area, Areas, tidied

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is mistaken for another when it is read out or copied by hand."""
SECRET_LENGTH = 24
"""Of 31 letters each: 118 bits."""


def enrol_checkpoint(
    db: Session, actor: Actor, *, name: str, place: PlaceKind, area: Area, claims: Iterable[str]
) -> tuple[Checkpoint, str]:
    """The checkpoint, and the secret for its device. Raises ClaimsMissing, NoSuchClaim."""
    wanted = {claim_named(slug).slug for slug in claims}
    if not wanted:
        raise ClaimsMissing()
    secret = _new_secret()
    checkpoint = Checkpoint(
        name=name,
        place=place,
        area_id=area.id,
        credential_digest=_digest(secret),
        enrolled_at=actor.at,
        enrolled_by=actor.account_id,
        claim_rows=[CheckpointClaim(claim=slug) for slug in sorted(wanted)],
    )
    db.add(checkpoint)
    db.flush()
    record(db, actor, CheckpointEnrolled(place=place.value), subject_id=None, matter=_matter(checkpoint))
    return checkpoint, secret


def renew_credential(db: Session, actor: Actor, checkpoint: Checkpoint) -> str:
    """A new secret; the device with the one before knows nothing any more. Raises CheckpointRevoked."""
    checkpoint = _locked(db, checkpoint)
    secret = _new_secret()
    checkpoint.credential_digest = _digest(secret)
    db.flush()
    record(db, actor, CheckpointCredentialRenewed(), subject_id=None, matter=_matter(checkpoint))
    return secret


def revoke_checkpoint(db: Session, actor: Actor, checkpoint: Checkpoint) -> None:
    """From this moment its device is nobody's. Revoking again changes nothing."""
    if checkpoint.revoked_at is not None:
        return
    checkpoint = _locked(db, checkpoint)
    checkpoint.revoked_at = actor.at
    db.flush()
    record(db, actor, CheckpointEnded(), subject_id=None, matter=_matter(checkpoint))


def checkpoint_of(db: Session, secret: str | None) -> Checkpoint | None:
    """The checkpoint whose device holds this secret; None for a wrong one, and for one that is revoked."""
    written = tidied(secret or "").upper()
    if len(written) != SECRET_LENGTH:
        return None
    chosen = select(Checkpoint).where(Checkpoint.credential_digest == _digest(written))
    return db.scalar(chosen.where(Checkpoint.revoked_at.is_(None)))


def checkpoints_within(db: Session, areas: Areas) -> list[Checkpoint]:
    """Those that serve, then those revoked, by name."""
    chosen = select(Checkpoint).where(Checkpoint.area_id.in_(areas)).options(joinedload(Checkpoint.area))
    return list(db.scalars(chosen.order_by(Checkpoint.revoked_at.is_not(None), Checkpoint.name, Checkpoint.id)))


def find_checkpoint(db: Session, public_id: str, *, areas: Areas) -> Checkpoint:
    """Raises NotFound."""
    chosen = select(Checkpoint).where(Checkpoint.public_id == public_id, Checkpoint.area_id.in_(areas))
    found = db.scalar(chosen.options(joinedload(Checkpoint.area)))
    if found is None:
        raise NotFound()
    return found


def secret_in_groups(secret: str) -> list[str]:
    return [secret[start : start + 4] for start in range(0, len(secret), 4)]


def _locked(db: Session, checkpoint: Checkpoint) -> Checkpoint:
    chosen = select(Checkpoint).where(Checkpoint.id == checkpoint.id).with_for_update()
    checkpoint = db.scalars(chosen.execution_options(populate_existing=True)).one()
    if checkpoint.revoked_at is not None:
        raise CheckpointRevoked()
    return checkpoint


def _new_secret() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(SECRET_LENGTH))


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def _matter(checkpoint: Checkpoint) -> Matter:
    return Matter("checkpoint", checkpoint.public_id)
