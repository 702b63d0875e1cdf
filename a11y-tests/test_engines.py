"""Engines and ruler find nothing on any page, mode, width and language; and something on a bad page."""

from __future__ import annotations

import pytest

from engines import AXE_OF_LOOKS, axe, ibm, nu
from measures import grow, measure
from pages import PAGES, looks_of
from states import PLAIN, Look, State


def visits() -> list:
    """Each state in each of its languages and ways of reading, with the looks that it is seen in there."""
    alike: dict[tuple[State, tuple[str, str]], list[Look]] = {}
    for state, look in looks_of(PAGES):
        alike.setdefault((state, (look.language, look.reading)), []).append(look)
    first = dict(reversed(alike))
    return [
        pytest.param(
            state,
            looks,
            first[state] == read or looks[0].reading != PLAIN.reading,
            id="-".join([str(state), *map(str, looks)]),
            marks=pytest.mark.xdist_group(state.endpoint),
        )
        for (state, read), looks in alike.items()
    ]


@pytest.mark.proves("axe", "ibm", "looks")
@pytest.mark.parametrize(("state", "looks", "first"), visits())
def test_engines_and_ruler_find_nothing(stage, screen, state: State, looks: list[Look], first: bool):
    """All rules once a state and way of reading; in its other looks those whose answer may be another one there."""
    stage.show(screen, stage.arrival(state, looks[0].language, looks[0].reading))
    screen.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    found = []
    for number, look in enumerate(looks):
        stage.wear(screen, look)
        grow(screen)
        whole = first and number == 0
        faults = axe(screen) + ibm(screen) if whole else axe(screen, only=AXE_OF_LOOKS)
        found += [f"{look}: {fault}" for fault in faults + measure(screen)]
    assert found == []


BAD = """<html><head></head><body><h3>题</h3><img src="x.png"><p style="color:#767676;background:#fff">看不清</p>
<div onclick="go()">走</div><input><p id="a">一</p><p id="a">二</p></body></html>"""


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
