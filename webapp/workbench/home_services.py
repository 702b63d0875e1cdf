"""Requests for home services from an officer's area: what waits, one request, and the officer's moves."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from webapp import home_services as room
from webapp.home_services import CancelReason, DeclineReason, HomeServiceRequest, Party, Pile
from webapp.mandates import ErrandKind
from webapp.people import Need, Organisation, Role
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.typed import number_asked
from webapp.web.words.home_services import history_rows, service_name, staff_status
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.on_her_word import ask_first, her_word
from webapp.workbench.queue import Task, adds_tasks


class WishesSeenForm(NeedsSeenForm):
    """How she wants to be met this once: what stands in the request."""

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return request_in_reach(visit, id).wants


class DeclineForm(WishesSeenForm):
    reason = RadioField(_l("为什么不能安排"), [InputRequired(_l("请选一个原因。"))])
    words = TextAreaField(
        _l("写给居民的话"), [InputRequired(_l("请写几句话：为什么不行，还可以怎么办。"))],
        description=_l("说清楚为什么不行，还可以怎么办。居民会看到。最多 500 个字。"),
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.reason.choices = [(reason.value, words.label(reason)) for reason in DeclineReason]


class AssignmentForm(WishesSeenForm):
    provider = RadioField(_l("派给哪家机构"), [InputRequired(_l("请选一家机构。"))])
    instructions = TextAreaField(
        _l("给机构的说明"), description=_l("机构会看到。不要写残疾类别、等级、身份证号和病情。最多 500 个字。")
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.provider.choices = [(each.public_id, each.name) for each in _providers(visit, found["id"])]


class StaffCancellationForm(WishesSeenForm):
    reason = RadioField(_l("为什么取消"), [InputRequired(_l("请选一个原因。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.reason.choices = [(reason.value, words.label(reason)) for reason in OFFICERS_REASONS]


OFFICERS_REASONS = (CancelReason.told_officer, CancelReason.asked_by_mistake, CancelReason.other)


def request_in_reach(visit: Visit, id: str) -> HomeServiceRequest:
    """A request from the officer's area; any other is not found."""
    found = room.find_request_in_area(visit.db, id, area_id=visit.actor.area_id)
    visit.opens_file_of(found.resident_id)
    return found


def _providers(visit: Visit, id: str) -> list[Organisation]:
    return room.providers_for(visit.db, request_in_reach(visit, id))


@adds_tasks(
    Role.community_officer,
    Role.federation_officer,
    Role.federation_administrator,
    matters=lambda visit: room.how_many_with_officer(visit.db, visit.actor.area_id),
)
def requests_to_move(visit: Visit) -> list[Task]:
    waiting, _more = room.queue_of_area(visit.db, visit.actor.area_id, Pile.mine)
    still = room.that_stand_still(visit.db, waiting)
    return [
        Task(
            title=f"{service_name(each.service)[0]}：{staff_status(each.status, still=each.public_id in still)}",
            who=each.resident.name,
            href=url_for("workbench.home_service_request", id=each.public_id),
            since=each.waiting_since,
            icon="home-services",
        )
        for each in waiting
    ]


@door.page("/home-services", permission=Permission.dispatch_services)
def home_service_requests(visit: Visit) -> Response:
    wanted = request.args.get("pile", "")
    pile = Pile(wanted) if wanted in list(Pile) else Pile.mine
    page = number_asked()
    found, more = room.queue_of_area(visit.db, visit.actor.area_id, pile, page=page)
    return render(
        visit, "workbench/home_service_requests.html", requests=found, still=room.that_stand_still(visit.db, found),
        pile=pile, piles=list(Pile), page=page, more=more,
    )


@door.page("/home-services/<id>", permission=Permission.dispatch_services, records_view=True)
def home_service_request(visit: Visit, id: str, form: WishesSeenForm | None = None) -> Response:
    hers = request_in_reach(visit, id)
    moves = room.moves_now(hers, Party.officer, visit.at)
    if form is None and "accept" in moves:
        form = WishesSeenForm(formdata=None)
        form.prepare(visit, id=id)
    return render(
        visit, "workbench/home_service_request.html", hers=hers, service=room.find_service(hers.service),
        moves=moves, form=form, rows=history_rows(room.history(visit.db, hers)),
        stands_still=room.stands_still(visit.db, hers),
    )


