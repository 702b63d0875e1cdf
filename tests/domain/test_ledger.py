"""The ledger is never changed or deleted: the database itself refuses, in every way we know of."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, select, text, update
from sqlalchemy.exc import DatabaseError

from webapp.core import Event, LedgerEntry, Matter, ledger_guard, ledger_roots, record
from webapp.core.ledger import LedgerHead, chained_hash, timeline
from webapp.core.ledger_proof import prove, verify


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
    "upsert": "INSERT INTO ledger_entries SELECT * FROM ledger_entries WHERE true "
    "ON CONFLICT (id) DO UPDATE SET body = ''",
}
ATTACKS_ON = {
    "sqlite": {
        "replace": "INSERT OR REPLACE INTO ledger_entries SELECT * FROM ledger_entries",
        "update or replace": "UPDATE OR REPLACE ledger_entries SET id = 1",
    },
    "postgresql": {
        "truncate": "TRUNCATE ledger_entries",
        "truncate cascade": "TRUNCATE ledger_entries CASCADE",
        "merge": "MERGE INTO ledger_entries l USING (SELECT 1 AS id) s ON l.id = s.id WHEN MATCHED THEN DELETE",
    },
}


def whole(kept) -> bool:
    with kept.reading() as db:
        return [entry.facts["number"] for entry in timeline(db, Matter("trial", "abc"))] == [0, 1, 2] and verify(db, 7)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(kept, attack):
    with pytest.raises(DatabaseError, match="append-only"), kept.writing() as db:
        db.execute(text(ATTACKS[attack]))
    assert whole(kept)


def test_the_database_refuses_what_only_it_knows(kept, database_name):
    for statement in ATTACKS_ON[database_name].values():
        with pytest.raises(DatabaseError, match="append-only"), kept.writing() as db:
            db.execute(text(statement))
        assert whole(kept), statement


def test_replace_is_refused_to_a_program_that_has_not_our_pragmas(kept, database_name):
    if database_name != "sqlite":
        assert "replace" not in ATTACKS_ON[database_name], "only SQLite knows REPLACE"
        return
    other = sqlite3.connect(kept.engine.url.database)
    assert other.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        other.execute("INSERT OR REPLACE INTO ledger_entries SELECT * FROM ledger_entries WHERE id = 2")
    other.close()
    assert whole(kept)


def test_triggers_that_a_batch_migration_lost_are_noticed_and_put_back(kept):
    with kept.engine.connect().execution_options(access="write") as connection:
        with Operations(MigrationContext.configure(connection)).batch_alter_table(
            "ledger_entries", recreate="always" if connection.dialect.name == "sqlite" else "never"
        ) as batch:
            batch.add_column(Column("later", Integer))
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_no_change"))
        assert ledger_guard.fallen(connection), "a batch migration, or an owner's hand, has taken triggers away"
        assert ledger_guard.put_back(connection)
        assert ledger_guard.fallen(connection) == []
        connection.commit()
    with pytest.raises(DatabaseError, match="append-only"), kept.writing() as db:
        db.execute(text(ATTACKS["update"]))


def without_triggers(kept, statement: str) -> None:
    """What somebody does who owns the database itself."""
    with kept.writing() as db:
        for name in ("ledger_entries_no_update", "ledger_entries_no_delete", "ledger_entries_no_change"):
            on = " ON ledger_entries" if db.get_bind().dialect.name == "postgresql" else ""
            db.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
        db.execute(text(statement))


TAMPERINGS = {
    "the bytes": "UPDATE ledger_entries SET body = replace(body, 'number', 'nummer') WHERE id = 2",
    "who did it": "UPDATE ledger_entries SET actor_id = 99 WHERE id = 2",
    "under which mandate": "UPDATE ledger_entries SET mandate_id = 99 WHERE id = 2",
    "when": "UPDATE ledger_entries SET at = '2001-01-01 00:00:00.000000' WHERE id = 2",
    "what": "UPDATE ledger_entries SET event = 'people.FileViewed' WHERE id = 2",
    "one left out": "DELETE FROM ledger_entries WHERE id = 2",
    "the last left out": "DELETE FROM ledger_entries WHERE id = 3",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_whoever_goes_round_the_triggers_is_found_out(kept, tampering):
    without_triggers(kept, TAMPERINGS[tampering])
    with kept.reading() as db:
        assert prove(db).broken == [7]
        assert prove(db).entries in {2, 3}


def forge_the_whole_chain(kept) -> None:
    """Every link and the head made anew, as somebody would who has read this file."""
    without_triggers(kept, "SELECT 1")
    with kept.writing() as db:
        last = "0" * 64
        for entry in db.scalars(select(LedgerEntry).where(LedgerEntry.subject_id == 7).order_by(LedgerEntry.id)):
            body = entry.body.replace('"number":1', '"number":8')
            digest = chained_hash(last, body)
            db.execute(update(LedgerEntry).where(LedgerEntry.id == entry.id).values(
                body=body, previous=last, hash=digest).execution_options(synchronize_session=False))
            last = digest
        db.execute(update(LedgerHead).where(LedgerHead.subject_id == 7).values(hash=last))


def test_a_chain_rewritten_whole_is_found_by_a_signed_root_that_was_kept(kept, actor, tmp_path):
    key = ledger_roots.signer("07" * 32)
    with kept.reading() as db:
        assert ledger_roots.keep_root(db, tmp_path, key, actor.at).name == "2026-11-23.json"
        assert ledger_roots.keep_root(db, tmp_path, key, actor.at) is None, "one a day"
    links = ledger_roots.read_roots(tmp_path, key.public_key()).links
    with kept.writing() as db:
        record(db, actor, Happened(3), subject_id=7)
        record(db, actor, Happened(3), subject_id=8)
    with kept.reading() as db:
        assert prove(db, links).whole, "what came after the root is no forgery"
        ledger_roots.keep_root(db, tmp_path, key, actor.at + timedelta(days=1))
    roots = ledger_roots.read_roots(tmp_path, key.public_key())
    assert (roots.count, set(roots.heads)) == (2, {7, 8})
    forge_the_whole_chain(kept)
    with kept.reading() as db:
        assert 7 not in prove(db).broken, "without a root nobody would know"
        assert 7 in prove(db, links).broken


def test_a_root_that_was_changed_left_out_or_signed_by_somebody_else_is_refused(kept, actor, tmp_path):
    key = ledger_roots.signer("07" * 32)
    with kept.reading() as db:
        for days in range(3):
            ledger_roots.keep_root(db, tmp_path, key, actor.at + timedelta(days=days))
    assert ledger_roots.read_roots(tmp_path, key.public_key()).count == 3
    with pytest.raises(ledger_roots.RootForged, match="2026-11-23"):
        ledger_roots.read_roots(tmp_path, ledger_roots.signer("08" * 32).public_key())
    middle = tmp_path / "2026-11-24.json"
    text_of_it = middle.read_text()
    middle.write_text(text_of_it.replace("2026", "2025"))
    with pytest.raises(ledger_roots.RootForged, match="2026-11-24"):
        ledger_roots.read_roots(tmp_path, key.public_key())
    middle.unlink()
    with pytest.raises(ledger_roots.RootForged, match="2026-11-25"):
        ledger_roots.read_roots(tmp_path, key.public_key())


def test_a_page_cannot_write(kept):
    with kept.reading() as db:
        db.add(LedgerHead(subject_id=9, hash="x", length=0))
        with pytest.raises(DatabaseError):
            db.flush()


def test_a_connection_writes_for_acts_and_for_no_page_in_between(kept):
    for number in (7, 8):
        with kept.writing() as db:
            db.add(LedgerHead(subject_id=90 + number, hash="x", length=0))
        for _ in range(2):
            with kept.reading() as db:
                db.add(LedgerHead(subject_id=80 + number, hash="x", length=0))
                with pytest.raises(DatabaseError):
                    db.flush()
    with kept.reading() as db:
        assert {97, 98} <= set(db.scalars(select(LedgerHead.subject_id)))
        assert not {87, 88} & set(db.scalars(select(LedgerHead.subject_id)))


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
