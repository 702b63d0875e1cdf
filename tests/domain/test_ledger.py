"""The ledger is never changed or deleted: the database itself refuses, in every way we know of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from webapp.core import Event, LedgerEntry, Matter, record
from webapp.core.ledger import LedgerHead, timeline, verify


@dataclass(frozen=True)
class Happened(Event):
    number: int


@pytest.fixture
def kept(database, actor):
    with database.writing() as db:
        for number in range(3):
            record(db, actor, Happened(number), subject_id=7, matter=Matter("trial", "abc"))
    return database


ATTACKS = {
    "update": "UPDATE ledger_entries SET body = '{}'",
    "delete": "DELETE FROM ledger_entries",
    "replace": "INSERT OR REPLACE INTO ledger_entries SELECT * FROM ledger_entries",
    "truncate": "TRUNCATE ledger_entries",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(kept, database_name, attack):
    if (attack == "replace" and database_name != "sqlite") or (attack == "truncate" and database_name == "sqlite"):
        attack = "delete"  # a statement that the other database has not: try the next of its own
    with pytest.raises(DatabaseError, match="append-only"), kept.writing() as db:
        db.execute(text(ATTACKS[attack]))
    with kept.reading() as db:
        assert [entry.facts["number"] for entry in timeline(db, Matter("trial", "abc"))] == [0, 1, 2]
        assert verify(db, 7)


def test_a_page_cannot_write(kept):
    with kept.reading() as db:
        db.add(LedgerHead(subject_id=9, hash="x", length=0))
        with pytest.raises(DatabaseError):
            db.flush()


def test_a_failed_act_leaves_no_entry(kept, actor):
    def fail() -> None:
        with kept.writing() as db:
            record(db, actor, Happened(9), subject_id=7)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with kept.reading() as db:
        assert len(db.scalars(select(LedgerEntry)).all()) == 3


def test_a_chain_with_a_forged_link_does_not_verify(kept):
    with kept.reading() as db:
        assert verify(db, 7)
    with kept.writing() as db:
        head = db.get_one(LedgerHead, 7)
        head.hash = "0" * 64
    with kept.reading() as db:
        assert not verify(db, 7)


def test_subscribers_hear_before_the_commit_and_act_after_it(database, actor):
    heard = []

    def subscriber(db, entries):
        heard.append(("before", [entry.event for entry in entries]))
        return lambda: heard.append(("after", []))

    database.subscribe(subscriber)
    with database.writing() as db:
        record(db, replace(actor, resident_id=7), Happened(1), subject_id=7)
        heard.append(("verb", []))
    assert [step for step, _ in heard] == ["verb", "before", "after"]


def test_a_subscriber_that_fails_undoes_the_change(database, actor):
    def subscriber(db, entries):
        raise RuntimeError

    database.subscribe(subscriber)
    with pytest.raises(RuntimeError), database.writing() as db:
        record(db, actor, Happened(1), subject_id=7)
    with database.reading() as db:
        assert db.scalars(select(LedgerEntry)).all() == []
