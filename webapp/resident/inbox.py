"""消息: what she was told, whether it was seen, and the way to the matter."""

from __future__ import annotations

from flask import Response
from sqlalchemy.orm import Session

from webapp import notifications
from webapp.core import NotFound
from webapp.notifications import Message
from webapp.resident.door import door
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.answers import leave_for
from webapp.web.mailboxes import acts_for_another, all_said, mailbox_for, matter_of, said
from webapp.web.typed import number_asked
from webapp.web.words.notifications import ways_of

FURTHEST_PAGE = 10_000


@door.page("/inbox", permission=Permission.signed_in)
def inbox(visit: Visit) -> Response:
    page = number_asked(furthest=FURTHEST_PAGE)
    mailbox = mailbox_for(visit)
    messages, pages = notifications.messages_in(visit.db, mailbox, visit.today, page)
    newest = max((message for message in messages), key=lambda message: message.id, default=None)
    lost = notifications.lost_devices(visit.db, visit.account.id) if mailbox.is_readers_own else []
    return render(visit, "resident/inbox.html", rows=list(zip(messages, all_said(visit, messages), strict=True)),
                  page=page, pages=pages, lost=lost,
                  all_read_up_to=newest if mailbox.is_readers_own and page == 1 and visit.unread > 1 else None)


@door.act("/inbox/<id>/reading-so-far", permission=Permission.signed_in)
def mark_all_read(visit: Visit, id: str) -> Response:
    """She has looked at the list, of which this message was the newest; what came since then stays unread."""
    notifications.mark_all_read(visit.db, visit.actor, mailbox_for(visit), id)
    return redirect_to("resident.inbox")


def note_opened(db: Session, visit: Visit, id: str) -> None:
    """She has opened it; a carer who looks into her inbox leaves it unread."""
    notifications.note_read(db, visit.actor, id)


@door.page("/inbox/<id>", permission=Permission.signed_in, records_view=True, after=note_opened)
def message(visit: Visit, id: str) -> Response:
    found = _opened(visit, id)
    own = found.recipient_id == visit.account.id
    return render(
        visit,
        "resident/message.html",
        message=found,
        said=said(visit, found),
        matter=matter_of(visit, found),
        for_another=acts_for_another(visit, found),
        own=own,
        ways=ways_of(found),
    )


@door.page("/inbox/<id>/matter", permission=Permission.signed_in, records_view=True, after=note_opened)
def message_matter(visit: Visit, id: str) -> Response:
    """Where a tap on a push leads: to the matter; or to the message, when the matter is somebody else's."""
    found = _opened(visit, id)
    return leave_for(matter_of(visit, found) or redirect_to("resident.message", id=id).location)


@door.act("/inbox/<id>/acknowledgement", permission=Permission.signed_in)
def acknowledge_message(visit: Visit, id: str) -> Response:
    found = notifications.find_message(visit.db, notifications.own_mailbox(visit.account.id), id, visit.today)
    notifications.acknowledge(visit.db, visit.actor, found)
    return redirect_to("resident.message", id=id, anchor="known")


def _opened(visit: Visit, id: str) -> Message:
    try:
        found = notifications.find_message(visit.db, mailbox_for(visit), id, visit.today)
        visit.unread -= found.recipient_id == visit.account.id and found.is_news  # this one is being read
    except NotFound:
        # a tap on a push comes whoever she acts for at the moment: what she was told herself opens
        found = notifications.find_message(visit.db, notifications.own_mailbox(visit.account.id), id, visit.today)
    visit.opens_file_of(visit.account.resident_id if found.recipient_id == visit.account.id else found.resident_id)
    return found
