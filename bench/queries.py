"""Questions a page asks the database: every page of the doors that the people of the village can reach, and every
answer on the way to every state of the catalogue of pages."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bench import village
from bench.figures import Figure, Report, at_most
from tests.conftest import build_village
from tests.databases import SQLiteDatabases
from tests.walk import GATHERED, MOST_QUERIES, Answered, Seen, Walk
from webapp.people import Resident
from webapp.web.door import ROUTES

sys.path.append(str(Path(__file__).parents[1] / "a11y-tests"))  # for the catalogue of pages and states

CARER = "陈晓燕"
PEOPLE = {
    "a stranger": None, "a resident": village.RESIDENT, "one who waits for a visit": "吴为民",
    "a carer for herself": CARER, "an officer": "丁一",
    "an officer of the village": "方正", "a federation officer": "何平", "an administrator": "江海",
    "a clerk": "金医生", "a provider": "彭师傅",
}
NAMED = 5
"""How many of the pages that ask most are named; of the states too."""


def measure() -> Report:
    report = Report("Queries a page: every page of the doors that somebody of the village can reach")
    seen: dict[str, Seen] = {}
    with village.settled() as settled:
        clients = {who: settled.visitor(name) for who, name in PEOPLE.items()}
        clients["a carer"] = settled.visitor(CARER)
        with clients["a carer"].session_transaction(base_url=settled.origin) as session:
            session["acting_for"] = _public_id(settled, village.RESIDENT)
        pages = []
        for who, client in clients.items():
            pages += [(who, page) for page in Walk(settled.app, client, settled.origin).pages()]
    pages.sort(key=lambda page: page[1].queries, reverse=True)
    for who, page in pages:
        if page.endpoint not in seen and len(seen) < NAMED:
            report.add(Figure(f"{page.endpoint}, {who}", page.queries, "queries", target=at_most(MOST_QUERIES)))
        seen.setdefault(page.endpoint, page)
    above = {page.endpoint for _, page in pages if page.queries > MOST_QUERIES}
    report.add(Figure("pages above eight", len(above), "pages", target=at_most(0)))
    recorded = max(page.recorded for _, page in pages)
    kinds = [route for route in ROUTES.values() if route.kind == "page"]
    report.note(f"{len(pages)} visits to {len(seen)} of {len(kinds)} pages; the rest need a deed first or are files.")
    report.note(f"Where somebody else's file is opened, noting it takes {recorded} statements more afterwards.")
    _in_every_state(report)
    return report


def _in_every_state(report: Report) -> None:
    """As the tests of accessibility arrive there: refusals too, and nothing put into words before."""
    answers = _on_all_ways()
    most: dict[str, Answered] = {}
    for answer in sorted(answers, key=lambda answer: answer.queries, reverse=True):
        if answer.endpoint not in GATHERED:
            most.setdefault(str(answer), answer)
    for kind, answer in list(most.items())[:NAMED]:
        report.add(Figure(f"{kind}, in the catalogue", answer.queries, "queries", target=at_most(MOST_QUERIES)))
    above = sum(answer.queries > MOST_QUERIES for answer in most.values())
    report.add(Figure("answers of the catalogue above eight", above, "kinds", target=at_most(0)))
    report.note(f"{len(answers)} answers of {len(most)} kinds on the way to every state of the catalogue.")
    for endpoint in GATHERED:
        asked = max(answer.queries for answer in answers if answer.endpoint == endpoint)
        report.note(f"{endpoint} is a file that gathers from every room: it asks {asked}, and is not counted above.")


def _on_all_ways() -> list[Answered]:
    from pages import PAGES
    from stage import Stage

    with TemporaryDirectory() as name:
        templates, copies, folder = (Path(name) / part for part in ("templates", "copies", "stage"))
        for each in (templates, copies, folder):
            each.mkdir()
        villages = SQLiteDatabases(templates)
        stage = Stage(lambda: Path(villages.fresh_url(copies, build_village).removeprefix("sqlite:///")), folder)
        try:
            return [answer for page in PAGES for answer in stage.arrival(page).on_the_way]
        finally:
            stage.close()


def _public_id(settled: village.Village, name: str) -> str:
    with settled.app.extensions["huican"].database.reading() as db:
        return db.scalars(select(Resident.public_id).where(Resident.name == name)).one()
