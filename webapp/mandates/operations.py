"""Verbs of mandates. A mandate is granted, renewed by a new row, or revoked; never edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, Matter, record
from webapp.mandates.errors import MandateEnded, MandateOverOneself, MandateTooLong, ScopeMissing
from webapp.mandates.events import MandateGranted, MandateRenewed, MandateRevoked
from webapp.mandates.models import Mandate, MandateScope, Power, Province, SignatureKind
from webapp.mandates.rules import LONGEST_DAYS, is_active
from webapp.people import Account, Resident

Scope = Iterable[tuple[Province, Power]]


def grant(db: Session, actor: Actor, resident: Resident, agent: Account, *, relation: str, scope: Scope, until_on: date,
          words: str, words_version: str, signature_kind: SignatureKind, signature_proof: str,
          renews: Mandate | None = None) -> Mandate:
    """A mandate from today on. Raises MandateOverOneself, MandateTooLong, ScopeMissing."""
    wanted = sorted(set(scope))
    if agent.resident_id == resident.id:
        raise MandateOverOneself()
    if not wanted:
        raise ScopeMissing()
    if not 0 <= (until_on - actor.today).days <= LONGEST_DAYS:
        raise MandateTooLong(longest=LONGEST_DAYS)
    mandate = Mandate(
        resident_id=resident.id, agent_id=agent.id, relation=relation, from_on=actor.today, until_on=until_on,
        words=words, words_version=words_version, words_hash=sha256(words.encode()).hexdigest(),
        signature_kind=signature_kind, signature_proof=signature_proof, granted_at=actor.at,
        renews_id=renews.id if renews else None,
        scope=[MandateScope(province=province, power=power) for province, power in wanted],
    )
    db.add(mandate)
    db.flush()
    event = (MandateRenewed if renews else MandateGranted)(mandate=mandate.public_id, until_on=until_on.isoformat())
    record(db, actor, event, subject_id=resident.id, matter=Matter("mandate", mandate.public_id))
    return mandate


def renew(db: Session, actor: Actor, mandate: Mandate, *, until_on: date, words: str, words_version: str,
          signature_kind: SignatureKind, signature_proof: str) -> Mandate:
    """A new row with the same scope; the old one is revoked as renewed."""
    scope = [(row.province, row.power) for row in mandate.scope]
    _end(db, actor, mandate, reason="renewed")
    return grant(db, actor, mandate.resident, mandate.agent, relation=mandate.relation, scope=scope, until_on=until_on,
                 words=words, words_version=words_version, signature_kind=signature_kind,
                 signature_proof=signature_proof, renews=mandate)


def revoke(db: Session, actor: Actor, mandate: Mandate, *, reason: str) -> None:
    """From this moment it serves no more. `reason`: by_resident, by_agent, by_staff, death. Raises MandateEnded."""
    locked = db.scalar(select(Mandate).where(Mandate.id == mandate.id).with_for_update().execution_options(populate_existing=True))
    if not is_active(from_on=locked.from_on, until_on=locked.until_on, revoked_at=locked.revoked_at, today=actor.today):
        raise MandateEnded()
    _end(db, actor, locked, reason=reason)
    record(db, actor, MandateRevoked(mandate=mandate.public_id, reason=reason), subject_id=mandate.resident_id,
           matter=Matter("mandate", mandate.public_id))


def end_mandates_of(db: Session, actor: Actor, resident_id: int, *, reason: str) -> None:
    """All that still serve over one resident, and all she holds herself."""
    live = select(Mandate).join(Account, Account.id == Mandate.agent_id).where(
        Mandate.revoked_at.is_(None), (Mandate.resident_id == resident_id) | (Account.resident_id == resident_id))
    for mandate in db.scalars(live.order_by(Mandate.id).with_for_update(of=Mandate)):
        _end(db, actor, mandate, reason=reason)
        record(db, actor, MandateRevoked(mandate=mandate.public_id, reason=reason), subject_id=mandate.resident_id,
               matter=Matter("mandate", mandate.public_id))


def _end(db: Session, actor: Actor, mandate: Mandate, *, reason: str) -> None:
    mandate.revoked_at, mandate.revoked_by, mandate.revoked_reason = actor.at, actor.account_id, reason
    db.flush()
