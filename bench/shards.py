"""One night by one process, and the same by two with a shard each, all on one PostgreSQL.

    python -m bench.shards URL K/N MOMENT

is one of these processes: it reads the catalogue, says that it is ready, waits for a line, looks at its shard, and
prints one line of JSON.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import datetime, timedelta
from time import perf_counter, process_time
from typing import Any

import sqlalchemy
from sqlalchemy import select, text

from bench import machine
from bench.night_run import NOW, edit, fill, night, opened, peak_mib
from webapp import entitlements
from webapp.core import Database
from webapp.core.ledger import LedgerHead
from webapp.entitlements import Scope, StoredCircumstances, StoredEntitlements

WHOLE = ("1/1",)
HALVES = ("1/2", "2/2")
RESULTS = (
    select(*(each for each in StoredEntitlements.__table__.c if each.name != "rulebook_id")).order_by("resident_id"),
    select(StoredCircumstances.__table__).order_by("resident_id"),
    select(LedgerHead.__table__).order_by("subject_id"),
)
"""What a night leaves. The head of a chain is a digest over all its entries; rulebooks are numbered as they come."""


def measured(url: str, count: int) -> dict[str, Any]:
    """Of the first night and of a usual one the seconds of both ways, and of how many rows the results differ."""
    both = _two(url, count)
    found: dict[str, Any] = {"differing": 0}
    for days, name in enumerate(("first", "usual")):
        at = NOW + timedelta(days=days)
        for database, shards in zip(both, (WHOLE, HALVES), strict=True):
            if days:
                edit(database, at, count, random.Random(days))
            found[name, len(shards)] = _night(database, shards, at)
        found["differing"] += _differing(*both)
    for database in both:
        database.engine.dispose()
    return found


def _two(url: str, count: int) -> tuple[Database, Database]:
    """Two databases with the same residents on one server."""
    one = opened(url)
    fill(one, count, random.Random(4))
    one.engine.dispose()
    named = one.engine.url.database
    beside = sqlalchemy.create_engine(one.engine.url.set(database="template1"), isolation_level="AUTOCOMMIT")
    with beside.connect() as connection:
        connection.execute(text(f'CREATE DATABASE two TEMPLATE "{named}"'))
    beside.dispose()
    return one, opened(one.engine.url.set(database="two").render_as_string(hide_password=False))


def _night(database: Database, shards: tuple[str, ...], at: datetime) -> dict[str, Any]:
    """By as many processes as there are shards; seconds from the first that begins to the last that ends."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = (sys.executable, "-m", "bench.shards", url)
    processes = [
        machine.start(*command, shard, at.isoformat(), core=None, stdin=subprocess.PIPE) for shard in shards
    ]  # fmt: skip
    for each in processes:
        if each.stdout is None or each.stdout.readline() != "ready\n":
            raise RuntimeError("a process with a shard did not begin")
    for each in processes:
        each.stdin.write("go\n")  # type: ignore[union-attr]
        each.stdin.flush()  # type: ignore[union-attr]
    said = [json.loads(each.communicate()[0]) for each in processes]
    return {
        "clock": max(each["ended"] for each in said) - min(each["began"] for each in said),
        "own": max(each["own"] for each in said),
        "looked_at": [each["looked_at"] for each in said],
        "peak_mib": max(each["peak_mib"] for each in said),
    }


def _differing(one: Database, other: Database) -> int:
    """Rows of one that are not in the other, and the other way round."""
    found = 0
    for chosen in RESULTS:
        with one.engine.connect() as left, other.engine.connect() as right:
            theirs = [{tuple(row) for row in each.execute(chosen)} for each in (left, right)]
        found += len(theirs[0] ^ theirs[1])
    return found


def main(url: str, shard: str, moment: str) -> dict[str, Any]:
    place, count = map(int, shard.split("/"))
    database, at = opened(url), datetime.fromisoformat(moment)
    entitlements.current()
    print("ready", flush=True)
    sys.stdin.readline()
    began, own = perf_counter(), process_time()
    looked_at, told = night(database, at, Scope(shard=(place, count)))
    found = {"began": began, "ended": perf_counter(), "own": process_time() - own, "looked_at": looked_at, "told": told}
    database.engine.dispose()
    return {**found, "peak_mib": peak_mib()}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
