"""The statement on accessibility: it claims what was run, and says what was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.visitor import tidy
from webapp import settings
from webapp.settings import SettingsError
from webapp.web.accessibility import gaps, statement
from webapp.web.accessibility.criteria import AGEING, MOBILE, WCAG, Criterion
from webapp.web.accessibility.evidence import Proven
from webapp.web.accessibility.heard import Heard
from webapp.web.accessibility.statement import Standing, Statement
from webapp.web.accessibility.words import CHECKS
from webapp.web.words import day

LINES = [
    Proven("resident.home-stranger", "zh_Hans", "a", date(2026, 12, 1), frozenset(), frozenset({"keyboard:1"})),
    Proven(
        "resident.home-resident", "zh_Hans", "b", date(2026, 12, 2), frozenset(), frozenset({"keyboard:1", "axe:2"})
    ),
    Proven("resident.code-choice", "zh_Hans", "c", date(2026, 12, 3), frozenset(), frozenset({"axe:2"})),
]


def test_a_criterion_is_met_by_what_was_run_and_says_how_far_it_went():
    answer = Statement(LINES[:2]).answer(Criterion("2.1.1", "Keyboard", by="keyboard"))
    assert answer.standing is Standing.met
    ((_, reach),) = answer.by
    assert (reach.pages, reach.states, reach.first, reach.last) == (1, 2, date(2026, 12, 1), date(2026, 12, 2))


def test_a_journey_stands_for_no_state_that_was_left_out_and_takes_nothing_from_what_was_looked_at():
    journey = Proven("journey.complain", "zh_Hans", "d", date(2026, 12, 3), frozenset(), frozenset({"keyboard:1"}))
    by_keyboard = Criterion("2.1.1", "Keyboard", by="keyboard")
    assert Statement([*LINES[:2], journey]).answer(by_keyboard).standing is Standing.met
    assert Statement([*LINES, journey]).answer(by_keyboard).standing is Standing.partly_looked_at


@pytest.mark.parametrize(
    ("criterion", "standing"),
    [
        (Criterion("1", "nobody looks at it"), Standing.not_looked_at),
        (Criterion("1", "one of two was run", by="keyboard zoom"), Standing.not_looked_at),
        (Criterion("1", "only some of it", by="axe", part=True), Standing.partly_looked_at),
        (Criterion("1", "on some pages only", by="keyboard"), Standing.partly_looked_at),
        (Criterion("1", "there is none", absent="no sound"), Standing.does_not_apply),
    ],
    ids=lambda each: each.words if isinstance(each, Criterion) else "",
)
def test_nothing_is_claimed_that_was_not_run(criterion, standing):
    assert Statement(LINES).answer(criterion).standing is standing


def test_without_evidence_no_criterion_is_met():
    empty = Statement([])
    every = [*WCAG, *MOBILE, *AGEING]
    told = {Standing.not_looked_at, Standing.does_not_apply, Standing.not_all_met}
    assert {empty.answer(each).standing for each in every} == told


def test_what_is_known_not_to_be_so_is_outweighed_by_no_check_and_stands_in_the_list():
    lacking = Criterion("3.1.6", "how it is read", by="keyboard", lacking=gaps.NO_READINGS)
    answer = Statement(LINES[:2]).answer(lacking)
    assert answer.standing is Standing.not_all_met
    assert [reach.states for _, reach in answer.by] == [2]
    assert {each.lacking for each in (*WCAG, *MOBILE, *AGEING) if each.lacking} <= set(gaps.NOT_MET)


def test_what_was_looked_at_once_for_the_whole_build_is_no_page_and_says_its_day(visitor, monkeypatch):
    build = Proven("build.limits", "zh_Hans", "d", date(2026, 12, 4), frozenset(), frozenset({"limits:1"}))
    told = Statement([*LINES, build])
    assert (told.whole.pages, told.whole.states, told.whole.last) == (2, 3, date(2026, 12, 3))
    answer = told.answer(Criterion("2.2.1", "limits", by="limits"))
    assert answer.standing is Standing.met
    assert [(reach.pages, reach.states) for _, reach in answer.by] == [(0, 0)]
    monkeypatch.setattr(statement, "_kept", [told])
    rows = {tidy(row.dt): tidy(row.dd) for row in visitor().open("/accessibility").soup.select(".summary__row")}
    said = "查过一部分，没有发现问题 查全部时间限制，每一个都说明能不能延长：2026年12月4日 星期五查的。"
    assert rows["2.2.1 A 时间限制可以调整"] == said
    assert rows["3.1.6 AAA 读音说得清"] == f"没有全部做到 {gaps.NO_READINGS.words}"


def test_all_criteria_of_wcag_are_there_once_and_lean_on_checks_that_exist():
    numbers = [each.reference for each in WCAG]
    assert len(numbers) == len(set(numbers)) == 86
    assert {level: sum(each.level == level for each in WCAG) for level in ("A", "AA", "AAA")} == {
        "A": 31, "AA": 24, "AAA": 31,
    }  # fmt: skip
    assert {name for each in (*WCAG, *MOBILE, *AGEING) for name in each.checks} <= set(CHECKS)


def test_an_operator_with_films_does_not_say_that_there_are_none(visitor, app, monkeypatch):
    monkeypatch.setattr(statement, "_kept", [])
    monkeypatch.setitem(app.extensions, "sign_language", (None, {"resident/elsewhere": None}))
    page = visitor().open("/accessibility")
    assert page.sees("不是每一页都有手语录像。")
    assert not page.sees("也没有录像。")
    assert page.sees("1.2.2 A 录像有字幕 还没有检查")


def test_anybody_reads_it_from_the_foot_of_every_page(visitor, monkeypatch):
    monkeypatch.setattr(statement, "_kept", [Statement(LINES)])
    page = visitor().open("/").follow("无障碍声明")
    assert page.h1 == "无障碍声明"
    assert page.sees("检查过 2 个页面，3 种状态。")
    assert page.sees("2026年12月1日")
    rows = {
        row.dt.get_text(" ", strip=True): row.dd.get_text(" ", strip=True) for row in page.soup.select(".summary__row")
    }
    assert rows["2.1.1 A 全部可用键盘"] == "查过一部分，没有发现问题 只用键盘走一遍，折起来的也打开：2 种状态。"
    assert rows["1.4.6 AAA 文字对比度至少 7:1"] == "还没有检查"
    assert rows["1.2.2 A 录像有字幕"].startswith("没有这类内容")
    assert visitor("officer").open("/workbench/").follow("无障碍声明").h1 == "无障碍声明"


def test_it_says_what_was_listened_to_and_what_has_changed_since(visitor, monkeypatch):
    heard = [
        Heard("sign-in-by-code", "a", date(2026, 12, 1), "Orca 43.1"),
        Heard("sign-in-by-code", "b", date(2026, 12, 2), "Orca 43.1"),
        Heard("show-the-code", "c", date(2026, 12, 3), "Orca 43.1"),
    ]
    pages = [
        Proven(f"by-ear.{journey}", "zh_Hans", now, date(2026, 12, 4), frozenset(), frozenset({"pages:1"}))
        for journey, now in (("sign-in-by-code", "a"), ("show-the-code", "d"), ("end-a-mandate", "e"))
    ]
    monkeypatch.setattr(statement, "_kept", [Statement([*LINES, *pages], heard)])
    page = visitor().open("/accessibility")
    rows = {tidy(row.dt): tidy(row.dd) for row in page.soup.select(".summary__row")}
    assert rows["用验证码登录，先忘了填验证码"] == "听过 2026年12月1日 星期二，Orca 43.1。"
    changed = "听过，后来页面改了 2026年12月3日 星期四，Orca 43.1。改了以后还没有再听。"
    assert rows["出示惠残码"] == changed
    assert rows["结束一份委托"] == rows["找一项权益，页面只变一部分"] == "还没有听过"
    assert page.sees("检查过 2 个页面，3 种状态。")


def test_it_says_what_is_not_so_yet_and_by_when(visitor):
    page = visitor().open("/accessibility")
    for gap in (*gaps.NOT_MET, *gaps.NOT_LOOKED_AT):
        assert page.sees(str(gap.words))
        assert page.sees(str(gap.meanwhile))
        assert gap.planned_on is None or page.sees(f"计划在{day(gap.planned_on)}以前做到。")


def test_a_planned_day_that_has_passed_is_said_to_have_passed(visitor, clock):
    first = min(gap.planned_on for gap in (*gaps.NOT_MET, *gaps.NOT_LOOKED_AT) if gap.planned_on)
    clock.advance(days=(first - clock.at.date()).days + 1)
    assert visitor().open("/accessibility").sees(f"原来计划在{day(first)}以前做到，还没有做到。")


def test_a_review_leaves_no_plan_that_lies_behind_it():
    planned = [gap.planned_on for gap in (*gaps.NOT_MET, *gaps.NOT_LOOKED_AT) if gap.planned_on]
    assert [on for on in planned if on < gaps.REVIEWED_ON] == []


def test_who_answers_is_said_as_configured_and_never_invented(app, visitor):
    page = visitor().open("/accessibility")
    assert page.sees("由谁来答复，运营单位还没有说。")
    assert not page.soup.select("a[href^='tel:'], a[href^='mailto:']")
    house = app.extensions["huican"]
    house.settings = replace(house.settings, accessibility_office=("某某小组", "a@example.invalid"))
    page = visitor().open("/accessibility")
    assert page.sees("请找某某小组。")
    assert page.sees("写信给 a@example.invalid")
    assert not page.soup.select("a[href^='tel:']")


@pytest.mark.parametrize("words", ["某某小组; 0573 0000 0000", "某某小组"])
def test_an_office_that_cannot_be_written_to_is_refused(tmp_path, words):
    environ = {"HUICAN_INSTANCE": str(tmp_path), "HUICAN_ACCESSIBILITY_OFFICE": words}
    with pytest.raises(SettingsError):
        settings.read(environ)
    asked = settings.read({**environ, "HUICAN_ACCESSIBILITY_OFFICE": "某某小组; a@example.invalid; 0573 0000 0000"})
    assert asked.accessibility_office == ("某某小组", "a@example.invalid", "0573 0000 0000")
