"""The overview as she sees it: few shelves, the same help once, the firmest promise first.

Two regions often promise the same help (one ``family``). It is counted once, on the shelf where it is nearest to
being hers; the page of the benefit leads to its sisters.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping

from webapp.entitlements.answers import Assessment
from webapp.entitlements.benefits import Benefit, Life
from webapp.entitlements.overview import Overview


class Shelf(enum.StrEnum):
    """In the order of nearness."""

    YOURS = "yours"
    """She fits, and it is given."""
    BY_DOCUMENT = "by-document"
    """She fits the words of the document; nobody has confirmed that it is given."""
    ANSWERS_AWAY = "answers-away"
    NOT_STATED = "not-stated"
    NOT_YET = "not-yet"


def shelves(overview: Overview) -> Mapping[Shelf, tuple[Assessment, ...]]:
    groups = {
        Shelf.YOURS: overview.yours,
        Shelf.BY_DOCUMENT: overview.by_document,
        Shelf.ANSWERS_AWAY: overview.answers_away,
        Shelf.NOT_STATED: overview.not_stated,
        Shelf.NOT_YET: overview.not_yet,
    }
    placed: set[str] = set()
    found = {}
    for shelf, assessments in groups.items():
        new = [each for each in _once(assessments) if each.benefit.family not in placed]
        found[shelf] = tuple(_firmest_first(new, by_questions=shelf is Shelf.ANSWERS_AWAY))
        placed |= {each.benefit.family for each in found[shelf] if each.benefit.family is not None}
    return found


def _once(assessments: Iterable[Assessment]) -> Iterator[Assessment]:
    """Of each family the nearest region's; where a region has several of a family (by tier, by age), all of these."""
    region_of: dict[str, str] = {}
    for each in assessments:
        family = each.benefit.family
        if family is None or region_of.setdefault(family, each.benefit.region) == each.benefit.region:
            yield each


_LIVES = {life: place for place, life in enumerate(Life)}


def _firmness(benefit: Benefit) -> tuple[bool, bool, int]:
    return not benefit.strength.grants, not benefit.worth, _LIVES[benefit.life]


def _firmest_first(assessments: Iterable[Assessment], *, by_questions: bool) -> list[Assessment]:
    """Promises before intentions, stated sums before others, money before culture; of equals the nearer region."""
    if by_questions:
        return sorted(assessments, key=lambda each: (each.answers_away, *_firmness(each.benefit)))
    return sorted(assessments, key=lambda each: _firmness(each.benefit))
