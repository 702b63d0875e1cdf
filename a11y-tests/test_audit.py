"""The report of an audit: it says what was found, and is itself a page that everybody can read."""

from __future__ import annotations

from datetime import date

import audit as audits
from audit import Audit, Seen, faults_of, read_run, read_what_was_heard, write
from pages import PAGES
from webapp.web.accessibility.heard import Heard

RUN = """<testsuites><testsuite><testcase name="good"/><testcase name="bad"><failure message="too faint">…</failure>
</testcase></testsuite></testsuites>"""


def seen(**more):
    state = PAGES[0]
    told = {"target": 44, "text": 18, "contrast": 7.5, "findings": ["text of 9 px"], "checks": ["axe"]}
    return Seen(state, "首页", "Coming in", "pictures/x.jpg", **told, transcript="首页，标题，1 级\n", **more)


def test_a_report_says_what_was_found_and_has_no_faults_itself(screen, tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "source").mkdir()
    run = tmp_path / "run.xml"
    run.write_text(RUN, encoding="utf-8")
    told = Audit(date(2026, 12, 1), [seen()])
    read_run(run, told)
    report = write(told, tmp_path)
    words = report.read_text(encoding="utf-8")
    for part in ("2 tests were run, 1 of them failed", "bad</strong>: too faint", "text of 9 px", "首页，标题，1 级"):
        assert part in words
    assert "lowest contrast 7.5 : 1" in words
    screen.set_viewport_size({"width": 1280, "height": 900})
    assert faults_of(screen, report, tmp_path / "source") == []


def test_a_report_says_what_was_heard_and_where_nobody_listened_that(tmp_path, monkeypatch):
    monkeypatch.setattr(audits.heard, "read", lambda: [Heard("end-a-mandate", "abc", date(2026, 11, 1), "Orca 43.1")])
    told = Audit(date(2026, 12, 1), [seen()])
    read_what_was_heard(tmp_path / "heard", told)
    words = write(told, tmp_path).read_text(encoding="utf-8")
    assert "Nobody listened in this run." in words
    assert "end-a-mandate was heard on 2026-11-01 with Orca 43.1." in words

    (tmp_path / "heard").mkdir()
    (tmp_path / "heard/told.txt").write_text("Orca 43.1 was listened to on 2026-12-01.\n", encoding="utf-8")
    (tmp_path / "heard/end-a-mandate.txt").write_text("马上结束委托 按钮.\n", encoding="utf-8")
    read_what_was_heard(tmp_path / "heard", told)
    words = write(told, tmp_path).read_text(encoding="utf-8")
    assert "Orca 43.1 was listened to on 2026-12-01." in words
    assert "马上结束委托 按钮." in words
    assert "2026-11-01" not in words


def test_every_state_has_its_place_in_the_report():
    """By the first word of its address, or among everything else: shown once in any case."""
    told = Audit(date(2026, 12, 1), [seen()])
    assert sum(map(len, told.groups.values())) == len(told.seen)
    told.seen[0].group = audits.ELSEWHERE
    assert list(told.groups) == [audits.ELSEWHERE]


def test_no_pair_of_colours_is_too_faint_in_the_table():
    pairs = Audit(date(2026, 12, 1)).tokens
    assert pairs
    assert [(one, other) for one, other, least, ratios in pairs if min(ratios) < least] == []
