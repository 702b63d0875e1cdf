"""What is known of a resident in the catalogue's terms, what is given here, and what she is told is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from webapp import certificates, entitlements, people
from webapp.core import Actor, Database, LedgerEntry
from webapp.core.ledger import verify
from webapp.entitlements import Answer, BenefitPosition, EntitlementsChanged, Rulebook, StoredEntitlements, current
from webapp.people import Area, FactSource, Resident

SUBSIDY = "pinghu/marginal-household-living-subsidy"
"""A draft's subsidy: 230 yuan for grades 3 and 4 in dibao-marginal households."""
CITIZEN_ID = "00048219900101002"
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    with database.writing() as session:
        yield session


@pytest.fixture
def areas(db: Session) -> dict[str, Area]:
    found: dict[str, Area] = {}
    for name, parent, region in (
        ("province", None, None),
        ("jiaxing", "province", "jiaxing"),
        ("pinghu", "jiaxing", "pinghu"),
        ("village", "pinghu", None),
        ("nanhu", "jiaxing", None),
        ("far", None, None),
    ):
        found[name] = Area(code=name[:12], name=name, within=found.get(parent), region=region)
        db.add(found[name])
        db.flush()
    return found


@pytest.fixture
def resident(db: Session, actor: Actor, areas: dict[str, Area]) -> Resident:
    number = CITIZEN_ID + people.check_character(CITIZEN_ID)
    return people.register_resident(
        db, actor, name="试一试", citizen_id=number, hukou_area=areas["pinghu"], residence_area=areas["village"]
    )


def certify(db: Session, actor: Actor, resident: Resident, category: int, grade: int, **more: Any) -> Any:
    number = f"{resident.citizen_id}{category}{grade}"
    return certificates.issue_certificate(db, actor, resident, number, source="register", **more)


def known(db: Session, resident: Resident, region: str = "pinghu", on: date = TODAY) -> Any:
    return entitlements.facts_of(db, resident, on).known(region)


def answers(db: Session, resident: Resident, on: date = TODAY) -> dict[str, Answer]:
    found = entitlements.entitlements_of(db, resident, on)
    return {each.benefit.key: each.answer for each in found.assessments}


def positions(db: Session) -> dict[str, int]:
    rows = db.execute(select(BenefitPosition.benefit, BenefitPosition.position))
    return dict(rows.all())


def say(db: Session, actor: Actor, resident: Resident, **facts: Any) -> None:
    for fact, value in facts.items():
        people.record_fact(db, actor, resident, fact, value, source=FactSource.register, from_on=date(2026, 1, 1))


FITS = {"income_status": "dibao_marginal", "receives_child_in_difficulty_subsidy": False, "single_person_dibao": False}


# what is known


def test_a_certificate_says_category_grade_and_that_it_is_held(db: Session, actor: Actor, resident: Resident) -> None:
    certify(db, actor, resident, 4, 2)
    facts = known(db, resident)
    assert (facts["holds_certificate"], facts["disabled_person"]) == (True, True)
    assert (facts["category"], facts["grade"], facts["severe"]) == (frozenset({"physical"}), 2, True)
    assert (facts["age"], facts["adult"]) == (36, True)


def test_of_whom_nothing_is_on_file_it_is_not_known_whether_she_holds_one(db: Session, resident: Resident) -> None:
    facts = known(db, resident)
    assert (facts["holds_certificate"], facts["grade"], facts["disabled_person"]) == (None, None, None)


def test_a_certificate_that_has_run_out_or_was_cancelled_is_held_no_more(
    db: Session, actor: Actor, resident: Resident
) -> None:
    certificate = certify(db, actor, resident, 4, 2, issued_on=date(2010, 1, 1))
    assert known(db, resident)["holds_certificate"] is False
    assert known(db, resident, on=date(2019, 12, 31))["holds_certificate"] is True
    certificates.cancel_certificate(db, actor, certificate, reason="request")
    assert known(db, resident, on=date(2019, 12, 31))["holds_certificate"] is False


def test_the_certificate_outweighs_what_was_said(db: Session, actor: Actor, resident: Resident) -> None:
    say(db, actor, resident, grade=4, severe=False)
    certify(db, actor, resident, 4, 1)
    facts = known(db, resident)
    assert (facts["grade"], facts["severe"]) == (1, True)


