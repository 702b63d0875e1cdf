"""What can be shown, one thing at a time: ``claims/<slug>.yaml``, each with the ground on which it stands.

A claim asks for one thing that the certificate on file proves (`FactProven`), for a benefit that is given where her
hukou is (`BenefitGiven`), or for one of her own needs (`NeedStated`). Its `number` stands in the code instead of words
and is never reused. No claim carries the category; only the claim "grade" carries the grade.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.codes.errors import NoSuchClaim
from webapp.entitlements import Entry, Source, Text, current, read, read_each, read_source
from webapp.people import Need

HERE = Path(__file__).parent / "claims"


@dataclass(frozen=True, slots=True)
class FactProven:
    fact: str
    wanted: frozenset[Any] | None
    """The values that will do; for a set of choices any of them. None: whichever it is, it is shown."""

    def holds(self, value: Any) -> bool:
        if value is None:
            return False
        if self.wanted is None:
            return True
        return bool(value & self.wanted) if isinstance(value, frozenset) else value in self.wanted


@dataclass(frozen=True, slots=True)
class BenefitGiven:
    family: str
    """Of benefits of the catalogue: the same help under several documents."""


@dataclass(frozen=True, slots=True)
class NeedStated:
    need: Need


Rule = FactProven | BenefitGiven | NeedStated


@dataclass(frozen=True, slots=True)
class Law:
    title: Text
    article: int
    in_force_on: dt.date


@dataclass(frozen=True, slots=True)
class Claim:
    slug: str
    number: int
    words: Text
    """What whoever checks reads."""
    gives_away: Text
    """What showing it tells, said before she shows it."""
    needs: Text
    """What must be so; said where it is not."""
    rule: Rule
    source: Source | Law | None
    """None: her own word, or the benefits of the catalogue, which have their own sources."""
    certificate: Text | None
    """Where the law asks for the certificate itself."""
    on_paper: bool
    """It tells so little that it may stand on a sheet that somebody finds."""

    @property
    def shows_grade(self) -> bool:
        return isinstance(self.rule, FactProven) and self.rule.wanted is None


def load(folder: Path = HERE) -> dict[str, Claim]:
    """All claims by slug, in the order of their numbers. Raises CatalogueError."""
    claims = sorted(read_each(folder.glob("*.yaml"), _read_claim, None), key=lambda claim: claim.number)
    seen: dict[int, str] = {}
    for claim in claims:
        if claim.number in seen:
            entry = read(folder / f"{claim.slug}.yaml").at("number")
            raise entry.wrong("number_of_another", instead=str(max(seen) + 1))
        seen[claim.number] = claim.slug
    return {claim.slug: claim for claim in claims}


@functools.cache
def all_claims() -> Mapping[str, Claim]:
    return load()


def claim_named(slug: str) -> Claim:
    """Raises NoSuchClaim."""
    try:
        return all_claims()[slug]
    except KeyError:
        raise NoSuchClaim() from None


def _read_claim(entry: Entry) -> Claim:
    entry.only("claim", "number", "words", "gives_away", "needs", "rule", "source", "certificate", "on_paper")
    slug = entry.at("claim")
    if slug.string() != entry.file.stem:
        raise slug.wrong("name_is_not_file_name", instead=entry.file.stem)
    source, certificate, on_paper = entry.get("source"), entry.get("certificate"), entry.get("on_paper")
    return Claim(
        slug=slug.string(),
        number=entry.at("number").whole_number(),
        words=entry.at("words").text(),
        gives_away=entry.at("gives_away").text(),
        needs=entry.at("needs").text(),
        rule=_read_rule(entry.at("rule")),
        source=None if source is None else _read_ground(source),
        certificate=None if certificate is None else certificate.text(),
        on_paper=on_paper is not None and on_paper.truth(),
    )


def _read_rule(entry: Entry) -> Rule:
    entry.only("fact", "is", "in", "shown", "benefit_family", "need")
    if (family := entry.get("benefit_family")) is not None:
        families = sorted({benefit.family for benefit in current().benefits.values() if benefit.family})
        return BenefitGiven(family.one_of(families))
    if (need := entry.get("need")) is not None:
        return NeedStated(Need(need.one_of([each.value for each in Need])))
    fact = entry.at("fact").one_of(current().vocabulary)
    values = [each.value for each in entry.at("in").items()] if entry.get("in") is not None else None
    if entry.get("is") is not None:
        values = [entry.at("is").value]
    if values is None and not entry.at("shown").truth():
        raise entry.at("shown").wrong("not_true", instead="true")
    if values is not None and not set(values) <= set(current().vocabulary[fact].values):
        raise entry.wrong("value_not_allowed", instead=" | ".join(map(str, current().vocabulary[fact].values)))
    return FactProven(fact, None if values is None else frozenset(values))


def _read_ground(entry: Entry) -> Source | Law | None:
    if entry.get("own_word") is not None:
        entry.only("own_word")
        return None
    if entry.get("law") is not None:
        entry.only("law", "article", "in_force_on")
        return Law(entry.at("law").text(), entry.at("article").whole_number(), entry.at("in_force_on").day())
    return read_source("claim", entry, current().documents)
