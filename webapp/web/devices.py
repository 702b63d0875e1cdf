"""A mark by which a device is known again, and nothing else: who used it stands nowhere in it.

Attempts to sign in are counted by device; a device on which somebody has signed in before has a count of its own for
that account, so that strangers who try her number cannot lock her out. The mark goes with the browser until somebody
has signed in on a phone of their own; on somebody else's phone it is taken away at once.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.core.privacy import blind_index

COOKIE = "huican-device"
KEPT_FOR = 400 * 24 * 60 * 60
"""Seconds: the longest that browsers keep a cookie."""


def init_app(app: Flask) -> None:
    app.after_request(_send)


def index() -> str | None:
    """Of the device that asks, None for one that has no mark yet."""
    mark = _mark()
    return blind_index("device", mark) if mark else None


def note() -> str:
    """The index; a device without a mark is given one, for as long as its browser stays open."""
    if _mark() is None:
        g.device, g.device_cookie = secrets.token_urlsafe(16), "note"
    return blind_index("device", g.device)


def keep() -> str:
    """Somebody has signed in on a phone of her own: the mark stays. Returns the index."""
    found = note()
    g.device_cookie = "keep"
    return found


def forget() -> None:
    """Somebody else's phone: nothing stays."""
    g.device, g.device_cookie = None, "forget"


def _mark() -> str | None:
    if "device" not in g:
        g.device = _read(request.cookies.get(COOKIE, ""))
    return g.device


def _read(cookie: str) -> str | None:
    try:
        return str(_signer().loads(cookie)) if cookie else None
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=COOKIE)


def _send(response: Response) -> Response:
    what = g.get("device_cookie")
    if what == "forget" and COOKIE in request.cookies:
        response.delete_cookie(COOKIE)
    elif what in ("note", "keep"):
        response.set_cookie(
            COOKIE,
            str(_signer().dumps(g.device)),
            max_age=KEPT_FOR if what == "keep" else None,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
    return response
