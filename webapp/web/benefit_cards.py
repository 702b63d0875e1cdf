"""A benefit in a list, at a glance. The answer and the standing of its document always go together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import url_for

from webapp.entitlements import Assessment, Benefit, Entitlements, Life, Standing, Text, current, standing

ICONS = {
    Life.MONEY: "star",
    Life.CARE: "home-services",
    Life.HEALTH: "hospital",
    Life.DEVICES: "wheelchair",
    Life.WORK: "application",
    Life.SCHOOL: "document",
    Life.HOUSING: "home",
    Life.TRANSPORT: "place",
    Life.CULTURE: "flag",
    Life.RIGHTS: "entitlements",
}


@dataclass(frozen=True)
class BenefitCard:
    benefit: Benefit = field(hash=False)
    href: str
    icon: str
    region: Text
    answer: str | None
    """None for help that is not for residents."""
    missing: int
    """For a "could be": how few answers could make it a yes."""
    standing: Standing
    in_force_since: date | None
    """Since when somebody has recorded that it is given here."""
    ended_on: date | None
    """Since when somebody has recorded that it is given here no more."""
    is_received: bool = False
    """Whether she is known to receive this help already."""
    is_open: bool = True
    """Whether there is a page of it for her: only of what the documents of her own places say."""


def card_of(benefit: Benefit, assessment: Assessment | None, found: Entitlements) -> BenefitCard:
    record = found.in_force.get(benefit.key)
    holds = record is not None and record.holds(found.on)
    return BenefitCard(
        benefit=benefit,
        href=url_for("resident.benefit", region=benefit.region, slug=benefit.slug),
        icon=ICONS[benefit.life],
        region=current().regions[benefit.region].label,
        answer=None if assessment is None else assessment.answer.value,
        missing=0 if assessment is None else assessment.answers_away,
        standing=standing(benefit.document, found.on),
        in_force_since=record.effective_on if record is not None and holds else None,
        ended_on=record.ended_on if record is not None and not holds else None,
        is_received=found.receives(benefit),
        is_open=found.region is not None and benefit.region in current().layers(found.region),
    )


def cards_of(assessments: Iterable[Assessment], found: Entitlements) -> list[BenefitCard]:
    return [card_of(each.benefit, each, found) for each in assessments]
