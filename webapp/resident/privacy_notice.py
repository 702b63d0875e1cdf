"""The notice before the first use: read, agree, or leave. Everybody may read it, signed in or not."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from webapp.core import NotFound
from webapp.people import give_consent
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, render, threshold
from webapp.web.answers import local_path
from webapp.web.words import privacy


class NoticeForm(Form):
    next = HiddenField()
    health = BooleanField(_l("我同意"), [InputRequired(_l("要勾选同意，才能在这里继续。不同意，可以去窗口办。"))])

    def prepare(self, visit: Visit, **_found: Any) -> None:
        """Whoever acts for somebody agrees to nothing of hers: she only says that she has read it."""
        if visit.on_behalf:
            del self.health


@door.page("/notice", permission=Permission.anyone)
def privacy_notice(visit: Visit, form: NoticeForm | None = None) -> Response:
    if form is None:
        form = NoticeForm(next=local_path(request.args.get("next")))
        form.prepare(visit)
    return render(
        visit,
        "resident/privacy_notice.html",
        form=form,
        pending=threshold.lacking(visit),
        sections=privacy.notice(),
        health=privacy.health_words(),
    )


@door.act("/notice", permission=Permission.anyone, form=NoticeForm, again=privacy_notice)
def agree_to_notice(visit: Visit, form: NoticeForm) -> Response:
    if visit.account is None or visit.resident is None:
        raise NotFound()
    whose = None if visit.on_behalf else visit.resident.id
    give_consent(
        visit.db,
        visit.actor,
        resident_id=whose,
        kind=privacy.NOTICE,
        version=privacy.NOTICE_VERSION,
        words=privacy.notice_words(),
    )
    if not visit.on_behalf:
        give_consent(
            visit.db,
            visit.actor,
            resident_id=whose,
            kind=privacy.HEALTH,
            version=privacy.HEALTH_VERSION,
            words=privacy.health_words(),
        )
    return redirect(local_path(form.next.data), 303)  # type: ignore[return-value]
