"""One question at a time: the most useful next one, its answer, what the answer changed, and all answers so far."""

from __future__ import annotations

from flask import Response, request

from webapp import entitlements as room
from webapp.core import UNDO_FOR, NotFound
from webapp.entitlements import FactsContradict
from webapp.people import FactSource, primary_contact
from webapp.resident.door import door
from webapp.resident.entitlements import hers, next_questions
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.access import allows
from webapp.web.questions import AnswerForm, asked_fact, benefits_waiting_for, changed_by


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
    known = found.told.from_others(fact)
    return render(
        visit, "resident/question.html", form=form, fact=asked, benefits=benefits_waiting_for(found, fact),
        known=asked.checked(known), on_paper=found.told.from_papers(fact) is not None,
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
    return render(
        visit, "resident/answer.html", fact=asked, value=asked.checked(given.value),
        changed=changed_by(found, fact),
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
