"""Writing a mandate: who, what, until when; then the words in full, and her signature.

A draft is of no effect and the resident's alone. Signing opens the agent's account (she comes in by a code to her own
telephone) and grants the mandate in the words that were shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.mandates.errors import (
    AgentNameMissing,
    DraftIncomplete,
    MandateOverOneself,
    NoSuchMandate,
    WordsChanged,
)
from webapp.mandates.models import Mandate, MandateDraft, Power, Province, Relation, SignatureKind
from webapp.mandates.operations import check_duration, check_giver, checked_scope, grant
from webapp.people import Resident, account_by_phone, normalised_phone, open_account

LONGEST_NAME = 60
DRAFTS_KEPT = timedelta(days=7)
"""After the last change; she can have one kept longer as often as she likes."""


def start_draft(
    db: Session, actor: Actor, resident: Resident, *, name: str, phone: str, relation: Relation
) -> MandateDraft:
    """In place of what she may have begun before.

    Raises NotHersToGive, AgentNameMissing, BadPhone, MandateOverOneself.
    """
    check_giver(actor, resident)
    draft = MandateDraft(resident_id=resident.id, scope=[], started_at=actor.at, changed_at=actor.at)
    _say_who(db, draft, name, phone, relation)
    db.execute(delete(MandateDraft).where(MandateDraft.resident_id == resident.id))
    db.add(draft)
    db.flush()
    return draft


def change_agent(
    db: Session, actor: Actor, draft: MandateDraft, *, name: str, phone: str, relation: Relation
) -> MandateDraft:
    check_giver(actor, draft.resident)
    _say_who(db, draft, name, phone, relation)
    draft.renews_id, draft.changed_at = None, actor.at
    db.flush()
    return draft


def start_renewal(db: Session, actor: Actor, mandate: Mandate) -> MandateDraft:
    """The same agent and matters, to be looked at again; the time is asked anew."""
    check_giver(actor, mandate.resident)
    db.execute(delete(MandateDraft).where(MandateDraft.resident_id == mandate.resident_id))
    draft = MandateDraft(
        resident_id=mandate.resident_id, agent_name=mandate.agent_name, agent_phone=mandate.agent.phone or "",
        relation=Relation(mandate.relation), scope=[[row.province.value, row.power.value] for row in mandate.scope],
        renews_id=mandate.id, started_at=actor.at, changed_at=actor.at,
    )
    db.add(draft)
    db.flush()
    return draft


def set_scope(db: Session, actor: Actor, draft: MandateDraft, scope: Iterable[tuple[Province, Power]]) -> MandateDraft:
    """Raises ScopeMissing, ScopeNotPossible. What implies seeing brings seeing with it."""
    check_giver(actor, draft.resident)
    draft.scope = [[province.value, power.value] for province, power in sorted(checked_scope(scope))]
    draft.changed_at = actor.at
    db.flush()
    return draft


def set_duration(db: Session, actor: Actor, draft: MandateDraft, until_on: date) -> MandateDraft:
    """Raises DurationMissing, MandateTooLong."""
    check_giver(actor, draft.resident)
    check_duration(actor, until_on)
    draft.until_on, draft.changed_at = until_on, actor.at
    db.flush()
    return draft


def keep_draft(db: Session, actor: Actor, draft: MandateDraft) -> MandateDraft:
    """As long again, from now."""
    check_giver(actor, draft.resident)
    draft.changed_at = actor.at
    db.flush()
    return draft


def discard_draft(db: Session, actor: Actor, draft: MandateDraft) -> None:
    check_giver(actor, draft.resident)
    db.delete(draft)
    db.flush()


def find_draft(db: Session, public_id: str, *, resident_id: int) -> MandateDraft:
    chosen = select(MandateDraft).where(MandateDraft.public_id == public_id, MandateDraft.resident_id == resident_id)
    draft = db.scalar(chosen)
    if draft is None:
        raise NoSuchMandate()
    return draft


def signed_from(db: Session, public_id: str, *, resident_id: int) -> Mandate | None:
    """What a draft that is no more has become: she comes back because the answer to her signature was lost."""
    return db.scalar(select(Mandate).where(Mandate.drafted_as == public_id, Mandate.resident_id == resident_id))


def draft_of(db: Session, resident: Resident) -> MandateDraft | None:
    return db.scalar(select(MandateDraft).where(MandateDraft.resident_id == resident.id))


def words_digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def missing_in(draft: MandateDraft) -> str | None:
    """What has to be said before it can be signed: scope, until_on, or nothing."""
    return "scope" if not draft.scope else "until_on" if draft.until_on is None else None


def sign(db: Session, actor: Actor, draft: MandateDraft, *, words: str, shown_digest: str, words_version: str,
         signature_kind: SignatureKind, signature_proof: str) -> Mandate:
    """The mandate. `words` are those of the draft as it stands now, `shown_digest` of those she has read.

    Raises DraftIncomplete, WordsChanged, and what grant raises.
    """
    check_giver(actor, draft.resident)
    missing = missing_in(draft)
    if missing or draft.until_on is None:
        raise DraftIncomplete(missing=missing)
    if words_digest(words) != shown_digest:
        raise WordsChanged()
    agent = draft.renews.agent if draft.renews else None
    if agent is None or agent.closed_at is not None:
        agent = open_account(db, actor, name=draft.agent_name, phone=draft.agent_phone)
    mandate = grant(
        db,
        actor,
        draft.resident,
        agent,
        agent_name=draft.agent_name,
        relation=draft.relation.value,
        scope=draft.powers,
        until_on=draft.until_on,
        words=words,
        words_version=words_version,
        signature_kind=signature_kind,
        signature_proof=signature_proof,
        renews=draft.renews,
    )
    mandate.drafted_as = draft.public_id
    db.delete(draft)
    db.flush()
    return mandate


def forget_draft_of(db: Session, resident_id: int) -> None:
    """Delete what she has begun to write and not signed."""
    db.execute(delete(MandateDraft).where(MandateDraft.resident_id == resident_id))


def forget_old_drafts(db: Session, actor: Actor) -> int:
    """Delete what was not changed for DRAFTS_KEPT; returns how many."""
    old = delete(MandateDraft).where(MandateDraft.changed_at < actor.at - DRAFTS_KEPT)
    return db.execute(old).rowcount  # type: ignore[attr-defined]


def _say_who(db: Session, draft: MandateDraft, name: str, phone: str, relation: Relation) -> None:
    said = " ".join((name or "").split())[:LONGEST_NAME]
    if not said:
        raise AgentNameMissing()
    number = normalised_phone(phone)
    known = account_by_phone(db, number)
    if known is not None and known.resident_id == draft.resident_id:
        raise MandateOverOneself()
    draft.agent_name, draft.agent_phone, draft.relation = said, number, Relation(relation)
