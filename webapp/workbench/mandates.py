"""Who acts for a resident, at the workbench: writing a mandate down, asking her, keeping her word, ending it."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from webapp import mandates as room
from webapp import people
from webapp.mandates import BY_OFFICER, Mandate, MandateProposal, MessagesNotPossible, Relation, SignatureKind, Wait
from webapp.people import Need, Role
from webapp.web import Permission, Visit, redirect_to, render, words
from webapp.web.mandate_forms import AgentForm, DurationForm, MattersForm
from webapp.web.text_messages import can_send, send_after_commit
from webapp.web.words.mandates import WORDS_VERSION, mandate_words, question_by_message, status_of_mandate
from webapp.workbench.door import door
from webapp.workbench.needs_seen import HerNeedsSeenForm, NeedsSeenForm
from webapp.workbench.on_her_word import how_sure
from webapp.workbench.queue import MOST, Task, adds_tasks
from webapp.workbench.residents import adds_act, resident_in_reach

adds_act(Permission.serve_residents, "workbench.resident_mandates", _l("代办"))

OFFICERS = (Role.community_officer, Role.federation_officer, Role.federation_administrator)


class ProposalForm(AgentForm, MattersForm, DurationForm):
    def prepare(self, visit: Visit, **found: Any) -> None:
        for part in (AgentForm, MattersForm, DurationForm):
            part.prepare(self, visit, **found)


class WordForm(NeedsSeenForm):
    """What the officer heard or saw, and how she made sure of who said it."""

    kind = RadioField(_l("本人怎样说的"), [InputRequired(_l("请选一种方式。"))])
    record = StringField(
        _l("怎么核实是本人"),
        [InputRequired(_l("请写明是怎么核实本人的。")), Length(max=200, message=_l("最多 200 个字。请写短一些。"))],
        render_kw={"autocomplete": "off"},
    )
    alone = BooleanField(_l("是本人自己说的，不是别人替着说的"), [InputRequired(_l("要本人自己说，才能记。"))])

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return people.needs_of(in_reach(visit, id).resident)

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.record.description = how_sure(self.wanted)
        self.kind.choices = [(kind.value, words.label(kind)) for kind in BY_OFFICER]


class SettledForm(NeedsSeenForm):
    def needs(self, visit: Visit, id: str) -> list[Need]:
        return people.needs_of(room.answer_within(visit.db, id, areas(visit)).resident)


class EndingForm(HerNeedsSeenForm):
    asked = BooleanField(_l("本人要结束这份委托"), [InputRequired(_l("要本人要求，才能结束。"))])


def areas(visit: Visit) -> Any:
    return people.within_area(visit.db, visit.actor.area_id)


def in_reach(visit: Visit, id: str) -> MandateProposal:
    return room.proposal_within(visit.db, id, areas(visit))


WAITING = {  # title, endpoint of its page, icon
    Wait.answer: (_l("看一条短信：本人同不同意委托"), "workbench.mandate_answer", "message"),
    Wait.silence: (_l("打电话问：同不同意委托，短信没有回"), "workbench.mandate_proposal", "phone"),
    Wait.objection: (_l("和本人谈一谈：不愿意监护人代办的事"), "workbench.objection", "warning"),
    Wait.disagreement: (_l("两个代办人意见不同：问一问本人"), "workbench.disagreement", "warning"),
    Wait.view: (_l("答复：为什么看了档案"), "workbench.view_question", "search"),
}
WITHOUT_CALLING = {
    Wait.silence: (_l("当面问，或者写字问：同不同意委托，短信没有回"), "workbench.mandate_proposal", "person"),
}
"""In its place where she wants no calls."""


def wills_waiting(visit: Visit, most: int | None) -> list[room.Waiting]:
    return room.waiting_for_officers(visit.db, areas(visit), visit.at, officer_id=visit.account.id, most=most)


@adds_tasks(*OFFICERS, matters=lambda visit: len(wills_waiting(visit, None)))
def wills_to_clear_up(visit: Visit) -> list[Task]:
    """All that this room knows to be waiting, in one question to the database."""
    return [
        Task(str(title), each.name, url_for(endpoint, id=each.public_id), each.since, icon)
        for each in wills_waiting(visit, MOST)
        for title, endpoint, icon in [(WITHOUT_CALLING if each.no_calls else {}).get(each.kind, WAITING[each.kind])]
    ]


@door.page("/residents/<id>/mandates", permission=Permission.serve_residents, records_view=True)
def resident_mandates(visit: Visit, id: str) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    given = room.mandates_by(visit.db, her)
    return render(
        visit, "workbench/resident_mandates.html", resident=her, proposals=room.proposals_of(visit.db, her),
        serving=[each for each in given if status_of_mandate(each, visit.today) == "active"],
        errands=[each for each in room.errands_for(visit.db, her) if room.errand_status(each, visit.today) == "active"],
    )


@door.page("/residents/<id>/mandates/new", permission=Permission.serve_residents, records_view=True)
def new_mandate(visit: Visit, id: str, form: ProposalForm | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    if form is None:
        form = ProposalForm(days=str(room.DEFAULT_DAYS))
        form.prepare(visit)
    return render(visit, "workbench/new_mandate.html", form=form, resident=her)


@door.act("/residents/<id>/mandates", permission=Permission.serve_residents, form=ProposalForm, again=new_mandate)
def propose_mandate(visit: Visit, form: ProposalForm, id: str) -> Response:
    proposal = room.propose(
        visit.db, visit.actor, resident_in_reach(visit, id), name=form.name.data, phone=form.phone.data,
        relation=Relation(form.relation.data), scope=form.scope, until_on=form.last_day(visit.today),
    )
    room.write_words(visit.db, proposal, words=mandate_words(proposal, visit.today), words_version=WORDS_VERSION)
    return redirect_to("workbench.mandate_proposal", id=proposal.public_id)


@door.page("/mandate-proposals/<id>", permission=Permission.serve_residents, records_view=True)
def mandate_proposal(visit: Visit, id: str, form: WordForm | None = None) -> Response:
    found = in_reach(visit, id)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = WordForm()
        form.prepare(visit, id=id)
    needs = people.needs_of(found.resident)
    return render(
        visit, "workbench/mandate_proposal.html", form=form, proposal=found, needs=needs,
        no_calls=Need.no_calls in needs,
        can_send=can_send(),
        taken=room.question_taken(visit.db, found) if found.asked_at is not None else None,
    )


@door.act("/mandate-proposals/<id>/message", permission=Permission.serve_residents)
def ask_resident(visit: Visit, id: str) -> Response:
    if not can_send():
        raise MessagesNotPossible()
    proposal = in_reach(visit, id)
    number = room.ask_by_message(visit.db, visit.actor, proposal)
    text, key = question_by_message(proposal, visit.at), f"consent-{proposal.public_id}-{int(visit.at.timestamp())}"
    send_after_commit(
        visit, number, text, key,
        note=lambda db, taken: room.note_question_sent(db, visit.actor, proposal, taken=taken))
    return redirect_to("workbench.mandate_proposal", id=id)


@door.act("/mandate-proposals/<id>/consent", permission=Permission.serve_residents, form=WordForm,
          again=mandate_proposal)
def keep_consent(visit: Visit, form: WordForm, id: str) -> Response:
    proposal = in_reach(visit, id)
    room.record_consent(visit.db, visit.actor, proposal, kind=SignatureKind(form.kind.data), how=form.record.data)
    return redirect_to("workbench.resident_mandates", id=proposal.resident.public_id)


@door.act("/mandate-proposals/<id>/refusal", permission=Permission.serve_residents, form=WordForm,
          again=mandate_proposal)
def keep_refusal(visit: Visit, form: WordForm, id: str) -> Response:
    proposal = in_reach(visit, id)
    room.refuse(visit.db, visit.actor, proposal, kind=SignatureKind(form.kind.data), how=form.record.data)
    return redirect_to("workbench.resident_mandates", id=proposal.resident.public_id)


@door.act("/mandate-proposals/<id>/withdrawal", permission=Permission.serve_residents)
def withdraw_proposal(visit: Visit, id: str) -> Response:
    proposal = in_reach(visit, id)
    room.withdraw_proposal(visit.db, visit.actor, proposal)
    return redirect_to("workbench.resident_mandates", id=proposal.resident.public_id)


@door.page("/mandate-answers/<id>", permission=Permission.serve_residents, records_view=True)
def mandate_answer(visit: Visit, id: str, form: SettledForm | None = None) -> Response:
    answer = room.answer_within(visit.db, id, areas(visit))
    visit.opens_file_of(answer.resident_id)
    if form is None:
        form = SettledForm(formdata=None)
        form.prepare(visit, id=id)
    return render(visit, "workbench/mandate_answer.html", answer=answer, needs=people.needs_of(answer.resident),
                  form=form)


@door.act("/mandate-answers/<id>/settlement", permission=Permission.serve_residents, form=SettledForm,
          again=mandate_answer)
def settle_mandate_answer(visit: Visit, form: SettledForm, id: str) -> Response:
    answer = room.answer_within(visit.db, id, areas(visit))
    room.settle_answer(visit.db, visit.actor, answer)
    return redirect_to("workbench.resident_mandates", id=answer.resident.public_id)


def her_mandate(visit: Visit, id: str, mandate: str) -> Mandate:
    return room.find_mandate(visit.db, mandate, resident_id=resident_in_reach(visit, id).id)


@door.page("/residents/<id>/mandates/<mandate>/ending", permission=Permission.serve_residents, records_view=True)
def mandate_ending(visit: Visit, id: str, mandate: str, form: EndingForm | None = None) -> Response:
    found = her_mandate(visit, id, mandate)
    visit.opens_file_of(found.resident_id)
    if form is None:
        form = EndingForm()
        form.prepare(visit, id=id)
    return render(visit, "workbench/mandate_ending.html", form=form, mandate=found,
                  needs=people.needs_of(found.resident))


@door.act("/residents/<id>/mandates/<mandate>/ending", permission=Permission.serve_residents, form=EndingForm,
          again=mandate_ending)
def end_mandate(visit: Visit, form: EndingForm, id: str, mandate: str) -> Response:
    room.revoke(visit.db, visit.actor, her_mandate(visit, id, mandate), reason="by_staff")
    return redirect_to("workbench.resident_mandates", id=id)