def test_a_multiple_disability_keeps_the_parts_that_were_named(db: Session, actor: Actor, resident: Resident) -> None:
    certify(db, actor, resident, 7, 1)
    assert known(db, resident)["category"] == frozenset({"multiple"})
    say(db, actor, resident, category=["multiple", "mental", "physical"])
    assert known(db, resident)["category"] == frozenset({"multiple", "mental", "physical"})


def test_here_is_another_place_for_each_document(
    db: Session, actor: Actor, resident: Resident, areas: dict[str, Area]
) -> None:
    resident.residence_area_id = areas["nanhu"].id
    pinghu, jiaxing = known(db, resident), known(db, resident, "jiaxing")
    assert (pinghu["hukou_here"], pinghu["lives_here"]) == (True, False)
    assert (jiaxing["hukou_here"], jiaxing["lives_here"]) == (True, True)


def test_a_place_that_is_not_known_is_not_elsewhere(db: Session, resident: Resident) -> None:
    resident.hukou_area_id = resident.residence_area_id = None
    assert known(db, resident)["hukou_here"] is None
    assert entitlements.entitlements_of(db, resident, TODAY).region is None


def test_a_moved_hukou_counts_from_its_day(db: Session, resident: Resident, areas: dict[str, Area]) -> None:
    resident.former_hukou_area_id, resident.hukou_area_id = areas["pinghu"].id, areas["nanhu"].id
    resident.hukou_area_from = date(2026, 12, 1)
    assert entitlements.region_of(db, resident, date(2026, 11, 30)) == "pinghu"
    assert entitlements.region_of(db, resident, date(2026, 12, 1)) == "jiaxing"


def test_while_the_hukou_is_not_known_the_documents_of_her_home_are_shown(db: Session, resident: Resident) -> None:
    resident.hukou_area_id = None
    assert entitlements.region_of(db, resident, TODAY) == "pinghu"


def test_a_hukou_where_no_document_is_at_hand_brings_none(
    db: Session, resident: Resident, areas: dict[str, Area]
) -> None:
    resident.hukou_area_id = areas["far"].id
    found = entitlements.entitlements_of(db, resident, TODAY)
    assert (found.region, found.assessments) == (None, ())


def test_facts_of_other_rooms_and_facts_that_cannot_be_are_set_aside(
    db: Session, actor: Actor, resident: Resident
) -> None:
    say(db, actor, resident, household="三口之家", income_status="rich", grade=9, wants_work=True, adult=False)
    facts = known(db, resident)
    assert (facts["income_status"], facts["grade"], facts["wants_work"], facts["adult"]) == (None, None, True, True)


def test_both_layers_are_answered_the_nearer_first(db: Session, resident: Resident) -> None:
    regions = [each.benefit.region for each in entitlements.entitlements_of(db, resident, TODAY).assessments]
    assert set(regions) == {"pinghu", "jiaxing"}
    assert regions == sorted(regions, key=("pinghu", "jiaxing").index)


def test_help_for_employers_is_listed_apart(db: Session, resident: Resident) -> None:
    found = entitlements.entitlements_of(db, resident, TODAY)
    assert found.apart
    assert not {each.key for each in found.apart} & {each.benefit.key for each in found.assessments}


def test_all_answers_for_one_resident_take_few_queries(
    database: Database, db: Session, actor: Actor, resident: Resident
) -> None:
    certify(db, actor, resident, 4, 3)
    say(db, actor, resident, **FITS)
    db.flush()
    db.expire_all()
    resident = db.get_one(Resident, resident.id)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    entitlements.entitlements_of(db, resident, TODAY)
    assert len(statements) <= 5, statements


# answers to questions


def test_an_answer_is_kept_with_its_source_and_changes_the_answer(
    db: Session, actor: Actor, resident: Resident
) -> None:
    certify(db, actor, resident, 4, 3)
    for fact, value in FITS.items():
        assert answers(db, resident)[SUBSIDY] is Answer.COULD_BE
        row = entitlements.answer_question(db, actor, resident, fact, value, source=FactSource.resident)
        assert (row.fact, row.source) == (fact, FactSource.resident)
    assert answers(db, resident)[SUBSIDY] is Answer.ENTITLED


