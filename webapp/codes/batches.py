"""Credentials for a phone: a batch for one claim, each bound to a key of its own that the phone has made.

The phone makes the keys and sends their public halves; what comes back can be shown without network for a day. What
the service keeps of it is what it keeps of a code on a screen: whose it is, under which mandate, and until when.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.codes.claims import claim_named
from webapp.codes.envelope import text_of
from webapp.codes.errors import CodeIsFrozen, TooManyCredentials
from webapp.codes.events import CredentialsGiven
from webapp.codes.freezing import locked_code
from webapp.codes.keys import signer, signing_key
from webapp.codes.models import Presentation, Way
from webapp.codes.rules import MOST_ALIVE, end_of_batch
from webapp.codes.showing import PhoneKey, credential, usable
from webapp.codes.standing import held
from webapp.core import Actor, Matter, record
from webapp.people import Resident


@dataclass(frozen=True, slots=True)
class Batch:
    claim: str
    grade: int | None
    credentials: list[str]
    """Base45, in the order of the keys."""
    expires_at: datetime


def give_batch(db: Session, actor: Actor, resident: Resident, slug: str, keys: Sequence[PhoneKey]) -> Batch:
    """Raises NoSuchClaim, ClaimNotHers, CodeIsFrozen, KeysUnusable, TooManyCredentials."""
    claim, usable_keys = claim_named(slug), usable(keys)
    code = locked_code(db, resident)
    if code.frozen_at is not None:
        raise CodeIsFrozen(reason=code.frozen_reason)
    standing = held(db, resident, claim, actor.today)
    alive = select(func.count()).where(
        Presentation.code_id == code.id,
        Presentation.way == Way.phone,
        Presentation.claim == slug,
        Presentation.revoked_at.is_(None),
        Presentation.expires_at > actor.at,
    )
    if (db.scalar(alive) or 0) + len(usable_keys) > MOST_ALIVE:
        raise TooManyCredentials()
    key, expires_at = signer(signing_key(db, actor)), end_of_batch(actor.at)
    shown = claim.number if standing.grade is None else [claim.number, standing.grade]
    texts = []
    for holder in usable_keys:
        cti = secrets.token_bytes(8)
        db.add(
            Presentation(
                code=code,
                way=Way.phone,
                claim=slug,
                grade=standing.grade,
                cti=cti,
                issued_at=actor.at,
                expires_at=expires_at,
                mandate_id=actor.mandate_id,
            )
        )
        texts.append(text_of(credential(cti, shown, expires_at, holder, key)))
    db.flush()
    record(
        db,
        actor,
        CredentialsGiven(claim=slug, count=len(texts)),
        subject_id=resident.id,
        matter=Matter("code", code.public_id),
    )
    return Batch(slug, standing.grade, texts, expires_at)
