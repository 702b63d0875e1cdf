"""Our pages and the same pages made from public component libraries, under the same engines and the same ruler.

A question with three choices, the same after nothing was chosen, a day, and a list. The libraries are used as their
guides say, in the words of our pages; what their services add around a page is left away, which favours them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.accessibility.peers import PEERS, serving
from bench.figures import Figure, Report, at_most, ratio_of_at_least, ratio_of_at_most
from bench.server import ROOT
from tests.browser import ARGUMENTS, PHONE, chromium

sys.path.append(str(ROOT / "a11y-tests"))

from bench.accessibility.keys import keystrokes
from engines import axe, ibm, nu
from journeys import Step, choose, go, write
from measures import tall
from stage import Stage
from switch import press

OURS = {
    "question": "resident.new_appointment-without-certificate",
    "question refused": "resident.appointment_sites-failed",
    "date": "resident.mandate_duration-empty",
    "list": "resident.entitlement_group-yours",
}
ANSWERS = {
    "question": ((*map(choose, ("去医院评定", "第一次办残疾人证", "视力残疾")),), go("下一步：选评定机构")),
    "date": ((choose("自己选最后一天"), write("最后一天是哪天", "20271031")), go("下一步：读委托书")),
}
THREE_FIELDS = (write("年", "2027"), write("月", "10"), write("日", "31"))
"""How the libraries ask for a day."""
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
RULER = (Path(__file__).parent / "ruler.js").read_text(encoding="utf-8")


def measure() -> Report:
    report = Report(
        "Accessibility: the same engines and ruler over the same pages of two component libraries, on a phone"
    )
    with TemporaryDirectory() as name, sync_playwright() as player, serving() as address:
        folder = Path(name)
        browser = player.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_context(viewport=PHONE, locale="zh-CN", service_workers="block", bypass_csp=True).new_page()
        with _stage(folder) as show:
            looked = {(kind, "ours"): _looked_at(lambda kind=kind: show(page, kind), page, kind) for kind in OURS}
            for kind, peer in product(OURS, PEERS):
                looked[kind, peer] = _looked_at(lambda at=f"{address}/{peer}/{kind}": page.goto(at), page, kind)
        browser.close()
        _check_sources(looked, folder)
    for kind, peer in product(OURS, PEERS):
        report.add(*_figures(kind, looked[kind, "ours"].sizes, peer, looked[kind, peer].sizes))
    report.note(
        "Findings: axe-core with all rules, IBM's engine, the Nu checker. Presses with one switch, and keystrokes on a "
        "keyboard, from the top on until the answer is sent; what is chosen already is so on all pages."
    )
    return report


BETTER = ratio_of_at_most(0.99)
MORE = ratio_of_at_least(1.01)
NO_MORE = ratio_of_at_most(1)


def missing(page: Page, answers: tuple[Step, ...]) -> list[Step]:
    """Without what is chosen already."""
    return [step for step in answers if step.typed or not page.get_by_label(step.words, exact=False).first.is_checked()]


@dataclass(frozen=True)
class Looked:
    html: str
    sizes: dict[str, float]


def _looked_at(arrive: Any, page: Page, kind: str) -> Looked:
    arrive()
    html = STYLE.sub("", page.content())
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    with tall(page):
        found = axe(page) + ibm(page)
        sizes = page.evaluate(RULER)
    sizes["findings"] = len(found)
    if kind in ANSWERS:
        answers, onward = ANSWERS[kind]
        if kind == "date" and page.locator("[id=day-year]").count():
            answers = (answers[0], *THREE_FIELDS)
        arrive()
        with page.expect_event("load"):
            sizes["presses"] = sum(press(page, step, step.typed) for step in (*missing(page, answers), onward))
        arrive()
        sizes["keystrokes"] = keystrokes(page, missing(page, answers), onward.words)
    return Looked(html, sizes)


def _check_sources(looked: dict[tuple[str, str], Looked], folder: Path) -> None:
    """Adds what the HTML checker finds, all in one run."""
    sources = folder / "sources"
    sources.mkdir()
    names = {f"{who} {kind}": (kind, who) for kind, who in looked}
    for finding in nu({name: looked[place].html for name, place in names.items()}, sources):
        looked[names[finding.split(": ")[0]]].sizes["findings"] += 1


def _figures(kind: str, ours: dict[str, float], peer: str, theirs: dict[str, float]) -> Iterator[Figure]:
    yield Figure(f"{kind}, findings", ours["findings"], "", peer, theirs["findings"], at_most(0))
    yield Figure(f"{kind}, smallest target", ours["target"], "px", peer, theirs["target"], MORE)
    yield Figure(f"{kind}, smallest text", ours["text"], "px", peer, theirs["text"], MORE)
    yield Figure(f"{kind}, lowest contrast", ours["contrast"], ": 1", peer, theirs["contrast"], MORE)
    for how in ("presses", "keystrokes"):
        if how in ours:
            target = BETTER if kind == "date" else NO_MORE  # one of three is chosen alike everywhere
            yield Figure(f"{kind}, {how}", ours[how], "", peer, theirs[how], target)


@contextmanager
def _stage(folder: Path) -> Iterator[Any]:
    """Shows one of our pages to a browser, as the accessibility tests do."""
    from pages import PAGES
    from tests.conftest import build_village
    from tests.databases import SQLiteDatabases

    states = {str(state): state for state in PAGES}
    places = [folder / name for name in ("templates", "copies", "stage")]
    for place in places:
        place.mkdir()
    villages = SQLiteDatabases(places[0])
    copy = lambda: Path(villages.fresh_url(places[1], build_village).removeprefix("sqlite:///"))  # noqa: E731
    stage = Stage(copy, places[2])
    try:
        yield lambda page, kind: stage.show(page, stage.play(states[OURS[kind]]))
    finally:
        stage.close()