def test_not_knowing_is_an_answer_and_stays_unknown(db: Session, actor: Actor, resident: Resident) -> None:
    entitlements.answer_question(db, actor, resident, "wants_work", None, source=FactSource.resident)
    assert known(db, resident)["wants_work"] is None


def test_several_categories_can_be_answered(db: Session, actor: Actor, resident: Resident) -> None:
    certify(db, actor, resident, 7, 1)
    named = ["multiple", "visual", "hearing"]
    entitlements.answer_question(db, actor, resident, "category", named, source=FactSource.officer)
    assert known(db, resident)["category"] == frozenset(named)


@pytest.mark.parametrize(
    ("fact", "value", "refused"),
    [
        ("age", 200, entitlements.FactNotPossible),
        ("grade", 5, entitlements.FactNotPossible),
        ("shoe_size", 40, entitlements.FactNotPossible),
        ("income_status", "rich", entitlements.FactNotPossible),
        ("age", 12, entitlements.FactsContradict),
        ("adult", False, entitlements.FactsContradict),
        ("grade", 4, entitlements.FactsContradict),
        ("severe", True, entitlements.FactsContradict),
        ("category", ["visual"], entitlements.FactsContradict),
        ("holds_certificate", False, entitlements.FactsContradict),
        ("disabled_person", False, entitlements.FactsContradict),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_changes_nothing(
    db: Session, actor: Actor, resident: Resident, fact: str, value: Any, refused: type[Exception]
) -> None:
    certify(db, actor, resident, 4, 3)
    before = dict(known(db, resident))
    with pytest.raises(refused) as error:
        entitlements.answer_question(db, actor, resident, fact, value, source=FactSource.resident)
    assert error.value.field == fact
    assert dict(known(db, resident)) == before


# what is given here


def confirm(db: Session, actor: Actor, effective_on: date = date(2026, 1, 1), benefit: str = SUBSIDY) -> Any:
    return entitlements.record_in_force(db, actor, benefit, source="会议纪要〔2026〕1号", effective_on=effective_on)


def test_until_it_is_confirmed_fitting_a_draft_is_not_having_it(db: Session, actor: Actor, resident: Resident) -> None:
    certify(db, actor, resident, 4, 3)
    say(db, actor, resident, **FITS)
    before = entitlements.entitlements_of(db, resident, TODAY).overview
    confirm(db, actor)
    after = entitlements.entitlements_of(db, resident, TODAY).overview
    assert SUBSIDY in {each.benefit.key for each in before.by_document}
    assert SUBSIDY in {each.benefit.key for each in after.yours}


def test_a_confirmation_is_one_entry_in_the_ledger_about_no_resident(database: Database, actor: Actor) -> None:
    with database.writing() as db:
        row = confirm(db, actor)
    with database.reading() as db:
        (entry,) = db.scalars(select(LedgerEntry))
    assert (entry.event, entry.subject_id, entry.matter) == (
        "entitlements.BenefitConfirmed",
        0,
        f"in_force:{row.public_id}",
    )
    assert entry.facts == {"benefit": SUBSIDY, "effective_on": "2026-01-01", "is_demo": False}


def test_an_end_is_one_entry_and_counts_from_its_day(database: Database, actor: Actor) -> None:
    with database.writing() as db:
        row = confirm(db, actor)
        entitlements.end_in_force(db, actor, row, ended_on=date(2026, 7, 1))
    with database.reading() as db:
        assert [entry.event.split(".")[1] for entry in db.scalars(select(LedgerEntry))] == [
            "BenefitConfirmed",
            "BenefitEnded",
        ]
        assert entitlements.in_force_on(db, date(2025, 12, 31)) == {}
        assert entitlements.in_force_on(db, date(2026, 6, 30))[SUBSIDY].holds(date(2026, 6, 30))
        assert not entitlements.in_force_on(db, date(2026, 7, 1))[SUBSIDY].holds(date(2026, 7, 1))


def test_a_benefit_is_confirmed_once_at_a_time(db: Session, actor: Actor) -> None:
    row = confirm(db, actor)
    with pytest.raises(entitlements.AlreadyInForce):
        confirm(db, actor, date(2026, 3, 1))
    entitlements.end_in_force(db, actor, row, ended_on=date(2026, 7, 1))
    with pytest.raises(entitlements.AlreadyInForce):
        confirm(db, actor, date(2026, 6, 30))
    confirm(db, actor, date(2026, 7, 1))
    assert len(entitlements.in_force_records(db, SUBSIDY)) == 2
    assert entitlements.in_force_on(db, TODAY)[SUBSIDY].effective_on == date(2026, 7, 1)


def test_an_end_before_the_beginning_and_a_second_end_are_refused(db: Session, actor: Actor) -> None:
    row = confirm(db, actor)
    with pytest.raises(entitlements.EndsBeforeItBegins):
        entitlements.end_in_force(db, actor, row, ended_on=date(2025, 12, 31))
    entitlements.end_in_force(db, actor, row, ended_on=date(2026, 2, 1))
    with pytest.raises(entitlements.EndedAlready):
        entitlements.end_in_force(db, actor, row, ended_on=date(2026, 3, 1))
    assert row.ended_on == date(2026, 2, 1)


def test_a_confirmation_needs_a_benefit_of_the_catalogue_and_a_source(db: Session, actor: Actor) -> None:
    with pytest.raises(entitlements.NoSuchBenefit):
        confirm(db, actor, benefit="pinghu/palace")
    with pytest.raises(entitlements.SourceMissing):
        entitlements.record_in_force(db, actor, SUBSIDY, source="  ", effective_on=TODAY)


def test_a_record_is_found_by_its_public_id_or_not_at_all(db: Session, actor: Actor) -> None:
    row = confirm(db, actor)
    assert entitlements.find_in_force(db, row.public_id) is row
    with pytest.raises(entitlements.NoSuchBenefit):
        entitlements.find_in_force(db, "0" * 16)


# what is new


@pytest.fixture
def settled(db: Session, actor: Actor, resident: Resident) -> Resident:
    """Looked at once: grade 3, everything but the household's income known."""
    certify(db, actor, resident, 4, 3)
    say(db, actor, resident, receives_child_in_difficulty_subsidy=False, single_person_dibao=False)
    entitlements.take_stock(db, actor, resident)
    return resident


def test_the_first_look_tells_nobody(db: Session, actor: Actor, resident: Resident) -> None:
    certify(db, actor, resident, 4, 3)
    assert entitlements.refresh(db, actor, resident) is None
    assert db.get_one(StoredEntitlements, resident.id).worked_out_on == TODAY


def test_nothing_changed_is_nothing_told(db: Session, actor: Actor, settled: Resident) -> None:
    assert entitlements.refresh(db, actor, settled) is None


def test_a_draft_makes_nobody_gain_anything(db: Session, actor: Actor, settled: Resident) -> None:
    say(db, actor, settled, income_status="dibao_marginal")
    assert answers(db, settled)[SUBSIDY] is Answer.ENTITLED
    changed = entitlements.refresh(db, actor, settled)
    assert changed is None or SUBSIDY not in changed.gained


def test_a_confirmed_benefit_is_gained_by_an_answer_and_lost_by_another(
    db: Session, actor: Actor, settled: Resident
) -> None:
    confirm(db, actor)
    assert entitlements.refresh(db, actor, settled) == EntitlementsChanged([], [], [SUBSIDY])
    people.record_fact(db, actor, settled, "income_status", "dibao_marginal", source=FactSource.officer)
    gained = entitlements.refresh(db, actor, settled)
    people.record_fact(db, actor, settled, "income_status", "none", source=FactSource.officer)
    lost = entitlements.refresh(db, actor, settled)
    assert gained is not None
    assert SUBSIDY in gained.gained
    assert lost is not None
    assert SUBSIDY in lost.lost
    assert SUBSIDY not in lost.became_possible


def test_the_confirmation_itself_is_what_is_new_for_whoever_fits(db: Session, actor: Actor, settled: Resident) -> None:
    say(db, actor, settled, income_status="dibao_marginal")
    entitlements.refresh(db, actor, settled)
    row = confirm(db, actor)
    assert entitlements.refresh(db, actor, settled) == EntitlementsChanged([SUBSIDY], [], [])
    entitlements.end_in_force(db, actor, row, ended_on=TODAY)
    assert entitlements.refresh(db, actor, settled) == EntitlementsChanged([], [SUBSIDY], [])


def test_an_issued_document_brings_gains_with_the_certificate(db: Session, actor: Actor, resident: Resident) -> None:
    entitlements.take_stock(db, actor, resident)
    certify(db, actor, resident, 4, 3)
    changed = entitlements.refresh(db, actor, resident)
    assert changed is not None
    assert changed.gained
    assert {current().benefit(key).document.name for key in changed.gained} == {"jiaxing-opinion"}
    assert not set(changed.gained) & set(changed.became_possible)


def test_what_was_hers_and_is_uncertain_now_is_lost_and_not_new(db: Session, actor: Actor, settled: Resident) -> None:
    confirm(db, actor)
    people.record_fact(db, actor, settled, "income_status", "dibao_marginal", source=FactSource.officer)
    entitlements.refresh(db, actor, settled)
    people.record_fact(db, actor, settled, "income_status", None, source=FactSource.officer)
    changed = entitlements.refresh(db, actor, settled)
    assert changed is not None
    assert SUBSIDY in changed.lost
    assert SUBSIDY not in changed.became_possible


def test_whoever_moves_away_loses_the_town_and_keeps_the_city(
    db: Session, actor: Actor, settled: Resident, areas: dict[str, Area]
) -> None:
    say(db, actor, settled, income_status="dibao_marginal")
    confirm(db, actor)
    entitlements.refresh(db, actor, settled)
    settled.hukou_area_id = areas["nanhu"].id
    changed = entitlements.refresh(db, actor, settled)
    assert changed is not None
    assert SUBSIDY in changed.lost
    assert all(key.startswith("pinghu/") for key in changed.lost)


def test_the_change_is_one_entry_in_her_own_chain(database: Database, actor: Actor) -> None:
    with database.writing() as db:
        town = Area(code="1", name="town", region="pinghu")
        db.add(town)
        db.flush()
        number = CITIZEN_ID + people.check_character(CITIZEN_ID)
        resident = people.register_resident(db, actor, name="试一试", citizen_id=number, hukou_area=town)
        certify(db, actor, resident, 4, 3)
        say(db, actor, resident, **FITS)
        entitlements.take_stock(db, actor, resident)
        confirm(db, actor)
    with database.writing() as db:
        entitlements.refresh(db, actor, db.get_one(Resident, resident.id))
    with database.reading() as db:
        (entry,) = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "entitlements.EntitlementsChanged"))
        assert (entry.subject_id, entry.facts["gained"]) == (resident.id, [SUBSIDY])
        assert verify(db, resident.id)


