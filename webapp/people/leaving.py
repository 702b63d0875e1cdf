"""Leaving: what she gave is deleted, as far as it may be.

Source: 个人信息保护法 47. The register's and the officers' entries rest on duties of the Federation and stay; the
ledger cannot be deleted, and holds neither names nor numbers.
"""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.events import AccountClosed, OwnWordsForgotten
from webapp.people.models import (
    Account,
    FactSource,
    InterruptedForm,
    OneTimeCode,
    Passkey,
    PhoneChange,
    RecoveryCode,
    Resident,
    ResidentFact,
    ResidentNeed,
    SignInSession,
    Submission,
)


def forget_own_words(db: Session, actor: Actor, resident: Resident) -> int:
    """Delete what she said of herself: facts of source resident, and her needs. Returns how many went."""
    own = (ResidentFact.resident_id == resident.id, ResidentFact.source == FactSource.resident)
    facts = db.execute(delete(ResidentFact).where(*own)).rowcount
    needs = db.execute(delete(ResidentNeed).where(ResidentNeed.resident_id == resident.id)).rowcount
    if facts or needs:
        record(db, actor, OwnWordsForgotten(), subject_id=resident.id)
    return facts + needs


def close_account(db: Session, actor: Actor, account: Account) -> None:
    """Every way in is deleted, with telephone and mail; every session ends now.

    An officer can open it again in person.
    """
    if account.closed_at is not None:
        return
    mine = (PhoneChange, Passkey, RecoveryCode, OneTimeCode, SignInSession, Submission, InterruptedForm)
    for kept in mine:
        db.execute(delete(kept).where(kept.account_id == account.id))
    account.phone = account.phone_index = account.email = None
    account.closed_at, account.activated_at = actor.at, None
    record(db, actor, AccountClosed(), subject_id=account.resident_id)
