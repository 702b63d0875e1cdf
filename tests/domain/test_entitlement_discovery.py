"""Discovery says what the explained answer says, tells each change once, and is safe to end at any moment."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.factories_population import SUBSIDY, give, settle
from webapp import entitlements, people
from webapp.core import Actor, Database, LedgerEntry
from webapp.entitlements import (
    Answer,
    BenefitPosition,
    Rehearsal,
    Rulebook,
    Scope,
    StoredCircumstances,
    StoredEntitlements,
    discovery,
)
from webapp.people import FactSource, Resident

CHANGED = "entitlements.EntitlementsChanged"


def run(database: Database, actor: Actor, **scope) -> int:
    return sum(told for _, told in entitlements.work_through(database, actor, Scope(**scope)))


def told(database: Database) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = {}
    with database.reading() as db:
        for entry in db.scalars(select(LedgerEntry).where(LedgerEntry.event == CHANGED).order_by(LedgerEntry.id)):
            found.setdefault(entry.subject_id, []).append(entry.facts)
    return found


def stored(database: Database) -> dict[int, tuple]:
    with database.reading() as db:
        return {each.resident_id: (each.rulebook_id, each.entitled, each.could_be)
                for each in db.scalars(select(StoredEntitlements))}  # fmt: skip


def test_what_is_stored_is_what_the_explained_answer_says(village, clock) -> None:
    tomorrow = Actor.service(clock.at + timedelta(days=1))
    run(village.database, tomorrow)
    with village.database.reading() as db:
        places = dict(db.execute(select(BenefitPosition.benefit, BenefitPosition.position)).all())
        for her in db.scalars(select(Resident).where(Resident.died_on.is_(None))):
            kept = db.get_one(StoredEntitlements, her.id)
            found = entitlements.entitlements_of(db, her, tomorrow.today)
            for answer, bits in ((Answer.ENTITLED, kept.entitled), (Answer.COULD_BE, kept.could_be)):
                expected = {each.benefit.key for each in found.assessments if each.answer is answer}
                number = int.from_bytes(bits, "little")
                assert {key for key, place in places.items() if number >> place & 1} == expected
            assert db.get_one(Rulebook, kept.rulebook_id).region == (found.region or "")
            assert expected, "of everybody something is not known"


def test_the_row_that_the_night_reads_says_what_the_page_knows(village, clock) -> None:
    run(village.database, Actor.service(clock.at))
    coding = entitlements.coding_of(entitlements.current())
    with village.database.reading() as db:
        for row in db.scalars(select(StoredCircumstances)):
            who = entitlements.facts_of(db, db.get_one(Resident, row.resident_id), Actor.service(clock.at).today)
            assert row.facts == coding.row(who)


def test_the_first_night_tells_nobody_and_the_next_is_told_once(database: Database, actor: Actor) -> None:
    residents = settle(database, actor, 30)
    assert run(database, actor) == 0
    give(database, actor)
    assert run(database, actor) == 30
    assert {number: [each["gained"] for each in facts] for number, facts in told(database).items()} == {
        each.id: [[SUBSIDY]] for each in residents
    }
    assert run(database, actor) == 0
    assert entitlements.still_to_do(database, actor) == 0


def test_a_change_says_why(database: Database, actor: Actor) -> None:
    her, other = settle(database, actor, 2)
    run(database, actor)
    give(database, actor)
    run(database, actor)
    tomorrow = Actor.service(actor.at + timedelta(days=1))
    with database.writing() as db:
        people.record_fact(db, tomorrow, db.get_one(Resident, her.id), "income_status", "none",
                           source=FactSource.register)  # fmt: skip
    assert run(database, tomorrow) == 1
    assert told(database)[other.id][0]["because"] == ["rules"]
    assert told(database)[her.id][1]["because"] == ["income_status"]
    assert SUBSIDY in told(database)[her.id][1]["lost"]


def test_a_birthday_changes_an_answer_without_anybody_doing_anything(database: Database, actor: Actor) -> None:
    (her,) = settle(database, actor, 1)
    with database.writing() as db:
        db.get_one(Resident, her.id).birth_on = date(2008, 11, 30)
    run(database, actor)
    assert run(database, Actor.service(actor.at + timedelta(days=6))) == 0
    assert run(database, Actor.service(actor.at + timedelta(days=7))) == 1
    (facts,) = told(database)[her.id]
    assert "adult" in facts["because"] or "age" in facts["because"]


def test_a_fact_and_a_certificate_that_end_are_seen_on_their_day(database: Database, actor: Actor) -> None:
    her, other = settle(database, actor, 2)
    with database.writing() as db:
        row = people.facts_held(db, db.get_one(Resident, her.id), actor.today)[0]
        row.until_on = actor.today + timedelta(days=3)
    run(database, actor)
    with database.reading() as db:
        assert db.get_one(StoredCircumstances, her.id).due_on == actor.today + timedelta(days=3)
        assert db.get_one(StoredCircumstances, other.id).due_on > actor.today + timedelta(days=3)


def test_whoever_has_died_is_looked_at_once_more_and_told_nothing(database: Database, actor: Actor) -> None:
    her, _ = settle(database, actor, 2)
    run(database, actor)
    with database.writing() as db:
        people.record_death(db, actor, db.get_one(Resident, her.id), on=actor.today)
    give(database, actor)
    assert run(database, actor) == 1
    assert her.id not in told(database)
    assert entitlements.still_to_do(database, Actor.service(actor.at + timedelta(days=400))) == 1


def test_a_region_is_looked_at_with_those_within_it_and_nobody_else(database: Database, actor: Actor) -> None:
    settle(database, actor, 3)
    run(database, actor)
    give(database, actor)
    assert run(database, actor, region="jining") == 0
    assert run(database, actor, region="jiaxing") == 3


def test_shards_share_the_residents_and_leave_nobody_out(database: Database, actor: Actor) -> None:
    settle(database, actor, 21)
    run(database, actor)
    give(database, actor)
    parts = [run(database, actor, shard=(place, 3)) for place in (1, 2, 3)]
    assert (sum(parts), min(parts) > 0, len(told(database))) == (21, True, 21)


def test_between_two_pieces_everybody_else_can_write(database: Database, actor: Actor, monkeypatch) -> None:
    monkeypatch.setattr(discovery, "PIECE", 5)
    settle(database, actor, 20)
    run(database, actor)
    give(database, actor)
    for n, _ in enumerate(entitlements.work_through(database, actor)):
        with database.engine.execution_options(access="write").connect() as other:
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout = 0")
            else:
                other.exec_driver_sql("SET lock_timeout = '1ms'")
            other.execute(Resident.__table__.update().values(name=f"众{n}"))
            other.commit()
    assert n == 3


def test_whose_facts_move_while_she_is_looked_at_is_passed_over_and_found_by_the_next_run(
    database: Database, actor: Actor, monkeypatch
) -> None:
    her, other = settle(database, actor, 2)
    run(database, actor)
    give(database, actor)
    answer = discovery._Night._answer

    def interrupted(night, *args, **kwargs):
        found = answer(night, *args, **kwargs)
        monkeypatch.setattr(discovery._Night, "_answer", answer)
        with database.writing() as db:
            people.record_fact(db, actor, db.get_one(Resident, her.id), "income_status", "none",
                               source=FactSource.register, from_on=actor.today)  # fmt: skip
        return found

    monkeypatch.setattr(discovery._Night, "_answer", interrupted)
    assert run(database, actor) == 1
    assert list(told(database)) == [other.id]
    assert entitlements.still_to_do(database, actor) == 1
    run(database, actor)
    assert all(SUBSIDY not in facts["gained"] for facts in told(database).get(her.id, []))
    assert entitlements.still_to_do(database, actor) == 0


KILLED = """
import sys
from datetime import datetime
from webapp import entitlements
from webapp.core import Actor, Database
from webapp.core.db import create_engine
from webapp.entitlements import discovery

