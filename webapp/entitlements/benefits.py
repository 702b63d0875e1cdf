"""One benefit, as its file states it: what it is, for whom, on which conditions, in which words of which document."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from webapp.entitlements.conditions import OPERATORS, Tree, parse, read_test
from webapp.entitlements.documents import Document, Source, read_source
from webapp.entitlements.facts import Value, test_of
from webapp.entitlements.reading import Entry, Text
from webapp.entitlements.verdicts import Answer, Evaluator
from webapp.entitlements.vocabulary import Vocabulary

Named = TypeVar("Named", bound=enum.StrEnum)


class Kind(enum.StrEnum):
    CASH = "cash"
    INSURANCE = "insurance"
    HOUSING = "housing"
    TRANSPORT = "transport"
    DEVICE = "device"
    SERVICE = "service"
    REHAB = "rehab"
    HEALTH = "health"
    CARE = "care"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    TAX = "tax"
    INCOME = "income"
    CULTURE = "culture"
    SPORT = "sport"
    LEGAL = "legal"
    INFORMATION = "information"
    AWARD = "award"
    FEE_WAIVER = "fee-waiver"
    EMERGENCY = "emergency"


class Life(enum.StrEnum):
    """The part of life it belongs to."""

    MONEY = "money"
    CARE = "care"
    HEALTH = "health"
    DEVICES = "devices"
    WORK = "work"
    SCHOOL = "school"
    HOUSING = "housing"
    TRANSPORT = "transport"
    CULTURE = "culture"
    RIGHTS = "rights"


class Beneficiary(enum.StrEnum):
    RESIDENT = "resident"
    CARER = "carer"
    FAMILY = "family"
    EMPLOYER = "employer"
    INSTITUTION = "institution"


class Strength(enum.StrEnum):
    """How firmly the text promises it."""

    FIRM = "firm"
    PROMOTE = "promote"
    IMPROVE = "improve"
    GRADUAL = "gradual"
    EXPLORE = "explore"
    ENCOURAGE = "encourage"
    TARGET = "target"
    HISTORICAL = "historical"

    @property
    def grants(self) -> bool:
        """Whether the text gives it, or speaks of what is given already; the others are intentions and figures."""
        return self in (Strength.FIRM, Strength.IMPROVE)


class TriggerMode(enum.StrEnum):
    AUTOMATIC = "automatic"
    PROACTIVE = "proactive"
    APPLICATION = "application"
    REVIEW = "review"


class Unit(enum.StrEnum):
    YUAN = "yuan"
    PERCENT = "percent"
    TIMES = "times"
    OTHER = "other"


class Per(enum.StrEnum):
    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    HOUR = "hour"
    VISIT = "visit"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Trigger:
    """How it comes about; mode None: the text is silent."""

    mode: TriggerMode | None
    words: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What it is worth, only as far as the text states it."""

    amount: Decimal | None
    amount_max: Decimal | None
    unit: Unit
    per: Per | None
    limits: Mapping[str, str]
    """Verbatim words that bound it: ``cap`` (不超过…), ``of`` (of which sum), ``duration``."""
    words: str
    source: Source
    says: Text | None


@dataclass(frozen=True, slots=True)
class Bring:
    words: str
    source: Source
    says: Text


@dataclass(frozen=True, slots=True)
class Exclusion:
    benefit: str
    """Slug of a benefit of the same region that cannot be had beside this one."""
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Softening:
    """A taper (渐退期): it softens the end of what the fact's value stood for."""

    fact: str
    test: Callable[[Value], bool]
    """Held before and holds no more: then this softens it."""
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Example:
    """A person made up from the clause, what is known of her, and the answer the clause gives."""

    who: Text
    facts: Mapping[str, Any]
    answer: Answer
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class EasyRead:
    zh_hans: tuple[str, ...]
    reviewed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Benefit:
    slug: str
    region: str
    extracted_as: tuple[str, ...]
    family: str | None
    """Joins the same help in other regions."""
    kind: Kind
    life: Life
    beneficiary: tuple[Beneficiary, ...]
    names: Text
    summary: Text
    easy_read: EasyRead | None
    strength: Strength
    trigger: Trigger
    sources: Mapping[str, Source]
    conditions: Tree | None
    """None: the text says nothing at all about who."""
    worth: tuple[Worth, ...]
    brings: tuple[Bring, ...]
    excludes: tuple[Exclusion, ...]
    softens: tuple[Softening, ...]
    holds: tuple[dt.date | None, dt.date | None]
    examples: tuple[Example, ...]
    file: Path
    key: str = field(init=False)
    """``region/slug``, by which everything else names it."""
    for_residents: bool = field(init=False)
    """Whether it is for her, her family or her carer; help for employers and institutions is listed apart."""
    evaluator: Evaluator | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.region}/{self.slug}")
        own = (Beneficiary.RESIDENT, Beneficiary.CARER, Beneficiary.FAMILY)
        object.__setattr__(self, "for_residents", any(each in self.beneficiary for each in own))

    @property
    def document(self) -> Document:
        """The document of its first source: whose standing is the benefit's standing."""
        return next(iter(self.sources.values())).document

    @property
    def tells_a_telephone(self) -> bool:
        """Whether the summary names a number to call; beside it stands a way in writing."""
        return TELEPHONE.search(self.summary.zh_hans) is not None

    def holds_on(self, on: dt.date) -> bool:
        """Whether the day lies within the dates that the text states for this benefit itself."""
        begins, ends = self.holds
        return (begins is None or begins <= on) and (ends is None or on <= ends)


TELEPHONE = re.compile(r"(?<!\d)(\d{5}|\d{3,4}-\d{7,8}|1\d{10})(?!\d)")
"""A service number, a number with its area's, a mobile's."""

