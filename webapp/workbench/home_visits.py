"""A provider's visits: what an officer has asked for, and the provider's moves. Only room.ProviderView is shown."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from webapp import home_services as room
from webapp.home_services import GiveBackReason, HomeServiceRequest, Party, ProviderView, Status
from webapp.people import Need, Role
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render, words
from webapp.web.fields import Written
from webapp.web.typed import number_asked
from webapp.web.words.home_services import provider_status, service_name, window_words
from webapp.workbench.door import door
from webapp.workbench.queue import Task, adds_tasks


class PromiseForm(Form):
    window = RadioField(_l("哪一天去"), [InputRequired(_l("请选一个日期。"))])
    clock = SelectField(_l("几点到"), [InputRequired(_l("请选几点。"))])
    helper_name = StringField(
        _l("谁去"), [InputRequired(_l("请填写上门的人叫什么名字。")), Written()],
        description=_l("居民会看到这个名字，开门前可以核对。"),
        # a colleague's, written every day; what is typed under `off` Chromium forgets when the line breaks
        render_kw={"autocomplete": "on"},
    )
    ready_for = SelectMultipleField(
        _l("这些都准备好了"), option_widget=CheckboxInput(), description=_l("每一样都要做到，才能答应。做不到，请退回社区。")
    )

    def prepare(self, visit: Visit, **found: Any) -> None:
        view = view_of(visit, found["id"])
        self.window.choices = [(_key(window), window_words(window)) for window in view.times]
        clocks = ((clock.isoformat("minutes"), words.clock_time(clock)) for clock in room.clock_times())
        self.clock.choices = [("", _("请选择")), *clocks]
        self.ready_for.choices = [(need.value, words.label(need)) for need in view.needs]

    @property
    def visit_at(self) -> datetime:
        day = date.fromisoformat(self.window.data.partition(":")[0])
        return room.local_moment(day, time.fromisoformat(self.clock.data))


class ReturnForm(Form):
    reason = RadioField(_l("为什么去不了"), [InputRequired(_l("请选一个原因。"))])
    words = TextAreaField(_l("写给社区的话"), description=_l("社区工作人员会看到。最多 500 个字。"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.reason.choices = [(reason.value, words.label(reason)) for reason in GiveBackReason]


def _key(window: room.Window) -> str:
    return f"{window[0].isoformat()}:{window[1].value}"


def view_of(visit: Visit, id: str) -> ProviderView:
    """What this provider may know of a request that is with it; any other is not found."""
    view = room.view_for_provider(visit.db, id, organisation_id=visit.actor.organisation_id)
    visit.opens_file_of(view.resident_id)
    return view


def mine(visit: Visit, id: str) -> HomeServiceRequest:
    return room.request_of_provider(visit.db, id, organisation_id=visit.actor.organisation_id)


@adds_tasks(
    Role.provider_clerk, matters=lambda visit: room.how_many_with_provider(visit.db, visit.actor.organisation_id)
)
def visits_to_make(visit: Visit) -> list[Task]:
    waiting, _more = room.queue_of_provider(visit.db, visit.actor.organisation_id)
    return [
        Task(
            title=f"{service_name(each.service)[0]}：{provider_status(each.status)}",
            who=f"{each.given_name}，{each.area_name}",
            href=url_for("workbench.home_visit", id=each.public_id),
            since=each.assigned_at,
            icon="home-services",
        )
        for each in waiting
        if each.status is not Status.done
    ]


@door.page("/home-visits", permission=Permission.deliver_services)
def home_visits(visit: Visit) -> Response:
    ended = request.args.get("pile") == "ended"
    page = number_asked()
    found, more = room.queue_of_provider(visit.db, visit.actor.organisation_id, ended=ended, page=page)
    return render(visit, "workbench/home_visits.html", visits=found, ended=ended, page=page, more=more)


@door.page("/home-visits/<id>", permission=Permission.deliver_services, records_view=True)
def home_visit(visit: Visit, id: str, form: Form | None = None) -> Response:
    """Also shown again, with the reason, when a move was pressed on an old page."""
    view = view_of(visit, id)
    moves = room.moves_at(view.status, Party.provider, visit.at, visit_at=view.visit_at)
    opens = room.next_opening(view.status, Party.provider, visit.at, visit_at=view.visit_at)
    return render(visit, "workbench/home_visit.html", form=form, view=view, moves=moves, opens=opens)


def _ask(visit: Visit, id: str, move: str, form: Form, template: str) -> Response:
    """The page of one move; where it is no longer possible, the visit itself says how things stand."""
    view = view_of(visit, id)
    if move not in room.moves_from(view.status, Party.provider) and not form.failed:
        return redirect_to("workbench.home_visit", id=id)
    if not form.failed:
        form.prepare(visit, id=id)
    return render(visit, template, form=form, view=view, move=move)


@door.page("/home-visits/<id>/promise", permission=Permission.deliver_services, records_view=True)
def home_visit_promise(visit: Visit, id: str, form: PromiseForm | None = None) -> Response:
    return _ask(visit, id, "promise", form or PromiseForm(), "workbench/home_visit_promise.html")


@door.act(
    "/home-visits/<id>/promise", permission=Permission.deliver_services, form=PromiseForm, again=home_visit_promise
)
def promise_home_visit(visit: Visit, form: PromiseForm, id: str) -> Response:
    room.promise(visit.db, visit.actor, mine(visit, id), helper_name=form.helper_name.data, visit_at=form.visit_at,
                 ready_for=[Need(need) for need in form.ready_for.data])
    return redirect_to("workbench.home_visit", id=id)


@door.page("/home-visits/<id>/changes", permission=Permission.deliver_services, records_view=True)
def home_visit_changes(visit: Visit, id: str, form: PromiseForm | None = None) -> Response:
    if form is None:
        form = PromiseForm(helper_name=view_of(visit, id).helper_name)
    return _ask(visit, id, "change_visit", form, "workbench/home_visit_promise.html")


@door.act(
    "/home-visits/<id>/changes", permission=Permission.deliver_services, form=PromiseForm, again=home_visit_changes
)
def change_home_visit(visit: Visit, form: PromiseForm, id: str) -> Response:
    room.change_visit(visit.db, visit.actor, mine(visit, id), helper_name=form.helper_name.data, visit_at=form.visit_at,
                      ready_for=[Need(need) for need in form.ready_for.data])
    return redirect_to("workbench.home_visit", id=id)


@door.act("/home-visits/<id>/departure", permission=Permission.deliver_services, form=NothingForm, again=home_visit)
def set_out_for_home_visit(visit: Visit, form: NothingForm, id: str) -> Response:
    room.set_out(visit.db, visit.actor, mine(visit, id))
    return redirect_to("workbench.home_visit", id=id)


@door.act("/home-visits/<id>/completion", permission=Permission.deliver_services, form=NothingForm, again=home_visit)
def finish_home_visit(visit: Visit, form: NothingForm, id: str) -> Response:
    room.finish(visit.db, visit.actor, mine(visit, id))
    return redirect_to("workbench.home_visit", id=id)


@door.page("/home-visits/<id>/return", permission=Permission.deliver_services, records_view=True)
def home_visit_return(visit: Visit, id: str, form: ReturnForm | None = None) -> Response:
    return _ask(visit, id, "give_back", form or ReturnForm(), "workbench/home_visit_return.html")


@door.act("/home-visits/<id>/return", permission=Permission.deliver_services, form=ReturnForm, again=home_visit_return)
def return_home_visit(visit: Visit, form: ReturnForm, id: str) -> Response:
    reason = GiveBackReason(form.reason.data)
    room.give_back(visit.db, visit.actor, mine(visit, id), reason=reason, words=form.words.data)
    return redirect_to("workbench.home_visits")
