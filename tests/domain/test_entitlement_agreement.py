"""The explained answer, the population's columns and SQL say the same of everybody, for every benefit there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.core import Database
from webapp.entitlements import Answer, Circumstances, FactsContradict, current
from webapp.entitlements.answers import assess
from webapp.entitlements.coding import MARK, Coding
from webapp.entitlements.facts import Fact, FactType
from webapp.entitlements.panel import Panel
from webapp.entitlements.population import Bound, Columns, Sieve
from webapp.entitlements.statements import answer, condition, how_many
from webapp.entitlements.verdicts import SILENT

CATALOGUE = current()
CODING = Coding(CATALOGUE.vocabulary, CATALOGUE.regions)
BENEFITS = tuple(CATALOGUE.benefits.values())
SIEVE = Sieve(BENEFITS, CODING)
ROWS = sa.Table(
    "rows", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("row", sa.LargeBinary),
    prefixes=["TEMPORARY"],
)  # fmt: skip


def values_of(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.type is FactType.CHOICES:
        return st.frozensets(st.sampled_from(fact.values), min_size=1, max_size=3)
    return st.sampled_from(fact.values)


@st.composite
def somebody(draw: st.DrawFn) -> Circumstances:
    """Whatever can be known of a person: any of the facts, with what follows from them, here and there."""
    asked = [fact for fact in CATALOGUE.vocabulary.values() if not fact.regional]
    density = draw(st.sampled_from((0.1, 0.5, 0.95)))
    chance = draw(st.randoms(use_true_random=False))
    known = {fact.name: draw(values_of(fact)) for fact in asked if chance.random() < density}
    regional = {region: {fact: draw(st.sampled_from((True, False, None))) for fact in ("hukou_here", "lives_here")}
                for region in CATALOGUE.regions}  # fmt: skip
    while True:
        try:
            return Circumstances(CATALOGUE.vocabulary, known, regional)
        except FactsContradict as error:
            known = {fact: each for fact, each in known.items() if fact not in error.facts.values()}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(somebody(), min_size=2, max_size=5))
def test_three_evaluators_agree_on_every_benefit(database: Database, people: list[Circumstances]) -> None:
    explained = {benefit.key: [assess(benefit, who, None).answer for who in people] for benefit in BENEFITS}
    rows = [CODING.row(who) for who in people]
    columns = Columns(rows, CODING)
    made_for_others_too, made_for_them = SIEVE.answers(columns), Sieve(BENEFITS, CODING).answers(columns)
    assert dict(zip((benefit.key for benefit in BENEFITS), made_for_them, strict=True)) == explained
    assert made_for_others_too == made_for_them
    assert in_sql(database, rows) == explained


@pytest.mark.parametrize("panel", [Panel(BENEFITS), Panel(BENEFITS, room=2)], ids=["wide lanes", "narrow lanes"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(somebody(), min_size=2, max_size=5))
def test_all_answers_in_one_pass_have_the_reasons_that_each_has_alone(
    panel: Panel, people: list[Circumstances]
) -> None:
    for who in people:
        for each, judged in zip(BENEFITS, panel.judged(who.known), strict=True):
            tree = each.evaluator
            assert judged == (SILENT if tree is None else tree.judge(tree.conditions(who.known(each.region))))


def pieces(whole: tuple[Any, ...], size: int) -> list[tuple[Any, ...]]:
    return [whole[start : start + size] for start in range(0, len(whole), size)]


ASKED = [
    (some, sa.select(*(answer(each, ROWS.c.row, CODING) for each in some)).order_by(ROWS.c.id))
    for some in pieces(BENEFITS, 60)
]


def in_sql(database: Database, rows: list[bytes]) -> Mapping[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    with database.engine.connect() as connection:
        ROWS.create(connection)
        connection.execute(ROWS.insert(), [{"id": place, "row": row} for place, row in enumerate(rows)])
        for some, asked in ASKED:
            by_person = connection.execute(asked).all()
            for place, each in enumerate(some):
                found[each.key] = [Answer(row[place]) for row in by_person]
        connection.rollback()
    return found


def test_a_count_in_sql_is_the_count_of_the_columns(database: Database) -> None:
    rows = [CODING.row(Circumstances(CATALOGUE.vocabulary, {"age": age})) for age in range(0, 120, 7)]
    aged = [each for each in BENEFITS if each.evaluator is not None][:50]
    with database.engine.connect() as connection:
        ROWS.create(connection)
        connection.execute(ROWS.insert(), [{"id": place, "row": row} for place, row in enumerate(rows)])
        wanted = {each.key: condition(each, Bound.POSSIBLE, ROWS.c.row, CODING) for each in aged}
        counted = connection.execute(sa.select(*how_many(wanted))).one()._asdict()
        connection.rollback()
    columns = Columns(rows, CODING)
    (possible,) = Sieve(aged, CODING).masks(columns, Bound.POSSIBLE)
    assert counted == {each.key: int(mask.sum()) for each, mask in zip(aged, possible, strict=True)}
    assert len(set(counted.values())) > 1


@given(who=somebody())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_row_says_what_is_known_and_nothing_else(who: Circumstances) -> None:
    row = CODING.row(who)
    assert row[:MARK] == CODING.mark
    for region in CATALOGUE.regions:
        assert CODING.known(row, region) == dict(who.known(region))


def test_rows_that_differ_name_the_facts() -> None:
    one, other = (
        CODING.row(Circumstances(CATALOGUE.vocabulary, {"grade": grade, "woman": True})) for grade in (2, 3)
    )
    assert CODING.differing(one, other) == {"grade", "severe"}


def test_a_vocabulary_that_says_more_has_another_mark() -> None:
    fewer = Coding(CATALOGUE.vocabulary, [*CATALOGUE.regions][:-1])
    assert fewer.mark != CODING.mark
