"""Headers, CSRF, the one host that passkeys accept, and error pages."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.core import DomainError, NotFound, quiet_log
from webapp.settings import Settings
from webapp.web import words
from webapp.web.answers import LeadsOn, leave_for, render
from webapp.web.csrf import csrf
from webapp.web.door import ActingEnded, SignInNeeded, WrongPerson, sign_in_url
from webapp.web.signing import NeedsConfirmation
from webapp.web.threshold import NoticeNeeded
from webapp.web.visit import Visit, open_visit

log = quiet_log("huican")

LARGEST_REQUEST = 2 * 1024 * 1024


def csp_nonce() -> str:
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return g.csp_nonce


def init_app(app: Flask, settings: Settings) -> None:
    csrf.init_app(app)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_REQUEST
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.before_request(lambda: _right_host(settings))
    app.before_request(_address_is_written)
    if settings.origin.startswith("https://"):
        app.after_request(_only_over_tls)
    app.after_request(_headers)
    app.register_error_handler(CSRFError, lambda _error: _page("csrf", 400))
    app.register_error_handler(NeedsConfirmation, lambda e: leave_for(url_for("resident.confirmation", next=e.args[0])))
    app.register_error_handler(LeadsOn, lambda e: leave_for(e.args[0]))
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _right_host(settings: Settings) -> Response | None:
    """A passkey belongs to one origin; a bare address would refuse every one of them."""
    bare = urlsplit(f"//{request.host}").hostname in ("127.0.0.1", "::1") and settings.host == "localhost"
    page = request.method == "GET" and not request.path.startswith(("/static/", "/health"))
    if bare and page and not settings.is_production:
        return redirect(settings.origin + request.full_path.rstrip("?"), 307)  # type: ignore[return-value]
    return None


def _address_is_written() -> None:
    if request.has_unseen:  # type: ignore[attr-defined]
        raise NotFound()


FILES = ("static", "assets.style_sheet")
"""What a page fetches: documents and workers have a policy, their style sheets, scripts and pictures none."""


def policy(scripts: str = "'self'", *, forms_to: Iterable[str] = ()) -> str:
    """The content security policy of a page: our own files, nothing written into it, framed by nobody.

    `forms_to`: origins to which an answer to a form of this page may lead on.
    """
    to = " ".join(("'self'", *forms_to))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'nonce-{csp_nonce()}'; "
        "img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "media-src 'self' blob:; "
        f"form-action {to}; frame-ancestors 'none'; base-uri 'none'"
    )


A_YEAR = 365 * 24 * 60 * 60


def _only_over_tls(response: Response) -> Response:
    """Who has been here once is never led here in the clear, whatever stands in between (RFC 6797)."""
    response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")
    return response


def _headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.endpoint in FILES and response.status_code < 400:
        return response
    response.headers.setdefault("Content-Security-Policy", policy())
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=(self)")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"  # personal unless it says otherwise
    return response


def _domain_error(error: DomainError) -> Response:
    if isinstance(error, SignInNeeded):
        return leave_for(sign_in_url(error.facts["door"]))
    if isinstance(error, NoticeNeeded):
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return leave_for(url_for("resident.privacy_notice", next=wanted))
    status = words.status(error)
    if isinstance(error, ActingEnded):
        return _page("acting_ended", status)
    if isinstance(error, WrongPerson):
        return _page("409", status, reason="another_person")
    own_page = str(status) if status in (403, 404, 409, 410, 429) else "refused"
    return _page(own_page, status, sentence=words.error(error))


def _http_error(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    known = {400: "400", 403: "403", 404: "404", 405: "404", 429: "429", 503: "maintenance"}
    return _page(known.get(error.code, "400" if error.code < 500 else "500"), error.code)


def maintenance() -> Response:
    """For whatever stands before the service, to be shown while this one is down: nobody's page."""
    return _page("maintenance", 503)


def _unexpected(error: Exception) -> Response:
    """Logged under a reference that the calm page shows; a name or number of a person never."""
    reference = secrets.token_hex(4).upper()
    log.error("reference %s at %s", reference, request.endpoint, exc_info=error)
    if request.environ.get("werkzeug.raise_unexpected"):
        raise error
    return _page("500", 500, reference=reference)


def _page(name: str, status: int, **context: Any) -> Response:
    if request.headers.get("HX-Request"):
        # HTMX would put the error page into the middle of another page: the window goes there instead.
        response = make_response("", 204)
        response.headers["HX-Redirect"] = request.headers.get("HX-Current-URL", "/")
        if request.method == "GET":
            response.headers["HX-Redirect"] = request.full_path
        return response
    return render(_visit_for_error(), f"errors/{name}.html", status=status, **context)


def _visit_for_error() -> Visit:
    """Who is here, so that the page keeps language and way out; or nobody when even that fails."""
    house = current_app.extensions["huican"]
    door = request.blueprint if request.blueprint in ("workbench", "checkpoint") else "resident"
    try:
        with house.database.reading() as db:
            visit = open_visit(db, door)
            house.furnish(visit)
            visit.unread  # noqa: B018  counted now: the page is drawn when this session has ended
            return visit
    except Exception:
        log.exception("no visit for an error page")
        return Visit(db=None, door=door, at=house.clock())  # type: ignore[arg-type]
