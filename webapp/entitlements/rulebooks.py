"""What holds in a region on a day: its benefits, their places in the stored bits, and which of them are given.

A rulebook has a digest over everything that a result depends on beside the facts of the resident. A result under
the same digest and the same facts is the same result; nobody has to be looked at again for it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core import Actor, untouched
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.catalogue import Catalogue
from webapp.entitlements.conditions import All, Any, Leaf, Not, Tree, Unstated
from webapp.entitlements.events import EntitlementsChanged
from webapp.entitlements.models import BenefitPosition, Rulebook
from webapp.entitlements.overview import InForce, given
from webapp.entitlements.population import Sieve
from webapp.entitlements.projecting import coding_of
from webapp.entitlements.queries import in_force_on

NOWHERE = ""
"""The region of those for whom no catalogue speaks."""

RULES = "rules"
"""The reason of a change that no fact of hers has brought."""


class Positions(dict[str, int]):
    """The place in the stored bits of every benefit that ever had one. Never changed once it is made."""

    def __hash__(self) -> int:  # type: ignore[override]
        return len(self)


@dataclass(frozen=True)
class Rules:
    """What holds tonight in one region."""

    region: str
    benefits: tuple[Benefit, ...]
    """Those that are answered for residents, the nearest layer first."""
    positions: Positions
    given: int
    digest: str

    @functools.cached_property
    def width(self) -> int:
        """Bytes of a set of bits, one for every position."""
        return max(self.positions.values(), default=0) // 8 + 1

    def keys(self, bits: int) -> list[str]:
        """The benefits whose bits are set: those of the region in its order, then those of elsewhere and of before."""
        found = []
        while bits:
            position = bits.bit_length() - 1
            bits ^= 1 << position
            found.append(self._order[position])
        return [key for _, key in sorted(found)]

    @functools.cached_property
    def _order(self) -> dict[int, tuple[int, str]]:
        order = dict.fromkeys([*(each.key for each in self.benefits), *self.positions])
        return {self.positions[benefit]: (place, benefit) for place, benefit in enumerate(order)}

    @functools.cached_property
    def asks(self) -> dict[str, frozenset[str]]:
        """For each benefit of the region the facts that its conditions ask for."""
        trees = ((each.key, each.evaluator) for each in self.benefits)
        return {key: frozenset(fact for fact, _ in tree.leaves if fact) for key, tree in trees if tree is not None}

    def packed(self, bits: int) -> bytes:
        return bits.to_bytes(self.width, "little")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers for one resident as bits, with what was given when they were worked out."""

    entitled: int
    could_be: int
    given: int


@functools.lru_cache(maxsize=16)
def sieve_of(catalogue: Catalogue, region: str) -> Sieve:
    """The region's benefits made ready for a population."""
    return Sieve(answered(catalogue, region), coding_of(catalogue))


def rules_of(
    region: str, on: dt.date, catalogue: Catalogue, positions: Mapping[str, int], in_force: Mapping[str, InForce]
) -> Rules:
    positions = positions if isinstance(positions, Positions) else Positions(positions)
    return _rules(region, catalogue, positions, _given(region, on, catalogue, positions, in_force))


@functools.lru_cache(maxsize=64)
def _rules(region: str, catalogue: Catalogue, positions: Positions, is_given: int) -> Rules:
    """Most nights the same as the night before."""
    benefits = answered(catalogue, region)
    digest = sha256(coding_of(catalogue).mark)
    for each in benefits:
        digest.update(f"{positions[each.key]} {each.key} {_written(each)}\n".encode())
    digest.update(f"{region} {is_given:x}".encode())
    return Rules(region, benefits, positions, is_given, digest.hexdigest())


def _given(
    region: str, on: dt.date, catalogue: Catalogue, positions: Positions, in_force: Mapping[str, InForce]
) -> int:
    """The bits of the region's benefits that are given on a day."""
    is_given = 0
    for each in answered(catalogue, region):
        if given(each, in_force, on):
            is_given |= 1 << positions[each.key]
    return is_given


def rules_in(
    db: Session, regions: Iterable[str], on: dt.date, catalogue: Catalogue, positions: Positions
) -> dict[str, Rules]:
    in_force = in_force_on(db, on)
    return {region: rules_of(region, on, catalogue, positions, in_force) for region in regions}


