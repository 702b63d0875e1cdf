"""The ledger and the permission: what an entry and a check cost, and how fast every chain is proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from statistics import median
from time import process_time
from typing import Any

from sqlalchemy import select

from bench import village
from bench.figures import Figure, Report, Target
from webapp.core import Actor, Event, LedgerEntry, Matter, record
from webapp.core.ledger_proof import prove
from webapp.mandates import right_to_act
from webapp.people import Account, Resident
from webapp.web.access import Permission, allows
from webapp.web.visit import Visit

ENTRIES, CHAINS, AT_ONCE = 100_000, 1_000, 2_000
ACTS = 300
ROUNDS = 5
CARER = "陈晓燕"


@dataclass(frozen=True)
class Measured(Event):
    """Of the size of what happens most."""

    appointment: str
    slot: str


def measure() -> Report:
    report = Report("Ledger and permission: own CPU on SQLite")
    measure_into(report)
    return report


def measure_into(report: Report) -> None:
    with village.settled() as settled:
        house = settled.app.extensions["huican"]
        _acts(house, report)
        _checks(house, report)
        _fill(house)
        _proof(house, report)


def _cpu(work: Callable[[], Any], times: int = 1) -> float:
    """Microseconds a time, the median of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = process_time()
        for _ in range(times):
            work()
        rounds.append((process_time() - began) / times * 1e6)
    return median(rounds)


def _noted(house: Any, subject: int, *, with_entry: bool) -> None:
    with house.database.writing() as db:
        if with_entry:
            record(db, Actor.service(), Measured("a" * 16, "b" * 16), subject_id=subject, matter=Matter("m", "a" * 16))


def _acts(house: Any, report: Report) -> None:
    bare = _cpu(lambda: _noted(house, 1, with_entry=False), ACTS)
    entry = _cpu(lambda: _noted(house, 1, with_entry=True), ACTS)
    report.add(Figure("a ledger entry in an act", entry - bare, "µs", "the empty unit of work", bare))


def _checks(house: Any, report: Report) -> None:
    with house.database.reading() as db:
        carer = db.scalars(select(Account).where(Account.name == CARER)).one()
        her = db.scalars(select(Resident).where(Resident.name == village.RESIDENT)).one()
        today = Actor.service(house.clock()).today

        def found() -> Any:
            db.expire_all()
            return right_to_act(db, carer.id, public_id, today).mandate

        public_id = her.public_id
        mandate = found()
        visit = Visit(db=db, door="resident", at=house.clock(), account=carer, resident=her, mandate=mandate)
        asked = _cpu(lambda: allows(Permission.book_appointments, visit), 10_000)
        read = _cpu(found, ACTS)
    report.add(Figure("a permission, once it is known who is here", asked, "µs"))
    report.add(Figure("reading under which mandate a carer acts", read, "µs"))


def _fill(house: Any) -> None:
    for start in range(0, ENTRIES, AT_ONCE):
        with house.database.writing() as db:
            for number in range(start, start + AT_ONCE):
                about = Measured("a" * 16, "b" * 16)
                subject = 1_000_000 + number % CHAINS
                record(db, Actor.service(), about, subject_id=subject, matter=Matter("m", "a" * 16))


def _proof(house: Any, report: Report) -> None:
    with house.database.reading() as db:
        bodies = db.scalars(select(LedgerEntry.body)).all()
        proved = _cpu(lambda: prove(db)) / len(bodies)
        bare = _cpu(lambda: [sha256(f"{'0' * 64}\n{body}".encode()).hexdigest() for body in bodies]) / len(bodies)
        if prove(db).broken:
            raise RuntimeError("what was just written does not verify")
    report.add(Figure("entries proved a second", 1e6 / proved, "a second", "their SHA-256 alone", 1e6 / bare,
                      Target(100_000, at_least=True)))
    report.note(f"{len(bodies)} entries; chain, columns and head of each are compared with the stored bytes.")
