"""Pages a second, signed in, from the real server; and what a page costs in CPU. Beside a minimal view and Django."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import likenesses, machine, village
from bench.figures import Figure, Report, ratio_of_at_least
from bench.recorded import Page, record
from bench.server import CONNECTIONS, ROOT, Load, load, serving

PAGES = {"entitlements": "/entitlements", "inbox": "/inbox"}
PEERS = {"minimal": "bench.minimal:app", "django": "bench.django_pages:app"}
ROUNDS = 3
SECONDS = 3.0
"""Of each cell in each round."""


def measure() -> Report:
    report = Report("Pages, signed in: granian on one core, visitors on the other; then CPU without a server")
    with TemporaryDirectory() as name, village.settled() as settled, ExitStack() as servers:
        folder = Path(name)
        cookies = settled.cookies(been_here=True)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        pages = _recorded(settled, cookies)
        likenesses.write(folder, pages)
        environment = {**settled.environment, likenesses.FOLDER: str(folder)}
        ports = {"ours": settled.port, **{peer: village.free_port() for peer in PEERS}}
        for who, target in {"ours": "webapp.served:app", **PEERS}.items():
            servers.enter_context(serving(target, ports[who], environment, core=machine.SERVER))
        for page, path in PAGES.items():
            loads = _loads(page, path, ports, headers)
            rates = {who: median(each.pages_a_second for each in of) for who, of in loads.items()}
            costs = _costs(page, path, headers["Cookie"], environment)
            for peer, words, bound in (("minimal", "minimal Flask view", 0.7), ("django", "Django 5.2", 2)):
                report.add(
                    Figure(f"{page} page", rates["ours"], "/s", words, rates[peer], ratio_of_at_least(bound)),
                    Figure(f"{page}, CPU a page", costs["ours"], "µs", words, costs[peer]),
                )
            report.note(_described(page, pages[page], loads["ours"]))
    return report


def _described(page: str, recorded: Page, loads: list[Load]) -> str:
    p50, p99 = median(each.p50 for each in loads), median(each.p99 for each in loads)
    rows = sum(map(len, recorded.rows))
    return (f"{page}: {len(recorded.html.encode()):,} bytes, {len(recorded.rows)} queries, {rows} rows; "
            f"p50 {p50:.1f} ms, p99 {p99:.1f} ms with {CONNECTIONS} visitors.")


def _recorded(settled: village.Village, cookies: dict[str, str]) -> dict[str, Page]:
    database = settled.app.extensions["huican"].database
    client = settled.visitor()
    client.set_cookie("sheet", cookies["sheet"], domain="localhost")
    return {page: record(client, path, settled.origin, database) for page, path in PAGES.items()}


def _loads(page: str, path: str, ports: dict[str, int], headers: dict[str, str]) -> dict[str, list[Load]]:
    """In each round everybody once, so that what others do to the machine falls on all alike."""
    found: dict[str, list[Load]] = {who: [] for who in ports}
    for round_ in range(ROUNDS + 1):
        for who, port in ports.items():
            asked = path if who == "ours" else f"/{page}"
            measured = load(port, asked, headers, SECONDS if round_ else 0.5)
            if round_:  # the first warms up
                found[who].append(measured)
    return found


def _costs(page: str, path: str, cookie: str, environment: dict[str, str]) -> dict[str, float]:
    """Microseconds of CPU, the least of the rounds."""
    found = {"ours": float("inf")} | dict.fromkeys(PEERS, float("inf"))
    for _ in range(ROUNDS):
        for who, target in {"ours": "webapp.served:app", **PEERS}.items():
            asked = [path, str(SECONDS / 2), cookie] if who == "ours" else [f"/{page}", str(SECONDS / 2)]
            command = [sys.executable, "-m", "bench.one_process", target, *asked]
            process = machine.start(*command, core=machine.SERVER, cwd=ROOT, env=environment)
            printed, _ = process.communicate()
            if process.returncode:
                raise RuntimeError(f"{who}: {page} could not be asked")
            found[who] = min(found[who], float(printed))
    return found