_KEYS = (
    "slug", "region", "extracted_as", "family", "kind", "life", "beneficiary", "names", "summary", "easy_read",
    "strength", "trigger", "sources", "conditions", "worth", "brings", "excludes", "softens", "holds",
    "examples",
)  # fmt: skip


def read_benefit(entry: Entry, documents: Mapping[str, Document], vocabulary: Vocabulary) -> Benefit:
    """One file of catalogue/<region>. Raises CatalogueError."""
    entry.only(*_KEYS)
    slug, region, family = entry.at("slug"), entry.at("region"), entry.get("family")
    if slug.string() != entry.file.stem:
        raise slug.wrong("name_is_not_file_name", instead=entry.file.stem)
    if region.string() != entry.file.parent.name:
        raise region.wrong("region_is_not_folder_name", instead=entry.file.parent.name)
    sources = {name: read_source(name, each, documents) for name, each in entry.at("sources").entries()}
    if not sources:
        raise entry.at("sources").wrong("empty_group", instead="main: {document: …, clause: …, quote: …}")
    strength = _named(entry.at("strength"), Strength)
    conditions = entry.get("conditions")
    tree = None if conditions is None else parse(conditions, vocabulary, sources)
    benefit = Benefit(
        slug=slug.string(),
        region=region.string(),
        extracted_as=_extracted_as(entry),
        family=None if family is None else family.string(),
        kind=_named(entry.at("kind"), Kind),
        life=_named(entry.at("life"), Life),
        beneficiary=tuple(_named(each, Beneficiary) for each in entry.at("beneficiary").items()),
        names=entry.at("names").text(),
        summary=entry.at("summary").text(english=strength is Strength.FIRM),
        easy_read=_easy_read(entry.get("easy_read")),
        strength=strength,
        trigger=_trigger(entry.get("trigger"), sources),
        sources=sources,
        conditions=tree,
        worth=_each(entry, "worth", lambda each: _worth(each, sources)),
        brings=_each(entry, "brings", lambda each: _bring(each, sources)),
        excludes=_each(entry, "excludes", lambda each: _exclusion(each, sources)),
        softens=_each(entry, "softens", lambda each: _softening(each, vocabulary, sources)),
        holds=_holds(entry.get("holds")),
        examples=_each(entry, "examples", _example),
        file=entry.file,
    )
    object.__setattr__(benefit, "evaluator", None if tree is None else Evaluator(tree, vocabulary))
    return benefit


def _named(entry: Entry, names: type[Named]) -> Named:
    return names(entry.one_of([each.value for each in names]))


def _each(entry: Entry, key: str, make: Callable[[Entry], Any]) -> tuple[Any, ...]:
    there = entry.get(key)
    return () if there is None else tuple(make(each) for each in there.items())


def _extracted_as(entry: Entry) -> tuple[str, ...]:
    there = entry.get("extracted_as")
    if there is None:
        return ()
    return tuple(each.string() for each in there.items()) if isinstance(there.value, list) else (there.string(),)


def _cited(entry: Entry, sources: Mapping[str, Source]) -> tuple[str, Source]:
    return entry.at("words").string(), sources[entry.at("source").one_of(sources)]


def _trigger(entry: Entry | None, sources: Mapping[str, Source]) -> Trigger:
    if entry is None:
        return Trigger(None, None, None)
    if entry.get("mode") is None:
        entry.only("mode")
        return Trigger(None, None, None)
    entry.only("mode", "words", "source")
    return Trigger(_named(entry.at("mode"), TriggerMode), *_cited(entry, sources))


def _worth(entry: Entry, sources: Mapping[str, Source]) -> Worth:
    entry.only("amount", "amount_max", "unit", "per", "cap", "of", "duration", "words", "source", "says")
    amount, most, per, says = (entry.get(key) for key in ("amount", "amount_max", "per", "says"))
    words, source = _cited(entry, sources)
    return Worth(
        amount=None if amount is None else amount.number(),
        amount_max=None if most is None else most.number(),
        unit=_named(entry.at("unit"), Unit),
        per=None if per is None else _named(per, Per),
        limits={key: limit.string() for key in ("cap", "of", "duration") if (limit := entry.get(key)) is not None},
        words=words,
        source=source,
        says=None if says is None else says.text(),
    )


def _bring(entry: Entry, sources: Mapping[str, Source]) -> Bring:
    entry.only("words", "source", "says")
    return Bring(*_cited(entry, sources), entry.at("says").text())


def _exclusion(entry: Entry, sources: Mapping[str, Source]) -> Exclusion:
    entry.only("benefit", "words", "source")
    return Exclusion(entry.at("benefit").string(), *_cited(entry, sources))


def _softening(entry: Entry, vocabulary: Vocabulary, sources: Mapping[str, Source]) -> Softening:
    entry.only("fact", *OPERATORS, "words", "source")
    fact, operator, wanted = read_test(entry, vocabulary)
    return Softening(fact, test_of(operator, wanted), *_cited(entry, sources))


def _holds(entry: Entry | None) -> tuple[dt.date | None, dt.date | None]:
    if entry is None:
        return None, None
    entry.only("from", "until")
    begins, ends = entry.get("from"), entry.get("until")
    return None if begins is None else begins.day(), None if ends is None else ends.day()


def _example(entry: Entry) -> Example:
    entry.only("who", "facts", "answer")
    return Example(
        who=entry.at("who").text(),
        facts=entry.at("facts").mapping(),
        answer=_named(entry.at("answer"), Answer),
        path=entry.path,
    )


def _easy_read(entry: Entry | None) -> EasyRead | None:
    if entry is None:
        return None
    entry.only("zh_Hans", "reviewed")
    return EasyRead(tuple(each.string() for each in entry.at("zh_Hans").items()), entry.at("reviewed").truth())
