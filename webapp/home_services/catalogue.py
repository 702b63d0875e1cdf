"""The services that the documents name: one file each in catalogue/, read once, never changed.

A service is for whom its document says it is for, in the document's words; nobody is refused by the machine. What
people ask for and no document names (bathing, repairs) stands with `words: null`, and the page says so.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.entitlements import Entry, Source, Text, read_each, read_source
from webapp.entitlements import current as entitlements
from webapp.home_services.errors import NoSuchService

HERE = Path(__file__).parent / "catalogue"


class Group(enum.StrEnum):
    """Under which plain word a wish is looked for; in this order."""

    care = "care"
    home = "home"
    company = "company"
    rehabilitation = "rehabilitation"
    devices = "devices"
    learning = "learning"
    matters = "matters"


class Place(enum.StrEnum):
    at_home = "at_home"
    not_stated = "not_stated"


class Unsaid(enum.StrEnum):
    """What a reader would want to know and the documents do not say."""

    content = "content"
    for_whom = "for_whom"
    conditions = "conditions"
    """The text says that there are conditions, and not which."""
    place = "place"
    how_often = "how_often"
    cost = "cost"
    procedure = "procedure"


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that a person may want, in her words. `words`: the document's, or None where it does not name it."""

    name: str
    group: Group
    names: Text
    words: str | None


@dataclass(frozen=True, slots=True)
class ForWhom:
    words: str
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    name: str
    names: Text
    summary: Text
    place: Place
    asks: tuple[Ask, ...]
    sources: Mapping[str, Source]
    for_whom: tuple[ForWhom, ...]
    unsaid: tuple[Unsaid, ...]

    def sources_in(self, layers: Iterable[str]) -> tuple[Source, ...]:
        """The documents that speak for somebody who lives under these regions."""
        held = set(layers)
        return tuple(source for source in self.sources.values() if source.document.region in held)

    def for_whom_in(self, layers: Iterable[str]) -> tuple[ForWhom, ...]:
        held = self.sources_in(layers)
        return tuple(said for said in self.for_whom if said.source in held)


@functools.cache
def services() -> Mapping[str, Service]:
    """All of this installation, by name."""
    return {service.name: service for service in load()}


def load(folder: Path = HERE) -> list[Service]:
    """Read a catalogue. Raises CatalogueError at the first broken file."""
    return read_each(folder.glob("*.yaml"), read_service, None)


def services_for(layers: Iterable[str]) -> list[Service]:
    """Those that a document of these regions names, e.g. ("pinghu", "jiaxing"); by name."""
    layers = tuple(layers)
    return [service for service in services().values() if service.sources_in(layers)]


def find_service(name: str) -> Service:
    """Raises NoSuchService."""
    try:
        return services()[name]
    except KeyError:
        raise NoSuchService() from None


def read_service(entry: Entry) -> Service:
    entry.only("service", "names", "summary", "place", "asks", "sources", "for_whom", "unsaid")
    documents = entitlements().documents
    sources = {name: read_source(name, each, documents) for name, each in entry.at("sources").entries()}
    name = entry.at("service")
    if name.string() != entry.file.stem:
        raise name.wrong("name_is_not_file_name", instead=entry.file.stem)
    return Service(
        name=name.string(),
        names=entry.at("names").text(),
        summary=entry.at("summary").text(),
        place=Place(entry.at("place").one_of(list(Place))),
        asks=tuple(_ask(each) for each in entry.at("asks").items()),
        sources=sources,
        for_whom=tuple(
            ForWhom(each.at("words").string(), sources[each.at("source").one_of(sources)])
            for each in entry.at("for_whom").items()
        ),
        unsaid=tuple(Unsaid(each.one_of(list(Unsaid))) for each in entry.at("unsaid").items()),
    )


def _ask(entry: Entry) -> Ask:
    entry.only("ask", "group", "names", "words")
    words = entry.get("words")
    return Ask(
        name=entry.at("ask").string(),
        group=Group(entry.at("group").one_of(list(Group))),
        names=entry.at("names").text(),
        words=None if words is None else words.string(),
    )
