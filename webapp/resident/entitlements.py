"""What is hers: the few things that matter first, the rest by shelf, by part of life, and by search."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from webapp import entitlements as room
from webapp.core import NotFound
from webapp.entitlements import Assessment, Benefit, Entitlements, Life, Question, Shelf
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.web import Permission, Visit, render
from webapp.web.access import allows
from webapp.web.benefit_cards import BenefitCard, card_of, cards_of
from webapp.web.words.texts import simplified

FIRST = {Shelf.YOURS: 4, Shelf.BY_DOCUMENT: 3, Shelf.ANSWERS_AWAY: 3}
"""How many of a shelf are named on the first page; of the others only the number."""

ICONS = {
    Shelf.BY_DOCUMENT: "document",
    Shelf.ANSWERS_AWAY: "could_be",
    Shelf.NOT_STATED: "not_stated",
    Shelf.NOT_YET: "not_entitled",
}

FIRST_OF_LIFE = 4
"""How many of a shelf a part of life shows at once; the others open on the same page."""

PAGE = 10
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class ShelfView:
    shelf: Shelf
    first: tuple[Assessment, ...]
    cards: list[BenefitCard]
    """Of the first, where they are hers: of the others only the names are told."""
    count: int


def hers(visit: Visit) -> Entitlements:
    return room.entitlements_of(visit.db, visit.resident, visit.today)


def next_questions(visit: Visit, found: Entitlements) -> tuple[Question, ...]:
    """What is worth asking her now; nothing for a carer who may only look."""
    if not allows(Permission.answer_questions, visit):
        return ()
    return found.questions


@door.page("/entitlements", permission=Permission.see_entitlements, records_view=True)
def entitlements(visit: Visit) -> Response:
    visit.opens_file_of(visit.resident.id)
    found = hers(visit)
    views = []
    for shelf, assessments in found.shelves.items():
        first = assessments[: FIRST.get(shelf, 0)]
        cards = cards_of(first, found) if shelf is Shelf.YOURS else []
        views.append(ShelfView(shelf, first, cards, len(assessments)))
    asked = next_questions(visit, found)
    apart = [cards_of([part for one in each.combinations for part in one.parts], found)
             for each in room.together(found, room.current())]
    return render(
        visit, "resident/entitlements.html", apart=apart, found=found, lives=list(Life),
        shelves=[view for view in views if view.count],
        question=asked[0] if asked else None, vocabulary=found.who.vocabulary,
        icons=ICONS, contact=None if found.region else primary_contact(visit.db, visit.resident),
    )  # fmt: skip


@door.page("/entitlements/<name>", permission=Permission.see_entitlements)
def entitlement_group(visit: Visit, name: str) -> Response:
    """One shelf, or one part of life with its shelves."""
    found = hers(visit)
    shelves = found.shelves
    if name in shelves:
        return _shelf(visit, found, Shelf(name), shelves[Shelf(name)])
    if name == "for-employers":
        return render(
            visit, "resident/entitlements_for_employers.html", cards=[_card(benefit, found) for benefit in found.apart]
        )
    if name not in list(Life):
        raise NotFound()
    life = Life(name)
    groups = [
        (shelf, cards_of([each for each in assessments if each.benefit.life is life], found))
        for shelf, assessments in shelves.items()
    ]
    filled = [group for group in groups if group[1]]
    return render(visit, "resident/entitlement_life.html", life=life, groups=filled, first=FIRST_OF_LIFE)


def _shelf(visit: Visit, found: Entitlements, shelf: Shelf, assessments: tuple[Assessment, ...]) -> Response:
    pages = max(1, -(-len(assessments) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    cards = cards_of(assessments[(page - 1) * PAGE : page * PAGE], found)
    return render(
        visit,
        "resident/entitlement_group.html",
        shelf=shelf,
        cards=cards,
        page=page,
        pages=pages,
        count=len(assessments),
    )  # fmt: skip


@door.page("/entitlements/search", permission=Permission.see_entitlements)
def entitlement_search(visit: Visit) -> Response:
    typed = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = hers(visit)
    benefits = room.current().search(found.region, simplified(typed)) if typed and found.region else []
    pages = max(1, -(-len(benefits) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    cards = [_card(benefit, found) for benefit in benefits[(page - 1) * PAGE : page * PAGE]]
    return render(
        visit,
        "resident/entitlement_search.html",
        typed=typed, cards=cards, count=len(benefits), page=page, pages=pages,
        lives=list(Life),
    )  # fmt: skip


def _card(benefit: Benefit, found: Entitlements) -> BenefitCard:
    return card_of(benefit, found.assessment(benefit), found)
