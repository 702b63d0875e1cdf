"""The report of an audit: each page in each state as a picture, grouped by what people come for, with what was found.

    python a11y-tests/audit.py FOLDER [RUN.xml] [WORD]

RUN.xml holds the results of the tests (pytest --junitxml); WORD keeps to states whose name holds it. FOLDER/heard holds
what hear.py has heard. The report is
itself looked at by the engines; returns 1 when they find something, or when a test of the run failed.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

HOUSE = Path(__file__).parents[1]
sys.path[:0] = [str(HOUSE), str(Path(__file__).parent)]

from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from engines import axe, ibm, nu  # noqa: E402
from measures import measure, tall  # noqa: E402
from pages import PAGES  # noqa: E402
from stage import Stage  # noqa: E402
from states import State  # noqa: E402
from tests.browser import ARGUMENTS, chromium  # noqa: E402
from tests.conftest import build_village  # noqa: E402
from tests.databases import SQLiteDatabases  # noqa: E402
from tests.house.test_design_tokens import COLUMNS, PAIRS, TOKENS, colours, contrast  # noqa: E402
from webapp.web.accessibility import evidence, heard  # noqa: E402

RULER = (HOUSE / "bench/accessibility/ruler.js").read_text(encoding="utf-8")
TRANSCRIPTS = Path(__file__).parent / "transcripts"
GROUPS = {  # first word of the address: what people come for
    "": "Coming in",
    "sign-in": "Coming in",
    "activation": "Coming in",
    "preferences": "Coming in",
    "ways-in": "Coming in",
    "recovery-code": "Coming in",
    "phone-number": "Coming in",
    "confirmation": "Coming in",
    "read-aloud": "Coming in",
    "profile": "Coming in",
    "accessibility": "Coming in",
    "offline": "Coming in",
    "entitlements": "What is hers",
    "notice": "What is known of her",
    "needs": "What is known of her",
    "my-data": "What is known of her",
    "code": "The code",
    "check": "The code",
    "appointments": "The assessment",
    "home-services": "Home services",
    "mandates": "Who acts for whom",
    "acting": "Who acts for whom",
    "complaints": "Writing and complaining",
    "letters": "Writing and complaining",
    "inbox": "Being told",
    "notices": "Being told",
    "workbench": "The workbench",
    "demo": "The demo and its gallery",
}
ELSEWHERE = "Everything else"


@dataclass
class Seen:
    state: State
    title: str
    group: str
    picture: str
    target: float
    text: float
    contrast: float
    findings: list[str]
    checks: list[str]
    transcript: str | None


@dataclass
class Audit:
    on: date
    seen: list[Seen] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Name of a test and how it failed."""
    tests: int = 0
    told: list[str] = field(default_factory=list)
    """What is to be said of listening with Orca: that nobody did, or on which day and to what (hear.py)."""
    by_ear: list[tuple[str, str]] = field(default_factory=list)
    """Name of a journey, and what was heard."""

    @property
    def groups(self) -> dict[str, list[Seen]]:
        names = list(dict.fromkeys([*GROUPS.values(), ELSEWHERE]))
        return {name: [each for each in self.seen if each.group == name] for name in names
                if any(each.group == name for each in self.seen)}  # fmt: skip

    @property
    def tokens(self) -> list[tuple[str, str, float, list[float]]]:
        """Text or control, its ground, what it needs, and its contrast in each mode."""
        roles = [colours(TOKENS, column) for column in COLUMNS]
        return [
            (one, other, least, [contrast(each[one], each[other]) for each in roles]) for one, other, least in PAIRS
        ]


def look(stage: Stage, page: Page, state: State, folder: Path, checks: dict[str, set[str]]) -> Seen:
    stage.show(page, stage.arrival(state))
    picture = f"pictures/{state}.jpg"
    with tall(page):
        page.screenshot(path=folder / picture, type="jpeg", quality=60, full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    with tall(page):
        sizes: dict[str, float] = page.evaluate(RULER)
        findings = measure(page)
    spoken = TRANSCRIPTS / f"{state}.txt"
    word = stage.arrival(state).path.split("?")[0].split("/")[1]
    return Seen(
        state, page.title(), GROUPS.get(word, ELSEWHERE), picture, **sizes, findings=findings,
        checks=sorted(checks.get(str(state), ())), transcript=spoken.read_text("utf-8") if spoken.exists() else None,
    )  # fmt: skip


def read_run(path: Path, audit: Audit) -> None:
    for case in ET.parse(path).getroot().iter("testcase"):  # noqa: S314  written by our own run
        audit.tests += 1
        for fault in (*case.iter("failure"), *case.iter("error")):
            audit.failed.append((str(case.get("name")), str(fault.get("message"))))


def read_what_was_heard(folder: Path, audit: Audit) -> None:
    """Of this run; where nobody listened in it, that is said, with the last time."""
    told = folder / "told.txt"
    audit.told = told.read_text("utf-8").splitlines() if told.exists() else ["Nobody listened in this run."]
    audit.by_ear = [(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt")) if path != told]
    if not audit.by_ear:
        audit.told += [f"{line.journey} was heard on {line.on} with {line.reader}." for line in heard.read()]


def write(audit: Audit, folder: Path) -> Path:
    here = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=here, autoescape=True, undefined=StrictUndefined)
    page = folder / "index.html"
    page.write_text(environment.get_template("audit.html").render(audit=audit, columns=COLUMNS), encoding="utf-8")
    return page


def main(folder: Path, run: Path | None = None, word: str = "") -> int:
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    audit = Audit(date.today())  # noqa: DTZ011  a day of here
    if run is not None:
        read_run(run, audit)
    read_what_was_heard(folder / "heard", audit)
    checks: dict[str, set[str]] = {}
    for line in evidence.read():
        checks.setdefault(line.state, set()).update(line.names)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as player:
        places = [Path(name) / part for part in ("templates", "copies", "stage", "source")]
        for place in places:
            place.mkdir()
        villages = SQLiteDatabases(places[0])
        stage = Stage(
            lambda: Path(villages.fresh_url(places[1], build_village).removeprefix("sqlite:///")), places[2]
        )
        browser = player.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_context(locale="zh-CN", service_workers="block").new_page()
        try:
            audit.seen = [look(stage, page, state, folder, checks) for state in PAGES if word in str(state)]
        finally:
            stage.close()
        report = write(audit, folder)
        found = faults_of(page, report, places[3])
        browser.close()
    sys.stdout.write(f"{report}: {len(audit.seen)} states, {len(audit.failed)} tests failed\n")
    sys.stdout.writelines(f"  the report itself: {fault}\n" for fault in found)
    return 1 if found or audit.failed or any(each.findings for each in audit.seen) else 0


def faults_of(page: Page, report: Path, folder: Path) -> list[str]:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(report.as_uri())
    return [*axe(page), *ibm(page), *nu({"audit": report.read_text("utf-8")}, folder)]


if __name__ == "__main__":
    given: list[Any] = sys.argv[1:]
    sys.exit(main(Path(given[0]), Path(given[1]) if len(given) > 1 and given[1] else None, *given[2:3]))
