"""Verbs of mandates. A mandate is granted, renewed by a new row, or revoked; never edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, Matter, record
from webapp.mandates.errors import (
    CircleOfMandates,
    DurationMissing,
    MandateEnded,
    MandateOverOneself,
    MandateTooLong,
    NotHersToGive,
    ScopeMissing,
    ScopeNotPossible,
)
from webapp.mandates.events import MandateGranted, MandateRenewed, MandateRevoked
from webapp.mandates.models import Mandate, MandateScope, Power, Province, SignatureKind
from webapp.mandates.queries import active_on
from webapp.mandates.rules import LONGEST_DAYS, can_be_handed_on, completed, is_active
from webapp.people import Account, Resident

Scope = Iterable[tuple[Province, Power]]

MATTER = "mandate"


def grant(db: Session, actor: Actor, resident: Resident, agent: Account, *, relation: str, scope: Scope, until_on: date,
          words: str, words_version: str, signature_kind: SignatureKind, signature_proof: str,
          agent_name: str | None = None, renews: Mandate | None = None) -> Mandate:
    """A mandate from today on; one that the same agent still holds for her ends with it.

    Raises NotHersToGive, MandateOverOneself, CircleOfMandates, MandateTooLong, DurationMissing, ScopeMissing,
    ScopeNotPossible.
    """
    check_giver(actor, resident)
    return write_mandate(
        db, actor, resident, agent, relation=relation, scope=scope, until_on=until_on, words=words,
        words_version=words_version, signature_kind=signature_kind, signature_proof=signature_proof,
        agent_name=agent_name, renews=renews,
    )


def write_mandate(db: Session, actor: Actor, resident: Resident, agent: Account, *, relation: str, scope: Scope,
                  until_on: date, words: str, words_version: str, signature_kind: SignatureKind, signature_proof: str,
                  agent_name: str | None = None, renews: Mandate | None = None) -> Mandate:
    """The same, for whoever has made sure that it is her will (proposals)."""
    if agent.resident_id == resident.id:
        raise MandateOverOneself()
    wanted = checked_scope(scope)
    check_duration(actor, until_on)
    # Two windows at once must not leave two mandates for one agent: the second would outlive the end of the first.
    db.execute(select(Resident.id).where(Resident.id == resident.id).with_for_update())
    held = select(Mandate).where(
        Mandate.resident_id == resident.id, Mandate.agent_id == agent.id, active_on(actor.today)
    )
    check_no_circle(db, actor, resident, agent)
    for earlier in db.scalars(held.order_by(Mandate.id).with_for_update()):
        reason = "renewed" if renews and earlier.id == renews.id else "replaced"
        _end(db, actor, earlier, reason=reason)
        _record_end(db, actor, earlier, reason)
    mandate = Mandate(
        resident_id=resident.id,
        agent_id=agent.id,
        agent_name=agent_name or agent.name,
        relation=relation,
        from_on=actor.today,
        until_on=until_on,
        words=words,
        words_version=words_version,
        words_hash=sha256(words.encode()).hexdigest(),
        signature_kind=signature_kind,
        signature_proof=signature_proof,
        granted_at=actor.at,
        renews_id=renews.id if renews else None,
        scope=[MandateScope(province=province, power=power) for province, power in sorted(wanted)],
    )
    db.add(mandate)
    db.flush()
    event = (MandateRenewed if renews else MandateGranted)(mandate=mandate.public_id, until_on=until_on.isoformat())
    record(db, actor, event, subject_id=resident.id, matter=Matter(MATTER, mandate.public_id))
    return mandate


def renew(db: Session, actor: Actor, mandate: Mandate, *, until_on: date, words: str, words_version: str,
          signature_kind: SignatureKind, signature_proof: str) -> Mandate:
    """A new row with the same scope; the old one ends as renewed."""
    scope = [(row.province, row.power) for row in mandate.scope]
    return grant(
        db,
        actor,
        mandate.resident,
        mandate.agent,
        agent_name=mandate.agent_name,
        relation=mandate.relation,
        scope=scope,
        until_on=until_on,
        words=words,
        words_version=words_version,
        signature_kind=signature_kind,
        signature_proof=signature_proof,
        renews=mandate,
    )


def revoke(db: Session, actor: Actor, mandate: Mandate, *, reason: str) -> None:
    """From this moment it serves no more. `reason`: by_resident, by_agent, by_staff. Raises MandateEnded."""
    chosen = select(Mandate).where(Mandate.id == mandate.id).with_for_update()
    locked = db.scalars(chosen.execution_options(populate_existing=True)).one()
    if not is_active(from_on=locked.from_on, until_on=locked.until_on, revoked_at=locked.revoked_at, today=actor.today):
        raise MandateEnded()
    _end(db, actor, locked, reason=reason)
    _record_end(db, actor, locked, reason)


def end_mandates_of(db: Session, actor: Actor, resident_id: int, *, reason: str) -> None:
    """All that still serve over one resident, and all she holds herself."""
    live = select(Mandate).join(Account, Account.id == Mandate.agent_id).where(
        active_on(actor.today), (Mandate.resident_id == resident_id) | (Account.resident_id == resident_id))
    for mandate in db.scalars(live.order_by(Mandate.id).with_for_update(of=Mandate)):
        _end(db, actor, mandate, reason=reason)
        _record_end(db, actor, mandate, reason)


def check_giver(actor: Actor, resident: Resident) -> None:
    """A mandate is given by the resident; who acts for her, or for somebody else, cannot hand it on."""
    if actor.resident_id != resident.id or actor.on_behalf or actor.role is not None:
        raise NotHersToGive()


def check_no_circle(db: Session, actor: Actor, resident: Resident, agent: Account) -> None:
    """Nobody acts for one who, by whatever way round, acts for her: it would be her own hand in the end."""
    reached, ahead = set(), {agent.resident_id} - {None}
    while ahead:
        reached |= ahead
        agents = (
            select(Account.resident_id).join(Mandate, Mandate.agent_id == Account.id)
            .where(Mandate.resident_id.in_(ahead), active_on(actor.today), Account.resident_id.is_not(None))
        )
        ahead = set(db.scalars(agents)) - reached
        if resident.id in ahead:
            raise CircleOfMandates()


def checked_scope(scope: Scope) -> set[tuple[Province, Power]]:
    wanted = set(scope)
    if not wanted:
        raise ScopeMissing()
    if not can_be_handed_on(wanted):
        raise ScopeNotPossible()
    return completed(wanted)


def check_duration(actor: Actor, until_on: date) -> None:
    days = (until_on - actor.today).days
    if days < 0:
        raise DurationMissing()
    if days > LONGEST_DAYS:
        raise MandateTooLong(longest=LONGEST_DAYS)


def _end(db: Session, actor: Actor, mandate: Mandate, *, reason: str) -> None:
    mandate.revoked_at, mandate.revoked_by, mandate.revoked_reason = actor.at, actor.account_id, reason
    db.flush()


def _record_end(db: Session, actor: Actor, mandate: Mandate, reason: str) -> None:
    event = MandateRevoked(mandate=mandate.public_id, reason=reason)
    record(db, actor, event, subject_id=mandate.resident_id, matter=Matter(MATTER, mandate.public_id))
