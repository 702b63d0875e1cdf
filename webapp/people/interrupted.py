"""A form that came when its sender was signed in no more: kept a day, for the same account in the same browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.people.models import InterruptedForm, SignInSession
from webapp.people.signing_in import token_digest

INTERRUPTED_KEPT = timedelta(hours=24)
"""Longer than twenty hours (WCAG 2.2.6), so that whoever must first find an officer does not lose what she wrote."""
LONGEST = 20_000
"""Characters of all fields together; nobody types more."""

Fields = Sequence[tuple[str, str]]


def keep_interrupted(db: Session, token: str, at: datetime, *, path: str, fields: Fields) -> str | None:
    """By the token of the session that has ended; in place of what the account had kept before.

    Returns the name by which this browser can ask for it; None where nothing is kept: nobody ever had this token, or
    the account is closed, or it is far too long.
    """
    words = json.dumps([list(pair) for pair in fields], ensure_ascii=False)
    ended = db.scalar(select(SignInSession).where(SignInSession.token_hash == token_digest(token)))
    if ended is None or ended.account.closed_at is not None or len(words) > LONGEST:
        return None
    forget_interrupted_of(db, ended.account_id)
    kept = InterruptedForm(account_id=ended.account_id, path=path[:300], fields=words, kept_at=at)
    db.add(kept)
    db.flush()
    return kept.public_id


def interrupted_form(db: Session, public_id: str, *, account_id: int, at: datetime) -> InterruptedForm | None:
    """Of this account, while it is kept."""
    kept = db.scalar(select(InterruptedForm).where(InterruptedForm.public_id == public_id))
    if kept is None or kept.account_id != account_id or kept.kept_at + INTERRUPTED_KEPT <= at:
        return None
    return kept


def fields_in(kept: InterruptedForm) -> list[tuple[str, str]]:
    return [(name, value) for name, value in json.loads(kept.fields)]


def forget_interrupted(db: Session, public_id: str) -> None:
    db.execute(delete(InterruptedForm).where(InterruptedForm.public_id == public_id))


def forget_interrupted_of(db: Session, account_id: int) -> None:
    db.execute(delete(InterruptedForm).where(InterruptedForm.account_id == account_id))


def forget_old_interrupted(db: Session, actor: Actor) -> int:
    """Delete what is kept no longer; returns how many."""
    old = delete(InterruptedForm).where(InterruptedForm.kept_at <= actor.at - INTERRUPTED_KEPT)
    return db.execute(old).rowcount  # type: ignore[attr-defined]