def test_whoever_has_died_is_told_nothing(db: Session, actor: Actor, settled: Resident) -> None:
    confirm(db, actor)
    people.record_death(db, actor, settled, on=TODAY)
    assert entitlements.refresh(db, actor, settled) is None


def test_a_position_is_registered_once_and_never_reused(db: Session, actor: Actor, settled: Resident) -> None:
    before = positions(db)
    db.add(BenefitPosition(benefit="pinghu/gone-long-ago", position=max(before.values()) + 1))
    db.execute(delete(BenefitPosition).where(BenefitPosition.benefit == SUBSIDY))
    db.flush()
    entitlements.refresh(db, actor, settled)
    after = positions(db)
    assert after.pop(SUBSIDY) == max(before.values()) + 2, "a new position comes after every other"
    assert after.pop("pinghu/gone-long-ago") == max(before.values()) + 1
    assert after == {benefit: place for benefit, place in before.items() if benefit != SUBSIDY}


def test_the_stored_result_takes_a_bit_a_benefit(db: Session, settled: Resident) -> None:
    stored = db.get_one(StoredEntitlements, settled.id)
    longest = len(current().benefits) // 8 + 1
    given = db.get_one(Rulebook, stored.rulebook_id).given
    assert all(len(bits) <= longest for bits in (stored.entitled, stored.could_be, given))


def test_what_a_resident_lost_because_it_left_the_catalogue_is_named(
    db: Session, actor: Actor, settled: Resident
) -> None:
    stored = db.get_one(StoredEntitlements, settled.id)
    place = 4000
    db.add(BenefitPosition(benefit="pinghu/withdrawn", position=place))
    bit = (1 << place).to_bytes(place // 8 + 1, "little")
    stored.entitled = db.get_one(Rulebook, stored.rulebook_id).given = bit
    db.flush()
    changed = entitlements.refresh(db, actor, settled)
    assert changed is not None
    assert "pinghu/withdrawn" in changed.lost
