"""The overview by what matters to her: now hers, one answer away, not yet, not stated.

Fitting a document and having the benefit are two things. "Now yours" needs more than the answer "entitled": a local
record that the benefit is in force, or a document that is issued, within its period, and gives it. An entitled
answer without that is kept, and said to be what it is: you fit the document; nobody has confirmed that it is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.entitlements.answers import Assessment
from webapp.entitlements.benefits import Benefit
from webapp.entitlements.documents import standing
from webapp.entitlements.verdicts import Answer


@dataclass(frozen=True, slots=True)
class InForce:
    """A local record that a benefit is given here: who said so, from when."""

    benefit: str
    source: str
    effective_on: dt.date
    ended_on: dt.date | None
    """The first day on which it is given no more."""
    is_demo: bool = False

    def holds(self, on: dt.date) -> bool:
        return self.effective_on <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True, slots=True)
class Overview:
    yours: tuple[Assessment, ...]
    """Entitled, and given: by a local record or by the document itself."""
    by_document: tuple[Assessment, ...]
    """Entitled by the words of the document; not confirmed to be given."""
    answers_away: tuple[Assessment, ...]
    """Could be: the fewest missing answers first."""
    not_yet: tuple[Assessment, ...]
    not_stated: tuple[Assessment, ...]


def given(benefit: Benefit, in_force: Mapping[str, InForce], on: dt.date) -> bool:
    """Whether the benefit is given on a day to whoever fits it.

    A local record decides, also when it says that the benefit has ended. Without one the document must be issued and
    within its period, the day within the benefit's own dates, and the promise one that gives rather than intends.
    """
    record = in_force.get(benefit.key)
    if record is not None and record.effective_on <= on:
        return record.holds(on)
    return benefit.strength.grants and benefit.holds_on(on) and standing(benefit.document, on).can_grant


def overview(assessments: Iterable[Assessment], in_force: Mapping[str, InForce], on: dt.date) -> Overview:
    """The assessments of one resident in groups; within a group their order is kept."""
    assessments = list(assessments)

    def those(answer: Answer) -> list[Assessment]:
        return [each for each in assessments if each.answer is answer]

    entitled = those(Answer.ENTITLED)
    return Overview(
        yours=tuple(each for each in entitled if given(each.benefit, in_force, on)),
        by_document=tuple(each for each in entitled if not given(each.benefit, in_force, on)),
        answers_away=tuple(sorted(those(Answer.COULD_BE), key=lambda each: each.answers_away)),
        not_yet=tuple(those(Answer.NOT_ENTITLED)),
        not_stated=tuple(those(Answer.NOT_STATED)),
    )
