"""One night over a made-up population, in a process of its own so that its peak memory is its own.

    python -m bench.night_run URL RESIDENTS

Makes the residents, lets the first night pass, and then several usual ones: before each, one in a hundred is edited,
and the same columns are read plainly by the database's own driver, on a connection that is open. Of nights and of reads
the median counts; the first usual night, for which the process writes its statements, is told beside it. Prints one
line of JSON.
"""

from __future__ import annotations

import gc
import json
import random
import sqlite3
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psycopg
import sqlalchemy
from sqlalchemy import insert, select, text, update

from webapp import entitlements
from webapp.certificates import DisabilityCertificate
from webapp.core import Actor, Base, Database, privacy
from webapp.core.db import create_engine
from webapp.entitlements import EVERYBODY, Rehearsal, Scope, StoredCircumstances
from webapp.people import Area, FactSource, Resident, ResidentFact

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
AT_ONCE = 20_000
NIGHTS = 5
READS = 5
"""Plain reads before each usual night."""
EDITED = 100
"""One in so many is edited before each usual night."""

SAME_COLUMNS = (
    "SELECT c.resident_id, c.revision, c.due_on, c.region, c.facts, s.rulebook_id, s.entitled, s.could_be "
    "FROM resident_circumstances c LEFT JOIN stored_entitlements s ON s.resident_id = c.resident_id"
)
INCOMES = ("dibao", "dibao_marginal", "none")
FACTS = (
    ("income_status", INCOMES), ("rural_household", (True, False)),
    ("employment", ("employed", "flexible", "not_working")),
    ("in_resident_pension", (True, False)), ("able_to_work", (True, False)), ("single_person_dibao", (True, False)),
)  # fmt: skip


def main(url: str, count: int) -> dict[str, Any]:
    database = opened(url)
    chance = random.Random(4)
    fill(database, count, chance)
    found: dict[str, Any] = {"residents": count}
    entitlements.current()  # the service has read its catalogue before the night
    found["first"], found["first_own"], _ = timed(lambda: night(database, NOW))
    reads, nights, due, told = [], [], [], []
    with plain_reader(database.engine.url) as plain_read:
        for days in range(1, NIGHTS + 1):
            at = NOW + timedelta(days=days)
            found["edited"] = edit(database, at, count, chance)
            reads += [timed(plain_read)[:2] for _ in range(READS)]
            *spent, (looked_at, news) = timed(lambda: night(database, at))  # noqa: B023 (done at once)
            nights.append(spent)
            due.append(looked_at)
            told.append(news)
    found["due"], found["told"] = statistics.median(due), statistics.median(told)
    found["usual_first"], found["usual_first_own"] = nights[0]
    for name, each in (("read", reads), ("usual", nights)):
        found[name], found[f"{name}_own"] = map(statistics.median, zip(*each, strict=True))
    found["everybody"], found["everybody_own"], _ = timed(lambda: rehearsed(database, at))
    found["peak_mib"] = peak_mib()
    database.engine.dispose()
    return found


def peak_mib() -> float:
    """Of this process alone: `getrusage` would count what its parent held when it began."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def opened(url: str) -> Database:
    privacy.unlock(privacy.Keyring(("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",), "only-for-the-benchmark"))
    database = Database(create_engine(url))
    database.subscribe(entitlements.mark_due)
    Base.metadata.create_all(database.engine)
    return database


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock and of this process's own processor time, and what came of it."""
    gc.collect()
    began, own = perf_counter(), process_time()
    result = work()
    return perf_counter() - began, process_time() - own, result


def night(database: Database, at: datetime, scope: Scope = EVERYBODY) -> tuple[int, int]:
    """How many were looked at, and how many told."""
    pieces = [*entitlements.work_through(database, Actor.service(at), scope)]
    return sum(looked_at for looked_at, _ in pieces), sum(told for _, told in pieces)


def rehearsed(database: Database, at: datetime) -> None:
    actor = Actor.service(at)
    for _ in entitlements.rehearse(database, actor, actor.today, Rehearsal()):
        pass


