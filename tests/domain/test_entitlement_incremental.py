"""Whatever happens to people: the night that reads only what may have moved keeps what reading everybody would keep."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.factories_population import SUBSIDY, settle
from webapp import certificates, entitlements, people
from webapp.core import Actor, Database, DomainError
from webapp.entitlements import Answer, BenefitPosition, FactType, StoredCircumstances, StoredEntitlements, current
from webapp.people import Area, FactSource, Resident

FACTS = [fact for fact in current().vocabulary.values() if not fact.regional]
OFTEN = [fact for fact in FACTS if fact.name in ("income_status", "employment", "student", "able_to_work", "category")]
DAYS = 8

Happens = Callable[[Session, Actor, Resident, random.Random], None]


def a_fact(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    """Often one that contradicts the certificate, or another: such things come from registers."""
    fact = chance.choice(FACTS if chance.random() < 0.5 else OFTEN)
    several = fact.type is FactType.CHOICES
    value = chance.choice((None, [chance.choice(fact.values)] if several else chance.choice(fact.values)))
    day = actor.today + timedelta(days=chance.choice((0, 0, 0, 1, 5)))
    people.record_fact(db, actor, her, fact.name, value, source=chance.choice([*FactSource]), from_on=day)


def an_answer_undone(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    own = [row for row in people.facts_held(db, her, actor.today) if row.source is FactSource.resident]
    people.undo_fact(db, actor, her, own[0].fact if own else "student", source=FactSource.resident)


def own_words_forgotten(db: Session, actor: Actor, her: Resident, _: random.Random) -> None:
    people.forget_own_words(db, actor, her)


def a_certificate(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    number = f"{her.citizen_id}{chance.randint(1, 7)}{chance.randint(1, 4)}"
    issued = actor.today - timedelta(days=chance.choice((1, 3_640, 3_650)))
    certificates.issue_certificate(db, actor, her, number, issued_on=issued, source="register")


def a_certificate_dated(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    for each in certificates.certificates_of(db, her)[:1]:
        issued = actor.today - timedelta(days=chance.randint(3_640, 3_660))
        certificates.date_certificate(db, actor, each, issued, source="register")


def a_certificate_cancelled(db: Session, actor: Actor, her: Resident, _: random.Random) -> None:
    for each in certificates.certificates_of(db, her)[:1]:
        certificates.cancel_certificate(db, actor, each, reason="request")


def a_hukou_moved(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    area = chance.choice(db.scalars(select(Area).order_by(Area.id)).all())
    day = actor.today + timedelta(days=chance.choice((0, 1, 4)))
    people.move_hukou(db, actor, her, area, from_on=day, source=FactSource.register)


def a_home_elsewhere(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    area = chance.choice(db.scalars(select(Area).order_by(Area.id)).all())
    people.correct_resident(db, actor, her, {"residence_area_id": area.id}, source=FactSource.register)


def a_death(db: Session, actor: Actor, her: Resident, chance: random.Random) -> None:
    if chance.random() < 0.2:
        people.record_death(db, actor, her, on=actor.today)


def a_benefit_given(db: Session, actor: Actor, _: Resident, chance: random.Random) -> None:
    benefit = chance.choice((SUBSIDY, "jiaxing/child-rehabilitation-subsidy", "jining/living-allowance"))
    entitlements.record_in_force(db, actor, benefit, source="残联〔2026〕1号", effective_on=actor.today)


def a_benefit_ended(db: Session, actor: Actor, _: Resident, __: random.Random) -> None:
    for each in entitlements.in_force_records(db)[:1]:
        entitlements.end_in_force(db, actor, each, ended_on=max(actor.today, each.effective_on))


HAPPENS: tuple[Happens, ...] = (
    a_fact, a_fact, a_fact, a_fact, an_answer_undone, own_words_forgotten, a_certificate, a_certificate_dated,
    a_certificate_cancelled, a_hukou_moved, a_home_elsewhere, a_death, a_benefit_given, a_benefit_ended,
)  # fmt: skip


def live(database: Database, actor: Actor, chance: random.Random, *, noticed: bool = True) -> Actor:
    """Some days in which things happen to people, a night after each. ``noticed`` False: nobody marks whose facts
    have moved."""
    happening = database if noticed else Database(database.engine)
    for _ in range(DAYS):
        for _ in range(3):
            attempt(happening, actor, chance.choice(HAPPENS), chance)
        actor = Actor.service(actor.at + timedelta(days=chance.choice((1, 1, 2, 30, 200))))
        night(database, actor)
    return actor


def attempt(database: Database, actor: Actor, happens: Happens, chance: random.Random) -> None:
    """What the rooms refuse does not happen."""
    with suppress(DomainError), database.writing() as db:
        happens(db, actor, chance.choice(db.scalars(select(Resident).order_by(Resident.id)).all()), chance)


def night(database: Database, actor: Actor) -> None:
    for _ in entitlements.work_through(database, actor):
        pass


def kept(database: Database) -> dict[int, tuple[object, ...]]:
    """Of the living what is known, and what is stored."""
    with database.reading() as db:
        chosen = select(
            StoredEntitlements.resident_id, StoredEntitlements.rulebook_id, StoredEntitlements.entitled,
            StoredEntitlements.could_be, StoredEntitlements.waiting, StoredCircumstances.region,
            StoredCircumstances.facts, StoredCircumstances.due_on,
        ).join(StoredCircumstances, StoredCircumstances.resident_id == StoredEntitlements.resident_id).join(
            Resident, Resident.id == StoredEntitlements.resident_id).where(Resident.died_on.is_(None))  # fmt: skip
        return {row.resident_id: tuple(row) for row in db.execute(chosen)}


def all_anew(database: Database, actor: Actor) -> dict[int, tuple[object, ...]]:
    with database.writing() as db:
        db.execute(delete(StoredEntitlements))
        db.execute(delete(StoredCircumstances))
    night(database, actor)
    return kept(database)


@pytest.fixture
def inhabited(database: Database, actor: Actor) -> Database:
    settle(database, actor, 4)
    settle(database, actor, 4, region="jining", first=4)
    night(database, actor)
    return database


@pytest.mark.parametrize("seed", range(5))
def test_nights_that_read_what_moved_keep_what_reading_everybody_keeps(
    inhabited: Database, actor: Actor, seed: int
) -> None:
    last = live(inhabited, actor, random.Random(seed))
    so_far = kept(inhabited)
    assert so_far
    assert so_far == all_anew(inhabited, last)


@pytest.mark.parametrize("seed", range(3))
def test_they_keep_what_the_page_says(inhabited: Database, actor: Actor, seed: int) -> None:
    last = live(inhabited, actor, random.Random(100 + seed))
    coding = entitlements.coding_of(current())
    with inhabited.reading() as db:
        places = dict(db.execute(select(BenefitPosition.benefit, BenefitPosition.position)).all())
        for her in db.scalars(select(Resident).where(Resident.died_on.is_(None))):
            found = entitlements.entitlements_of(db, her, last.today)
            assert db.get_one(StoredCircumstances, her.id).facts == coding.row(found.who)
            stored = db.get_one(StoredEntitlements, her.id)
            for answer, bits in ((Answer.ENTITLED, stored.entitled), (Answer.COULD_BE, stored.could_be)):
                expected = sum(1 << places[each.benefit.key] for each in found.assessments if each.answer is answer)
                assert int.from_bytes(bits, "little") == expected


def test_where_nobody_marks_whose_facts_moved_the_difference_is_seen(inhabited: Database, actor: Actor) -> None:
    differing = 0
    for seed in range(3):
        actor = live(inhabited, actor, random.Random(seed), noticed=False)
        differing += kept(inhabited) != all_anew(inhabited, actor)
    assert differing


def test_an_answer_that_is_taken_back_is_looked_at_by_the_next_night(inhabited: Database, actor: Actor) -> None:
    with inhabited.writing() as db:
        her = db.scalars(select(Resident).order_by(Resident.id)).first()
        people.record_fact(db, actor, her, "woman", True, source=FactSource.resident)
    night(inhabited, actor)
    assert entitlements.still_to_do(inhabited, actor) == 0
    with inhabited.writing() as db:
        people.undo_fact(db, actor, db.merge(her), "woman", source=FactSource.resident)
    assert entitlements.still_to_do(inhabited, actor) == 1
    night(inhabited, actor)
    assert kept(inhabited) == all_anew(inhabited, actor)