discovery.PIECE, discovery.WRITTEN = 16, 60
database = Database(create_engine(sys.argv[1]))
scope = entitlements.Scope(shard=tuple(map(int, sys.argv[3].split("/"))))
for _ in entitlements.work_through(database, Actor.service(datetime.fromisoformat(sys.argv[2])), scope):
    print("piece", flush=True)
"""


def in_a_process_of_its_own(database: Database, actor: Actor, shard: str = "1/1") -> subprocess.Popen[str]:
    url = database.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, url, actor.at.isoformat(), shard], text=True, stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


def test_killed_half_way_each_resident_has_the_old_state_or_the_new(database: Database, actor: Actor) -> None:
    residents = settle(database, actor, 240)
    run(database, actor)
    before = stored(database)
    give(database, actor)
    with in_a_process_of_its_own(database, actor) as night:
        assert night.stdout is not None
        for _ in range(3):
            assert night.stdout.readline() == "piece\n"
        night.send_signal(signal.SIGKILL)
    assert night.returncode == -signal.SIGKILL
    half, so_far = stored(database), told(database)
    new = {number for number in half if half[number] != before[number]}
    assert new == set(so_far), "told and kept belong together"
    assert 0 < len(new) < len(residents)
    run(database, actor)
    assert {number: len(facts) for number, facts in told(database).items()} == {each.id: 1 for each in residents}


def test_two_processes_share_one_database(database: Database, actor: Actor) -> None:
    residents = settle(database, actor, 60)
    run(database, actor)
    give(database, actor)
    both = [in_a_process_of_its_own(database, actor) for _ in range(2)]
    for each in both:
        each.communicate(timeout=100)
        assert each.returncode == 0
    assert {number: len(facts) for number, facts in told(database).items()} == {each.id: 1 for each in residents}


def test_two_workers_with_a_shard_each_share_one_database(database: Database, actor: Actor) -> None:
    residents = settle(database, actor, 80)
    run(database, actor)
    give(database, actor)
    both = [in_a_process_of_its_own(database, actor, shard) for shard in ("1/2", "2/2")]
    said = [each.communicate(timeout=100)[0].count("piece") for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert said == [3, 3], "forty residents each, sixteen a piece"
    assert {number: len(facts) for number, facts in told(database).items()} == {each.id: 1 for each in residents}
    assert entitlements.still_to_do(database, actor) == 0


# rehearsing


def rehearsed(database: Database, actor: Actor, on: date, **more) -> Rehearsal:
    counted = Rehearsal()
    for _ in entitlements.rehearse(database, actor, on, counted, **more):
        pass
    return counted


def test_a_rehearsal_counts_what_the_run_then_does_and_writes_nothing(database: Database, actor: Actor) -> None:
    settle(database, actor, 12)
    run(database, actor)
    give(database, actor)
    before = stored(database)
    counted = rehearsed(database, actor, actor.today)
    assert (counted.residents, counted.touched, counted.gained[SUBSIDY]) == (12, 12, 12)
    assert (stored(database), told(database)) == (before, {})
    assert run(database, actor) == counted.touched


def test_a_rehearsal_names_each_person_the_run_then_tells_and_keeps_her_number_to_itself(
    database: Database, actor: Actor
) -> None:
    residents = settle(database, actor, 3)
    run(database, actor)
    give(database, actor)
    pieces = [*entitlements.rehearse(database, actor, actor.today, Rehearsal())]
    moves = [move for piece in pieces for move in piece.moves]
    with database.reading() as db:
        people_there = [db.get_one(Resident, each.id) for each in residents]
        named = [(each.public_id, each.name, each.citizen_id) for each in people_there]
    assert [move.resident for move in moves] == [public_id for public_id, _, _ in named]
    assert all(SUBSIDY in move.gained and not move.lost for move in moves)
    for move, (_, name, number) in zip(moves, named, strict=True):
        assert (move.name[0], len(move.name)) == (name[0], len(name))
        assert name not in str(move)
        assert number not in str(move)
    run(database, actor)
    assert sorted(told(database)) == sorted(each.id for each in residents)


def test_a_day_to_come_is_rehearsed_with_its_birthdays(database: Database, actor: Actor) -> None:
    (her,) = settle(database, actor, 1)
    with database.writing() as db:
        db.get_one(Resident, her.id).birth_on = date(2008, 11, 30)
    run(database, actor)
    assert rehearsed(database, actor, actor.today).touched == 0
    assert rehearsed(database, actor, actor.today + timedelta(days=7)).touched == 1


def test_a_changed_rule_is_rehearsed_from_its_folder(database: Database, actor: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(Path(entitlements.__file__).parent / "catalogue", folder)
    file = folder / f"{SUBSIDY}.yaml"
    written = file.read_text(encoding="utf-8")
    changed = written.replace("in: [dibao_marginal]", "in: [low_income]")
    assert changed != written
    settle(database, actor, 5)
    run(database, actor)
    give(database, actor)
    run(database, actor)
    file.write_text(changed, encoding="utf-8")
    counted = rehearsed(database, actor, actor.today, catalogue=entitlements.load(folder))
    assert (counted.lost[SUBSIDY], counted.gained[SUBSIDY]) == (5, 0)


# opening unasked


def openings(database: Database, number: int) -> list[str]:
    with database.reading() as db:
        rows = select(entitlements.BenefitOpening.benefit).where(entitlements.BenefitOpening.resident_id == number)
        return list(db.scalars(rows))


@pytest.fixture
def officer(database: Database, actor: Actor) -> Actor:
    with database.writing() as db:
        account = people.open_account(db, actor, name="官一", phone="00090000001")
    return replace(actor, account_id=account.id)


def test_nothing_is_opened_unasked_until_somebody_has_switched_it_on(
    database: Database, actor: Actor, officer: Actor
) -> None:
    (her,) = settle(database, actor, 1)
    run(database, actor)
    give(database, actor)
    run(database, actor)
    assert openings(database, her.id) == []
    with database.writing() as db:
        row = entitlements.switch_on(db, officer, SUBSIDY, source="平残联〔2026〕2号")
        assert row.switched_on_by == officer.account_id
    assert openings(database, her.id) == [], "what she gained before stays as it was"


def test_what_is_switched_on_is_opened_once_for_whoever_gains_it(
    database: Database, actor: Actor, officer: Actor
) -> None:
    residents = settle(database, actor, 3)
    run(database, actor)
    with database.writing() as db:
        entitlements.switch_on(db, officer, SUBSIDY, source="平残联〔2026〕2号")
    give(database, actor)
    run(database, actor)
    run(database, actor)
    assert [openings(database, each.id) for each in residents] == [[SUBSIDY]] * 3
    with database.writing() as db:
        entitlements.switch_off(db, officer, SUBSIDY)
        with pytest.raises(entitlements.AlreadySwitched):
            entitlements.switch_off(db, officer, SUBSIDY)


def test_switching_on_needs_a_paper_and_happens_once(database: Database, officer: Actor) -> None:
    with database.writing() as db:
        with pytest.raises(entitlements.SourceMissing):
            entitlements.switch_on(db, officer, SUBSIDY, source=" ")
        entitlements.switch_on(db, officer, SUBSIDY, source="平残联〔2026〕2号")
        with pytest.raises(entitlements.AlreadySwitched):
            entitlements.switch_on(db, officer, SUBSIDY, source="平残联〔2026〕2号")


# counting


def test_the_report_counts_in_the_database_what_the_night_has_answered(database: Database, actor: Actor) -> None:
    settle(database, actor, 7)
    run(database, actor)
    with database.reading() as db:
        counts = {each.benefit: each for each in entitlements.counts_by_area(db, "pinghu")}
        kept = db.scalars(select(StoredEntitlements)).all()
        places = dict(db.execute(select(BenefitPosition.benefit, BenefitPosition.position)).all())
        assert db.scalar(select(func.count()).select_from(StoredEntitlements)) == 7
    for benefit, count in counts.items():
        yes, may = (sum(int.from_bytes(bits, "little") >> places[benefit] & 1 for bits in sets)
                    for sets in ([each.entitled for each in kept], [each.could_be for each in kept]))  # fmt: skip
        assert (count.entitled, count.could_be, count.residents) == (yes, may, 7)
    assert counts[SUBSIDY].entitled == 7