def rulebook_ids(db: Session, actor: Actor, rules: Collection[Rules]) -> dict[str, int]:
    """For each region the rulebook of these rules, made where it is new."""
    return rulebooks_of(db, actor, rules)[0]


def rulebooks_of(db: Session, actor: Actor, rules: Collection[Rules]) -> tuple[dict[str, int], dict[int, int]]:
    """For each region the rulebook of these rules, made where it is new; and what was given under each there is."""
    wanted = {(each.region, each.digest) for each in rules}

    def there() -> tuple[dict[str, int], dict[int, int]]:
        rows = untouched(db.connection(), _RULEBOOKS)
        found = {region: number for number, region, digest, _ in rows if (region, digest) in wanted}
        return found, {number: as_number(was_given) for number, _, _, was_given in rows}

    found, givens = there()
    new = [{"region": each.region, "digest": each.digest, "given": each.packed(each.given), "made_at": actor.at}
           for each in rules if each.region not in found]  # fmt: skip
    if new:
        dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
        db.execute(dialect.insert(Rulebook).on_conflict_do_nothing(), new)
        found, givens = there()
    return found, givens


_RULEBOOKS = select(Rulebook.id, Rulebook.region, Rulebook.digest, Rulebook.given)
_POSITIONS = select(BenefitPosition.benefit, BenefitPosition.position)


def as_number(packed: bytes | None) -> int:
    """A set of bits as it is stored → as a number."""
    return int.from_bytes(packed or b"", "little")


def positions_of(db: Session, benefits: Iterable[str]) -> Positions:
    """Every benefit's position, registering those that have none. Includes benefits that the catalogue has no more."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    while True:
        there = Positions(untouched(db.connection(), _POSITIONS))
        new = [benefit for benefit in benefits if benefit not in there]
        if not new:
            return there
        first = max(there.values(), default=-1) + 1
        rows = [{"position": first + place, "benefit": benefit} for place, benefit in enumerate(new)]
        # another transaction may have taken the same positions: then look again
        db.execute(dialect.insert(BenefitPosition).on_conflict_do_nothing(), rows)


def supposed_positions(db: Session, benefits: Iterable[str]) -> Positions:
    """The same without registering: a rehearsal leaves no trace."""
    there = Positions(untouched(db.connection(), _POSITIONS))
    first = max(there.values(), default=-1) + 1
    new = (benefit for benefit in benefits if benefit not in there)
    return Positions({**there, **{benefit: first + place for place, benefit in enumerate(new)}})


def change(rules: Rules, was: Answers, now: Answers, moved: Collection[str]) -> EntitlementsChanged | None:
    """What is new between two results; None where nothing is. ``moved``: the facts that are otherwise now."""
    hers, was_hers = now.entitled & now.given, was.entitled & was.given
    possible, was_before = now.could_be & now.given, (was.entitled | was.could_be) & was.given
    gained, lost, became_possible = hers & ~was_hers, was_hers & ~hers, possible & ~was_before
    if not (gained or lost or became_possible):
        return None
    lists = [rules.keys(bits) for bits in (gained, lost, became_possible)]
    asked = frozenset().union(*(rules.asks.get(key, ()) for keys in lists for key in keys))
    return EntitlementsChanged(
        gained=lists[0],
        lost=lists[1],
        became_possible=lists[2],
        because=sorted(asked & set(moved)) or [RULES],
    )


@functools.lru_cache(maxsize=16)
def answered(catalogue: Catalogue, region: str) -> tuple[Benefit, ...]:
    """The benefits that are answered for residents of a region, the nearest layer first."""
    return tuple(each for each in catalogue.speaking_for(region) if each.for_residents)


def _written(benefit: Benefit) -> str:
    return "-" if benefit.conditions is None else _tree(benefit.conditions)


def _tree(tree: Tree) -> str:
    match tree:
        case All(parts) | Any(parts):
            return f"{type(tree).__name__}({','.join(map(_tree, parts))})"
        case Not(part):
            return f"Not({_tree(part)})"
        case Unstated():
            return "?"
        case Leaf():
            wanted = sorted(map(str, tree.wanted)) if isinstance(tree.wanted, frozenset) else tree.wanted
            return f"{tree.fact} {tree.operator} {wanted}"
