"""Places where the documents of a region, and of those it lies in, say different things about one help.

They are shown, never settled: whoever reads the page sees both quotations and asks at the window.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.entitlements.documents import Document, Source, read_source
from webapp.entitlements.reading import Entry, Text


class ConflictKind(enum.StrEnum):
    RULE = "rule"
    """What one text gives or asks for, the other does not."""
    SCOPE = "scope"
    """The same help for other people, places or times."""
    TARGET = "target"
    """Another figure to be reached."""
    WORDS = "words"
    """One thing under two names, or one name that nobody explains."""
    MISPRINT = "misprint"


@dataclass(frozen=True, slots=True)
class Conflict:
    name: str
    extracted_as: str | None
    kind: ConflictKind
    benefits: tuple[str, ...]
    """Keys, ``region/slug``, of the benefits on whose pages it stands."""
    says: Text
    """What differs, in one or two plain sentences."""
    positions: tuple[Source, ...]
    file: Path


def read_conflict(entry: Entry, documents: Mapping[str, Document]) -> Conflict:
    """One file of catalogue/conflicts. Raises CatalogueError."""
    entry.only("conflict", "extracted_as", "kind", "benefits", "says", "positions")
    name, extracted = entry.at("conflict"), entry.get("extracted_as")
    if name.string() != entry.file.stem:
        raise name.wrong("name_is_not_file_name", instead=entry.file.stem)
    positions = entry.at("positions").items()
    if not positions:
        raise entry.at("positions").wrong("empty_group", instead="- {document: …, clause: …, quote: …}")
    return Conflict(
        name=name.string(),
        extracted_as=None if extracted is None else extracted.string(),
        kind=ConflictKind(entry.at("kind").one_of([each.value for each in ConflictKind])),
        benefits=tuple(each.string() for each in entry.at("benefits").items()),
        says=entry.at("says").text(),
        positions=tuple(read_source(str(place), each, documents) for place, each in enumerate(positions)),
        file=entry.file,
    )
