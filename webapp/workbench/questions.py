"""What she answers when an officer asks her: one question at a time, written down as her own word by whoever asked.

An officer may who may see her sheet and serves her area, once she says that she has seen how the resident wants to be
met. No errand is needed: nothing is handed in in her place, and she is told. What papers say stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l

from webapp import entitlements as room
from webapp import people
from webapp.core import NotFound
from webapp.entitlements import Entitlements, Fact
from webapp.people import FactSource, Resident
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.questions import AnswerForm, asked_fact, benefits_waiting_for, changed_by, may_be_asked
from webapp.web.sheets import by_standing
from webapp.workbench.door import door
from webapp.workbench.needs_seen import HerNeedsSeenForm
from webapp.workbench.residents import adds_act, resident_in_reach

adds_act(Permission.serve_residents, "workbench.next_resident_question", _l("问本人，记下回答"))


class HerAnswerForm(HerNeedsSeenForm, AnswerForm):
    def prepare(self, visit: Visit, *, id: str, fact: str) -> None:
        HerNeedsSeenForm.prepare(self, visit, id=id)
        AnswerForm.prepare(self, visit, fact=fact)


def question_hrefs(her: Resident, facts: Iterable[Fact]) -> dict[str, str]:
    """By the name of the fact, where its answer is written down; a fact without a question of its own is absent."""
    return {
        fact.name: url_for("workbench.resident_question", id=her.public_id, fact=fact.name)
        for fact in facts if may_be_asked(fact)
    }  # fmt: skip


def _living(visit: Visit, id: str) -> Resident:
    her = resident_in_reach(visit, id)
    if her.died_on is not None:
        raise NotFound()
    return her


def _to_ask(found: Entitlements) -> list[str]:
    return [each.fact for each in found.questions if may_be_asked(found.who.vocabulary[each.fact])]


@door.page("/residents/<id>/questions/next", permission=Permission.serve_residents, records_view=True)
def next_resident_question(visit: Visit, id: str) -> Response:
    """The most useful question; with ``after`` the one that follows it, for whoever skips it now."""
    her = _living(visit, id)
    visit.opens_file_of(her.id)
    facts = _to_ask(room.entitlements_of(visit.db, her, visit.today))
    after = request.args.get("after", "")
    if after in facts:
        facts = facts[facts.index(after) + 1 :]
    if not facts:
        return render(visit, "workbench/no_resident_question.html", resident=her)
    return redirect_to("workbench.resident_question", id=id, fact=facts[0])


@door.page("/residents/<id>/questions/<fact>", permission=Permission.serve_residents, records_view=True)
def resident_question(visit: Visit, id: str, fact: str, form: HerAnswerForm | None = None) -> Response:
    asked, her = asked_fact(fact), _living(visit, id)
    visit.opens_file_of(her.id)
    found = room.entitlements_of(visit.db, her, visit.today)
    own, noted, paper = found.told.own_answer(fact), found.told.by_officer(fact), found.told.from_papers(fact)
    if form is None:
        form = HerAnswerForm(formdata=None)
        form.prepare(visit, id=id, fact=fact)
        if noted is not None:
            form.hold(asked, _value(noted.value))
        elif own is not None:
            form.hold(asked, own.value)
    return render(
        visit, "workbench/resident_question.html", resident=her, form=form, fact=asked, needs=people.needs_of(her),
        known=asked.checked(paper), own=own and asked.checked(own.value), own_on=own and own.since,
        noted=noted and asked.checked(_value(noted.value)), noted_on=noted and noted.from_on,
        benefits=benefits_waiting_for(found, fact),
    )  # fmt: skip


@door.act("/residents/<id>/questions/<fact>", permission=Permission.serve_residents, form=HerAnswerForm,
          again=resident_question)
def note_answer(visit: Visit, form: HerAnswerForm, id: str, fact: str) -> Response:
    """What she had is remembered before, so that she is told what has changed."""
    asked, her = asked_fact(fact), _living(visit, id)
    room.take_stock(visit.db, visit.actor, her)
    room.answer_question(visit.db, visit.actor, her, fact, form.value(asked), source=FactSource.officer)
    room.refresh(visit.db, visit.actor, her)
    return redirect_to("workbench.resident_answer", id=id, fact=fact)


@door.page("/residents/<id>/answers/<fact>", permission=Permission.serve_residents, records_view=True)
def resident_answer(visit: Visit, id: str, fact: str) -> Response:
    """What an answer that was written down has changed, and the next question worth asking."""
    asked, her = asked_fact(fact), _living(visit, id)
    visit.opens_file_of(her.id)
    found = room.entitlements_of(visit.db, her, visit.today)
    noted = found.told.by_officer(fact)
    if noted is None:
        raise NotFound()
    following = _to_ask(found)
    return render(
        visit, "workbench/resident_answer.html", resident=her, fact=asked, value=asked.checked(_value(noted.value)),
        changed=[(each, by_standing(each.cards)) for each in changed_by(found, fact)],
        following=following[0] if following else None,
    )  # fmt: skip


def _value(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)
