"""The conditions of a benefit: a tree that is parsed once and checked against the vocabulary.

A tree is made of `All`, `Any` and `Not` over leaves. A `Leaf` asks for one fact; an `Unstated` leaf stands where the
text sets a condition (符合条件, 困难残疾人) without saying which: no answer of a resident can settle it.
What the tree yields for somebody is worked out in `verdicts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any as Anything

from webapp.entitlements.documents import Source
from webapp.entitlements.facts import FactType, Value
from webapp.entitlements.reading import Entry, Text, near
from webapp.entitlements.vocabulary import Vocabulary

OPERATORS = ("is", "in", "at_least", "at_most")


@dataclass(frozen=True, slots=True)
class Leaf:
    fact: str
    operator: str
    wanted: bool | int | frozenset[Value]
    words: str
    """The words of the quotation that set this condition."""
    source: Source
    says: Text
    """One plain sentence: what must be true. Under a `Not`, too, it states what must be true (没有领…)."""
    path: tuple[str | int, ...]
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class Unstated:
    words: str
    source: Source
    says: Text
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Tree


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Tree, ...]


Tree = All | Any | Not | Leaf | Unstated


def parse(entry: Entry, vocabulary: Vocabulary, sources: Mapping[str, Source]) -> Tree:
    """The checked tree of an entry. Raises CatalogueError with the line and what to write instead."""
    kinds = [key for key in ("all", "any", "not", "fact", "unstated") if key in entry.mapping()]
    if len(kinds) != 1:
        raise entry.wrong("not_a_condition", instead="all: | any: | not: | {fact: …} | {unstated: true}")
    kind = kinds[0]
    if kind == "fact":
        return _leaf(entry, vocabulary, sources)
    if kind == "unstated":
        return _unstated(entry, sources)
    entry.only(kind)
    if kind == "not":
        return Not(parse(entry.at("not"), vocabulary, sources))
    parts = tuple(parse(each, vocabulary, sources) for each in entry.at(kind).items())
    if not parts:
        raise entry.wrong("empty_group", instead=f"{kind}: [{{fact: …}}]")
    return All(parts) if kind == "all" else Any(parts)


def leaves(tree: Tree) -> Iterator[Leaf | Unstated]:
    """All leaves in reading order."""
    match tree:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield tree


def _leaf(entry: Entry, vocabulary: Vocabulary, sources: Mapping[str, Source]) -> Leaf:
    entry.only("fact", *OPERATORS, "words", "source", "says")
    fact, operator, wanted = read_test(entry, vocabulary)
    return Leaf(
        fact=fact,
        operator=operator,
        wanted=wanted,
        words=entry.at("words").string(),
        source=_source(entry, sources),
        says=entry.at("says").text(),
        path=entry.path,
    )


def read_test(entry: Entry, vocabulary: Vocabulary) -> tuple[str, str, Anything]:
    """A fact, the one operator that stands beside it, and what it is compared with. Raises CatalogueError."""
    name = entry.at("fact")
    if name.string() not in vocabulary:
        nearest = near(name.string(), vocabulary)
        raise name.wrong("unknown_fact", instead=nearest or f"catalogue/facts/{name.value}.yaml")
    operators = [operator for operator in OPERATORS if operator in entry.mapping()]
    if len(operators) != 1:
        raise entry.wrong("one_operator", found=operators, instead=" | ".join(OPERATORS))
    operator = operators[0]
    return name.string(), operator, _wanted(name.string(), operator, entry.at(operator), vocabulary)


def _unstated(entry: Entry, sources: Mapping[str, Source]) -> Unstated:
    entry.only("unstated", "words", "source", "says")
    if entry.at("unstated").truth() is not True:
        raise entry.at("unstated").wrong("unstated_is_true_or_absent", instead="unstated: true")
    return Unstated(entry.at("words").string(), _source(entry, sources), entry.at("says").text(), entry.path)


def _source(entry: Entry, sources: Mapping[str, Source]) -> Source:
    return sources[entry.at("source").one_of(sources)]


def _wanted(name: str, operator: str, entry: Entry, vocabulary: Vocabulary) -> Anything:
    fact = vocabulary[name]
    fitting = {
        FactType.BOOLEAN: ("is",),
        FactType.INTEGER: ("in", "at_least", "at_most"),
        FactType.CHOICE: ("in",),
        FactType.CHOICES: ("in",),
    }[fact.type]
    if operator not in fitting:
        raise entry.wrong("operator_does_not_fit", found=operator, instead=" | ".join(fitting))
    if operator == "is":
        return entry.truth()
    if operator == "in":
        members = entry.items()
        for member in members:
            if member.value not in fact.values or isinstance(member.value, bool):
                raise member.wrong("value_not_allowed", instead=" | ".join(str(value) for value in fact.values))
        if not members:
            raise entry.wrong("empty_group", instead=f"[{fact.values[0]}]")
        return frozenset(member.value for member in members)
    bound = entry.whole_number()
    if bound not in fact.values:
        raise entry.wrong("value_not_allowed", instead=f"{fact.values[0]} … {fact.values[-1]}")
    return bound
