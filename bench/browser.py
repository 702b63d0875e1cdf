"""What a phone sees and has to fetch: Lighthouse on four pages, beside a list in GOV.UK's manner; then the wire."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from bench import village
from bench.figures import Figure, Report, at_most, ratio_of_at_most
from bench.server import ROOT, serving
from bench.wire import Wire
from tests.browser import ARGUMENTS, PHONE, chromium

RUNS = 3
PAGES = {"sign-in": "/sign-in", "entitlements": "/entitlements", "booking": "/appointments/new", "inbox": "/inbox"}
STRANGER = ("sign-in",)
PEER = "GOV.UK list"
SETTLED_MS = 5000
"""After this nothing more is fetched: the worker is registered two seconds after the page."""


@dataclass(frozen=True)
class Visits:
    """Bytes that came over the wire."""

    first: int
    repeated: int


def measure() -> Report:
    report = Report("Pages on a phone (Lighthouse mobile, simulated throttling), beside govuk-frontend with its fonts")
    with ExitStack() as stack:
        settled = stack.enter_context(village.settled())
        govuk = village.free_port()
        stack.enter_context(serving("webapp.served:app", settled.port, settled.environment))
        stack.enter_context(serving("bench.govuk:app", govuk, settled.environment))
        cookies = settled.cookies()
        asked = [{"name": name, "url": settled.origin + path, "cookies": {} if name in STRANGER else cookies}
                 for name, path in PAGES.items()]
        asked.append({"name": PEER, "url": f"http://localhost:{govuk}/", "cookies": {}})
        runs = lighthouse(asked)
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            carried = {page["name"]: visits(browser, page) for page in asked}
            browser.close()
    for name in PAGES:
        report.add(*_figures(name, runs[name], runs[PEER], carried[name], carried[PEER]))
    report.note(f"Median of {RUNS} runs in fresh profiles. In all: whatever a visit fetches, headers and worker too.")
    return report


Medians = dict[str, float]


def _figures(name: str, ours: Medians, theirs: Medians, carried: Visits, peers: Visits) -> list[Figure]:
    return [
        Figure(f"{name}, LCP", ours["lcp"], "ms", PEER, theirs["lcp"], ratio_of_at_most(0.6)),
        Figure(f"{name}, FCP", ours["fcp"], "ms", PEER, theirs["fcp"]),
        Figure(f"{name}, TBT", ours["tbt"], "ms", PEER, theirs["tbt"], at_most(30)),
        Figure(f"{name}, CLS", ours["cls"], "", PEER, theirs["cls"], at_most(0)),
        Figure(f"{name}, fetched (Lighthouse)", ours["bytes"] / 1000, "kB", PEER, theirs["bytes"] / 1000),
        Figure(f"{name}, first visit in all", carried.first / 1000, "kB", PEER, peers.first / 1000, at_most(30)),
        Figure(f"{name}, repeated in all", carried.repeated / 1000, "kB", PEER, peers.repeated / 1000, at_most(6)),
    ]


def lighthouse(pages: list[dict[str, Any]]) -> dict[str, Medians]:
    """The median of each figure, by page."""
    asked = json.dumps({"chromium": chromium(), "runs": RUNS, "pages": pages})
    command = ["node", "bench/lighthouse.mjs", asked]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for line in done.stdout.splitlines():
        run = json.loads(line)
        name = run.pop("name")
        for figure, value in run.items():
            found[name][figure].append(value)
    return {name: {figure: median(values) for figure, values in of.items()} for name, of in found.items()}


def visits(browser: Browser, page: dict[str, Any]) -> Visits:
    """The same page twice in one fresh profile."""
    parts = urlsplit(page["url"])
    with Wire(village.free_port(), parts.port or 80) as wire:
        context = browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
        context.add_cookies([{"name": key, "value": value, "domain": "localhost", "path": "/"}
                             for key, value in page["cookies"].items()])
        tab = context.new_page()
        carried = [0]
        for _ in range(2):
            answer = tab.goto(f"http://localhost:{wire.port}{parts.path}")
            if answer is None or answer.status != 200 or urlsplit(tab.url).path != parts.path:
                raise RuntimeError(f"{page['name']} led to {tab.url}")
            tab.wait_for_timeout(SETTLED_MS)
            carried.append(wire.carried)
        context.close()
    return Visits(carried[1], carried[2] - carried[1])
