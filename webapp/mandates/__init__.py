"""代办: who may act for whom, for what, until when.

Invariants: a mandate is never edited; it names agent, matters, powers, duration and the kind of signature (民法典 165),
in words that were shown before they were signed; whether it is active is a function of moments and the day; an agent
holds at most one for a resident; only the resident gives it, and it cannot be handed on; an end is taken back only
with the undoing of the mandate that had replaced it.
"""

from webapp.mandates.drafts import (
    DRAFTS_KEPT,
    change_agent,
    discard_draft,
    draft_of,
    find_draft,
    forget_draft_of,
    forget_old_drafts,
    keep_draft,
    missing_in,
    set_duration,
    set_scope,
    sign,
    start_draft,
    start_renewal,
    words_digest,
)
from webapp.mandates.errors import (
    AgentNameMissing,
    DraftIncomplete,
    DurationMissing,
    MandateEnded,
    MandateOverOneself,
    MandateTooLong,
    NoSuchMandate,
    NotHersToGive,
    ScopeMissing,
    ScopeNotPossible,
    WordsChanged,
)
from webapp.mandates.events import GrantUndone, MandateGranted, MandateRenewed, MandateRestored, MandateRevoked
from webapp.mandates.models import Mandate, MandateDraft, MandateScope, Power, Province, Relation, SignatureKind
from webapp.mandates.operations import MATTER, end_mandates_of, grant, renew, revoke
from webapp.mandates.queries import (
    PAGE,
    active_mandate,
    active_on,
    done_under,
    find_mandate,
    mandates_by,
    mandates_for,
    may,
)
from webapp.mandates.rules import (
    DEFAULT_DAYS,
    LONGEST_DAYS,
    OFFERED_DAYS,
    POWERS,
    PRESETS,
    Preset,
    can_be_handed_on,
    completed,
    everything,
    is_active,
    mandate_status,
    offered_ends,
)
from webapp.mandates.undoing import grant_undo, undo_grant

__all__ = [
    "DEFAULT_DAYS", "DRAFTS_KEPT", "LONGEST_DAYS", "MATTER", "OFFERED_DAYS", "PAGE", "POWERS", "PRESETS",
    "AgentNameMissing", "DraftIncomplete", "DurationMissing", "GrantUndone", "Mandate", "MandateDraft",
    "MandateEnded", "MandateGranted", "MandateOverOneself", "MandateRenewed", "MandateRestored", "MandateRevoked",
    "MandateScope", "MandateTooLong", "NoSuchMandate", "NotHersToGive", "Power", "Preset", "Province", "Relation",
    "ScopeMissing", "ScopeNotPossible", "SignatureKind", "WordsChanged", "active_mandate", "active_on",
    "can_be_handed_on", "change_agent", "completed", "discard_draft", "done_under", "draft_of", "end_mandates_of",
    "everything", "find_draft", "find_mandate", "forget_draft_of", "forget_old_drafts", "grant", "grant_undo",
    "is_active", "keep_draft", "mandate_status", "mandates_by", "mandates_for", "may", "missing_in", "offered_ends",
    "renew", "revoke", "set_duration", "set_scope", "sign", "start_draft", "start_renewal", "undo_grant",
    "words_digest",
]
