"""The demo village in a folder of its own, as `make run` has it, and somebody signed in there."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient

from bench import deeds
from tests import cast
from webapp.application import create_app
from webapp.core import Base
from webapp.settings import read

RESIDENT = "陈秀梅"
BUTTON = re.compile(r'<form[^>]* action="(/demo/people/[^"]+)".*?</form>', re.DOTALL)


@dataclass(frozen=True)
class Village:
    folder: Path
    port: int
    environment: Mapping[str, str]
    """Of every process that serves this village."""
    app: Flask

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def visitor(self, name: str | None = RESIDENT) -> FlaskClient:
        """A client in which the one of that name has come in through the demo's picker."""
        client = self.app.test_client()
        if name is None:
            return client
        page = client.get("/demo", base_url=self.origin).get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
        path = next(form[1] for form in BUTTON.finditer(page) if name in form[0])
        answer = client.post(path, data={"csrf_token": token}, base_url=self.origin)
        if answer.status_code != 303:
            raise RuntimeError(f"{name} could not come in: {answer.status_code}")
        return client

    def cookies(self, name: str | None = RESIDENT, *, been_here: bool = False) -> dict[str, str]:
        """Those of her browser. been_here: it has had a page already, with the style sheet and the token of a form."""
        client = self.visitor(name)
        if been_here:
            client.get("/sheet.css", base_url=self.origin)
            client.get("/", base_url=self.origin)
        names = ("huican", "sheet") if been_here else ("huican",)
        found = {name: client.get_cookie(name, domain="localhost") for name in names}
        return {name: cookie.value for name, cookie in found.items() if cookie is not None}


@contextmanager
def settled() -> Iterator[Village]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        port = free_port()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("HUICAN_", "DATABASE_"))}
        environment |= {"HUICAN_INSTANCE": str(folder), "HUICAN_MODE": "demo", "PORT": str(port)}
        app = create_app(read(environment))
        house = app.extensions["huican"]
        Base.metadata.create_all(house.database.engine)
        with app.test_request_context():
            cast.settle(house)
            deeds.fill_inbox(house, RESIDENT)
        yield Village(folder, port, environment, app)
        house.database.engine.dispose()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
