"""One server for a worker of the test run. It shows a browser the very answer that a visitor got, once,
at its own address; everything after that (style sheets, what HTMX asks for, forms) the application answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from playwright.sync_api import Page
from werkzeug.serving import WSGIRequestHandler, make_server

from states import PLAIN, Arrival, Look, State, arrive
from tests.conftest import Clock, Village, build_village, read_village, test_settings
from tests.databases import Databases
from webapp.application import create_app

HEIGHT = 740


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


class Stage:
    """A fresh village for every arrival; the application of the latest one is what the server serves."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self.databases, self.folder = databases, folder
        self.templates = FileSystemBytecodeCache(str(folder))
        self.set: Arrival | None = None
        self.app: Flask | None = None
        self.village: Village
        self.clock: Clock
        self.arrivals: dict[tuple[State, Look], Arrival] = {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://localhost:{port}"
        self.server = make_server("127.0.0.1", port, self._serve, threaded=True, request_handler=_Quiet)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        self._leave()

    def arrival(self, state: State, look: Look = PLAIN) -> Arrival:
        """What the page answers in this state and look; the village behind it may be another one's by now."""
        if (state, look) not in self.arrivals:
            self.play(state, look)
        return self.arrivals[state, look]

    def play(self, state: State, look: Look = PLAIN) -> Arrival:
        """Arrive in a village of its own, which stays until the next play: for what goes on from there."""
        self._open_village()
        self.arrivals[state, look] = arrive(state, self.app, self.village, self.clock, look)
        return self.arrivals[state, look]

    def show(self, page: Page, arrival: Arrival, *, width: int | None = None, height: int = HEIGHT) -> None:
        look = arrival.look
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": value, "url": self.url} for name, value in arrival.cookies.items()]
        )
        page.set_viewport_size({"width": width or look.width, "height": height})
        page.emulate_media(
            forced_colors="active" if look.forced_colors else "none", reduced_motion="no-preference", media="screen"
        )
        self.set = arrival
        page.goto(self.url + arrival.path)

    def _open_village(self) -> None:
        self._leave()
        for rest in ("outbox.jsonl", "queue.db", "queue.db-wal", "queue.db-shm"):
            with suppress(FileNotFoundError):
                (self.folder / rest).unlink()
        self.database_url = self.databases.fresh_url(self.folder, build_village)
        self.clock = Clock()
        self.app = create_app(replace(test_settings(self.database_url, self.folder), origin=self.url), clock=self.clock)
        self.app.jinja_env.undefined = StrictUndefined
        self.app.jinja_env.bytecode_cache = self.templates
        self.village = read_village(self.app.extensions["huican"].database)

    def _leave(self) -> None:
        if self.app is not None:
            self.app.extensions["huican"].database.engine.dispose()
            self.databases.drop(self.database_url)
            self.app = None

    def _serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        wanted = environ["PATH_INFO"] + ("?" + environ["QUERY_STRING"] if environ["QUERY_STRING"] else "")
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
        assert self.app is not None
        return self.app(environ, start_response)
