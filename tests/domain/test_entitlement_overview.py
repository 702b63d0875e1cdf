"""The overview: fitting a document and having the benefit are two things."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements.answers import Circumstances, assess, assess_all
from webapp.entitlements.catalogue import Catalogue, load
from webapp.entitlements.documents import PeriodStanding, TextStanding
from webapp.entitlements.overview import InForce, Overview, given, overview
from webapp.entitlements.verdicts import Answer

ON = dt.date(2022, 6, 1)
FITS = {"grade": 3, "income_status": "dibao_marginal"}
KEY = "town/subsidy"
NEVER_ISSUED = small_catalogue.FILES["documents/plan.yaml"].replace("issued_on: 2021-03-01", "issued_on: null")
AS_DRAFT = {"documents/plan.yaml": NEVER_ISSUED.replace("standing: issued", "standing: draft")}


def in_force(effective_on: str = "2022-01-01", ended_on: str | None = None) -> dict[str, InForce]:
    ended = None if ended_on is None else dt.date.fromisoformat(ended_on)
    return {KEY: InForce(KEY, "会议纪要", dt.date.fromisoformat(effective_on), ended)}


def seen(catalogue: Catalogue, facts: dict[str, object], records: dict[str, InForce], on: dt.date = ON) -> Overview:
    assessments = assess_all(catalogue.speaking_for("town"), Circumstances(catalogue.vocabulary, facts), on)
    return overview(assessments, records, on)


def keys(group: tuple) -> list[str]:
    return [each.benefit.key for each in group]


def test_an_issued_document_within_its_period_makes_it_hers(tmp_path: Path) -> None:
    seen_by_her = seen(load(small_catalogue.write(tmp_path)), FITS, {})
    assert keys(seen_by_her.yours) == [KEY]
    assert keys(seen_by_her.not_stated) == ["city/service"]


def test_a_draft_makes_nothing_hers_though_she_fits_it(tmp_path: Path) -> None:
    seen_by_her = seen(load(small_catalogue.write(tmp_path, **AS_DRAFT)), FITS, {})
    assert keys(seen_by_her.yours) == []
    assert keys(seen_by_her.by_document) == [KEY]
    assert seen_by_her.by_document[0].answer is Answer.ENTITLED
    assert seen_by_her.by_document[0].standing.text is TextStanding.DRAFT


def test_a_local_record_makes_it_hers_though_the_text_is_a_draft(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path, **AS_DRAFT))
    assert keys(seen(catalogue, FITS, in_force()).yours) == [KEY]


def test_a_record_makes_nothing_hers_that_she_does_not_fit(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path))
    assert keys(seen(catalogue, {"grade": 1}, in_force()).not_yet) == [KEY]
    assert keys(seen(catalogue, {"grade": 3}, in_force()).answers_away) == [KEY]


@pytest.mark.parametrize(
    ("on", "hers"), [("2021-12-31", False), ("2022-01-01", True), ("2022-06-29", True), ("2022-06-30", False)]
)
def test_a_record_counts_from_its_first_day_and_no_more_from_its_end(tmp_path: Path, on: str, hers: bool) -> None:
    catalogue = load(small_catalogue.write(tmp_path, **AS_DRAFT))
    records = in_force("2022-01-01", "2022-06-30")
    assert given(catalogue.benefit(KEY), records, dt.date.fromisoformat(on)) is hers


def test_a_record_that_has_ended_outweighs_the_document(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path))
    assert not given(catalogue.benefit(KEY), in_force("2021-06-01", "2022-01-01"), ON)


def test_a_document_whose_period_has_ended_makes_nothing_hers(tmp_path: Path) -> None:
    catalogue = load(
        small_catalogue.write(tmp_path, {"documents/plan.yaml": ("period: null", "period: {from: 2020, until: 2021}")})
    )
    (fitting,) = seen(catalogue, FITS, {}).by_document
    assert fitting.standing.period is PeriodStanding.ENDED


@pytest.mark.parametrize("strength", ["promote", "gradual", "explore", "encourage", "target", "historical"])
def test_an_intention_in_an_issued_document_is_not_given(tmp_path: Path, strength: str) -> None:
    catalogue = load(
        small_catalogue.write(tmp_path, {"town/subsidy.yaml": ("strength: firm", f"strength: {strength}")})
    )
    assert keys(seen(catalogue, FITS, {}).by_document) == [KEY]
    assert keys(seen(catalogue, FITS, in_force()).yours) == [KEY]


def test_a_benefit_is_not_given_outside_its_own_dates(tmp_path: Path) -> None:
    dated = ("strength: firm", "strength: firm\nholds: {from: 2022-07-01, until: 2022-12-31}")
    benefit = load(small_catalogue.write(tmp_path, {"town/subsidy.yaml": dated})).benefit(KEY)
    days = {"2022-06-30": False, "2022-07-01": True, "2022-12-31": True, "2023-01-01": False}
    assert {day: given(benefit, {}, dt.date.fromisoformat(day)) for day in days} == days


def test_the_fewest_missing_answers_come_first(tmp_path: Path) -> None:
    easier = small_catalogue.FILES["town/subsidy.yaml"].replace("slug: subsidy", "slug: zither")
    easier = "".join(line for line in easier.splitlines(keepends=True) if "fact: grade" not in line)
    catalogue = load(small_catalogue.write(tmp_path, **{"town/zither.yaml": easier}))
    seen_by_her = seen(catalogue, {}, {})
    assert [(each.benefit.slug, each.answers_away) for each in seen_by_her.answers_away] == [
        ("zither", 1),
        ("subsidy", 2),
    ]


def test_a_benefit_without_conditions_is_one_that_the_document_does_not_settle(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path))
    silent = assess(catalogue.benefit("city/service"), Circumstances(catalogue.vocabulary, FITS), ON)
    assert (silent.answer, silent.conditions, silent.explanation, silent.missing) == (Answer.NOT_STATED, (), None, ())


def test_nobody_is_in_two_groups(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path))
    for facts in ({}, FITS, {"grade": 1}, {"grade": 4}):
        them = seen(catalogue, facts, in_force())
        grouped = [*them.yours, *them.by_document, *them.answers_away, *them.not_yet, *them.not_stated]
        assert sorted(keys(tuple(grouped))) == sorted(each.key for each in catalogue.speaking_for("town"))
