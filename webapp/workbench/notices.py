"""Messages at the workbench: what came to a seat, what to tell somebody in person, what a resident was told."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from webapp import notifications
from webapp.notifications import Audience, Message
from webapp.people import Need, Role, needs_of
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.mailboxes import all_said, mailbox_for, matter_of, said
from webapp.web.words.notifications import ways_of
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Task, adds_tasks
from webapp.workbench.residents import adds_act, resident_in_reach

FURTHEST_PAGE = 10_000

adds_act(Permission.see_residents, "workbench.resident_notices", _l("看发给本人的消息"))


class KnownForm(NeedsSeenForm):
    """What has to be told to somebody in person was told as she wants to be met."""

    message: Message
    """Which it is, once the form is prepared."""

    def needs(self, visit: Visit, id: str) -> list[Need]:
        self.message = found = notifications.find_message(visit.db, mailbox_for(visit), id, visit.today)
        return needs_of(found.resident) if found.audience is Audience.messenger else []


@adds_tasks(Role.community_officer)
def to_tell(visit: Visit) -> list[Task]:
    """She has no account and nobody acts for her: somebody has to go, or to call."""
    return [
        Task(_("有事要当面告诉本人"), message.resident.name, redirect_to("workbench.message", id=message.public_id).location,
             message.created_at, "message")
        for message in notifications.messages_to_tell(visit.db, visit.account.id, visit.today)
    ]


@door.page("/inbox", permission=Permission.work)
def inbox(visit: Visit) -> Response:
    page = min(max(1, request.args.get("page", 1, int)), FURTHEST_PAGE)
    messages, pages = notifications.messages_in(visit.db, mailbox_for(visit), visit.today, page)
    return render(visit, "workbench/inbox.html", rows=list(zip(messages, all_said(visit, messages), strict=True)),
                  page=page, pages=pages)


def note_opened(db: Session, visit: Visit, id: str) -> None:
    notifications.note_read(db, visit.actor, id)


@door.page("/inbox/<id>", permission=Permission.work, records_view=True, after=note_opened)
def message(visit: Visit, id: str, form: KnownForm | None = None) -> Response:
    if form is None:
        form = KnownForm(formdata=None)
        form.prepare(visit, id=id)
    found = form.message
    visit.opens_file_of(found.resident_id if found.resident_id is not None else visit.account.resident_id)
    to_tell = found.audience is Audience.messenger
    return render(
        visit, "workbench/message.html", message=found, said=said(visit, found), matter=matter_of(visit, found),
        to_tell=to_tell, form=form, needs=needs_of(found.resident) if to_tell else [])


@door.act("/inbox/<id>/acknowledgement", permission=Permission.work, form=KnownForm, again=message)
def acknowledge_message(visit: Visit, form: KnownForm, id: str) -> Response:
    found = notifications.find_message(visit.db, mailbox_for(visit), id, visit.today)
    notifications.acknowledge(visit.db, visit.actor, found)
    return redirect_to("workbench.message", id=id, anchor="known")


@door.page("/residents/<id>/notices", permission=Permission.see_residents, records_view=True)
def resident_notices(visit: Visit, id: str) -> Response:
    """What was told to whom about a resident, and what is known of its arrival."""
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    told = notifications.messages_about(visit.db, her.id)
    rows = [(each, words, ways_of(each)) for each, words in zip(told, all_said(visit, told), strict=True)]
    return render(visit, "workbench/resident_notices.html", resident=her, rows=rows)
