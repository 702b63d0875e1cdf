"""Narrow, zoomed, spaced out, in larger text: nothing too small, too close, cut off or lying on something else."""

from __future__ import annotations

import pytest

from measures import SPACING, USUAL_FONT, grow, measure, not_grown, system_font, wear
from pages import PAGES
from states import State

ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 at 400 %."""


@pytest.mark.proves("zoom")
@pytest.mark.parametrize(
    "state", [pytest.param(state, id=str(state), marks=pytest.mark.xdist_group(state.endpoint)) for state in PAGES]
)
def test_a_page_bears_zoom_spacing_and_larger_text(stage, screen, state: State):
    stage.show(screen, stage.arrival(state), **ZOOMED)
    found = {"at 400 %": measure(screen)}
    wear(screen, SPACING)
    grow(screen)
    found["spaced out"] = measure(screen)
    wear(screen, "")
    screen.evaluate("document.documentElement.dataset.textSize = 'large'")
    grow(screen)
    found["in large text"] = measure(screen)
    screen.evaluate("document.documentElement.dataset.textSize = 'standard'")
    screen.set_viewport_size({"width": 360, "height": 740})
    with system_font(screen, 2 * USUAL_FONT):
        grow(screen)
        found["with a system font of 200 % on a phone"] = measure(screen) + not_grown(screen)
    assert {how: faults for how, faults in found.items() if faults} == {}


PAGE = """<!doctype html><html lang="zh-Hans" data-text-size="standard"><style>
* { box-sizing: border-box; margin: 0; } body { font: 20px/1.5 sans-serif; }
.tap { display: block; width: 60px; height: 44px; margin: 8px; }
</style><body><main><h1 style="font-size: 30px">办事</h1><p>一句话。</p>
<a class="tap" href="/a">去</a><a class="tap" href="/b">回</a></main></body></html>"""

OFFENDERS = [
    ("<p>", '<p style="font-size: 16px">', "text of 16 px"),
    ("<p>", '<p style="width: 400px">', "scrolls sideways"),
    ("<p>", '<p style="height: 10px; overflow: hidden">', "text cut off"),
    ("<p>", '<p style="margin-top: -30px">', "lies on"),
    ("height: 44px", "height: 30px", "a target of 60 × 30 px"),
    ("margin: 8px", "margin: 2px", "2 px between"),
    ("<main>", '<main style="display: flex; flex-direction: column-reverse">', "stands before it"),
    ("<p>", '<p style="position: fixed; height: 200px">', "never scroll away"),
    ("</style>", "@keyframes k { to { opacity: .5 } } p { animation: k 9s infinite }</style>", "moves"),
    ('class="tap"', 'class="tap button--main"', "a target of 60 × 44 px"),
]


def test_a_good_page_measures_well(screen):
    screen.goto("about:blank")
    screen.set_viewport_size({"width": 320, "height": 512})
    screen.set_content(PAGE)
    assert measure(screen) == []


@pytest.mark.parametrize(("part", "worse", "fault"), OFFENDERS, ids=[fault for *_, fault in OFFENDERS])
def test_what_is_out_of_measure_is_found(screen, part, worse, fault):
    screen.goto("about:blank")
    screen.set_viewport_size({"width": 320, "height": 512})
    assert part in PAGE
    screen.set_content(PAGE.replace(part, worse))
    assert any(fault in found for found in measure(screen)), measure(screen)


def test_text_that_does_not_follow_the_system_is_found(screen):
    screen.goto("about:blank")
    screen.set_content(PAGE)
    with system_font(screen, 2 * USUAL_FONT):
        assert not_grown(screen) == ["the text is of 20 px where the system's is of 32"]
        screen.set_content(PAGE.replace("font: 20px/1.5", "font: 125%/1.5"))
        assert not_grown(screen) == []
    assert screen.evaluate("getComputedStyle(document.body).fontSize") == "20px"


def test_main_text_that_does_not_grow_is_found(screen):
    screen.goto("about:blank")
    screen.set_content(PAGE.replace("standard", "large").replace("font: 20px", "font: 26px").replace("30px", "28px"))
    assert any("main text of 28 px" in found for found in measure(screen))
