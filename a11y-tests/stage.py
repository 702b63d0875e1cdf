"""One server for a worker of the test run. It shows a browser the very answer that a visitor got, once,
at its own address; everything after that (style sheets, what HTMX asks for, forms) the application answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Literal

from jinja2 import StrictUndefined
from playwright.sync_api import Page
from werkzeug.http import parse_cookie
from werkzeug.serving import WSGIRequestHandler, make_server

from looks import wear
from states import PLAIN, Arrival, Look, State, Trip, Walker, arrive
from tests.conftest import MORNING, Clock, Village, read_village, test_settings
from webapp.application import create_app
from webapp.web.drawn import _drawn

HEIGHT = 740
OF_VILLAGE = "village"
"""The cookie by which a page says in which village it was opened."""
LONGEST_ANSWER = 5
"""Seconds after which nobody waits for an answer that was asked of a page before."""


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


class Stage:
    """One application for all arrivals, over a village that is as it was in the beginning for each of them."""

    def __init__(self, copy_of_village: Callable[[], Path], folder: Path) -> None:
        """copy_of_village: makes one more file of the village's database."""
        self.copy_of_village, self.folder = copy_of_village, folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://localhost:{port}"
        self.clock = Clock()
        self.file = folder / "village.sqlite3"
        settings = replace(test_settings(f"sqlite:///{self.file}", folder), origin=self.url)
        self.app = create_app(settings, clock=self.clock)
        self.app.jinja_env.undefined = StrictUndefined
        self.village: Village
        self.trip: Trip | None = None
        self.set: Arrival | None = None
        self.cut: Literal["request", "answer"] | None = None
        """Which half of the way of every form is cut off; a browser may try again by itself."""
        self.slow = 0.0
        """Seconds that every form is on its way."""
        self.patience: Callable[[], None] = lambda: None
        """What every form waits for before it is answered."""
        self.answering = 0
        """Requests that have come and are not answered."""
        self.stands = threading.Event()
        self.stands.set()
        """Set while the village stands; a page that is still open may ask for something while another one is built."""
        self.villages = 0
        """How many have stood here, the one that stands included."""
        self.arrivals: dict[tuple[State, str, str], Arrival] = {}
        self.server = make_server("127.0.0.1", port, self._serve, threaded=True, request_handler=_Quiet)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        self._leave()

    def arrival(self, state: State, language: str = PLAIN.language, reading: str = PLAIN.reading) -> Arrival:
        """What the page answers in this state, so read; the village behind it may be another one's by now."""
        if (state, language, reading) not in self.arrivals:
            self.play(state, language, reading)
        return self.arrivals[state, language, reading]

    def play(self, state: State, language: str = PLAIN.language, reading: str = PLAIN.reading) -> Arrival:
        """Arrive in a fresh village, which stays until the next play: for what goes on from there."""
        self._open_village()
        self.trip = Trip(self.app, self.village, self.clock, Walker(self.app), language, reading)
        self.arrivals[state, language, reading] = arrive(state, self.trip)
        return self.arrivals[state, language, reading]

    def show(self, page: Page, arrival: Arrival, *, width: int = PLAIN.width, height: int = HEIGHT) -> None:
        page.context.clear_cookies()
        cookies = [{"name": name, "value": value, "url": self.url} for name, value in arrival.cookies.items()]
        page.context.add_cookies([*cookies, {"name": OF_VILLAGE, "value": str(self.villages), "url": self.url}])
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(forced_colors="none", reduced_motion="no-preference", media="screen")
        self.set = arrival
        # the same phone every time: it gets no codes of its own
        page.route("**/code/credentials", lambda way: way.abort())
        page.goto(self.url + arrival.path)
        if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
            return
        if b"data-of-phone" in arrival.body:  # the phone makes its own code of it: looked at when that has settled
            page.wait_for_selector("html[data-phone]", state="attached")
        if b"data-module" in arrival.body:
            page.wait_for_selector("[data-module]:not([data-alive])", state="detached")

    def wear(self, page: Page, look: Look) -> None:
        wear(page, look, HEIGHT)

    def _open_village(self) -> None:
        self.stands.clear()
        until = monotonic() + LONGEST_ANSWER
        while self.answering and monotonic() < until:
            sleep(0.01)
        self._leave()
        for file in self.folder.iterdir():
            if file.is_file():
                file.unlink(missing_ok=True)  # the database, what was sent, the queue; who closes it last tidies too
        self.copy_of_village().replace(self.file)
        self.villages += 1
        self.clock.at = MORNING
        _drawn.cache_clear()  # each state calls all that it is made of, whatever was shown before
        self.village = read_village(self.app.extensions["huican"].database)
        self.stands.set()

    def _leave(self) -> None:
        if self.trip is not None:
            self.trip.leave()
        self.app.extensions["huican"].database.engine.dispose()

    def _serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.stands.wait(LONGEST_ANSWER)
        self.answering += 1
        try:
            return self._answer(environ, start_response)
        finally:
            self.answering -= 1

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        wanted = environ["PATH_INFO"] + ("?" + environ["QUERY_STRING"] if environ["QUERY_STRING"] else "")
        if environ["REQUEST_METHOD"] == "POST" and self._of_another_village(environ):
            start_response("410 Gone", [("Content-Length", "0")])  # a browser tries again what was cut off before
            return []
        if self.cut is not None and environ["REQUEST_METHOD"] == "POST":
            return self._cut_off(environ)
        if environ["REQUEST_METHOD"] == "POST":
            sleep(self.slow)
            self.patience()
        shown = self.set
        if (
            shown is not None
            and environ["REQUEST_METHOD"] == "GET"
            and wanted == shown.path
            and "HTTP_HX_REQUEST" not in environ
        ):
            self.set = None
            start_response(f"{shown.status} shown", [*shown.headers, ("Content-Length", str(len(shown.body)))])
            return [shown.body]
        return self.app(environ, start_response)

    def _of_another_village(self, environ: dict[str, Any]) -> bool:
        """Whether the page stood open while this village was built: what is sent from there is not done here."""
        told = parse_cookie(environ).get(OF_VILLAGE)
        return told is not None and told != str(self.villages)

    def _cut_off(self, environ: dict[str, Any]) -> Iterable[bytes]:
        """The line breaks before the application has heard the request, or before anybody has heard its answer."""
        if self.cut == "answer":
            answer = self.app(environ, lambda *_: None)
            list(answer)
            answer.close()
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionAbortedError
