"""What the check of the catalogue finds, and that the catalogue of this house is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements.catalogue import load
from webapp.entitlements.check import check
from webapp.entitlements.examples import Demand, Person, demands, needed_people

SUBSIDY = "town/subsidy.yaml"
PLAN = "documents/plan.yaml"


def test_the_catalogue_of_this_house_is_sound() -> None:
    assert [str(finding) for finding in check()] == []


def test_a_sound_catalogue_has_no_findings(tmp_path: Path) -> None:
    assert check(small_catalogue.write(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "problem", "instead"),
    [
        (SUBSIDY, "quote: 对低保边缘户中的三、四级", "quote: 对低保边缘户中三、四级", 15, "not_verbatim", None),
        (SUBSIDY, "每人每月230元补助}", "每人每月230元补贴}", 15, "not_verbatim", "…人每月230元补助。为有需求的残…"),
        (SUBSIDY, "words: 三、四级", "words: 三级和四级", 18, "words_not_in_quotation", None),
        (SUBSIDY, "words: 低保边缘户", "words: 低保户", 21, "words_not_in_quotation", None),
        (SUBSIDY, "words: 每人每月230元", "words: 每月230元整", 25, "words_not_in_quotation", None),
        (SUBSIDY, "per: month,", "per: month, cap: 不超过300元,", 25, "words_not_in_quotation", None),
        (SUBSIDY, "amount: 230", "amount: 260", 25, "amount_not_in_words", "每人每月230元"),
        (SUBSIDY, "{mode: null}", "{mode: automatic, words: 自动, source: main}", 13, "words_not_in_quotation", None),
        (SUBSIDY, "in: [3, 4]", "in: [1, 2, 3, 4]", 18, "condition_decides_nothing", None),
        (SUBSIDY, "answer: could_be", "answer: entitled", 35, "example_answered_otherwise", "could_be"),
        (SUBSIDY, "{grade: 1,", "{grade: 5,", 31, "not_allowed", None),
        (SUBSIDY, "{grade: 1,", "{shoe_size: 1,", 31, "unknown_fact", None),
        (SUBSIDY, "{grade: 1,", "{grade: 1, severe: false,", 31, "facts_contradict", None),
        (SUBSIDY, "每个月有补助。", "每个月都可以拿到一笔二百三十元的补助。", 10, "sentence_too_long", None),
        (
            SUBSIDY,
            "strength: firm",
            "strength: firm\nexcludes: [{benefit: palace, words: 补助, source: main}]",
            13,
            "no_such_benefit",
            None,
        ),
        (PLAN, "2021-03-01", "2021-03-02", 5, "date_not_in_text", None),
        (PLAN, "period: null", "period: {from: 2021, until: 2025}", 8, "date_not_in_text", "period: null"),
        (SUBSIDY, "kind: cash", "kind: csh", 4, "not_one_of", "cash"),
    ],
)
def test_one_thing_wrong_is_one_finding_with_its_line(
    tmp_path: Path, *, file: str, old: str, new: str, line: int, problem: str, instead: str | None
) -> None:
    small_catalogue.write(tmp_path, {file: (old, new)})
    finding = next(each for each in check(tmp_path) if each.facts["problem"] == problem)
    assert (Path(finding.facts["file"]), finding.facts["line"]) == (tmp_path / file, line)
    if instead is not None:
        assert finding.facts["instead"] == instead


def test_a_benefit_with_conditions_is_said_in_easy_words(tmp_path: Path) -> None:
    easy = "easy_read:\n  zh_Hans: [每个月有补助。]\n  reviewed: false\n"
    findings = check(small_catalogue.write(tmp_path, {SUBSIDY: (easy, "")}))
    assert [(each.facts["problem"], each.facts["found"]) for each in findings] == [("missing_key", "easy_read")]


def test_whoever_names_a_benefit_whose_file_is_broken_has_no_finding(tmp_path: Path) -> None:
    conflict = """\
conflict: apart
kind: rule
benefits: [town/subsidy]
says: {zh_Hans: 不一样。, en: They differ.}
positions:
  - {document: plan, clause: 一, quote: 每人每月230元补助}
