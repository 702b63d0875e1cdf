"""Whom to visit because an answer is missing: residents who may have something more, and what to ask them."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp import entitlements as room
from webapp.people import Role
from webapp.web import Permission, Visit, render
from webapp.web.typed import number_asked
from webapp.workbench.door import door
from webapp.workbench.questions import question_hrefs
from webapp.workbench.queue import Task, adds_tasks


@adds_tasks(Role.community_officer, matters=lambda _visit: 0)
def answers_to_ask_for(visit: Visit) -> list[Task]:
    count = room.how_many_wait(visit.db, visit.actor.area_id)
    if not count:
        return []
    return [
        Task(
            title=_("上门问一问：缺答案，可能少拿了待遇"),
            who=ngettext("%(num)d 位居民", "%(num)d 位居民", count),
            href=url_for("workbench.missing_answers"),
            since=visit.actor.at,
            icon="person",
        )
    ]


@door.page("/missing-answers", permission=Permission.serve_residents)
def missing_answers(visit: Visit) -> Response:
    page = number_asked()
    found, more = room.residents_waiting(visit.db, visit.actor.area_id, page=page)
    vocabulary = room.current().vocabulary
    asked = {each.resident.id: [vocabulary[fact] for fact in each.questions] for each in found}
    return render(
        visit, "workbench/missing_answers.html", found=found, page=page, more=more, asked=asked,
        hrefs={each.resident.id: question_hrefs(each.resident, asked[each.resident.id]) for each in found},
    )  # fmt: skip
