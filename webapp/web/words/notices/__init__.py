"""What messages say: to whom they are about, to those who act for them, to staff; and what may be said outside.

For each kind of notice there are two texts: the inside text (subject and lines) stands in
the inbox, behind the sign-in; the outside sentence goes to lock screens by push, SMS and
mail, and names no category, no grade, no amount and no institution. A test of the house reads all of them.
"""

from __future__ import annotations

from flask import Flask, g
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from webapp.notifications import AT_WORK, Audience, Message, Wording, Words
from webapp.web.words.notices import account, appointments, codes, entitlements, home_services
from webapp.web.words.notices.about import About, about_each

INSIDE = account.inside | codes.inside | appointments.inside | home_services.inside | entitlements.inside
OUTSIDE = account.outside | codes.outside | appointments.outside | home_services.outside | entitlements.outside
STAFF = account.staff | appointments.staff | home_services.staff | entitlements.staff


def wording_of(app: Flask) -> Wording:
    """Puts a message into words in its recipient's language, with or without a request around it."""

    def wording(db: Session, message: Message) -> Words:
        with app.app_context():
            g.language = message.recipient.language
            return in_words(about_each(db, [message])[0])

    return wording


def in_words(about: About) -> Words:
    subject, body = _inside(about)
    title = outside(about)
    return Words(
        language=about.message.recipient.language, subject=subject, body=body, push_title=title, push_body=_("打开看详情。"),
        outside_text=_("惠残码：%(what)s。请打开惠残码，看“消息”。不方便上网，请问社区工作人员。", what=title),
        path=_path(about.message))


def _path(message: Message) -> str:
    at_work = message.audience in AT_WORK
    return f"/workbench/inbox/{message.public_id}" if at_work else f"/inbox/{message.public_id}/matter"


def outside(about: About) -> str:
    what = OUTSIDE[about.message.kind]()
    return _("您代办的事：%(what)s", what=what) if about.message.audience is Audience.carer else what


def _inside(about: About) -> tuple[str, str]:
    kind, audience = about.message.kind, about.message.audience
    if audience is Audience.staff:
        subject, lines = STAFF[kind](about)
        return subject, _joined(lines)
    subject, lines = INSIDE[kind](about)
    if audience is Audience.messenger:
        told = _("%(name)s没有账号，也没有人代办。请当面告诉本人下面的内容。", name=about.name)
        return _("请转告%(name)s：%(subject)s", name=about.name, subject=subject), _joined([told, *lines])
    if audience is Audience.carer:
        told = _("您替%(name)s办事，所以也收到这条消息。下面是写给%(name)s的话。", name=about.name)
        return _("%(name)s：%(subject)s", name=about.name, subject=subject), _joined([told, *lines])
    return subject, _joined(lines)


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)
