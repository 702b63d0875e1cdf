"""A change before it is reported: what would start, what would stop, and what softens it (渐退期).

A hukou that moves is such a change. It does more than change a fact: other documents speak for her.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.entitlements.answers import Assessment, assess
from webapp.entitlements.benefits import Benefit, Softening
from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.queries import Entitlements
from webapp.entitlements.verdicts import Answer

OPEN = (Answer.COULD_BE, Answer.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Supposition:
    """What would be otherwise. Assessments are those that would be made."""

    starts: tuple[Assessment, ...]
    """She would fit, and does not now."""
    stops: tuple[Assessment, ...]
    """She fits now, and would not."""
    doubted: tuple[Assessment, ...]
    """She fits now; it would not be known, or not be written, whether she does."""
    opens: tuple[Assessment, ...]
    """She could fit, or the document would not say, where now she does not fit."""
    softened: tuple[tuple[Benefit, Softening], ...]
    """The tapers that her region's documents put beside what ends."""

    def __bool__(self) -> bool:
        return bool(self.starts or self.stops or self.doubted or self.opens or self.softened)


def suppose(found: Entitlements, fact: str, value: Any) -> Supposition:
    """Everything else staying as it is, the fact has another value. Raises FactNotPossible, FactsContradict."""
    then_who = found.who.supposing(**{fact: value})
    pairs = [(each, assess(each.benefit, then_who, found.on)) for each in found.assessments]
    moved = [(now.answer, then) for now, then in pairs if now.answer is not then.answer]
    return Supposition(
        starts=tuple(then for _, then in moved if then.answer is Answer.ENTITLED),
        stops=tuple(then for now, then in moved if now is Answer.ENTITLED and then.answer is Answer.NOT_ENTITLED),
        doubted=tuple(then for now, then in moved if now is Answer.ENTITLED and then.answer in OPEN),
        opens=tuple(then for now, then in moved if now is Answer.NOT_ENTITLED and then.answer in OPEN),
        softened=tuple(
            (now.benefit, softening)
            for now, _ in pairs
            for softening in now.benefit.softens
            if _ends(softening, found.who.known(now.benefit.region), then_who.known(now.benefit.region))
        ),
    )


def hukou_region(found: Entitlements, catalogue: Catalogue | None = None) -> str | None:
    """The nearest region of the catalogue in which her hukou is known to be; None where that is not known, or none."""
    catalogue = catalogue or current()
    there = [region for region in catalogue.regions if found.who.known(region)["hukou_here"] is True]
    return max(there, key=lambda region: len(catalogue.layers(region)), default=None)


def knows_hukou(found: Entitlements, catalogue: Catalogue | None = None) -> bool:
    """Whether it is known where her hukou is, be it where no catalogue holds."""
    return all(found.who.known(region)["hukou_here"] is not None for region in (catalogue or current()).regions)


def suppose_hukou_in(found: Entitlements, region: str | None, catalogue: Catalogue | None = None) -> Supposition:
    """Her hukou is in a region, or (None) where no catalogue holds; her home stays where it is, and all else.

    What the documents of where it was give stops, also where they do not ask for the hukou: they speak for her no
    more. No taper softens a move. Raises FactsContradict.
    """
    catalogue = catalogue or current()
    layers = () if region is None else catalogue.layers(region)
    then_who = found.who.with_hukou_in(layers)
    before = {each.benefit.key: each for each in found.assessments}
    speaking = [each for each in ([] if region is None else catalogue.speaking_for(region)) if each.for_residents]
    after = {each.key: assess(each, then_who, found.on) for each in speaking}
    was = {key: each.answer for key, each in before.items()}
    return Supposition(
        starts=tuple(
            then for key, then in after.items()
            if then.answer is Answer.ENTITLED and was.get(key) is not Answer.ENTITLED
        ),
        stops=tuple(
            after.get(key) or assess(now.benefit, then_who, found.on) for key, now in before.items()
            if now.answer is Answer.ENTITLED
            and (key not in after or after[key].answer is Answer.NOT_ENTITLED)
        ),
        doubted=tuple(
            then for key, then in after.items() if was.get(key) is Answer.ENTITLED and then.answer in OPEN
        ),
        opens=tuple(
            then for key, then in after.items()
            if then.answer in OPEN and was.get(key) in (None, Answer.NOT_ENTITLED)
        ),
        softened=(),
    )  # fmt: skip


def _ends(softening: Softening, now: Any, then: Any) -> bool:
    """Whether what it softens is so now, and would be so no more. What would not be known has not ended."""
    before, after = now[softening.fact], then[softening.fact]
    return before is not None and after is not None and softening.test(before) and not softening.test(after)
