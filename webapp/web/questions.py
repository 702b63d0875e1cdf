"""A fact's question and its answer, at whichever door it is asked: the form, and what an answer has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import entitlements as room
from webapp.core import NotFound
from webapp.entitlements import Benefit, Entitlements, Fact, FactType
from webapp.web.benefit_cards import BenefitCard, cards_of
from webapp.web.forms import Form
from webapp.web.visit import Visit
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

    def refuse(self, _field: str | None, sentence: str) -> None:
        """Whatever is wrong with an answer is wrong with its one field."""
        super().refuse("several" if "several" in self else "one", sentence)

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



@dataclass(frozen=True)
class Change:
    """What an answer has turned some benefits into."""

    kind: str
    """One of KINDS."""
    count: int
    cards: list[BenefitCard]
    """The first of them."""


def changed_by(found: Entitlements, fact: str) -> list[Change]:
    """What is otherwise because a fact is known: worked out anew each time, so that it is true whenever it is shown."""
    moved = room.moved_by(found.assessments, found.who, fact)
    now = {kind: [each for each in moved if each.answer.value == kind] for kind in KINDS}
    return [Change(kind, len(those), cards_of(those[:SHOWN], found)) for kind, those in now.items() if those]


def benefits_waiting_for(found: Entitlements, fact: str) -> list[Benefit]:
    """Why a question is asked."""
    return [each.benefit for each in found.overview.answers_away if fact in each.missing]
