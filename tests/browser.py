"""A real browser against a real server: fixtures for journeys and for the accessibility tests.

Chromium is the machine's (CHROMIUM or the usual names); nothing is downloaded. The server
runs in a thread of the test, so that a test can look into its database and move its clock.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from werkzeug.serving import make_server

from webapp.application import House, create_app, move_in

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 360, "height": 740}
PATIENCE = 30_000
"""Milliseconds until a page that does not do what it should has failed: a busy machine may take seconds."""
expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("no Chromium: install the package chromium, or set CHROMIUM to its path")
    return found


@dataclass
class Live:
    app: Flask
    url: str
    village: Any
    clock: Any


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Not for the whole run, as the plugin's: while it lives, no test of this process can run an event loop."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with nobody in it, to be served at its origin: its templates are read once in a run."""
    # here, because conftest imports this module's fixtures
    from tests.conftest import test_settings

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nowhere = tmp_path_factory.mktemp("nowhere")
    settings = test_settings(f"sqlite:///{nowhere}/nothing.sqlite3", nowhere)
    return create_app(replace(settings, origin=f"http://localhost:{port}"))


@pytest.fixture
def live(served: Flask, fresh_database_url: Callable[..., str], tmp_path: Path) -> Iterator[Live]:
    """The application over the village, served on a port of this machine that is the same in all tests of a process."""
    from tests.conftest import Clock, build_village, read_village, test_settings

    clock, url = Clock(), served.extensions["huican"].settings.origin
    settings = replace(test_settings(fresh_database_url(tmp_path, build_village), tmp_path), origin=url)
    house = House(settings, clock=clock)
    move_in(served, house)
    server = make_server("127.0.0.1", urlsplit(url).port, served, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield Live(served, url, read_village(house.database), clock)
    server.shutdown()
    server.server_close()
    thread.join()
    house.database.engine.dispose()


@pytest.fixture
def context(request: pytest.FixtureRequest, browser: Browser, live: Live) -> Iterator[BrowserContext]:
    """A fresh profile on a phone, in Chinese. What its pages have become in the test is looked at for faults.

    On one database: pages look the same on both.
    """
    from as_left import faults_left  # a11y-tests/ is on the path of a test run only

    context = browser.new_context(base_url=live.url, viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE)
    failed = request.session.testsfailed
    yield context
    looks = request.session.testsfailed == failed and request.config.getoption("--database") == "sqlite"
    found = faults_left(context, live.url) if looks else []
    context.close()
    assert found == [], "\n".join(found)


def enter(page: Page, name: str) -> Page:
    """Come in through the demo's picker."""
    page.goto("/demo")
    page.get_by_role("button", name=f"用{name}的身份进入").click()
    page.wait_for_load_state()
    return page
