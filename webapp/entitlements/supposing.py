"""A change before it is reported: what would start, what would stop, and what softens it (渐退期)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.entitlements.answers import Assessment, assess
from webapp.entitlements.benefits import Benefit, Softening
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


def _ends(softening: Softening, now: Any, then: Any) -> bool:
    """Whether what it softens is so now, and would be so no more. What would not be known has not ended."""
    before, after = now[softening.fact], then[softening.fact]
    return before is not None and after is not None and softening.test(before) and not softening.test(after)
