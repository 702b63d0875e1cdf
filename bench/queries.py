"""Questions a page asks the database: every page of the doors that the people of the village can reach."""

from __future__ import annotations

from sqlalchemy import select

from bench import village
from bench.figures import Figure, Report, at_most
from tests.walk import Seen, Walk
from webapp.people import Resident
from webapp.web.door import ROUTES

MOST = 8
CARER = "陈晓燕"
PEOPLE = {
    "a stranger": None, "a resident": village.RESIDENT, "one who waits for a visit": "吴为民",
    "a carer for herself": CARER, "an officer": "丁一",
    "an officer of the village": "方正", "a federation officer": "何平", "an administrator": "江海",
    "a clerk": "金医生", "a provider": "彭师傅",
}
NAMED = 5
"""How many of the pages that ask most are named."""


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
            report.add(Figure(f"{page.endpoint}, {who}", page.queries, "queries", target=at_most(MOST)))
        seen.setdefault(page.endpoint, page)
    above = {page.endpoint for _, page in pages if page.queries > MOST}
    report.add(Figure("pages above eight", len(above), "pages", target=at_most(0)))
    recorded = max(page.recorded for _, page in pages)
    kinds = [route for route in ROUTES.values() if route.kind == "page"]
    report.note(f"{len(pages)} visits to {len(seen)} of {len(kinds)} pages; the rest need a deed first or are files.")
    report.note(f"Where somebody else's file is opened, noting it takes {recorded} statements more afterwards.")
    return report


def _public_id(settled: village.Village, name: str) -> str:
    with settled.app.extensions["huican"].database.reading() as db:
        return db.scalars(select(Resident.public_id).where(Resident.name == name)).one()
