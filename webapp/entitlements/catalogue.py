"""The whole catalogue: read once, kept in memory, never changed.

Regions lie within each other: a resident of Pinghu lives under Pinghu's documents and under Jiaxing's. What the nearer
region says comes first, and the same help in both (one ``family``) is linked.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from webapp.entitlements.benefits import Benefit, read_benefit
from webapp.entitlements.conflicts import Conflict, read_conflict
from webapp.entitlements.documents import Document, read_document
from webapp.entitlements.errors import CatalogueError, NoSuchBenefit
from webapp.entitlements.reading import Entry, Text, read, read_each
from webapp.entitlements.search import EverydayWords, find, read_everyday_words
from webapp.entitlements.vocabulary import Vocabulary, read_vocabulary

HERE = Path(__file__).parent / "catalogue"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    within: str | None
    label: Text


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    regions: Mapping[str, Region]
    documents: Mapping[str, Document]
    vocabulary: Vocabulary
    benefits: Mapping[str, Benefit]
    """By key, ``region/slug``."""
    conflicts: tuple[Conflict, ...] = ()
    everyday_words: tuple[EverydayWords, ...] = ()
    """What people say for what the documents call otherwise."""

    def benefit(self, key: str) -> Benefit:
        """Raises NoSuchBenefit."""
        try:
            return self.benefits[key]
        except KeyError:
            raise NoSuchBenefit(benefit=key) from None

    def layers(self, region: str) -> tuple[str, ...]:
        """The region and those it lies within, the nearest first; empty for a region without a catalogue."""
        layers: list[str] = []
        within: str | None = region
        while within is not None and within in self.regions:
            layers.append(within)
            within = self.regions[within].within
        return tuple(layers)

    def speaking_for(self, region: str) -> tuple[Benefit, ...]:
        """Every benefit whose document speaks for somebody of the region, the nearest layer first."""
        return tuple(
            benefit for layer in self.layers(region) for benefit in self.benefits.values() if benefit.region == layer
        )

    def same_help(self, benefit: Benefit, region: str) -> tuple[Benefit, ...]:
        """The other benefits of its family in the layers of a region, the nearest first."""
        if benefit.family is None:
            return ()
        return tuple(
            other for other in self.speaking_for(region) if other is not benefit and other.family == benefit.family
        )

    def search(self, region: str, typed: str) -> list[Benefit]:
        """The benefits of a region's layers that fit what somebody typed, the best first."""
        return find(self.speaking_for(region), typed, self.everyday_words)

    def conflicts_about(self, benefit: Benefit) -> tuple[Conflict, ...]:
        """Where the documents contradict each other, or themselves, about this benefit."""
        return tuple(conflict for conflict in self.conflicts if benefit.key in conflict.benefits)


def load(folder: Path = HERE, *, broken: list[CatalogueError] | None = None) -> Catalogue:
    """Read a catalogue. Raises CatalogueError at the first broken file, or collects all of them in ``broken``."""

    def each(files: Iterable[Path], make: Callable[[Entry], T]) -> list[T]:
        return read_each(files, make, broken)

    regions = {region.name: region for region in _read_regions(read(folder / "regions.yaml"))}
    documents = {document.name: document for document in each((folder / "documents").glob("*.yaml"), read_document)}
    vocabulary = read_vocabulary((folder / "facts").glob("*.yaml"), broken)
    benefits: dict[str, Benefit] = {}
    for region in regions:
        for benefit in each((folder / region).glob("*.yaml"), lambda entry: read_benefit(entry, documents, vocabulary)):
            benefits[benefit.key] = benefit
    conflicts = each((folder / "conflicts").glob("*.yaml"), lambda entry: read_conflict(entry, documents))
    everyday = read_everyday_words(folder / "everyday-words.yaml")
    return Catalogue(regions, documents, vocabulary, benefits, tuple(conflicts), everyday)


_chosen = {"folder": HERE}


def read_from(folder: Path) -> None:
    """From now on `current` is the catalogue of this folder: said once, when a process starts."""
    _chosen["folder"] = folder


def current() -> Catalogue:
    """The catalogue of this process, read once and never again while it runs."""
    return _kept(_chosen["folder"])


@functools.cache
def _kept(folder: Path) -> Catalogue:
    return load(folder)


def _read_regions(entry: Entry) -> list[Region]:
    regions = []
    names = [each.at("region").string() for each in entry.items()]
    for each in entry.items():
        each.only("region", "within", "name")
        within = each.get("within")
        regions.append(
            Region(each.at("region").string(), None if within is None else within.one_of(names), each.at("name").text())
        )
    return regions
