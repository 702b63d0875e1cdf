"""The night tells those whose answers changed, and nobody else."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from webapp import entitlements
from webapp.core import Actor, LedgerEntry
from webapp.people import FactSource, Resident, find_resident, record_fact


def night(database, at) -> int:
    return sum(changed for _, changed in entitlements.work_through(database, Actor.service(at)))


def told(database, resident) -> list[dict]:
    with database.reading() as db:
        about_her = select(LedgerEntry).where(LedgerEntry.subject_id == resident.id).order_by(LedgerEntry.id)
        return [e.facts for e in db.scalars(about_her) if e.event == "entitlements.EntitlementsChanged"]


def test_a_quiet_night_tells_nobody_and_a_second_one_looks_at_nobody(village, clock):
    tomorrow = clock.at + timedelta(days=1)
    assert entitlements.still_to_do(village.database, Actor.service(tomorrow)) > 0
    assert night(village.database, tomorrow) == 0
    assert entitlements.still_to_do(village.database, Actor.service(tomorrow)) == 0
    assert list(entitlements.work_through(village.database, Actor.service(tomorrow))) == []


def test_what_is_given_no_more_is_told_to_those_who_had_it(village, clock):
    tomorrow = clock.at + timedelta(days=1)
    with village.database.writing() as db:
        record = next(
            r for r in entitlements.in_force_records(db) if r.benefit == "pinghu/marginal-household-living-subsidy"
        )
        entitlements.end_in_force(db, village.actor("federation"), record, ended_on=Actor.service(tomorrow).today)
    night(village.database, tomorrow)
    assert [facts["lost"] for facts in told(village.database, village.qin)] == [
        ["pinghu/marginal-household-living-subsidy"]
    ]
    assert told(village.database, village.guo) == []


def test_a_fact_that_the_register_changed_is_found_by_the_night(village, clock):
    with village.database.writing() as db:
        bin_ = find_resident(db, village.bin.public_id)
        for fact, value in (
            ("income_status", "dibao_marginal"),
            ("receives_child_in_difficulty_subsidy", False),
            ("single_person_dibao", False),
        ):
            record_fact(db, Actor.service(clock.at), bin_, fact, value, source=FactSource.register)
    assert night(village.database, clock.at + timedelta(days=1)) == 1
    assert "pinghu/marginal-household-living-subsidy" in told(village.database, village.bin)[0]["gained"]


def test_the_first_look_at_somebody_tells_her_nothing(village, clock):
    with village.database.writing() as db:
        db.execute(delete(entitlements.StoredEntitlements))
    assert night(village.database, clock.at) == 0
    assert entitlements.still_to_do(village.database, Actor.service(clock.at)) == 0


def stored(db) -> dict[int, tuple]:
    return {
        row.resident_id: (row.worked_out_on, row.entitled, row.could_be, row.rulebook_id)
        for row in db.scalars(select(entitlements.StoredEntitlements))
    }


def test_stock_taken_of_all_at_once_is_what_is_worked_out_for_each(village, clock):
    actor = Actor.service(clock.at)
    with village.database.writing() as db:
        everybody = db.scalars(select(Resident).order_by(Resident.id)).all()
        db.execute(delete(entitlements.StoredEntitlements))
        for her in everybody:
            entitlements.refresh(db, actor, her)
        one_by_one = stored(db)
        db.execute(delete(entitlements.StoredEntitlements))
        db.expunge_all()
        entitlements.take_stock(db, actor, *db.scalars(select(Resident).order_by(Resident.id)))
        assert stored(db) == one_by_one
    assert len(one_by_one) == len(everybody)
    assert len({row[1] for row in one_by_one.values()}) > 3
    assert night(village.database, clock.at + timedelta(days=1)) == 0


def test_taking_stock_leaves_the_dead_and_those_already_looked_at_as_they_are(village, clock):
    with village.database.writing() as db:
        mei, guo, lan = (db.merge(village.of(key)) for key in ("mei", "guo", "lan"))
        db.execute(delete(entitlements.StoredEntitlements).where(
            entitlements.StoredEntitlements.resident_id.in_([guo.id, lan.id])))
        guo.died_on = clock.at.date()
        before = stored(db)[mei.id]
        entitlements.take_stock(db, Actor.service(clock.at + timedelta(days=3)), mei, guo, lan)
        after = stored(db)
    assert after[mei.id] == before
    assert guo.id not in after
    assert lan.id in after
    assert told(village.database, village.lan) == []


def test_taking_stock_of_nobody_asks_for_nothing(village, clock):
    with village.database.writing() as db:
        before = stored(db)
        entitlements.take_stock(db, Actor.service(clock.at))
        assert stored(db) == before
