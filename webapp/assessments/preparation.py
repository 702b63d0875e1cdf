"""What to bring and to know beforehand: only what a text says, with the text.

The words stand at the doors. Nothing here foretells an outcome.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from webapp.assessments.models import AppointmentReason
from webapp.certificates import DisabilityCategory


class Preparation(enum.StrEnum):
    citizen_card = "citizen_card"
    hukou_booklet = "hukou_booklet"
    photos = "photos"
    application_form = "application_form"
    without_aids = "without_aids"


class PreparationSource(enum.StrEnum):
    """Which text says so."""

    measures_9 = "measures_9"
    """《中华人民共和国残疾人证管理办法》 art. 9 (1), issued 2017-05-27, in force 2018-01-01."""
    standard_5_5_1 = "standard_5_5_1"
    """GB/T 26341-2010, 5.5.1."""


@dataclass(frozen=True)
class PreparationList:
    """`papers`: what art. 9 names for a new certificate. `papers_named`: whether it speaks of her case."""

    papers: tuple[Preparation, ...]
    papers_source: PreparationSource
    papers_named: bool
    know: tuple[tuple[Preparation, PreparationSource], ...]


PAPERS = (Preparation.citizen_card, Preparation.hukou_booklet, Preparation.photos, Preparation.application_form)


def preparation_for(reason: AppointmentReason, category: DisabilityCategory) -> PreparationList:
    physical = category is DisabilityCategory.physical
    return PreparationList(
        papers=PAPERS, papers_source=PreparationSource.measures_9, papers_named=reason is AppointmentReason.new,
        know=((Preparation.without_aids, PreparationSource.standard_5_5_1),) if physical else (),
    )
