"""Benefits that exclude each other: what may lawfully be had together, what is given up, and her choice."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from webapp import entitlements as room
from webapp.entitlements import BenefitChoice, Combination, Entitlements, Together
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.resident.entitlements import hers
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.access import allows
from webapp.web.benefit_cards import BenefitCard, cards_of
from webapp.web.words.texts import in_words


@dataclass(frozen=True)
class CombinationView:
    combination: Combination
    parts: list[BenefitCard]
    gives_up: list[BenefitCard]


def set_of(found: Entitlements, key: str) -> Together | None:
    """The set in which a benefit stands today; None where nothing excludes it. Raises NoSuchBenefit."""
    found.assessment(room.current().benefit(key))
    return next((each for each in room.together(found, room.current()) if key in each.keys), None)


def choice_among(choices: list[BenefitChoice], these: Together) -> BenefitChoice | None:
    """What she has chosen of a set, where it is still one of its combinations."""
    lawful = [each.keys for each in these.combinations]
    return next((each for each in choices if each.keys in lawful and each.all_keys <= these.keys), None)


class CombinationForm(Form):
    combination = RadioField(_l("您想要哪一种"), [InputRequired(_l("请选一种。还没想好，可以先不选。"))], choices=[])

    answers: Entitlements
    """Hers of today, and the set in which the benefit stands: what is chosen from and what is shown is one."""
    these: Together | None

    def prepare(self, visit: Visit, *, region: str, slug: str) -> None:
        self.answers = hers(visit)
        self.these = set_of(self.answers, f"{region}/{slug}")
        combinations = () if self.these is None else self.these.combinations
        self.combination.choices = [SelectChoice(_written(each), _named(each)) for each in combinations]


def _written(combination: Combination) -> str:
    return " ".join(sorted(combination.keys))


def _named(combination: Combination) -> str:
    return _("、").join(in_words(each.benefit.names)[0] for each in combination.parts)


@door.page("/entitlements/together/<region>/<slug>", permission=Permission.see_entitlements)
def benefits_together(visit: Visit, region: str, slug: str, form: CombinationForm | None = None) -> Response:
    fresh = form is None
    if form is None:
        form = CombinationForm()
        form.prepare(visit, region=region, slug=slug)
    found, these = form.answers, form.these
    if these is None:
        return render(visit, "resident/nothing_apart.html", benefit=room.current().benefit(f"{region}/{slug}"))
    chosen = choice_among(room.choices_of(visit.db, visit.resident), these)
    if fresh:
        form.combination.data = chosen.benefits if chosen is not None else None
    views = [
        CombinationView(each, cards_of(each.parts, found), cards_of(each.gives_up, found))
        for each in these.combinations
    ]
    return render(
        visit, "resident/benefits_together.html", these=these, views=views, form=form, chosen=chosen,
        best=None if these.best is None else cards_of(these.best.parts, found),
        meanwhile=cards_of(these.meanwhile, found), region=region, slug=slug,
        may_answer=allows(Permission.answer_questions, visit), contact=primary_contact(visit.db, visit.resident),
    )  # fmt: skip


@door.act(
    "/entitlements/together/<region>/<slug>",
    permission=Permission.answer_questions, form=CombinationForm, again=benefits_together,
)  # fmt: skip
def choose_benefits(visit: Visit, form: CombinationForm, region: str, slug: str) -> Response:
    room.choose(visit.db, visit.actor, visit.resident, form.combination.data.split())
    return redirect_to("resident.benefits_together", region=region, slug=slug)
