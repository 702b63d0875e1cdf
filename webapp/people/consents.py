"""What somebody has agreed to, by kind, version and digest of the words shown.

Source: 个人信息保护法 14, 15, 17, 23, 29: informed, separate for sensitive data and for each receiver,
withdrawn as easily as given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import UNDO_FOR, Actor, NothingToUndo, record
from webapp.core.undoing import check_until
from webapp.people.events import ConsentGiven, ConsentRestored, ConsentWithdrawn
from webapp.people.models import Account, Consent, Organisation, Resident


def give_consent(db: Session, actor: Actor, *, resident_id: int | None, kind: str, version: str, words: str) -> Consent:
    """`kind`: notice, health_data, or receiver:<organisation public id>."""
    held = consent_held(db, resident_id=resident_id, account_id=actor.account_id, kind=kind)
    if held is not None and held.version == version:
        return held
    consent = Consent(
        resident_id=resident_id,
        account_id=actor.account_id,
        kind=kind,
        version=version,
        words_hash=sha256(words.encode()).hexdigest(),
        given_at=actor.at,
    )
    db.add(consent)
    db.flush()
    record(db, actor, ConsentGiven(kind=kind.partition(":")[0], version=version), subject_id=resident_id)
    return consent


def consent_held(
    db: Session, *, kind: str, resident_id: int | None = None, account_id: int | None = None
) -> Consent | None:
    """The latest consent of a kind that has not been withdrawn; a resident's own, else the account's."""
    whose = Consent.resident_id == resident_id if resident_id is not None else Consent.account_id == account_id
    live = select(Consent).where(whose, Consent.kind == kind, Consent.withdrawn_at.is_(None))
    return db.scalars(live.order_by(Consent.id.desc())).first()


def residents_who_hold(db: Session, kind: str, residents: Iterable[int]) -> set[int]:
    """Which of the residents (ids) hold a consent of a kind that has not been withdrawn."""
    live = select(Consent.resident_id).where(Consent.kind == kind, Consent.withdrawn_at.is_(None))
    return set(db.scalars(live.where(Consent.resident_id.in_(set(residents)))))


def consents_lacking(account: Account, resident: Resident | None, wanted: Mapping[str, str]) -> list[str]:
    """Which of the wanted (kind -> version) are not held: by the account, or for its own resident."""
    held = (account.agreed or "").split()
    holders = ("account",) if resident is None else ("account", "resident")
    return [kind for kind, version in wanted.items() if not any(f"{each}:{kind}:{version}" in held for each in holders)]


def consents_of(db: Session, *, resident_id: int | None, account_id: int) -> list[Consent]:
    """A resident's own, else what the account agreed to for itself: what it wrote down for somebody is hers."""
    chosen = select(Consent).where(Consent.resident_id == resident_id)
    if resident_id is None:
        chosen = chosen.where(Consent.account_id == account_id)
    return list(db.scalars(chosen.order_by(Consent.id)))


def receivers_named(db: Session, given: Iterable[Consent]) -> dict[str, str]:
    """Names of the organisations to which consents allow to tell something, by public id."""
    public_ids = {consent.kind.split(":")[1] for consent in given if consent.kind.startswith("receiver:")}
    if not public_ids:
        return {}
    rows = db.execute(select(Organisation.public_id, Organisation.name).where(Organisation.public_id.in_(public_ids)))
    return {row.public_id: row.name for row in rows}


def restore_consent(db: Session, actor: Actor, consent: Consent) -> None:
    """She takes her withdrawal back: the same words, version and digest hold again.

    Raises UndoOver, NothingToUndo where it is not withdrawn or another of its kind holds already.
    """
    if consent.withdrawn_at is None:
        raise NothingToUndo()
    check_until(consent.withdrawn_at + UNDO_FOR, actor.at)
    whose = {"resident_id": consent.resident_id, "account_id": consent.account_id}
    if consent_held(db, kind=consent.kind, **whose) is not None:
        raise NothingToUndo()
    consent.withdrawn_at = None
    event = ConsentRestored(kind=consent.kind.partition(":")[0], version=consent.version)
    record(db, actor, event, subject_id=consent.resident_id)


def last_withdrawn(db: Session, *, kind: str, resident_id: int) -> Consent | None:
    gone = select(Consent).where(
        Consent.resident_id == resident_id, Consent.kind == kind, Consent.withdrawn_at.is_not(None)
    )
    return db.scalars(gone.order_by(Consent.withdrawn_at.desc(), Consent.id.desc()).with_for_update()).first()


def withdraw_consent(db: Session, actor: Actor, consent: Consent) -> None:
    if consent.withdrawn_at is None:
        consent.withdrawn_at = actor.at
        record(db, actor, ConsentWithdrawn(kind=consent.kind.partition(":")[0]), subject_id=consent.resident_id)
