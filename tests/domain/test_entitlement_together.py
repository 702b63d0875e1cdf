"""Benefits that exclude each other: the lawful combinations, the best, what may be had meanwhile, and her choice."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests import small_catalogue
from tests.conftest import Village
from webapp import entitlements
from webapp.core import LedgerEntry
from webapp.entitlements import Catalogue, Entitlements, NoSuchCombination, Together, Told, current, load, together
from webapp.entitlements.findings import Place
from webapp.entitlements.overview import InForce
from webapp.entitlements.queries import entitlements_from
from webapp.entitlements.together import _maximal
from webapp.people import Resident

ON = dt.date(2026, 11, 23)
SUBSIDY = "pinghu/marginal-household-living-subsidy"
DIBAO = "jiaxing/single-person-dibao-mental-intellectual"
YUN = {
    "age": 30, "holds_certificate": True, "grade": 3, "category": ["mental"], "income_status": "dibao_marginal",
    "receives_child_in_difficulty_subsidy": False, "single_person_dibao": False,
}  # fmt: skip


def entitlements_with(catalogue: Catalogue, *layers: str, in_force: tuple[str, ...] = (), **facts: Any) -> Entitlements:
    records = {key: InForce(key, "x", dt.date(2026, 1, 1), None) for key in in_force}
    return entitlements_from(Told([], facts), Place(layers, layers), records, ON, catalogue)


def named(these: Together) -> list[tuple[set[str], set[str]]]:
    return [(set(each.keys), {one.benefit.key for one in each.gives_up}) for each in these.combinations]


def test_two_that_exclude_each_other_are_two_ways_the_sure_one_first() -> None:
    (these,) = together(entitlements_with(current(), "pinghu", "jiaxing", in_force=(SUBSIDY,), **YUN), current())
    assert named(these) == [({SUBSIDY}, {DIBAO}), ({DIBAO}, {SUBSIDY})]
    assert [each.is_sure for each in these.combinations] == [True, False]
    assert [each.benefit.key for each in these.meanwhile] == [SUBSIDY], "lawful while the other is waited for"


def test_what_no_document_states_is_not_compared() -> None:
    (these,) = together(entitlements_with(current(), "pinghu", "jiaxing", in_force=(SUBSIDY,), **YUN), current())
    assert these.best is None
    assert [each.monthly for each in these.combinations] == [230, None]


def test_without_a_record_nothing_may_be_had_meanwhile() -> None:
    (these,) = together(entitlements_with(current(), "pinghu", "jiaxing", **YUN), current())
    assert these.meanwhile == ()


def test_what_she_does_not_fit_is_no_choice() -> None:
    received = entitlements_with(current(), "pinghu", "jiaxing", **{**YUN, "single_person_dibao": True})
    assert together(received, current()) == ()
    assert together(entitlements_with(current(), "jiaxing", **YUN), current()) == ()


HERE = """\
fact: NAME
type: boolean
regional: true
known_from: register
label: {zh_Hans: 在本地, en: Here}
question: {zh_Hans: 在本地吗, en: Here}
"""


def made(folder: Path, *helps: tuple[str, int, str]) -> Catalogue:
    """A town whose helps (name, yuan a month, what it excludes) everybody of grade 3 has."""
    base = small_catalogue.FILES["town/subsidy.yaml"].split("    - fact: income_status")[0]
    rest = "worth:\n  - {amount: 230, unit: yuan, per: month, words: 每人每月230元, source: main}\n"
    files = {f"facts/{name}.yaml": HERE.replace("NAME", name) for name in ("hukou_here", "lives_here")}
    for name, yuan, excluded in helps:
        text = base.replace("slug: subsidy", f"slug: {name}").replace("family: living\n", "")
        text += rest.replace("230", str(yuan))
        if excluded:
            text += f"excludes: [{{benefit: {excluded}, words: 补助, source: main}}]\n"
        files[f"town/{name}.yaml"] = text
    return load(small_catalogue.write(folder, **files))


def test_the_best_is_the_lawful_combination_of_the_greatest_sum(tmp_path: Path) -> None:
    catalogue = made(tmp_path, ("a", 200, "b"), ("b", 350, "c"), ("c", 200, ""))
    (these,) = together(entitlements_with(catalogue, "town", grade=3), catalogue)
    assert these.best is not None
    assert (these.best.keys, these.best.monthly) == ({"town/a", "town/c"}, 400)
    assert [each.benefit.key for each in these.best.gives_up] == ["town/b"]
    assert [each.benefit.key for each in these.meanwhile] == ["town/a", "town/c"]


def test_of_equal_sums_none_is_the_best(tmp_path: Path) -> None:
    catalogue = made(tmp_path, ("a", 200, "b"), ("b", 200, ""))
    (these,) = together(entitlements_with(catalogue, "town", grade=3), catalogue)
    assert these.best is None


def test_the_same_help_of_another_region_is_excluded_with_it() -> None:
    """Pinghu's words keep its own single-person dibao apart; Jiaxing's is the same help."""
    (these,) = together(entitlements_with(current(), "pinghu", "jiaxing", **YUN), current())
    assert "pinghu/single-person-dibao" not in these.keys
    assert DIBAO in these.keys


def graphs(count: int) -> st.SearchStrategy[tuple[int, set[tuple[int, int]]]]:
    one = st.integers(0, count - 1)
    return st.tuples(st.just(count), st.sets(st.tuples(one, one)))


@holds_for(st.integers(2, 7).flatmap(graphs))
def test_no_lawful_combination_is_missing_and_none_is_unlawful(graph: tuple[int, set[tuple[int, int]]]) -> None:
    count, pairs = graph
    apart = {frozenset(map(str, pair)) for pair in pairs if pair[0] != pair[1]}
    names = [str(name) for name in range(count)]
    neighbours = {name: {other for other in names if frozenset((name, other)) in apart} for name in names}
    lawful = [
        frozenset(chosen)
        for size in range(count + 1)
        for chosen in combinations(names, size)
        if not any(frozenset(pair) in apart for pair in combinations(chosen, 2))
    ]
    greatest = {each for each in lawful if not any(each < other for other in lawful)}
    found = list(_maximal(names, neighbours))
    assert set(found) == greatest
    assert len(found) == len(greatest)


def test_her_choice_is_kept_once_and_a_later_one_ends_it(village: Village) -> None:
    actor = village.actor("yun")
    with village.database.writing() as db:
        yun = db.get_one(Resident, village.yun.id)
        first = entitlements.choose(db, actor, yun, [SUBSIDY])
        assert entitlements.choose(db, actor, yun, [SUBSIDY]) is first
        second = entitlements.choose(db, actor, yun, [DIBAO])
        assert (first.ended_at, second.gives_up) == (actor.at, SUBSIDY)
        assert entitlements.choices_of(db, yun) == [second]
    with village.database.reading() as db:
        told = select(func.count()).where(LedgerEntry.event == "entitlements.BenefitsChosen")
        assert db.scalar(told) == 2


def test_what_is_not_lawful_together_cannot_be_chosen(village: Village) -> None:
    with village.database.writing() as db, pytest.raises(NoSuchCombination):
        entitlements.choose(db, village.actor("yun"), db.get_one(Resident, village.yun.id), [SUBSIDY, DIBAO])
