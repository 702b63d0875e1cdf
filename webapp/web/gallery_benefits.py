"""What the gallery shows of benefits: one of the catalogue, answered for the people of its own examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from flask_babel import gettext as _

from webapp import entitlements
from webapp.entitlements import Answer, Assessment, Cause, Circumstances, Occasion, State, Turning
from webapp.people import Need
from webapp.web.benefit_cards import BenefitCard
from webapp.web.sheets import Sheet

KEY = "pinghu/marginal-household-living-subsidy"
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def context() -> dict[str, Any]:
    """Cards, assessments by answer, the way and the occasions to another answer, a sheet, an inquiry, a contact."""
    catalogue = entitlements.current()
    benefit = catalogue.benefit(KEY)
    who = {each.answer: Circumstances(catalogue.vocabulary, each.facts) for each in benefit.examples}
    assessments = {answer: entitlements.assess(benefit, her, DAY) for answer, her in who.items()}
    cards = {answer: _card(assessment) for answer, assessment in assessments.items()}
    child = Circumstances(catalogue.vocabulary, {"disabled_person": True, "age": 6, "in_rehab_training": True})
    contact = SimpleNamespace(
        name=_("示例街道残联"), address=_("示例路 1 号"), hours=_("周一到周五"), phone="0000 0000"
    )
    return {
        "benefit": benefit,
        "cards": list(cards.values()),
        "assessments": list(assessments.values()),
        "vocabulary": catalogue.vocabulary,
        "way": entitlements.way_to_yes(assessments[Answer.NOT_ENTITLED], who[Answer.NOT_ENTITLED]),
        "occasions": _birthdays(child),
        "assessment": assessments[Answer.NOT_ENTITLED],
        "groups": [
            SimpleNamespace(kind=kind, cards=list(cards.values())[:1], more=[], count=count)
            for kind, count in {"given": 1, "starts": 1, "withdrawn": 1, "doubted": 1, "opens": 1, "unsaid": 3}.items()
        ]
        + [
            SimpleNamespace(
                kind="stops", cards=[replace(cards[Answer.ENTITLED], is_open=False)], more=list(cards.values()), count=4
            )
        ],
        "conflict": catalogue.conflicts[0],
        "contact": contact,
        "inquiry": SimpleNamespace(
            words=_("我能领吗？"), asked_at=NOON, answer=_("可以。请带残疾人证来窗口。"), answered_at=NOON
        ),
        "sheet": Sheet(
            resident=SimpleNamespace(name=_("示例居民")),  # type: ignore[arg-type]
            on=DAY,
            has=[[cards[Answer.ENTITLED]]],
            may_have=[[cards[Answer.NOT_ENTITLED]]],
            more_to_have=2,
            waits=[[cards[Answer.COULD_BE]]],
            more_waiting=1,
            questions=[catalogue.vocabulary["income_status"]],
            needs=[Need.wheelchair],
            contact=contact,  # type: ignore[arg-type]
            chosen=[benefit],
        ),
    }


def _birthdays(child: Circumstances) -> list[Occasion]:
    """The days on which a child's training turns for her by itself."""
    training = entitlements.current().benefit("jiaxing/child-rehabilitation-subsidy")
    before, occasions = State(entitlements.assess(training, child, DAY).answer, False), []
    for turn in entitlements.turns(training, child, date(2020, 3, 9), DAY):
        after = State(turn.answer, False)
        occasions.append(Occasion(turn.on, (Cause.BIRTHDAY,), turn.age, (Turning(training, before, after),)))
        before = after
    return occasions


def _card(assessment: Assessment) -> BenefitCard:
    benefit = assessment.benefit
    is_given = assessment.answer is Answer.ENTITLED
    return BenefitCard(
        benefit=benefit,
        href="#benefit",
        icon="star",
        region=entitlements.current().regions[benefit.region].label,
        answer=assessment.answer.value,
        missing=assessment.answers_away,
        standing=assessment.standing,
        in_force_since=DAY if is_given else None,
        ended_on=None,
        is_received=is_given,
    )
