"""代办: who may act for whom, for what, until when.

Invariants: a mandate is never edited; it names agent, matters, powers, duration and the kind of signature (民法典 165),
in words that were shown before they were signed; whether it is active is a function of moments and the day; an agent
holds at most one for a resident; only the resident gives it, and it cannot be handed on.
"""

from webapp.mandates.deeds import Deed, deeds_about
from webapp.mandates.drafts import (
    change_agent,
    discard_draft,
    draft_of,
    find_draft,
    forget_old_drafts,
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
    CircleOfMandates,
    ConsentByAgentsPhone,
    DraftIncomplete,
    DurationMissing,
    HerPhoneUnknown,
    MandateEnded,
    MandateOverOneself,
    MandateTooLong,
    MessagesNotPossible,
    NoSuchAnswer,
    NoSuchMandate,
    NoSuchProposal,
    NotHersToGive,
    ProposalSettled,
    RecordMissing,
    ScopeMissing,
    ScopeNotPossible,
    WordsChanged,
)
from webapp.mandates.events import (
    ConsentAnswered,
    ConsentAsked,
    MandateGranted,
    MandateProposed,
    MandateRenewed,
    MandateRevoked,
    ProposalWithdrawn,
)
from webapp.mandates.human_answers import read_answer
from webapp.mandates.models import (
    AnswerReading,
    Mandate,
    MandateAnswer,
    MandateDraft,
    MandateProposal,
    MandateScope,
    Power,
    ProposalOutcome,
    Province,
    Relation,
    SignatureKind,
)
from webapp.mandates.operations import MATTER, end_mandates_of, grant, renew, revoke
from webapp.mandates.proposals import (
    BY_OFFICER,
    answer_within,
    answers_to_look_at,
    ask_by_message,
    find_proposal,
    proposal_within,
    proposals_of,
    propose,
    record_consent,
    refuse,
    settle_answer,
    sign_proposal,
    silent_proposals,
    take_answer,
    telephone_to_ask,
    withdraw_proposal,
    write_words,
)
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

__all__ = [
    "BY_OFFICER", "DEFAULT_DAYS", "LONGEST_DAYS", "MATTER", "OFFERED_DAYS", "PAGE", "POWERS", "PRESETS",
    "AgentNameMissing", "AnswerReading", "CircleOfMandates", "ConsentAnswered", "ConsentAsked",
    "ConsentByAgentsPhone", "Deed", "DraftIncomplete", "DurationMissing", "HerPhoneUnknown", "Mandate",
    "MandateAnswer", "MandateDraft", "MandateEnded", "MandateGranted", "MandateOverOneself", "MandateProposal",
    "MandateProposed", "MandateRenewed", "MandateRevoked", "MandateScope", "MandateTooLong", "MessagesNotPossible",
    "NoSuchAnswer", "NoSuchMandate", "NoSuchProposal", "NotHersToGive", "Power", "Preset", "ProposalOutcome",
    "ProposalSettled", "ProposalWithdrawn", "Province", "RecordMissing", "Relation", "ScopeMissing",
    "ScopeNotPossible", "SignatureKind", "WordsChanged", "active_mandate", "active_on", "answer_within",
    "answers_to_look_at", "ask_by_message", "can_be_handed_on", "change_agent", "completed", "deeds_about",
    "discard_draft", "done_under", "draft_of", "end_mandates_of", "everything", "find_draft", "find_mandate",
    "find_proposal", "forget_old_drafts", "grant", "is_active", "mandate_status", "mandates_by", "mandates_for",
    "may", "missing_in", "offered_ends", "proposal_within", "proposals_of", "propose", "read_answer",
    "record_consent", "refuse", "renew", "revoke", "set_duration", "set_scope", "settle_answer", "sign",
    "sign_proposal", "silent_proposals", "start_draft", "start_renewal", "take_answer", "telephone_to_ask",
    "withdraw_proposal", "words_digest", "write_words",
]
