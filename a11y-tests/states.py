"""A page in a state, how a visitor of the village arrives there, and what it is looked at through.

`pages.py` is the list of them. To arrive, a client of tests/visitor.py walks through the
application (no browser); the browser is then shown the very answer it got (stage.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

from bs4 import BeautifulSoup
from flask import Flask, template_rendered
from jinja2 import nodes
from jinja2.runtime import Macro
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse
from werkzeug.urls import iri_to_uri

from looks import EASY, MODES, PLAIN, Look  # noqa: F401  whoever asks for a state has them from here
from tests.conftest import Clock, Village
from tests.visitor import BASE, Visitor
from tests.walk import Answered, answers_counted
from webapp import people
from webapp.core import Actor
from webapp.people import Account, Resident
from webapp.web import languages


@dataclass(frozen=True)
class State:
    endpoint: str
    name: str
    """What is special about it: filled, empty, failed, … Unique among the states of its page."""
    why: str
    """What this state shows that no other does."""
    path: str | None
    """`{mei}` stands for the public id of whoever has this key in the village."""
    who: str | None
    acting_for: str | None
    status: int
    before: Callable[[Trip], dict[str, str] | None] | None
    """What happened in the village first. Names that it returns may stand in the path."""
    fill: tuple[tuple[str, str], ...]
    choose: tuple[str, ...]
    press: str | None
    then: Callable[[Trip], None] | None
    """The way on from there, where it is longer than one form."""
    shown_once: bool
    """The page is gone when it is opened again: it must be reached in its language."""

    def __str__(self) -> str:
        return f"{self.endpoint}-{self.name}".replace(" ", "-")


def state(
    endpoint: str,
    name: str,
    why: str,
    path: str | None = None,
    *,
    who: str | None = None,
    acting_for: str | None = None,
    status: int | None = None,
    before: Callable[[Trip], dict[str, str] | None] | None = None,
    fill: dict[str, str] | None = None,
    choose: tuple[str, ...] = (),
    press: str | None = None,
    then: Callable[[Trip], None] | None = None,
    shown_once: bool = False,
) -> State:
    return State(
        endpoint,
        name,
        why,
        path,
        who,
        acting_for,
        status or (422 if name.startswith("failed") else 200),
        before,
        tuple((fill or {}).items()),
        choose,
        press,
        then,
        shown_once,
    )


@dataclass(frozen=True)
class Swap:
    """A part of a page that HTMX changes, and what has to be so afterwards."""

    state: str
    """Where it is, as `endpoint-name`."""
    role: str
    words: str
    """Of the link or button that is pressed."""
    focus: str
    """How the words begin of what has focus then."""
    says: str = ""
    """What the live region says, once; empty: nothing at any time, because the heading that has focus says all there is
    to say before reading on, and two voices would talk over each other."""
    fill: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.state}-{self.words}"


@dataclass
class Arrival:
    """An answer of the application, with everything a browser needs to have got it itself."""

    path: str
    """With its query."""
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    cookies: dict[str, str]
    language: str
    templates: frozenset[str]
    """Names of all templates that took part; one that holds macros only when one of them was called."""
    endpoint: str | None
    """Of the route that answered: the page itself, or the act that showed it again."""
    macros: frozenset[str] = frozenset()
    """What was called, as `name of the template:name of the macro`."""
    on_the_way: tuple[Answered, ...] = ()
    """Every answer until here, this one last, with how much it asked the database."""

    @property
    def html(self) -> str:
        return self.body.decode()


class Walker(Visitor):
    """Reads only as much of a page as the way on needs: the last page has tests of its own."""

    def _arrive(self, response: TestResponse, status: int) -> Visitor:
        html = response.get_data(as_text=True)
        assert response.status_code == status, f"{response.request.path}: {response.status_code}, not {status}"
        a_page = response.mimetype == "text/html" and html
        return self.stand(response, BeautifulSoup(html, "lxml") if a_page else None)


@dataclass
class Trip:
    """One visitor on the way to a state, and the village around her."""

    app: Flask
    village: Village
    clock: Clock
    visitor: Visitor
    language: str = PLAIN.language
    reading: str = PLAIN.reading
    names: dict[str, str] = field(default_factory=dict)
    """What may stand in a path: public ids by name."""
    last: tuple[Any, dict[str, Any]] | None = None
    """The last request as it was sent."""
    undo: list[Callable[[], None]] = field(default_factory=list)
    """What was changed besides the village, to be put back."""

    def leave(self) -> None:
        while self.undo:
            self.undo.pop()()

    @property
    def database(self) -> Any:
        return self.app.extensions["huican"].database

    def actor(self, key: str) -> Actor:
        return self.village.actor(key, self.clock())

    def at(self, path: str) -> str:
        return path.format_map(_Names(self.village, self.names))

    def sign_in(self, key: str, *, acting_for: str | None = None, way: str = "demo") -> None:
        named = self.village.of(key)
        with self.database.writing() as db:
            chosen = Account.resident_id == named.id if isinstance(named, Resident) else Account.id == named.id
            account = db.scalar(select(Account).where(chosen))
            assert account is not None, f"{key} has no account in the village"
            actor = Actor.service(self.clock())
            people.activate(db, actor, account, way=way)
            token = people.start_session(db, actor, account, way=way, device="demo")
        with self.visitor.client.session_transaction(base_url=BASE) as session:
            session["token"] = token
            if acting_for is not None:
                session["acting_for"] = self.village.of(acting_for).public_id

    def prefer(self, language: str, key: str | None, theme: str = "standard", text_size: str = "standard") -> None:
        """As if the visitor had chosen it on the page of preferences."""
        kept = f"{language}.{theme}.{text_size}.{self.reading}"
        self.visitor.client.set_cookie(languages.COOKIE, kept, domain="localhost")
        if key is None:
            return
        named = self.village.of(key)
        with self.database.writing() as db:
            chosen = Account.resident_id == named.id if isinstance(named, Resident) else Account.id == named.id
            account = db.scalar(select(Account).where(chosen))
            actor = Actor.service(self.clock())
            people.change_preferences(
                db, actor, account, language=language, theme=theme, text_size=text_size, reading=self.reading
            )


class _Names(dict):
    def __init__(self, village: Village, names: dict[str, str]) -> None:
        super().__init__(names)
        self.village = village

    def __missing__(self, key: str) -> str:
        return self.village.of(key).public_id


def arrive(state: State, trip: Trip) -> Arrival:
    with answers_counted(trip.app) as answered:
        return _arrive(state, trip, answered)


def _arrive(state: State, trip: Trip, answered: list[Answered]) -> Arrival:
    if state.before is not None:
        trip.names.update(state.before(trip) or {})
    if state.who is not None:
        trip.sign_in(state.who, acting_for=state.acting_for)
    by_words = state.press or state.then
    if not by_words or state.shown_once:
        trip.prefer(trip.language, state.who)
    _keep_requests(trip)
    with _rendered_by(trip.app) as rendered:
        _walk(state, trip)
        response = trip.visitor.response
        if by_words and not state.shown_once and (trip.language, trip.reading) != (PLAIN.language, PLAIN.reading):
            # the words on the way are plain Chinese; the last answer is then asked for once more as the look has it
            trip.prefer(trip.language, state.who)
            response = _again(trip)
        templates, macros = rendered.found()
    assert response.status_code == state.status, f"{state}: {response.status_code}, not {state.status}"
    return Arrival(
        iri_to_uri(response.request.full_path.rstrip("?")),
        response.status_code,
        _headers(response),
        response.get_data(),
        _cookies(trip.visitor),
        trip.language,
        templates,
        _endpoint(trip.app, response.request),
        macros,
        tuple(answered),
    )


def _walk(state: State, trip: Trip) -> None:
    visitor = trip.visitor
    if state.path is not None:
        visitor.open(trip.at(state.path), status=200 if state.press or state.then else state.status)
    for label, value in state.fill:
        visitor.fill(label, value)
    visitor.choose(*state.choose)
    if state.press is not None:
        visitor.press(state.press, status=200 if state.then else state.status)
    if state.then is not None:
        state.then(trip)


def _keep_requests(trip: Trip) -> None:
    client, send = trip.visitor.client, trip.visitor.client.open

    def kept(*args: Any, **kwargs: Any) -> Any:
        trip.last = (args, kwargs)
        return send(*args, **kwargs)

    client.open = kept  # type: ignore[method-assign]


def _again(trip: Trip) -> Any:
    answered = trip.visitor.response.request
    if answered.method == "GET":
        _say_again(trip.visitor)
        return trip.visitor.client.get(answered.full_path.rstrip("?"), base_url=BASE)
    assert trip.last is not None
    args, kwargs = trip.last
    return trip.visitor.client.open(*args, **kwargs)


def _say_again(visitor: Visitor) -> None:
    """What an act left to be said once is there once more."""
    for redirect in visitor.response.history[-1:]:
        for header in redirect.headers.getlist("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            if name == "huican":
                visitor.client.set_cookie(name, value, domain="localhost")


def macros_in(app: Flask, template: str) -> frozenset[str]:
    """Names of the macros that a template defines."""
    return frozenset(macro.name for macro in _parsed(app, template).find_all(nodes.Macro))


def _holds_macros_only(app: Flask, template: str) -> bool:
    """To import it shows nothing."""
    parts = [part for part in _parsed(app, template).body if not isinstance(part, (nodes.FromImport, nodes.Import))]
    blank = [part for part in parts if isinstance(part, nodes.Output) and not _words(part).strip()]
    return all(isinstance(part, (nodes.Macro, nodes.Assign)) or part in blank for part in parts)


def _words(output: nodes.Output) -> str:
    return "".join(part.data if isinstance(part, nodes.TemplateData) else "{{ }}" for part in output.nodes)


@cache
def _parsed(app: Flask, template: str) -> nodes.Template:
    assert app.jinja_loader is not None
    return app.jinja_env.parse(app.jinja_loader.get_source(app.jinja_env, template)[0])


class _rendered_by:  # noqa: N801  a context manager
    """Collects the names of templates while they are rendered, with all that they extend and include, and the macros
    that are called. What a template merely imports is not collected: whether it is shown nobody knows yet."""

    def __init__(self, app: Flask) -> None:
        self.app, self.used, self.called = app, set[str](), set[str]()
        self.folder = Path(app.root_path) / str(app.template_folder)

    def found(self) -> tuple[frozenset[str], frozenset[str]]:
        """Templates; macros."""
        shown = {name for name in self.used if not _holds_macros_only(self.app, name)}
        return frozenset(shown | {name.partition(":")[0] for name in self.called}), frozenset(self.called)

    def __enter__(self) -> Self:
        self.join, self.invoke = self.app.jinja_env.join_path, Macro._invoke

        def join(template: str, parent: str) -> str:
            self.used.update((template, parent))
            return self.join(template, parent)

        def invoke(macro: Macro, *given: Any) -> str:
            file = Path(macro._func.__code__.co_filename)
            if macro._environment is self.app.jinja_env and file.is_relative_to(self.folder):
                self.called.add(f"{file.relative_to(self.folder).as_posix()}:{macro.name}")
            return self.invoke(macro, *given)

        self.app.jinja_env.join_path = join  # type: ignore[method-assign]
        Macro._invoke = invoke  # type: ignore[method-assign]
        template_rendered.connect(self._rendered, self.app)
        return self

    def _rendered(self, sender: Flask, template: Any, **_: Any) -> None:
        self.used.add(template.name)

    def __exit__(self, *_: object) -> None:
        self.app.jinja_env.join_path = self.join  # type: ignore[method-assign]
        Macro._invoke = self.invoke  # type: ignore[method-assign]
        template_rendered.disconnect(self._rendered, self.app)


def _endpoint(app: Flask, answered: Any) -> str | None:
    """Which page answered; None where nobody serves that path."""
    try:
        return app.url_map.bind("localhost").match(answered.path, method=answered.method)[0]
    except HTTPException:
        return None


def _headers(response: Any) -> list[tuple[str, str]]:
    left_out = {"content-disposition", "set-cookie", "content-length", "content-encoding", "connection"}
    return [(name, value) for name, value in response.headers if name.lower() not in left_out]


def _cookies(visitor: Visitor) -> dict[str, str]:
    found = {name: visitor.client.get_cookie(name) for name in ("huican", languages.COOKIE)}
    return {name: cookie.value for name, cookie in found.items() if cookie}
