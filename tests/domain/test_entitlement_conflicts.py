"""Contradictions between documents: kept as data, quoted word for word, found from either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements import CatalogueError, check, current, load

CONFLICT = """\
conflict: amount
kind: rule
benefits: [town/subsidy, city/service]
says: {zh_Hans: 两处写得不一样。, en: They differ.}
positions:
  - {document: plan, clause: 一, quote: 每人每月230元补助}
  - {document: plan, clause: 二, quote: 为有需求的残疾人提供服务}
"""
FILE = "conflicts/amount.yaml"


def test_a_contradiction_stands_on_the_page_of_each_benefit_that_it_names(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path, **{FILE: CONFLICT}))
    for key in ("town/subsidy", "city/service"):
        assert [each.name for each in catalogue.conflicts_about(catalogue.benefit(key))] == ["amount"]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "instead"),
    [
        ("每人每月230元补助", "每人每月240元补助", 6, "not_verbatim", "…每人每月230元补助。为有…"),
        ("town/subsidy", "town/subsidi", 3, "no_such_benefit", "town/subsidy"),
    ],
)
def test_a_wrong_quotation_or_benefit_is_found_with_its_line(
    tmp_path: Path, *, old: str, new: str, line: int, problem: str, instead: str
) -> None:
    findings = check(small_catalogue.write(tmp_path, {FILE: (old, new)}, **{FILE: CONFLICT}))
    facts = [(each.facts["line"], each.facts["problem"], each.facts["instead"]) for each in findings]
    assert facts == [(line, problem, instead)]


def test_a_contradiction_without_a_quotation_is_refused(tmp_path: Path) -> None:
    text = CONFLICT.split("positions:", maxsplit=1)[0] + "positions: []\n"
    with pytest.raises(CatalogueError, match="empty_group"):
        load(small_catalogue.write(tmp_path, **{FILE: text}))


def test_free_travel_in_pinghu_and_jiaxing_is_recorded_as_differing() -> None:
    catalogue = current()
    for key in ("pinghu/free-bus-travel", "jiaxing/free-city-transport"):
        about = catalogue.conflicts_about(catalogue.benefit(key))
        assert [each.name for each in about] == ["free-travel-vehicles"]
        assert {position.document.region for position in about[0].positions} == {"pinghu", "jiaxing"}


def test_every_contradiction_that_was_found_in_the_documents_stands_on_some_page() -> None:
    """C30 is what each document is worth (issued, draft, excerpt): it stands on every page, from the document."""
    found = {f"C{number:02}" for number in range(1, 34)} - {"C30"}
    assert {each.extracted_as for each in current().conflicts if each.extracted_as} == found
    assert len({each.text_standing for each in current().documents.values()}) == 3