"""
    files = {"conflicts/apart.yaml": conflict, "everyday-words.yaml": "- {said: [钱], means: [生活补助]}\n"}
    assert check(small_catalogue.write(tmp_path, **files)) == []
    findings = check(small_catalogue.write(tmp_path, {SUBSIDY: ("kind: cash", "kind: cahs")}, **files))
    assert [Path(each.facts["file"]).name for each in findings] == ["subsidy.yaml"]


@pytest.mark.parametrize(
    ("answer", "person"), [("entitled", "passes"), ("not_entitled", "fails"), ("could_be", "unknown")]
)
def test_an_answer_without_a_person_is_found(tmp_path: Path, answer: str, person: str) -> None:
    people = small_catalogue.FILES[SUBSIDY].split("examples:\n")[1].split("  - who")[1:]
    kept = "".join(f"  - who{each}" for each in people if f"answer: {answer}\n" not in each)
    text = small_catalogue.FILES[SUBSIDY].split("examples:\n")[0] + "examples:\n" + kept
    (finding,) = check(small_catalogue.write(tmp_path, **{SUBSIDY: text}))
    assert (finding.facts["problem"], finding.facts["found"]) == ("no_example", person)


SILENT = "  all:\n    - {unstated: true, words: 补助, source: main, says: {zh_Hans: 没写, en: Open}}\n"
"""A condition that is left open for everybody."""


def left_open(tmp_path: Path, *without: str) -> list[tuple[str, str]]:
    """The findings of a benefit with such a condition, whose people are the same but for their answers."""
    head, tail = small_catalogue.FILES[SUBSIDY].replace("  all:\n", SILENT).split("examples:\n")
    people = [each for each in tail.split("  - who")[1:] if not any(f"answer: {one}\n" in each for one in without)]
    kept = "".join(f"  - who{each}" for each in people)
    kept = kept.replace("answer: entitled\n", "answer: not_stated\n").replace("could_be\n", "not_stated\n")
    findings = check(small_catalogue.write(tmp_path, **{SUBSIDY: f"{head}examples:\n{kept}"}))
    return [(each.facts["problem"], each.facts["found"]) for each in findings]


def test_a_condition_that_the_text_leaves_open_needs_three_people_none_of_whom_is_answered_yes(tmp_path: Path) -> None:
    assert left_open(tmp_path) == []


@pytest.mark.parametrize(
    ("answer", "person"), [("entitled", "passes"), ("not_entitled", "fails"), ("could_be", "unknown")]
)
def test_who_meets_what_is_stated_and_who_is_not_known_are_told_apart_though_both_are_not_stated(
    tmp_path: Path, answer: str, person: str
) -> None:
    assert left_open(tmp_path, answer) == [("no_example", person)]


def test_help_for_employers_needs_no_people(tmp_path: Path) -> None:
    catalogue = load(small_catalogue.write(tmp_path, {SUBSIDY: ("[resident]", "[employer]")}))
    assert needed_people(catalogue.benefit("town/subsidy"), catalogue.vocabulary) == set()


def test_every_benefit_with_conditions_has_its_three_people_and_each_other_is_counted_with_its_reason() -> None:
    catalogue = load()
    count = demands(catalogue.benefits.values(), catalogue.vocabulary)
    assert sum(count.values()) == len(catalogue.benefits)
    for each in catalogue.benefits.values():
        if each.conditions is not None:
            assert len(each.examples) >= 3, each.key
            assert not each.for_residents or Person.PASSES in needed_people(each, catalogue.vocabulary), each.key
    assert count[Demand.FEWER] <= 3, "those whom nobody can fail, read by hand"


@pytest.mark.parametrize("stray", ["town/old.yml", "village/subsidy.yaml", "documents/lost.txt", "notes.yaml"])
def test_a_file_that_nobody_reads_is_found(tmp_path: Path, stray: str) -> None:
    small_catalogue.write(tmp_path, **{stray: "slug: x\n"})
    (finding,) = check(tmp_path)
    assert (finding.facts["problem"], Path(finding.facts["file"])) == ("nobody_reads_this_file", tmp_path / stray)


def test_tens_of_thousands_are_read_as_the_text_writes_them(tmp_path: Path) -> None:
    text = small_catalogue.TEXT + "给予3—15万元的一次性补贴。参保费用给予全额补助。"
    worth = (
        "  - {amount: 30000, amount_max: 150000, unit: yuan, per: once, words: 3—15万元的一次性补贴, source: once}\n"
        "  - {amount: 100, unit: percent, words: 给予全额补助, source: whole}\n"
    )
    subsidy = small_catalogue.FILES[SUBSIDY].replace("examples:\n", f"{worth}examples:\n")
    sources = (
        "sources:\n  once: {document: plan, clause: 三, quote: 给予3—15万元的一次性补贴}\n"
        "  whole: {document: plan, clause: 四, quote: 参保费用给予全额补助}\n"
    )
    subsidy = subsidy.replace("sources:\n", sources)
    assert check(small_catalogue.write(tmp_path, **{"documents/plan.txt": text, SUBSIDY: subsidy})) == []