@contextmanager
def plain_reader(url: sqlalchemy.URL) -> Iterator[Callable[[], int]]:
    """Reads everybody by the driver alone, every row made a tuple of Python."""
    if url.drivername.startswith("sqlite"):
        with closing(sqlite3.connect(str(url.database))) as connection:
            yield lambda: sum(len(some) for some in batches(connection.execute(SAME_COLUMNS)))
        return
    libpq = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(libpq) as opened_before:

        def read() -> int:
            with opened_before.transaction(), opened_before.cursor(name="all") as cursor:
                cursor.itersize = AT_ONCE
                cursor.execute(SAME_COLUMNS)
                return sum(len(some) for some in batches(cursor))

        yield read


def batches(cursor: Any) -> Iterator[list[Any]]:
    while some := cursor.fetchmany(AT_ONCE):
        yield some


def fill(database: Database, count: int, chance: random.Random) -> None:
    with database.engine.begin() as connection:
        _fill(connection, count, chance)
        if database.engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))


def _fill(connection: sqlalchemy.Connection, count: int, chance: random.Random) -> None:
    """Residents of two towns of Pinghu, each with a certificate and six facts."""
    city = Area(code="c", name="city", region="jiaxing")
    town = Area(code="t", name="town", within=city, region="pinghu")
    for place, area in enumerate((city, town), start=1):
        row = {name: getattr(area, name) for name in ("code", "name", "region", "lineage", "regions")}
        connection.execute(insert(Area).values(id=place, parent_id=None, **row))
    for start in range(1, count + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count + 1))
        connection.execute(insert(Resident.__table__), [_resident(number, chance) for number in numbers])
        papers = [_certificate(number, chance) for number in numbers]
        connection.execute(insert(DisabilityCertificate.__table__), papers)
        facts = [_fact(number, fact, chance.choice(values)) for number in numbers for fact, values in FACTS]
        connection.execute(insert(ResidentFact.__table__), facts)


def _resident(number: int, chance: random.Random) -> dict[str, Any]:
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(96 * 365))
    return {
        "id": number, "public_id": f"r{number}", "name": "某某", "citizen_id": "", "citizen_id_index": f"i{number}",
        "birth_on": born, "hukou_area_id": 2, "residence_area_id": 2, "registered_at": NOW,
    }  # fmt: skip


def _certificate(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": number, "public_id": f"c{number}", "resident_id": number, "number": "", "number_index": f"n{number}",
        "category": chance.choice(("visual", "hearing", "physical", "intellectual", "mental")),
        "grade": chance.randint(1, 4), "recorded_at": NOW,
    }  # fmt: skip


def _fact(number: int, fact: str, value: Any) -> dict[str, Any]:
    return {
        "resident_id": number, "fact": fact, "value": json.dumps(value), "from_on": date(2026, 1, 1),
        "source": FactSource.register, "recorded_at": NOW,
    }  # fmt: skip


def edit(database: Database, at: datetime, count: int, chance: random.Random) -> int:
    """One in a hundred has another income from that day on; their rows are marked as the verbs' ledger entries do."""
    edited = sorted(chance.sample(range(1, count + 1), count // EDITED))
    today = Actor.service(at).today
    with database.writing() as db:
        for start in range(0, len(edited), 500):
            some = edited[start : start + 500]
            theirs = ResidentFact.resident_id.in_(some), ResidentFact.fact == "income_status"
            db.execute(update(ResidentFact).where(*theirs, ResidentFact.until_on.is_(None)).values(until_on=today))
            new = [{**_fact(number, "income_status", chance.choice(INCOMES)), "from_on": today} for number in some]
            db.execute(insert(ResidentFact.__table__), new)
            db.execute(
                update(StoredCircumstances)
                .where(StoredCircumstances.resident_id.in_(some))
                .values(due_on=date(1, 1, 1), revision=StoredCircumstances.revision + 1)
            )
        assert db.scalar(select(StoredCircumstances.due_on).order_by(StoredCircumstances.due_on).limit(1))
    return len(edited)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))), flush=True)
