"""Evidence: what makes it older than its page, what does not, and what becomes of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import fingerprints
from fingerprints import TOOLS, check_as_it_is, fingerprint, normalised
from pages import CORE, PAGES
from proofs import Claim, Proofs, of_the_build
from webapp.web.accessibility import evidence
from webapp.web.accessibility.evidence import Proven
from webapp.web.accessibility.words import CHECKS

PAGE = """<html><head><style nonce="aa">p { }</style><link href="/static/js/main.js?v=0123456789ab"></head><body>
<form action="http://localhost:41234/appointments/2hym582017vmj6s6">
<input type="hidden" name="csrf_token" value="Ij.a-b">
<p class="code-in-groups" lang="en">SY41-W61A</p><p>一句话。</p></form></body></html>"""
OTHER = (
    PAGE.replace('nonce="aa"', 'nonce="bb"')
    .replace("0123456789ab", "ba9876543210")
    .replace("41234", "41235")
    .replace("2hym582017vmj6s6", "7m6dzc568m0tpa8j")
    .replace("Ij.a-b", "Ik.c_d")
    .replace("SY41-W61A", "4RSN-84D5")
)


def test_two_answers_of_one_page_have_one_fingerprint():
    assert OTHER != PAGE
    assert fingerprint(OTHER) == fingerprint(PAGE)


@pytest.mark.parametrize("worse", ["<p>一句话 。</p>", "<p hidden>一句话。</p>", "<p>两句话。</p>"])
def test_another_page_has_another_fingerprint(worse):
    assert fingerprint(PAGE.replace("<p>一句话。</p>", worse)) != fingerprint(PAGE)


def test_each_rule_takes_out_what_it_is_for_and_says_why():
    samples = (
        "<style>a</style>", "x?v=0123456789ab", 'nonce="a"', 'data-csrf="a"', 'data-key="a"', "http://localhost:1",
        "/x/2hym582017vmj6s6", ' data-now="1"', "5e36 1471 8cfe 389b",
        '<path class="qrline" d="M0">', '<p class="qr__words">1234</p>',
        '<p class="code-in-groups">967 352</p>', "<p data-proved>12</p>", '<strong lang="en">E4D13E58</strong>',
    )  # fmt: skip
    for sample, (what, _, why) in zip(samples, fingerprints.RULES, strict=True):
        assert what.search(sample), sample
        assert why
        assert normalised(sample) != sample
    assert normalised("<p>1 2 3</p><p>appointments</p>") == "<p>1 2 3</p><p>appointments</p>"


def test_two_arrivals_at_a_page_have_one_fingerprint(stage):
    page = next(page for page in PAGES if str(page) == "resident.appointment_check-filled")
    first, second = stage.play(page).html, stage.play(page).html
    assert first != second
    assert fingerprint(first) == fingerprint(second)


def test_a_changed_style_sheet_makes_all_evidence_older(monkeypatch):
    before = fingerprint(PAGE)
    fingerprint.cache_clear()
    monkeypatch.setattr(fingerprints, "looks_and_acts", lambda: b"p { color: red }")
    assert fingerprint(PAGE) != before
    fingerprint.cache_clear()


def test_the_style_sheets_and_scripts_of_every_page_are_counted():
    counted = fingerprints.looks_and_acts()
    for path in (fingerprints.HOUSE / "static").glob("*/**/*.[cj]ss*"):
        assert "vendor" in path.parts or path.relative_to(fingerprints.HOUSE).as_posix().encode() in counted
    assert b"htmx.org 4" in counted


def test_a_check_is_named_with_what_it_is_made_of():
    assert len({check_as_it_is(name) for name in TOOLS}) == len(TOOLS)
    assert all(check_as_it_is(name).startswith(f"{name}:") for name in TOOLS)


def test_every_check_has_words_for_the_statement_and_no_words_speak_of_a_check_that_nobody_makes():
    assert set(TOOLS) - {"pages"} == set(CHECKS), "`pages` says for whoever listens with Orca whether they have changed"


def test_every_part_of_a_check_is_there():
    """A file that is gone would be taken for a package."""
    parts = {part for parts in TOOLS.values() for part in parts if part.endswith((".py", ".js"))}
    assert {part for part in parts if not (fingerprints.HERE / part).exists()} == set()


def test_what_is_looked_at_once_for_all_pages_is_older_as_soon_as_it_is_another():
    words = of_the_build("limits", "ten minutes")
    assert words == of_the_build("limits", "ten minutes")
    assert words != of_the_build("limits", "five minutes")
    assert Claim.told(words).state == "build.limits"


TODAY, EARLIER = date(2026, 12, 2), date(2026, 12, 1)
ASKED = Claim("resident.home-stranger", "zh_Hans", "abc", ("dark-320",), ("axe:1",))
LINE = Proven("resident.home-stranger", "zh_Hans", "abc", EARLIER, frozenset({"dark-320"}), frozenset({"axe:1"}))


def proofs(way="changed", found=(LINE,)):
    return Proofs(way, list(found), TODAY)


def test_what_was_proved_of_this_very_page_stands():
    assert proofs().may_stand(ASKED) == EARLIER


@pytest.mark.parametrize(
    "changed",
    [
        {"fingerprint": "abd"},
        {"looks": ("large-320",)},
        {"checks": ("axe:2",)},
        {"checks": ("ibm:1",)},
        {"language": "en"},
        {"state": "resident.home-resident"},
    ],
    ids=str,
)
def test_whatever_is_different_is_proved_anew(changed):
    assert proofs().may_stand(replace(ASKED, **changed)) is None


def test_the_core_is_proved_in_every_run_and_everything_in_an_audit():
    core = next(iter(CORE))
    stands = replace(LINE, state=core)
    assert proofs(found=(stands,)).may_stand(replace(ASKED, state=core)) is None
    assert proofs("all").may_stand(ASKED) is None
    assert proofs("given").may_stand(ASKED) is None


def test_what_had_to_be_proved_was_older_than_its_page_and_what_is_proved_again_was_not():
    run = proofs()
    run.tell("passed", ASKED)
    assert run.older == []
    run.tell("passed", replace(ASKED, fingerprint="abd"))
    assert [told.fingerprint for told in run.older] == ["abd"]
    assert "its evidence was older than the page: resident.home-stranger" in list(run.summary(written=True))


def test_a_line_says_what_was_proved_of_the_page_as_it_is_and_since_when():
    run = proofs()
    run.tell("standing", ASKED)
    run.tell("passed", replace(ASKED, checks=("ibm:1",)))
    (line,) = run.lines(whole=True)
    assert (line.on, line.checks) == (EARLIER, {"axe:1", "ibm:1"})
    run.tell("passed", replace(ASKED, fingerprint="abd"))
    (line,) = run.lines(whole=True)
    assert (line.on, line.fingerprint, line.checks) == (TODAY, "abd", {"axe:1"})


def test_what_fails_is_proved_no_more():
    run = proofs()
    run.tell("failed", ASKED)
    assert run.lines(whole=False) == []


def test_a_run_of_a_few_tests_leaves_the_other_lines_alone_and_a_whole_one_does_not():
    other = replace(LINE, state="resident.home-resident")
    run = proofs(found=(LINE, other))
    run.tell("passed", ASKED)
    assert other in run.lines(whole=False)
    assert other not in run.lines(whole=True)


def test_a_check_that_nobody_makes_any_more_leaves_with_the_next_whole_run():
    run = proofs(found=(replace(LINE, checks=frozenset({"axe:1", "gone:1"})),))
    run.tell("passed", ASKED)
    assert run.lines(whole=True)[0].checks == {"axe:1"}


def test_a_line_is_read_as_it_was_written(tmp_path):
    where = tmp_path / "evidence.tsv"
    assert evidence.read(where) == []
    assert evidence.write([LINE], where)
    assert evidence.read(where) == [LINE]
    assert not evidence.write([LINE], where)


def test_lines_of_two_branches_stand_beside_each_other(tmp_path):
    """So that a merge never has to be settled by hand; .gitattributes says so to git."""
    where = tmp_path / "evidence.tsv"
    theirs = replace(LINE, fingerprint="abd")
    evidence.write([LINE, theirs], where)
    run = proofs(found=evidence.read(where))
    assert run.may_stand(ASKED) == run.may_stand(replace(ASKED, fingerprint="abd")) == EARLIER
    said = (fingerprints.HOUSE / ".gitattributes").read_text(encoding="utf-8")
    assert f"{evidence.FILE.relative_to(fingerprints.HOUSE).as_posix()} merge=union" in said
