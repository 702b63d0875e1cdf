"""Style sheets and scripts under names that change with their content.

The first visit gets the whole style sheet inside the page (under the page's nonce), because
a round trip costs a slow phone more than the bytes; later visits take it from the cache. A
cookie with the sheet's digest says which.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request, url_for
from markupsafe import Markup

from webapp.web import packing
from webapp.web.security import csp_nonce

STATIC = Path(__file__).parents[2] / "static"
FOREVER = "public, max-age=31536000, immutable"
COOKIE = "sheet"
SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)

blueprint = Blueprint("assets", __name__)


@cache
def sheet() -> str:
    names = [line for line in (STATIC / "css/order.txt").read_text().split() if line]
    css = "\n".join((STATIC / "css" / name).read_text() for name in names)
    # comments and indentation stay at home; blanks within a line may mean something
    return re.sub(r"/\*.*?\*/\s*|^\s+", "", css, flags=re.DOTALL | re.MULTILINE)


@cache
def digest(path: str) -> str:
    content = sheet().encode() if path == "sheet" else (STATIC / path).read_bytes()
    return sha256(content).hexdigest()[:12]


@cache
def asset(path: str) -> str:
    """URL of a file under static/, cached for ever under its digest. A page asks for its icons' thirty times."""
    return url_for("static", filename=path, v=digest(path))


@cache
def drawing(name: str) -> Markup:
    """A symbol of static/icons/sprite.svg as a picture that stands in the page. KeyError where there is none."""
    return _drawings()[name]


@cache
def _drawings() -> dict[str, Markup]:
    symbols = SYMBOL.findall((STATIC / "icons/sprite.svg").read_text(encoding="utf-8"))
    whole = '<svg class="icon" aria-hidden="true" viewBox="{}">{}</svg>'
    return {name: Markup(whole.format(box, shapes)) for name, box, shapes in symbols}  # noqa: S704  our own file


def stylesheets() -> Markup:
    if request.cookies.get(COOKIE) == digest("sheet"):
        return _kept_sheet()
    return Markup('<style nonce="{}">').format(csp_nonce()) + _inline_sheet()


@cache
def _kept_sheet() -> Markup:
    return Markup('<link rel="stylesheet" href="{}">').format(_sheet_address())


@cache
def _inline_sheet() -> Markup:
    prefetch = '</style><noscript><link rel="prefetch" href="{}"></noscript>'
    return Markup(sheet()) + Markup(prefetch).format(_sheet_address())  # noqa: S704  our own files


@cache
def _sheet_address() -> str:
    return url_for("assets.style_sheet", v=digest("sheet"))


def sheet_to_keep() -> str | None:
    """Where the sheet is that stands in this page: to be fetched at leisure, so that the next page finds it kept.

    By a script, once the page is there: a link would compete with it. Without scripts it is a link.
    """
    return None if request.cookies.get(COOKIE) == digest("sheet") else _sheet_address()


@blueprint.get("/sheet.css")
def style_sheet() -> Response:
    response = make_response(sheet())
    response.mimetype = "text/css"
    packing.packed(response, "sheet.css")
    response.headers["Cache-Control"] = FOREVER
    response.set_cookie(COOKIE, digest("sheet"), max_age=31536000, samesite="Lax", path="/")
    return response


@blueprint.get("/sw.js")
def service_worker() -> Response:
    response = current_app.send_static_file("sw.js")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@blueprint.get("/check/sw.js")
def checkpoint_worker() -> Response:
    """Its scope is the checkpoint's pages, and it keeps the one that works without network."""
    response = current_app.send_static_file("check-sw.js")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/check"
    return response


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    response = make_response(render_template("manifest.json"))
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset=asset, drawing=drawing, sheet_to_keep=sheet_to_keep, stylesheets=stylesheets)

    @app.after_request
    def keep_versioned_files(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v"):
            response.headers["Cache-Control"] = FOREVER
        return response
