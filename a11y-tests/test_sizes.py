"""Narrow, zoomed, spaced out, in larger text: nothing too small, too close, cut off or lying on something else."""

from __future__ import annotations

import pytest

from measures import SPACING, USUAL_FONT, measure, not_grown, system_font, tall, text_sizes, unfold, wear
from pages import PAGES, firsts_of, readings_of
from states import PLAIN, State

xdist_group = pytest.mark.xdist_group

ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 at 400 %."""


READINGS = [
    pytest.param(state, language, reading, id=f"{state}-{language}-{reading}", marks=xdist_group(state.endpoint))
    for state, language, reading in [
        *((state, PLAIN.language, reading) for state, reading in readings_of(PAGES)),
        *((state, "en", PLAIN.reading) for state in firsts_of(PAGES)),
    ]
]
"""English too, whose words are longer than a narrow window."""


@pytest.mark.proves("zoom")
@pytest.mark.parametrize(("state", "language", "reading"), READINGS)
def test_a_page_bears_zoom_spacing_and_larger_text(stage, screen, state: State, language: str, reading: str):
    stage.show(screen, stage.arrival(state, language, reading), **ZOOMED)
    unfold(screen)
    found = {"at 400 %": measure(screen)}
    wear(screen, SPACING)
    with tall(screen):
        found["spaced out"] = measure(screen)
    wear(screen, "")
    screen.evaluate("document.documentElement.dataset.textSize = 'large'")
    with tall(screen):
        found["in large text"] = measure(screen)
    screen.evaluate("document.documentElement.dataset.textSize = 'standard'")
    screen.set_viewport_size({"width": 360, "height": 740})
    before = text_sizes(screen)
    with system_font(screen, 2 * USUAL_FONT), tall(screen):
        found["with a system font of 200 % on a phone"] = measure(screen) + not_grown(screen, before)
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
    before = text_sizes(screen)
    with system_font(screen, 2 * USUAL_FONT):
        assert [fault.split(":")[0] for fault in not_grown(screen, before)] == [
            "text of 30 px stays at 30",
            *["text of 20 px stays at 20"] * 3,
        ]
    screen.set_content(PAGE.replace("font: 20px/1.5", "font: 125%/1.5"))
    before = text_sizes(screen)
    with system_font(screen, 2 * USUAL_FONT):
        assert [fault.split(":")[0] for fault in not_grown(screen, before)] == ["text of 30 px stays at 30"]
    screen.set_content(PAGE.replace("font: 20px/1.5", "font: 125%/1.5").replace("30px", "150%"))
    before = text_sizes(screen)
    with system_font(screen, 2 * USUAL_FONT):
        assert not_grown(screen, before) == []
    assert screen.evaluate("getComputedStyle(document.body).fontSize") == "20px"


def test_what_is_folded_is_measured_too(screen):
    screen.goto("about:blank")
    folded = "</main><details><summary class='tap'>还有</summary><p style='font-size: 16px'>小字</p></details>"
    screen.set_content(PAGE.replace("</main>", folded))
    assert not any("text of 16 px" in found for found in measure(screen))
    unfold(screen)
    assert any("text of 16 px" in found for found in measure(screen))


def test_main_text_that_does_not_grow_is_found(screen):
    screen.goto("about:blank")
    screen.set_content(PAGE.replace("standard", "large").replace("font: 20px", "font: 26px").replace("30px", "28px"))
    assert any("main text of 28 px" in found for found in measure(screen))
