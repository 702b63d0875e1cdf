"""create_app: the only place that knows all packages and puts them together."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, Response
from flask_compress import Compress
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import entitlements, notifications, people
from webapp import settings as settings_module
from webapp.checkpoint import door as checkpoint_door
from webapp.core import Database, privacy
from webapp.core.db import create_engine
from webapp.resident import door as resident_door
from webapp.settings import Settings
from webapp.web import (
    answered,
    answers,
    assets,
    devices,
    drawn,
    languages,
    mailboxes,
    menu,
    security,
    sign_language,
    wishes,
    words,
)
from webapp.web.site import Site
from webapp.web.typed import Typed
from webapp.web.visit import Visit
from webapp.web.words import notices, ways_back
from webapp.web.words.catalogue import finding
from webapp.workbench import door as workbench_door

log = logging.getLogger("huican")


class House:
    """What requests, commands and the worker share: settings, database, clock, post room."""

    post_room: notifications.PostRoom
    """Set by create_app: its words need the application."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] | None = None) -> None:
        privacy.unlock(privacy.Keyring(settings.sealing_keys, settings.index_key))
        self.settings = settings
        self.database = Database(create_engine(settings.database_url))
        self.database.subscribe(entitlements.mark_due)
        self.clock = clock or (lambda: datetime.now(UTC))
        self.identity_provider: people.IdentityProvider | None = None
        if settings.unified is not None:
            self.identity_provider = people.IdentityProvider(
                settings.unified, return_to=settings.origin + "/sign-in/unified/return"
            )

    def furnish(self, visit: Visit) -> None:
        """What every page shows around its content."""
        visit.menu = menu.menu_of(visit)
        visit.unread_by = mailboxes.unread_for


def create_app(settings: Settings | None = None, *, clock: Callable[[], datetime] | None = None) -> Flask:
    settings = settings or settings_module.read()
    app = Site(
        "webapp",
        root_path=str(settings_module.Path(__file__).parents[1]),
        static_folder="static",
        template_folder="templates",
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        # a browser takes a cookie of this name from this very host and over TLS only, from no neighbour of it
        SESSION_COOKIE_NAME="__Host-huican" if settings.origin.startswith("https://") else "huican",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.origin.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=60 * 60 * 24 * 60,
        SESSION_REFRESH_EACH_REQUEST=False,  # door.py sends it again when a visit is noted
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_TRANSLATION_DIRECTORIES=str(settings_module.Path(__file__).parents[1] / "translations"),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=400,
        TEMPLATES_AUTO_RELOAD=settings.mode == "development",
    )
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    words.load()
    app.jinja_env.filters.update(label=words.label)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        visit=answers.SHOWN,
        label=words.label,
        day=words.day,
        short_day=words.short_day,
        moment=words.moment,
        clock_time=words.clock_time,
        period=words.period,
        month=words.month,
        event_words=words.event_words,
        way_back=ways_back.way_back,
        **words.NAMES,
        submission_id=lambda: secrets.token_urlsafe(15),
        language_names=languages.NAMES,
        language_tags=languages.TAGS,
    )
    languages.init_app(app)
    security.init_app(app, settings)
    assets.init_app(app)
    sign_language.init_app(app, settings.sign_language)
    answered.init_app(app)
    wishes.init_app(app)
    devices.init_app(app)
    drawn.init_app(app)
    Htmx(app)
    app.request_class = Typed  # which knows what HTMX asks for too
    Compress(app)
    for door in (resident_door, workbench_door, checkpoint_door):
        app.register_blueprint(door.blueprint)
    if settings.is_demo:
        from webapp import demo

        app.register_blueprint(demo.blueprint)
    move_in(app, House(settings, clock=clock))
    _add_health(app)
    _read_catalogue(app, settings)
    return app


def move_in(app: Flask, house: House) -> None:
    """Whatever is answered from now on is answered from this house: its settings, its database, its clock."""
    app.extensions["huican"] = house
    house.post_room = notifications.connect(
        house.settings, house.database, wording=notices.wording_of(app), clock=house.clock
    )


def _read_catalogue(app: Flask, settings: Settings) -> None:
    """Read when the process starts and kept while it runs; one that cannot be read stops the start.

    In development the files themselves are read, else what was published. A command comes up without:
    `flask catalogue check` is how one finds out what is wrong.
    """
    folder = None if settings.mode == "development" else entitlements.published(settings.instance)
    entitlements.read_from(folder or entitlements.HERE)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        return
    try:
        entitlements.current()
    except entitlements.CatalogueError as error:
        with app.test_request_context():
            raise SystemExit(finding(error)) from None


def _add_health(app: Flask) -> None:
    @app.get("/health")
    def health() -> Response:
        """Plain words for a machine: ok, or 503 while the database does not answer."""
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        words, status = "ok", 200
        try:
            with app.extensions["huican"].database.reading() as db:
                db.execute(text("SELECT 1"))
        except SQLAlchemyError as lost:
            words, status = "the database does not answer", 503
            log.error("%s: %s", words, str(lost.__cause__ or lost).strip().partition("\n")[0])  # noqa: TRY400 (a line)
        return app.make_response((f"{words}\n", status, {"Content-Type": "text/plain"}))
