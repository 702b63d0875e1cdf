"""Reading the catalogue: what it gives, and how it complains about a broken file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements.catalogue import current, load
from webapp.entitlements.documents import PeriodStanding, TextStanding, standing
from webapp.entitlements.errors import CatalogueError, NoSuchBenefit

SUBSIDY = "town/subsidy.yaml"


def complaint(folder: Path, file: str, old: str, new: str) -> tuple[str, int | None, str, str | None]:
    """The file, line, problem and remedy that reading names after one replacement."""
    small_catalogue.write(folder, {file: (old, new)})
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    facts = refused.value.facts
    return str(Path(facts["file"]).relative_to(folder)), facts["line"], facts["problem"], facts["instead"]


def test_a_sound_catalogue_is_read_whole(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path))
    subsidy = catalogue.benefit("town/subsidy")
    assert list(catalogue.benefits) == ["city/service", "town/subsidy"]
    assert (subsidy.names.zh_hans, subsidy.document.name) == ("生活补助", "plan")
    assert (subsidy.worth[0].amount, subsidy.worth[0].words) == (230, "每人每月230元")


def test_a_benefit_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NoSuchBenefit):
        load(small_catalogue.write(tmp_path)).benefit("town/palace")


def test_the_nearer_region_speaks_first_and_the_same_help_is_linked(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path))
    subsidy, service = catalogue.benefit("town/subsidy"), catalogue.benefit("city/service")
    assert catalogue.layers("town") == ("town", "city")
    assert catalogue.speaking_for("town") == (subsidy, service)
    assert catalogue.speaking_for("city") == (service,)
    assert catalogue.speaking_for("elsewhere") == ()
    assert catalogue.same_help(subsidy, "town") == (service,)
    assert catalogue.same_help(service, "city") == (), "whoever lives outside the town has nothing of the town's"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "problem", "instead"),
    [
        (SUBSIDY, "fact: grade", "fact: garde", 18, "unknown_fact", "grade"),
        (SUBSIDY, "fact: grade", "fact: weather", 18, "unknown_fact", "catalogue/facts/weather.yaml"),
        (SUBSIDY, "in: [3, 4]", "is: true", 18, "operator_does_not_fit", "in | at_least | at_most"),
        (SUBSIDY, "in: [3, 4]", "in: [3, 5]", 18, "value_not_allowed", "1 | 2 | 3 | 4"),
        (SUBSIDY, "in: [3, 4]", "in: 3", 18, "not_a_list", "[3]"),
        (SUBSIDY, "in: [3, 4]", "in: []", 18, "empty_group", "[1]"),
        (SUBSIDY, "in: [3, 4]", "at_least: 5", 18, "value_not_allowed", "1 … 4"),
        (SUBSIDY, "in: [3, 4]", "in: [3], at_most: 4", 18, "one_operator", "is | in | at_least | at_most"),
        (SUBSIDY, "      in: [dibao_marginal]\n", "", 19, "one_operator", "is | in | at_least | at_most"),
        (SUBSIDY, "[dibao_marginal]", "[dibao_margin]", 20, "value_not_allowed", "dibao | dibao_marginal | none"),
        (SUBSIDY, "      words: 低保边缘户\n", "", 19, "missing_key", "words: …"),
        (SUBSIDY, "      source: main", "      source: mian", 22, "not_one_of", "main"),
        (SUBSIDY, "      source: main\n", "", 19, "missing_key", "source: …"),
        (SUBSIDY, "  all:", "  al:", 16, "not_a_condition", "all: | any: | not: | {fact: …} | {unstated: true}"),
        (SUBSIDY, "conditions:", "condition:", 16, "unknown_key", "conditions"),
        (SUBSIDY, "kind: cash", "kind: csh", 4, "not_one_of", "cash"),
        (SUBSIDY, "slug: subsidy", "slug: subsidies", 1, "name_is_not_file_name", "subsidy"),
        (SUBSIDY, "region: town", "region: city", 2, "region_is_not_folder_name", "town"),
        (SUBSIDY, "document: plan", "document: plans", 15, "not_one_of", "plan"),
        (SUBSIDY, "amount: 230", "amount: 两百三", 25, "not_a_number", "230"),
        (SUBSIDY, "strength: firm", "strength: firm\nkind: care", 13, "key_twice", None),
        (SUBSIDY, "en: Living subsidy", "en: Living: subsidy", 7, "not_yaml", '"…"'),
        (SUBSIDY, ", en: A monthly subsidy.", "", 8, "missing_key", "en: …"),
        (SUBSIDY, "answer: could_be", "answer: maybe", 35, "not_one_of", None),
        ("documents/plan.yaml", "standing: issued", "standing: isued", 7, "not_one_of", "issued"),
        ("documents/plan.yaml", "2021-03-01", "null", 7, "issued_needs_its_date", "issued_on: 2020-07-04"),
        ("documents/plan.yaml", "2021-03-01", "2021年", 5, "not_a_day", "2025-12-31"),
        ("documents/plan.yaml", "period: null", "period: {from: 2025, until: 2021}", 8, "ends_before_it_begins", None),
        ("facts/grade.yaml", "type: integer", "type: number", 2, "not_one_of", None),
        ("facts/grade.yaml", "fact: grade", "fact: grades", 1, "name_is_not_file_name", "grade"),
        ("facts/severe.yaml", "fact: grade, in: [1, 2]", "fact: gread, in: [1, 2]", 8, "unknown_fact", "grade"),
        ("facts/severe.yaml", "in: [1, 2]", "in: [8]", 8, "value_not_allowed", "1 | 2 | 3 | 4"),
        ("facts/severe.yaml", "fact: grade, in: [1, 2]", "fact: severe, is: true", 7, "follows_from_itself", None),
        ("facts/severe.yaml", "asked_as: grade", "asked_as: grad", 6, "unknown_fact", "grade"),
        (
            "facts/income_status.yaml",
            "  none: {zh_Hans: 都不是, en: None}\n",
            "",
            7,
            "missing_key",
            "none: {zh_Hans: …, en: …}",
        ),
        ("regions.yaml", "within: city", "within: cty", 5, "not_one_of", "city"),
    ],
)
def test_a_broken_file_is_refused_with_file_line_and_remedy(
    tmp_path: Path, *, file: str, old: str, new: str, line: int, problem: str, instead: str | None
) -> None:
    where, at, what, remedy = complaint(tmp_path, file, old, new)
    assert (where, at, what) == (file, line, problem)
    if instead is not None:
        assert remedy == instead


def test_the_complaint_reads_as_one_line_with_place_and_remedy(tmp_path: Path) -> None:
    small_catalogue.write(tmp_path, {SUBSIDY: ("kind: cash", "kind: csh")})
    with pytest.raises(CatalogueError, match=r"subsidy\.yaml:4: not_one_of: csh -> cash$"):
        load(tmp_path)


def test_all_broken_files_are_told_at_once_when_asked(tmp_path: Path) -> None:
    small_catalogue.write(
        tmp_path, {SUBSIDY: ("kind: cash", "kind: csh"), "city/service.yaml": ("life: care", "life: car")}
    )
    broken: list[CatalogueError] = []
    catalogue = load(tmp_path, broken=broken)
    assert [Path(error.facts["file"]).name for error in broken] == ["service.yaml", "subsidy.yaml"]
    assert not catalogue.benefits


def test_a_text_must_stand_beside_its_document(tmp_path: Path) -> None:
    small_catalogue.write(tmp_path)
    (tmp_path / "documents/plan.txt").unlink()
    with pytest.raises(CatalogueError) as refused:
        load(tmp_path)
    assert refused.value.facts["problem"] == "no_text_beside_it"


def test_english_may_be_missing_only_where_nothing_is_firmly_promised(tmp_path: Path) -> None:
    file = small_catalogue.FILES[SUBSIDY].replace(", en: A monthly subsidy.", "").replace("firm", "explore")
    catalogue = load(small_catalogue.write(tmp_path, **{SUBSIDY: file}))
    assert catalogue.benefit("town/subsidy").summary.en is None


@pytest.mark.parametrize(
    ("document", "year", "text", "period", "can_grant"),
    [
        ("pinghu-plan", 2020, TextStanding.DRAFT, PeriodStanding.NOT_BEGUN, False),
        ("pinghu-plan", 2021, TextStanding.DRAFT, PeriodStanding.RUNNING, False),
        ("pinghu-plan", 2025, TextStanding.DRAFT, PeriodStanding.RUNNING, False),
        ("pinghu-plan", 2026, TextStanding.DRAFT, PeriodStanding.ENDED, False),
        ("jiaxing-plan", 2024, TextStanding.EXCERPT, PeriodStanding.NOT_STATED, False),
        ("jiaxing-opinion", 2026, TextStanding.ISSUED, PeriodStanding.NOT_STATED, True),
    ],
)
def test_what_the_text_is_and_where_its_period_stands_are_two_things(
    document: str, year: int, text: TextStanding, period: PeriodStanding, can_grant: bool
) -> None:
    stands = standing(current().documents[document], dt.date(year, 12, 31))
    assert (stands.text, stands.period, stands.can_grant) == (text, period, can_grant)


def test_an_issued_document_grants_no_more_when_its_period_has_ended(tmp_path: Path) -> None:
    small_catalogue.write(tmp_path, {"documents/plan.yaml": ("period: null", "period: {from: 2021, until: 2022}")})
    plan = load(tmp_path).documents["plan"]
    assert standing(plan, dt.date(2022, 12, 31)).can_grant
    assert not standing(plan, dt.date(2023, 1, 1)).can_grant


def test_a_resident_of_pinghu_lives_under_both_layers() -> None:
    assert current().layers("pinghu") == ("pinghu", "jiaxing")
    assert [benefit.region for benefit in current().speaking_for("pinghu")][:1] == ["pinghu"]
