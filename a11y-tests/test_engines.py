"""Engines and ruler find nothing on any page, mode, width and language; and something on a bad page."""

from __future__ import annotations

import pytest

from engines import AXE_OF_LOOKS, axe, ibm, nu
from measures import measure, tall, unfold
from pages import PAGES, looks_of
from states import Look, State
from switched_off import ANSWERED, OFF


def visits() -> list:
    """Each state in each of its languages and ways of reading, with the looks that it is seen in there."""
    alike: dict[tuple[State, tuple[str, str]], list[Look]] = {}
    for state, look in looks_of(PAGES):
        alike.setdefault((state, (look.language, look.reading)), []).append(look)
    return [
        pytest.param(
            state, looks, id="-".join([str(state), *map(str, looks)]), marks=pytest.mark.xdist_group(state.endpoint)
        )
        for (state, _), looks in alike.items()
    ]


@pytest.mark.proves("axe", "ibm", "looks")
@pytest.mark.parametrize(("state", "looks"), visits())
def test_engines_and_ruler_find_nothing(stage, screen, state: State, looks: list[Look]):
    """All rules once in each language and way of reading; in other looks those that may answer otherwise."""
    stage.show(screen, stage.arrival(state, looks[0].language, looks[0].reading))
    unfold(screen)
    found = []
    for number, look in enumerate(looks):
        stage.wear(screen, look)
        with tall(screen):
            faults = axe(screen, only=AXE_OF_LOOKS) if number else axe(screen) + ibm(screen)
            found += [f"{look}: {fault}" for fault in faults + measure(screen)]
    assert found == []


BAD = """<html><head></head><body><h3>题</h3><img src="x.png"><p style="color:#767676;background:#fff">看不清</p>
<div onclick="go()">走</div><input><p id="a">一</p><p id="a">二</p></body></html>"""


def test_contrast_that_axe_cannot_tell_is_worked_out(screen):
    """Something is drawn behind it, so axe leaves it to a person."""
    screen.goto("about:blank")
    page = """<!doctype html><html lang="zh"><style>p { position: relative }
    p::before { content: ''; position: absolute; inset: 0; z-index: -1; background: #fff }</style>
    <body style="background: #fff"><main><p style="{}">一句话</p></main>"""
    screen.set_content(page.replace("{}", "color: #666"))
    assert any(each.startswith("axe color-contrast-enhanced: p") for each in axe(screen, only=AXE_OF_LOOKS))
    screen.set_content(page.replace("{}", "color: #444"))
    assert axe(screen, only=AXE_OF_LOOKS) == []
    screen.set_content(page.replace("{}", "color: #444; background: linear-gradient(#fff, #444)"))
    assert any(each.startswith("axe color-contrast-enhanced: p") for each in axe(screen, only=AXE_OF_LOOKS))


def test_a_question_that_nobody_has_answered_is_a_finding(screen, monkeypatch):
    screen.goto("about:blank")
    screen.set_content("<html lang=zh><title>题</title><style>p { color: red }</style><main><h1>题</h1><p>话</p></main>")
    asked = "ibm style_color_misuse"
    assert not any(finding.startswith(asked) for finding in ibm(screen))
    monkeypatch.setattr("engines.ANSWERED", {})
    assert any(finding.startswith(asked) for finding in ibm(screen))


def test_axe_finds_what_is_bad(screen):
    screen.goto("about:blank")
    screen.set_content(BAD)
    found = {finding.split(":")[0] for finding in axe(screen)}
    assert {
        "axe color-contrast-enhanced",
        "axe document-title",
        "axe html-has-lang",
        "axe image-alt",
        "axe label",
    } <= found


def test_ibm_finds_what_is_bad(screen):
    screen.goto("about:blank")
    screen.set_content(BAD)
    assert {"ibm img_alt_valid", "ibm aria_eventhandler_role_valid", "ibm skip_main_exists"} <= {
        finding.split(":")[0] for finding in ibm(screen)
    }


def test_nu_finds_what_is_bad(tmp_path):
    found = nu({"bad": BAD}, tmp_path)
    assert any("Duplicate ID" in finding for finding in found)
    assert any(finding.startswith("bad: ") and "alt" in finding for finding in found)


def test_each_rule_that_is_off_or_answered_is_one_of_its_engine_and_has_a_reason(screen):
    screen.goto("about:blank")
    screen.set_content(BAD)
    assert axe(screen) + ibm(screen)
    rules = {
        "axe": screen.evaluate("axe.getRules().map(({ruleId}) => ruleId)"),
        "ibm": screen.evaluate("Object.keys(new ace.Checker().engine.ruleMap)"),
    }
    assert [(of, rule) for of, rule in (*OFF, *ANSWERED) if of in rules and rule not in rules[of]] == []
    assert [rule for rule, reason in (*OFF.items(), *ANSWERED.items()) if len(reason.split()) < 5] == []
