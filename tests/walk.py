"""Walking through the doors as one visitor, and counting what each page asks of the database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, has_request_context, request, request_finished, request_started
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.exceptions import HTTPException

from webapp.core import Database
from webapp.web.door import ROUTES

MOST_QUERIES = 8
"""That a page asks the database to be shown."""
GATHERED = {
    "resident.my_copy_to_read": 13,  # everything that is known of her, from all rooms, as a file to take along
}
"""What asks more than a page may, and how much, however long the lists in it are; bench/README.md says so too."""

LINK = re.compile(r'<a\b[^>]*\shref="([^"]+)"')


@dataclass(frozen=True)
class Query:
    statement: str
    values: Sequence[Any]
    reading: bool
    """Asked by a session that cannot write."""


@contextmanager
def counted(database: Database) -> Iterator[list[Query]]:
    """The statements that the database is asked meanwhile, in their order."""
    asked: list[Query] = []

    def note(connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        reading = connection.get_execution_options().get("access") == "read"
        asked.append(Query(statement, () if many else values, reading))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Answered:
    """An answer of the application, and what it asked the database."""

    endpoint: str | None
    """None where nobody serves that path."""
    method: str
    path: str
    """With its query."""
    status: int
    queries: int
    """Of the session that shows the page, which is the one of its reading sessions that asks most: an act that is
    refused has asked who is here in one before. What is written is not counted."""

    def __str__(self) -> str:
        return f"{self.endpoint} {self.method} {self.status}"


@contextmanager
def answers_counted(app: Flask) -> Iterator[list[Answered]]:
    """All that the application answers meanwhile, in the order in which it is done with them."""
    answered: list[Answered] = []

    def begin(_app: Flask, **_: Any) -> None:
        g.asked_in = Counter()  # by connection: a session has one of its own

    def note(connection: Any, *_: Any) -> None:
        if has_request_context() and connection.get_execution_options().get("access") == "read":
            g.asked_in[connection] += 1

    def end(_app: Flask, *, response: Any, **_: Any) -> None:
        path, most = request.full_path.rstrip("?"), max(g.asked_in.values(), default=0)
        answered.append(Answered(request.endpoint, request.method, path, response.status_code, most))

    engine = app.extensions["huican"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with request_started.connected_to(begin, app), request_finished.connected_to(end, app):
            yield answered
    finally:
        event.remove(engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Seen:
    endpoint: str
    path: str
    queries: int
    """To show the page."""
    recorded: int
    """Statements of the transaction apart that notes who has opened whose file."""


class Walk:
    """Every page without parameters, and those that their links lead to: a few of each kind."""

    def __init__(self, app: Flask, client: FlaskClient, origin: str, *, of_each_kind: int = 2) -> None:
        self._app, self._client, self._origin = app, client, origin
        self._database = app.extensions["huican"].database
        self._adapter = app.url_map.bind(urlsplit(origin).netloc)
        self._of_each_kind = of_each_kind

    def pages(self) -> list[Seen]:
        """Those that this visitor may open."""
        ahead = [
            rule.rule
            for rule in self._app.url_map.iter_rules()
            if not rule.arguments and self._kind(rule.endpoint) == "page"
        ]
        seen: list[Seen] = []
        begun: set[str] = set()
        opened: Counter[str] = Counter()
        while ahead:
            path = ahead.pop(0)
            endpoint = self._endpoint(path)
            if path in begun or endpoint is None or opened[endpoint] >= self._of_each_kind:
                continue
            begun.add(path)
            with counted(self._database) as asked:
                answer = self._client.get(path, base_url=self._origin)
            if (
                answer.status_code == 200
                and answer.mimetype == "text/html"
                and "Content-Disposition" not in answer.headers
            ):
                opened[endpoint] += 1
                reading = sum(query.reading for query in asked)
                seen.append(Seen(endpoint, path, reading, len(asked) - reading))
                ahead += self._links(answer.get_data(as_text=True))
            answer.close()
        return seen

    def _links(self, html: str) -> list[str]:
        found = (urlsplit(unescape(link)) for link in LINK.findall(html))
        return [link.path + (f"?{link.query}" if link.query else "") for link in found if not link.netloc and link.path]

    def _endpoint(self, path: str) -> str | None:
        try:
            endpoint, _ = self._adapter.match(urlsplit(path).path, method="GET")
        except HTTPException:
            return None
        return endpoint if self._kind(endpoint) == "page" else None

    def _kind(self, endpoint: str) -> str | None:
        return ROUTES[endpoint].kind if endpoint in ROUTES else None
