"""Entitlements: benefits as data, the rules that answer for one resident, and the reasons.

The benefits stand in ``catalogue/<region>/<slug>.yaml``, one file each, with the words of the document beside every
condition. Nothing here is a rule from general knowledge: what a text does not say is absent.

Invariants: unknown is never silently no; an answer and the standing of its document are two things; nobody gains a
benefit that is not given, by a local record or by an issued document within its period; the position of a benefit in
the stored results is registered once and never reused.
"""

from webapp.entitlements.answers import Assessment, Circumstances, assess, assess_all
from webapp.entitlements.asking import Question, moved_by, questions
from webapp.entitlements.benefits import (
    Beneficiary,
    Benefit,
    Bring,
    Example,
    Kind,
    Life,
    Per,
    Strength,
    Trigger,
    TriggerMode,
    Unit,
    Worth,
)
from webapp.entitlements.catalogue import Catalogue, Region, current, load
from webapp.entitlements.changes import Turn, Way, birthday, turns, way_to_yes
from webapp.entitlements.check import check
from webapp.entitlements.conditions import Leaf, Unstated
from webapp.entitlements.conflicts import Conflict, ConflictKind
from webapp.entitlements.discovery import (
    EVERYBODY,
    Rehearsal,
    Scope,
    rehearse,
    still_to_do,
    take_stock,
    to_rehearse,
    work_through,
)
from webapp.entitlements.documents import (
    Document,
    PeriodStanding,
    Source,
    Standing,
    TextStanding,
    read_source,
    standing,
)
from webapp.entitlements.errors import (
    AlreadyInForce,
    AlreadySwitched,
    CatalogueError,
    EndedAlready,
    EndsBeforeItBegins,
    FactNotPossible,
    FactsContradict,
    InquiryAnsweredAlready,
    NoSuchBenefit,
    NoSuchInquiry,
    NoSuchOpening,
    NothingWritten,
    OpeningSettledAlready,
    SourceMissing,
    TooManyInquiries,
)
from webapp.entitlements.events import (
    AutomaticOpeningSwitched,
    BenefitAsked,
    BenefitConfirmed,
    BenefitEnded,
    BenefitOpened,
    EntitlementsChanged,
    InquiryAnswered,
    OpeningSettled,
)
from webapp.entitlements.facts import Fact, FactType, KnownFrom, Value
from webapp.entitlements.inquiries import (
    answer_inquiry,
    ask,
    find_inquiry,
    forget_inquiries,
    inquiries_of,
    inquiry_within,
    open_inquiries,
)
from webapp.entitlements.models import (
    AutomaticOpening,
    BenefitInForce,
    BenefitInquiry,
    BenefitOpening,
    BenefitPosition,
    Rulebook,
    StoredCircumstances,
    StoredEntitlements,
)
from webapp.entitlements.openings import (
    opening_of,
    opening_within,
    openings_to_settle,
    settle_opening,
    switch_off,
    switch_on,
)
from webapp.entitlements.operations import answer_question, end_in_force, record_in_force, refresh
from webapp.entitlements.overview import InForce, Overview, given, overview
from webapp.entitlements.projecting import coding_of, mark_due
from webapp.entitlements.queries import (
    Entitlements,
    benefit_under,
    entitlements_of,
    facts_of,
    find_in_force,
    in_force_on,
    in_force_records,
    region_of,
    regions_under,
    told_of,
)
from webapp.entitlements.reading import Entry, Text, read, read_each
from webapp.entitlements.reports import Count, counts_by_area
from webapp.entitlements.shelves import Shelf, shelves
from webapp.entitlements.told import OwnAnswer, Told
from webapp.entitlements.verdicts import Answer, ConditionResult, GroupResult, Verdict
from webapp.entitlements.vocabulary import Vocabulary
from webapp.entitlements.waiting import Waiting, how_many_wait, residents_waiting

__all__ = [
    "EVERYBODY", "AlreadyInForce", "AlreadySwitched", "Answer", "Assessment", "AutomaticOpening",
    "AutomaticOpeningSwitched", "Beneficiary", "Benefit", "BenefitAsked", "BenefitConfirmed", "BenefitEnded",
    "BenefitInForce", "BenefitInquiry", "BenefitOpened", "BenefitOpening", "BenefitPosition", "Bring", "Catalogue",
    "CatalogueError", "Circumstances", "ConditionResult", "Conflict", "ConflictKind", "Count", "Document",
    "EndedAlready", "EndsBeforeItBegins", "Entitlements", "EntitlementsChanged", "Entry", "Example", "Fact",
    "FactNotPossible", "FactType", "FactsContradict", "GroupResult", "InForce", "InquiryAnswered",
    "InquiryAnsweredAlready", "Kind", "KnownFrom", "Leaf", "Life", "NoSuchBenefit", "NoSuchInquiry", "NoSuchOpening",
    "NothingWritten", "OpeningSettled", "OpeningSettledAlready", "Overview", "OwnAnswer", "Per", "PeriodStanding",
    "Question", "Region", "Rehearsal", "Rulebook", "Scope", "Shelf", "Source", "SourceMissing", "Standing",
    "StoredCircumstances", "StoredEntitlements", "Strength", "Text", "TextStanding", "Told", "TooManyInquiries",
    "Trigger", "TriggerMode", "Turn", "Unit", "Unstated", "Value", "Verdict", "Vocabulary", "Waiting", "Way", "Worth",
    "answer_inquiry", "answer_question", "ask", "assess", "assess_all", "benefit_under", "birthday", "check",
    "coding_of", "counts_by_area", "current", "end_in_force", "entitlements_of", "facts_of", "find_in_force",
    "find_inquiry", "forget_inquiries", "given", "how_many_wait", "in_force_on", "in_force_records", "inquiries_of",
    "inquiry_within", "load", "mark_due", "moved_by", "open_inquiries", "opening_of", "opening_within",
    "openings_to_settle", "overview", "questions", "read", "read_each", "read_source", "record_in_force", "refresh",
    "region_of", "regions_under", "rehearse", "residents_waiting", "settle_opening", "shelves", "standing",
    "still_to_do", "switch_off", "switch_on", "take_stock", "to_rehearse", "told_of", "turns", "way_to_yes",
    "work_through",
]