@door.act("/home-services/<id>/acceptance", permission=Permission.dispatch_services, form=WishesSeenForm,
          again=home_service_request)
def accept_home_service(visit: Visit, form: WishesSeenForm, id: str) -> Response:
    room.accept(visit.db, visit.actor, request_in_reach(visit, id))
    return redirect_to("workbench.home_service_request", id=id)


@door.act("/home-services/<id>/withdrawal", permission=Permission.dispatch_services)
def take_back_home_service(visit: Visit, id: str) -> Response:
    room.take_back(visit.db, visit.actor, request_in_reach(visit, id))
    return redirect_to("workbench.home_service_request", id=id)


def _ask(visit: Visit, id: str, move: str, form: Form, **context: Any) -> Response:
    """The page of one move; where it is no longer possible, the request itself says how things stand."""
    hers = request_in_reach(visit, id)
    if move not in room.moves_now(hers, Party.officer, visit.at) and not form.failed:
        return redirect_to("workbench.home_service_request", id=id)
    if not form.failed:
        form.prepare(visit, id=id)
    return render(visit, f"workbench/home_service_{PAGES[move]}.html", form=form, hers=hers, move=move, **context)


PAGES = {"decline": "ending", "assign": "assignment", "cancel": "ending"}
"""The template of each move."""


@door.page("/home-services/<id>/refusal", permission=Permission.dispatch_services, records_view=True)
def home_service_refusal(visit: Visit, id: str, form: DeclineForm | None = None) -> Response:
    return _ask(visit, id, "decline", form or DeclineForm())


@door.act(
    "/home-services/<id>/refusal", permission=Permission.dispatch_services, form=DeclineForm, again=home_service_refusal
)
def decline_home_service(visit: Visit, form: DeclineForm, id: str) -> Response:
    reason = DeclineReason(form.reason.data)
    room.decline(visit.db, visit.actor, request_in_reach(visit, id), reason=reason, words=form.words.data)
    return redirect_to("workbench.home_service_request", id=id)


@door.page("/home-services/<id>/assignment", permission=Permission.dispatch_services, records_view=True)
def home_service_assignment(visit: Visit, id: str, form: AssignmentForm | None = None) -> Response:
    stands_still = form is None and room.stands_still(visit.db, request_in_reach(visit, id))
    return _ask(visit, id, "assign", form or AssignmentForm(), stands_still=stands_still)


@door.act("/home-services/<id>/assignment", permission=Permission.dispatch_services, form=AssignmentForm,
          again=home_service_assignment)
def assign_home_service(visit: Visit, form: AssignmentForm, id: str) -> Response:
    provider = next(each for each in _providers(visit, id) if each.public_id == form.provider.data)
    hers = request_in_reach(visit, id)
    room.assign(visit.db, visit.actor, hers, provider, instructions=form.instructions.data)
    return redirect_to("workbench.home_service_request", id=id)


@door.page("/home-services/<id>/cancellation", permission=Permission.dispatch_services, records_view=True)
def home_service_cancellation(visit: Visit, id: str, form: StaffCancellationForm | None = None) -> Response:
    hers = request_in_reach(visit, id)
    errand = her_word(visit, hers.resident, ErrandKind.home_service, room.matter_of(hers))
    if errand is None and form is None and "cancel" in room.moves_now(hers, Party.officer, visit.at):
        return ask_first(hers.resident, ErrandKind.home_service, id)
    return _ask(visit, id, "cancel", form or StaffCancellationForm(), errand=errand)


@door.act("/home-services/<id>/cancellation", permission=Permission.dispatch_services, form=StaffCancellationForm,
          again=home_service_cancellation)
def cancel_home_service(visit: Visit, form: StaffCancellationForm, id: str) -> Response:
    room.cancel(visit.db, visit.actor, request_in_reach(visit, id), reason=CancelReason(form.reason.data))
    return redirect_to("workbench.home_service_request", id=id)
