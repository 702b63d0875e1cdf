"""The documents that benefits are taken from, and what they are worth as a promise.

Two separate things are said of a document: what the text itself is (issued, a draft, an excerpt), and whether the
period for which it speaks has ended. Neither changes the answer to "does it fit you"; both stand beside it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.entitlements.reading import Entry, Text


class TextStanding(enum.StrEnum):
    ISSUED = "issued"
    DRAFT = "draft"
    EXCERPT = "excerpt"


class PeriodStanding(enum.StrEnum):
    NOT_STATED = "not_stated"
    """The text names no period: nothing says that it has ended."""
    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    text: TextStanding
    period: PeriodStanding

    @property
    def can_grant(self) -> bool:
        """Whether the document alone may make somebody's benefit hers: issued, and within its period."""
        return self.text is TextStanding.ISSUED and self.period in (PeriodStanding.NOT_STATED, PeriodStanding.RUNNING)


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    region: str
    title: Text
    publisher: Text | None
    issued_on: dt.date | None
    published_on: dt.date | None
    text_standing: TextStanding
    period: tuple[int, int] | None
    """First and last year, where the title or the text states them."""
    text: str
    """The whole text, against which quotations are checked."""


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation: which document, which clause, which words."""

    name: str
    document: Document
    clause: str
    quote: str


def standing(document: Document, on: dt.date) -> Standing:
    """What the document's text is, and where ``on`` lies in its period."""
    if document.period is None:
        period = PeriodStanding.NOT_STATED
    elif on.year < document.period[0]:
        period = PeriodStanding.NOT_BEGUN
    elif on.year > document.period[1]:
        period = PeriodStanding.ENDED
    else:
        period = PeriodStanding.RUNNING
    return Standing(document.text_standing, period)


def read_document(entry: Entry) -> Document:
    """One file of catalogue/documents, with the .txt beside it. Raises CatalogueError."""
    entry.only("document", "region", "title", "publisher", "issued_on", "published_on", "standing", "period")
    name = entry.at("document")
    if name.string() != entry.file.stem:
        raise name.wrong("name_is_not_file_name", instead=entry.file.stem)
    text = entry.file.with_suffix(".txt")
    if not text.is_file():
        raise name.wrong("no_text_beside_it", instead=text.name)
    publisher, issued, published, period = (
        entry.get(key) for key in ("publisher", "issued_on", "published_on", "period")
    )
    stands = entry.at("standing")
    stands_as = TextStanding(stands.one_of([each.value for each in TextStanding]))
    if (stands_as is TextStanding.ISSUED) != (issued is not None):
        raise stands.wrong("issued_needs_its_date", instead="issued_on: 2020-07-04")
    return Document(
        name=name.string(),
        region=entry.at("region").string(),
        title=entry.at("title").text(),
        publisher=None if publisher is None else publisher.text(),
        issued_on=None if issued is None else issued.day(),
        published_on=None if published is None else published.day(),
        text_standing=stands_as,
        period=None if period is None else _years(period),
        text=text.read_text(encoding="utf-8"),
    )


def _years(entry: Entry) -> tuple[int, int]:
    entry.only("from", "until")
    first, last = entry.at("from").whole_number(), entry.at("until").whole_number()
    if last < first:
        raise entry.wrong("ends_before_it_begins", instead=f"{{from: {last}, until: {first}}}")
    return first, last


def read_source(name: str, entry: Entry, documents: Mapping[str, Document]) -> Source:
    entry.only("document", "clause", "quote")
    document = documents[entry.at("document").one_of(documents)]
    return Source(name, document, entry.at("clause").string(), entry.at("quote").string())
