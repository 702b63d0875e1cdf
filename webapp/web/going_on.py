"""The page of a form that the end of the session interrupted, filled in as it was. Both doors have one."""

from __future__ import annotations

from flask import Response, current_app, g, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import StringField

from webapp import people
from webapp.core import DomainError, record
from webapp.people import FileViewed
from webapp.web import interrupted, words
from webapp.web.access import allows
from webapp.web.answers import redirect_to, render
from webapp.web.door import ROUTES
from webapp.web.forms import Form
from webapp.web.visit import Visit


def note_view(db: Session, visit: Visit) -> None:
    """The page that holds the form may open somebody's file; it is noted as that page notes it."""
    for resident_id in {each for each in visit.viewed if visit.account and each != visit.account.resident_id}:
        record(db, visit.actor, FileViewed(page=g.shown_again), subject_id=resident_id)


def show(visit: Visit) -> Response:
    """By the act's own page. Who has nothing kept, or may not do it any more, is led to the first page of this door.

    Where the page itself is not to be had any more, she is told what became of the form, and finds what she wrote.
    """
    home = f"{visit.door}.home"
    kept = interrupted.kept_for(visit)
    if kept is None:
        return redirect_to(home)
    endpoint, found = current_app.url_map.bind("").match(kept.path, method="POST")
    if interrupted.door_of(endpoint) != visit.door or not allows(ROUTES[endpoint].permission, visit):
        return redirect_to(home)
    shown = interrupted.ACTS[endpoint]
    g.shown_again = shown.again.__name__
    fields = ImmutableMultiDict(people.fields_in(kept))
    request.__dict__["form"] = fields  # steps before this one travel in hidden fields, which the page reads from there
    form = shown.form(formdata=fields)
    until = words.moment(kept.kept_at + people.INTERRUPTED_KEPT)
    if visit.door == "workbench":
        visit.done = _(
            "您刚才填的还在，只是不留身份证号和残疾人证号。请看一遍，再提交。替您留到%(until)s。", until=until
        )
    else:
        visit.done = _("您刚才填的还在。请看一遍，再提交。替您留到%(until)s。", until=until)
    try:
        form.prepare(visit, **found)
        return shown.again(visit, form=form, **found)
    except DomainError:  # the matter is over, or is another's now: what she wrote is hers still
        visit.done = None
        return render(visit, "errors/interrupted.html", status=410, until=until, typed=_typed(form))


def _typed(form: Form) -> list[tuple[str, str]]:
    """What was written in words, each under its label; what was chosen means nothing without its page."""
    written = [field for field in form if isinstance(field, StringField) and field.type != "HiddenField"]
    return [(field.label.text, field.data) for field in written if field.data]
