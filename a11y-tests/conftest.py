"""A stage and a browser for each worker of the run, kept for all its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from keeper import Keeper
from proofs import WAYS
from stage import HEIGHT, Stage
from tests.browser import (
    PATIENCE,
    browser_type_launch_args,  # noqa: F401  overrides the plugin's
)
from tests.conftest import build_village
from tests.databases import SQLiteDatabases


@pytest.fixture(scope="session")
def stage(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The village is built once in a run and copied from there, whatever database other tests are run on."""
    base = tmp_path_factory.getbasetemp()
    templates = (base.parent if hasattr(pytestconfig, "workerinput") else base) / "villages"
    templates.mkdir(exist_ok=True)
    copies, villages = tmp_path_factory.mktemp("copies"), SQLiteDatabases(templates)
    stage = Stage(
        lambda: Path(villages.fresh_url(copies, build_village).removeprefix("sqlite:///")),
        tmp_path_factory.mktemp("stage"),
    )
    yield stage
    stage.close()


def _context(browser: Browser, *, service_workers: Literal["allow", "block"] = "block", **more: Any) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 360, "height": HEIGHT},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        service_workers=service_workers,
        **more,
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def screen(browser: Browser) -> Iterator[Page]:
    """A page of the browser; whoever shows something on it sets everything that matters."""
    context = _context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def colours_as_usual(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever has forced colours on the screen does not leave them to the next."""
    yield
    if "screen" in request.fixturenames:
        request.getfixturevalue("screen").emulate_media(forced_colors="none")


@pytest.fixture(scope="session")
def screen_to_touch(browser: Browser) -> Iterator[Page]:
    """A phone's: it is touched, and says so to style sheets and scripts."""
    context = _context(browser, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def screen_without_scripts(browser: Browser) -> Iterator[Page]:
    context = _context(browser, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def screen_with_worker(stage: Stage, browser: Browser) -> Iterator[Page]:
    """With the service worker, which every visit has from the second page on."""
    context = _context(browser, service_workers="allow")
    page = context.new_page()
    page.goto(f"{stage.url}/offline")
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.register('/sw.js');
          await navigator.serviceWorker.ready;
          while (!navigator.serviceWorker.controller) await new Promise((later) => setTimeout(later, 50));
        }"""
    )
    yield page
    context.close()


@pytest.fixture(scope="session")
def open_screen(browser: Browser) -> Iterator[Page]:
    """Without the content security policy, for a tool that must be loaded into the page."""
    context = _context(browser, bypass_csp=True)
    yield context.new_page()
    context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", choices=WAYS, default="given", help="given (default), changed, or all: see proofs.py")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Keeper(config))
