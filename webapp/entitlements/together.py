"""Benefits that exclude each other, solved as a set: the lawful combinations, what each gives up, what may be had
meanwhile.

Two exclude each other where the words of a file say so (``excludes``), or where one asks that she does not receive the
other (a fact with ``receipt_of``). The same help in two regions (one ``family``) is one help. What she does not fit is
no choice; what is only possible is one, and until it is granted it excludes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from webapp.entitlements.answers import Assessment
from webapp.entitlements.benefits import Benefit, Per, Unit
from webapp.entitlements.catalogue import Catalogue
from webapp.entitlements.conditions import Leaf
from webapp.entitlements.documents import Source
from webapp.entitlements.overview import given
from webapp.entitlements.queries import Entitlements
from webapp.entitlements.verdicts import NO, Answer, Verdict

_NEARNESS = (Answer.ENTITLED, Answer.COULD_BE, Answer.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Clash:
    """One help that the words of a document keep apart from another."""

    one: Assessment
    other: Assessment
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Combination:
    """What may lawfully be had together; nothing of the set could be added."""

    parts: tuple[Assessment, ...]
    gives_up: tuple[Assessment, ...]
    sure: tuple[Assessment, ...]
    """Of the parts: she fits, and it is given here."""
    monthly: Decimal | None
    """Yuan a month of all parts together; None where the documents do not state it for every one."""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(each.benefit.key for each in self.parts)

    @property
    def is_sure(self) -> bool:
        return len(self.sure) == len(self.parts)


@dataclass(frozen=True, slots=True)
class Together:
    """One set of helps of which not all can be had."""

    clashes: tuple[Clash, ...]
    combinations: tuple[Combination, ...]
    """The best first: what is sure, then the greater sum."""
    best: Combination | None
    """The one of the greatest sum; None where the documents do not state what would have to be compared."""
    meanwhile: tuple[Assessment, ...]
    """What may be had at once, while anything that is not sure is waited for."""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key for each in self.combinations for key in each.keys)


def together(found: Entitlements, catalogue: Catalogue) -> tuple[Together, ...]:
    """The sets among what she fits or could fit; empty where nothing excludes anything."""
    kept = found.findings.sets
    if catalogue not in kept:
        kept[catalogue] = _sets(found, catalogue)
    return kept[catalogue]


def _sets(found: Entitlements, catalogue: Catalogue) -> tuple[Together, ...]:
    helps = _helps(found)
    clashes = list(_clashes(helps, catalogue))
    neighbours: dict[str, set[str]] = {}
    for name, other, _ in clashes:
        neighbours.setdefault(name, set()).add(other)
        neighbours.setdefault(other, set()).add(name)
    sets = []
    for members in _components(neighbours):
        combinations = [_combination(chosen, members, helps, found) for chosen in _maximal(members, neighbours)]
        combinations.sort(key=lambda each: (not each.is_sure, -len(each.sure), -(each.monthly or 0)))
        sets.append(
            Together(
                clashes=tuple(clash for name, _, clash in clashes if name in members),
                combinations=tuple(combinations),
                best=_best(combinations),
                meanwhile=max((each.sure for each in combinations), key=lambda sure: _monthly(sure) or 0),
            )
        )
    return tuple(sets)


def _helps(found: Entitlements) -> dict[str, Assessment]:
    """By family, or by key where it has none: of the same help the one nearest to being hers."""
    helps: dict[str, Assessment] = {}
    possible = [each for each in found.assessments if each.answer in _NEARNESS]
    for each in sorted(possible, key=lambda each: (not _is_sure(each, found), _NEARNESS.index(each.answer))):
        helps.setdefault(each.benefit.family or each.benefit.key, each)
    return helps


def _is_sure(assessment: Assessment, found: Entitlements) -> bool:
    return assessment.answer is Answer.ENTITLED and given(assessment.benefit, found.in_force, found.on)


def _clashes(helps: Mapping[str, Assessment], catalogue: Catalogue) -> Iterator[tuple[str, str, Clash]]:
    there = set()
    for name, each in helps.items():
        for other, words, source in _excluded(each.benefit, catalogue):
            if other in helps and other != name and frozenset((name, other)) not in there:
                there.add(frozenset((name, other)))
                yield name, other, Clash(each, helps[other], words, source)


def _excluded(benefit: Benefit, catalogue: Catalogue) -> Iterator[tuple[str, str, Source]]:
    """Families (keys, where there is none) that its words keep apart from it."""
    for exclusion in benefit.excludes:
        other = catalogue.benefits[f"{benefit.region}/{exclusion.benefit}"]
        yield other.family or other.key, exclusion.words, exclusion.source
    if benefit.evaluator is None:
        return
    silent = benefit.evaluator.conditions(catalogue.vocabulary.complete({}))
    for fact in {each.condition.fact for each in silent if isinstance(each.condition, Leaf)}:
        family = catalogue.vocabulary[fact].receipt_of
        if family is None:
            continue
        results = benefit.evaluator.conditions(catalogue.vocabulary.complete({fact: True}))
        if benefit.evaluator.prospect(results) == NO:
            leaf = next(each.condition for each in results if each.verdict is Verdict.NOT_MET)
            yield family, leaf.words, leaf.source


def _components(neighbours: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    seen: set[str] = set()
    for name in neighbours:
        if name in seen:
            continue
        members, waiting = [], [name]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                members.append(one)
                waiting += neighbours[one]
        yield members


def _maximal(members: Iterable[str], neighbours: Mapping[str, Collection[str]]) -> Iterator[frozenset[str]]:
    """All sets without two that exclude each other to which nothing can be added (Bron and Kerbosch)."""

    def grow(chosen: frozenset[str], open_: set[str], passed: set[str]) -> Iterator[frozenset[str]]:
        if not open_ and not passed:
            yield chosen
        for one in sorted(open_):
            apart = set(neighbours[one]) | {one}
            yield from grow(chosen | {one}, open_ - apart, passed - apart)
            open_ = open_ - {one}
            passed = passed | {one}

    yield from grow(frozenset(), set(members), set())


def _combination(
    chosen: Collection[str], members: Iterable[str], helps: Mapping[str, Assessment], found: Entitlements
) -> Combination:
    parts = tuple(helps[name] for name in helps if name in chosen)
    return Combination(
        parts=parts,
        gives_up=tuple(helps[name] for name in members if name not in chosen),
        sure=tuple(each for each in parts if _is_sure(each, found)),
        monthly=_monthly(parts),
    )


def _monthly(parts: Iterable[Assessment]) -> Decimal | None:
    total = Decimal(0)
    for part in parts:
        stated = [
            each.amount
            for each in part.benefit.worth
            if each.unit is Unit.YUAN and each.per is Per.MONTH and each.amount is not None and each.amount_max is None
        ]
        if len(stated) != 1:
            return None
        total += stated[0]
    return total


def _best(combinations: Iterable[Combination]) -> Combination | None:
    compared = [(each.monthly, each) for each in combinations]
    if any(monthly is None for monthly, _ in compared):
        return None
    (most, best), *others = sorted(compared, key=lambda pair: -(pair[0] or 0))
    return best if all(monthly != most for monthly, _ in others) else None
