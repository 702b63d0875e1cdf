"""Entitlements: benefits as data, the rules that answer for one resident, and the reasons.

The benefits stand in ``catalogue/<region>/<slug>.yaml``, one file each, with the words of the document beside every
condition. Nothing here is a rule from general knowledge: what a text does not say is absent.

Invariants: unknown is never silently no; an answer and the standing of its document are two things; nobody gains a
benefit that is not given, by a local record or by an issued document within its period; the position of a benefit in
the stored results is registered once and never reused.
"""

from webapp.entitlements.ahead import Ahead, Cause, Occasion, State, Turning, look_ahead
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
from webapp.entitlements.catalogue import HERE, Catalogue, Region, current, load, read_from
from webapp.entitlements.changes import Turn, Way, asks_for, birthday, turns, way_to_yes
from webapp.entitlements.check import check
from webapp.entitlements.choices import choices_of, choose
from webapp.entitlements.conditions import Leaf, Unstated
from webapp.entitlements.conflicts import Conflict, ConflictKind
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
    CatalogueError,
    EndedAlready,
    EndsBeforeItBegins,
    FactNotPossible,
    FactsContradict,
    InquiryAnsweredAlready,
    NoSuchBenefit,
    NoSuchCombination,
    NoSuchInquiry,
    NothingWritten,
    SourceMissing,
    TooManyInquiries,
)
from webapp.entitlements.events import (
    BenefitAsked,
    BenefitConfirmed,
    BenefitEnded,
    BenefitsChosen,
    EntitlementsChanged,
    InquiryAnswered,
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
    BenefitChoice,
    BenefitInForce,
    BenefitInquiry,
    BenefitPosition,
    StoredEntitlements,
)
from webapp.entitlements.night import still_to_do, work_through
from webapp.entitlements.operations import answer_question, end_in_force, record_in_force, refresh
from webapp.entitlements.overview import InForce, Overview, given, overview
from webapp.entitlements.publication import publish, published
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
from webapp.entitlements.shapes import KINDS, shape_of
from webapp.entitlements.shelves import Shelf, shelves
from webapp.entitlements.skeleton import MODELINE, write_skeleton
from webapp.entitlements.stock import take_stock
from webapp.entitlements.supposing import Supposition, suppose
from webapp.entitlements.together import Clash, Combination, Together, together
from webapp.entitlements.told import OwnAnswer, Told
from webapp.entitlements.verdicts import Answer, ConditionResult, GroupResult, Verdict
from webapp.entitlements.vocabulary import Vocabulary

__all__ = [
    "HERE",
    "KINDS",
    "MODELINE",
    "Ahead",
    "AlreadyInForce",
    "Answer",
    "Assessment",
    "Beneficiary",
    "Benefit",
    "BenefitAsked",
    "BenefitChoice",
    "BenefitConfirmed",
    "BenefitEnded",
    "BenefitInForce",
    "BenefitInquiry",
    "BenefitPosition",
    "BenefitsChosen",
    "Bring",
    "Catalogue",
    "CatalogueError",
    "Cause",
    "Circumstances",
    "Clash",
    "Combination",
    "ConditionResult",
    "Conflict",
    "ConflictKind",
    "Document",
    "EndedAlready",
    "EndsBeforeItBegins",
    "Entitlements",
    "EntitlementsChanged",
    "Entry",
    "Example",
    "Fact",
    "FactNotPossible",
    "FactType",
    "FactsContradict",
    "GroupResult",
    "InForce",
    "InquiryAnswered",
    "InquiryAnsweredAlready",
    "Kind",
    "KnownFrom",
    "Leaf",
    "Life",
    "NoSuchBenefit",
    "NoSuchCombination",
    "NoSuchInquiry",
    "NothingWritten",
    "Occasion",
    "Overview",
    "OwnAnswer",
    "Per",
    "PeriodStanding",
    "Question",
    "Region",
    "Shelf",
    "Source",
    "SourceMissing",
    "Standing",
    "State",
    "StoredEntitlements",
    "Strength",
    "Supposition",
    "Text",
    "TextStanding",
    "Together",
    "Told",
    "TooManyInquiries",
    "Trigger",
    "TriggerMode",
    "Turn",
    "Turning",
    "Unit",
    "Unstated",
    "Value",
    "Verdict",
    "Vocabulary",
    "Way",
    "Worth",
    "answer_inquiry",
    "answer_question",
    "ask",
    "asks_for",
    "assess",
    "assess_all",
    "benefit_under",
    "birthday",
    "check",
    "choices_of",
    "choose",
    "current",
    "end_in_force",
    "entitlements_of",
    "facts_of",
    "find_in_force",
    "find_inquiry",
    "forget_inquiries",
    "given",
    "in_force_on",
    "in_force_records",
    "inquiries_of",
    "inquiry_within",
    "load",
    "look_ahead",
    "moved_by",
    "open_inquiries",
    "overview",
    "publish",
    "published",
    "questions",
    "read",
    "read_each",
    "read_from",
    "read_source",
    "record_in_force",
    "refresh",
    "region_of",
    "regions_under",
    "shape_of",
    "shelves",
    "standing",
    "still_to_do",
    "suppose",
    "take_stock",
    "together",
    "told_of",
    "turns",
    "way_to_yes",
    "work_through",
    "write_skeleton",
]  # fmt: skip
