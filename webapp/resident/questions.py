"""One question at a time: the most useful next one, its answer, what the answer changed, and all answers so far."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import entitlements as room
from webapp.core import UNDO_FOR, NotFound
from webapp.entitlements import Fact, FactsContradict, FactType
from webapp.people import FactSource, primary_contact
from webapp.resident.door import door
from webapp.resident.entitlements import hers, next_questions
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.access import allows
from webapp.web.benefit_cards import cards_of
from webapp.web.words.entitlements import value_in_words
from webapp.web.words.texts import in_words

UNKNOWN = "unknown"
MOST_CHOICES = 12
"""A fact with more values than this (the age) is never asked: something else settles it."""

KINDS = ("entitled", "could_be", "not_stated", "not_entitled")
"""What an answer can have turned a benefit into, in the order in which it is told."""

SHOWN = 5
"""Benefits that are named as changed by an answer; of the rest only the number."""


def asked_fact(name: str) -> Fact:
    """A fact that has a question of its own. Raises NotFound."""
    vocabulary = room.current().vocabulary
    fact = vocabulary.get(name)
    if fact is None or not may_be_asked(fact):
        raise NotFound()
    return fact


def may_be_asked(fact: Fact) -> bool:
    return fact.asked_as == fact.name and not fact.regional and len(fact.values) <= MOST_CHOICES


class AnswerForm(Form):
    one = RadioField(validators=[InputRequired(_l("请选一个。不知道，就选“我不知道”。"))], choices=[])
    several = SelectMultipleField(
        validators=[InputRequired(_l("请至少选一个。不知道，就选“我不知道”。"))], option_widget=CheckboxInput(), choices=[],
        description=_l("可以选几个。"),
    )  # fmt: skip

    def prepare(self, _visit: Visit, *, fact: str) -> None:
        asked = asked_fact(fact)
        several = asked.type is FactType.CHOICES
        if several:
            del self.one
        else:
            del self.several
        field = self.several if several else self.one
        field.label.text = in_words(asked.question)[0]
        # who is asked for the parts of several disabilities has said already that there are several
        values = [value for value in asked.values if value != asked.stands_for_several]
        field.choices = [
            *(SelectChoice(_written(value), _named(asked, value)) for value in values),
            SelectChoice(UNKNOWN, _("我不知道")),
        ]

    def validate_several(self, several: SelectMultipleField) -> None:
        if UNKNOWN in several.data and len(several.data) > 1:
            several.errors = [*several.errors, _("选了“我不知道”，就不要再选别的。")]

    def value(self, fact: Fact) -> Any:
        """What was chosen, as the fact keeps it; None for "I don't know"."""
        chosen = self.several.data if fact.type is FactType.CHOICES else [self.one.data]
        if UNKNOWN in chosen:
            return None
        values = [value for value in fact.values if _written(value) in chosen]
        if fact.type is not FactType.CHOICES:
            return values[0]
        return [*([fact.stands_for_several] if fact.stands_for_several and len(values) > 1 else []), *values]

    def hold(self, fact: Fact, value: Any) -> None:
        """Show an answer that was given before."""
        if fact.type is FactType.CHOICES:
            self.several.data = [UNKNOWN] if value is None else [_written(each) for each in value]
        else:
            self.one.data = UNKNOWN if value is None else _written(value)


def _named(fact: Fact, value: Any) -> str:
    return value_in_words(fact, frozenset([value]) if fact.type is FactType.CHOICES else value)


def _written(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@door.page("/entitlements/questions/next", permission=Permission.answer_questions)
def next_question(visit: Visit) -> Response:
    """The most useful question; with ``after`` the one that follows it, for whoever wants to skip it now."""
    facts = [question.fact for question in next_questions(visit, hers(visit))]
    after = request.args.get("after", "")
    if after in facts:
        facts = facts[facts.index(after) + 1 :]
    if not facts:
        return render(visit, "resident/no_question.html")
    return redirect_to("resident.question", fact=facts[0])


@door.page("/entitlements/questions/<fact>", permission=Permission.answer_questions)
def question(visit: Visit, fact: str, form: AnswerForm | None = None) -> Response:
    asked = asked_fact(fact)
    found = hers(visit)
    if form is None:
        form = AnswerForm()
        form.prepare(visit, fact=fact)
        given = found.told.own_answer(fact)
        if given is not None:
            form.hold(asked, given.value)
    waiting = [each.benefit for each in found.overview.answers_away if fact in each.missing]
    known = found.told.from_others(fact)
    return render(
        visit, "resident/question.html", form=form, fact=asked, benefits=waiting, known=asked.checked(known),
        contact=None if known is None else primary_contact(visit.db, visit.resident),
    )  # fmt: skip


@door.act("/entitlements/questions/<fact>", permission=Permission.answer_questions, form=AnswerForm, again=question)
def answer_question(visit: Visit, form: AnswerForm, fact: str) -> Response:
    asked = asked_fact(fact)
    if room.told_of(visit.db, visit.resident, visit.today).from_others(fact) is not None:
        raise FactsContradict(field="one", fact=fact, other=fact)
    room.take_stock(visit.db, visit.actor, visit.resident)
    room.answer_question(visit.db, visit.actor, visit.resident, fact, form.value(asked), source=FactSource.resident)
    room.refresh(visit.db, visit.actor, visit.resident)
    return redirect_to("resident.answer", fact=fact)


@door.page("/entitlements/answers/<fact>", permission=Permission.answer_questions)
def answer(visit: Visit, fact: str, form: Form | None = None) -> Response:
    """What an answer has changed: worked out anew each time, so that it is true whenever it is opened.

    Also shown again, with the reason, when it could not be undone.
    """
    asked = asked_fact(fact)
    found = hers(visit)
    given = found.told.own_answer(fact)
    if given is None:
        raise NotFound()
    moved = room.moved_by(found.assessments, found.who, fact)
    now = {kind: [each for each in moved if each.answer.value == kind] for kind in KINDS}
    return render(
        visit, "resident/answer.html", fact=asked, value=asked.checked(given.value),
        changed=[(kind, len(those), cards_of(those[:SHOWN], found)) for kind, those in now.items() if those],
        has_next=bool(next_questions(visit, found)), undo_until=given.at + UNDO_FOR, form=form,
    )  # fmt: skip


@door.page("/entitlements/answers", permission=Permission.see_entitlements, records_view=True)
def answers(visit: Visit) -> Response:
    visit.opens_file_of(visit.resident.id)
    vocabulary = room.current().vocabulary
    told = room.told_of(visit.db, visit.resident, visit.today)
    given = [(vocabulary[each.fact], each) for each in told.own_answers if each.fact in vocabulary]
    rows = [(fact, fact.checked(each.value)) for fact, each in given]
    return render(visit, "resident/answers.html", rows=rows, may_answer=allows(Permission.answer_questions, visit))
