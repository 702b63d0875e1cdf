"""Answering: a page as HTML, an act as a redirect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from webapp.web import answered, sign_language
from webapp.web.forms import Form
from webapp.web.language_parts import marked
from webapp.web.visit import Visit
from webapp.web.words import easy_read


class LeadsOn(Exception):
    """What was asked for has become something else, whose address is `args[0]`. No domain error: no form shows it."""


class ShownVisit:
    """The visit whose page is being drawn. Components are imported without context and read it as a global, some seven
    hundred times a page: so it is looked up by one step, not through the request."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_shown.get(), name)


SHOWN = ShownVisit()
_shown: ContextVar[Any] = ContextVar("shown visit")


@contextmanager
def showing(visit: Any) -> Iterator[None]:
    """What templates call `visit`, while this lasts."""
    token = _shown.set(visit)
    try:
        yield
    finally:
        _shown.reset(token)


def render(
    visit: Visit, template: str, *, form: Form | None = None, status: int | None = None, **context: Any
) -> Response:
    """The page. A form that failed makes it 422, puts "错误：" before the title and shows the summary."""
    failed = form is not None and form.failed
    if request.method == "GET" and status in (None, 200):
        visit.done = answered.words() or visit.done
    if visit.reading == "easy":
        context["plainly"] = easy_read.text_of(template, failed=failed, acting=visit.mandate is not None)
    context["clip"] = sign_language.clip_of(template)
    with showing(visit):
        body = render_template(template, form=form, errors=failed, **context)
    return make_response(marked(body, visit.lang_tag), status or (422 if failed else 200))


def redirect_to(endpoint: str, *, anchor: str | None = None, **values: Any) -> Response:
    """See other: the answer to an act, so that reloading does not send again."""
    return redirect(url_for(endpoint, _anchor=anchor, **values), 303)  # type: ignore[return-value]


def leave_for(url: str) -> Response:
    """Elsewhere, also from a part that HTMX asked for: the whole window goes there."""
    if request.headers.get("HX-Request"):
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url
        return response
    return redirect(url, 303)  # type: ignore[return-value]


def local_path(wanted: str | None, otherwise: str = "/") -> str:
    """A path of this service to go on to; anything that could lead elsewhere becomes `otherwise`.

    Browsers and libraries leave tabs and line breaks out of an address before they read it: "/<tab>/elsewhere" is
    "//elsewhere". Source: WHATWG URL, 4.4.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return otherwise
    return otherwise if any(c == "\\" or not c.isprintable() for c in wanted) else wanted
