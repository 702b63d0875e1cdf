"""What lies ahead: the days on which something turns by itself, and what a change would do before it is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from flask import Response, request

from webapp import entitlements as room
from webapp.entitlements import Answer, Benefit, Entitlements, FactsContradict, FactType, Occasion, Supposition
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.resident.entitlements import hers
from webapp.web import Permission, Visit, render
from webapp.web import words as door_words
from webapp.web.access import allows
from webapp.web.benefit_cards import BenefitCard, card_of, cards_of
from webapp.web.questions import UNKNOWN, AnswerForm, asked_fact, may_be_asked

SHOWN = 5
"""Benefits named under one heading; the rest opens, or only its number is told."""

OCCASIONS = 5

TURNS = ("given", "starts", "withdrawn", "stops", "doubted")
"""What a day brings that is told: properties of `webapp.entitlements.Occasion`, in this order."""


@dataclass(frozen=True)
class Group:
    kind: str
    """starts, stops, doubted, given, withdrawn, opens, unsaid."""
    cards: list[BenefitCard]
    count: int
    more: list[BenefitCard] = field(default_factory=list)
    """Those that open under the first."""


@dataclass(frozen=True)
class OccasionView:
    occasion: Occasion
    groups: list[Group]


def _groups(lists: dict[str, list[BenefitCard]]) -> list[Group]:
    return [Group(kind, cards[:SHOWN], len(cards)) for kind, cards in lists.items() if cards]


@door.page("/entitlements/ahead", permission=Permission.see_entitlements, records_view=True)
def ahead(visit: Visit) -> Response:
    visit.opens_file_of(visit.resident.id)
    looked = room.look_ahead(visit.db, visit.resident, visit.today)
    found = looked.entitlements(visit.today)
    views = [
        OccasionView(
            each,
            _groups({kind: _given_first(getattr(each, kind), found) for kind in TURNS}),
        )
        for each in islice((one for one in looked.occasions() if any(getattr(one, kind) for kind in TURNS)), OCCASIONS)
    ]
    known = {**found.told.said, **found.told.settled}
    vocabulary = room.current().vocabulary
    facts = [vocabulary[name] for name in vocabulary if known.get(name) is not None and may_be_asked(vocabulary[name])]
    return render(
        visit, "resident/ahead.html", occasions=views,
        facts=[(fact, fact.checked(known[fact.name])) for fact in facts if _bears(found, fact.name)],
    )  # fmt: skip


@door.page("/entitlements/ahead/<fact>", permission=Permission.see_entitlements)
def supposed(visit: Visit, fact: str) -> Response:
    """Nothing is written: what is supposed is no fact of hers."""
    asked = asked_fact(fact)
    found = hers(visit)
    form = AnswerForm(formdata=request.args)
    form.prepare(visit, fact=fact)
    row = form.several if asked.type is FactType.CHOICES else form.one
    row.choices = [each for each in row.choices if each.value != UNKNOWN]
    value, supposition, refusal = None, None, None
    if row.data and all(each in [choice.value for choice in row.choices] for each in _chosen(row.data)):
        value = form.value(asked)
        try:
            supposition = room.suppose(found, fact, value)
        except FactsContradict as error:
            refusal = door_words.error(error)
    now = found.who.known(found.region or "").get(fact)
    settled = found.told.from_others(fact)
    return render(
        visit, "resident/supposed.html", fact=asked, form=form, field=row, now=now,
        value=None if value is None else asked.checked(value), refusal=refusal,
        groups=[] if supposition is None else supposed_groups(supposition, found), supposition=supposition,
        on_paper=found.told.from_papers(fact) is not None,
        may_report=settled is None and allows(Permission.answer_questions, visit),
        contact=primary_contact(visit.db, visit.resident),
    )  # fmt: skip


def _chosen(data: Any) -> list[str]:
    return data if isinstance(data, list) else [data]


def _given_first(benefits: Iterable[Benefit], found: Entitlements) -> list[BenefitCard]:
    """What is given now before what only stands in a document; what the text gives before what it intends."""
    return [card_of(each, None, found) for each in sorted(benefits, key=lambda each: _order(each, found))]


def _order(benefit: Benefit, found: Entitlements) -> tuple[bool, bool]:
    return not room.given(benefit, found.in_force, found.on), not benefit.strength.grants


def supposed_groups(supposition: Supposition, found: Entitlements) -> list[Group]:
    """What would be otherwise; what is given now before what only stands in a document."""
    unsaid = [each for each in supposition.opens if each.answer is Answer.NOT_STATED]
    lists = {
        "stops": supposition.stops,
        "doubted": supposition.doubted,
        "starts": supposition.starts,
        "opens": [each for each in supposition.opens if each not in unsaid],
        "unsaid": unsaid,
    }
    groups = []
    for kind, assessments in lists.items():
        ordered = sorted(assessments, key=lambda each: _order(each.benefit, found))
        first, more = ordered[:SHOWN], [] if kind == "unsaid" else ordered[SHOWN:]
        if first:
            groups.append(Group(kind, cards_of(first, found), len(ordered), cards_of(more, found)))
    return groups


def _bears(found: Entitlements, fact: str) -> bool:
    """Whether any condition of hers, or a taper, asks for it, or for what follows from it."""
    vocabulary = found.who.vocabulary
    follows = {name for name in vocabulary if any(each.fact == fact for each in vocabulary[name].follows_from)} | {fact}
    return any(room.asks_for(each.benefit, follows) for each in found.assessments)


