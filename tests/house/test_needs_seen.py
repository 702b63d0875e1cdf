"""Staff tick a resident's needs before they confirm anything for her: act by act, from a table that people review."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import webapp.application  # noqa: F401  the doors fill ROUTES
from webapp.web.door import ROUTES
from webapp.web.interrupted import ACTS
from webapp.web.words.easy_read import PAGES
from webapp.web.words.easy_read.page import NEEDS_SEEN
from webapp.workbench.needs_seen import NeedsSeenForm

TABLE = tomllib.loads((Path(__file__).parent / "needs_seen.toml").read_text(encoding="utf-8"))
TICKED = TABLE["ticked"]
WITHOUT = [act for each in TABLE["without"] for act in each["acts"]]
TEMPLATES = Path(__file__).parents[2] / "templates/workbench"
SENDS = re.compile(r"workbench\.(\w+)'")


def acts() -> set[str]:
    return {
        route.endpoint.removeprefix("workbench.") for route in ROUTES.values()
        if route.kind == "act" and route.endpoint.startswith("workbench.")
    }  # fmt: skip


def undecided(every: set[str]) -> set[str]:
    return every - set(TICKED) - set(WITHOUT)


def test_every_act_of_the_workbench_is_decided():
    assert undecided(acts()) == set(), "put it into tests/house/needs_seen.toml, under `ticked` or with its reason"


def test_a_new_act_that_nobody_thought_about_is_found():
    assert undecided({"answer_letter", "promise_the_moon"}) == {"promise_the_moon"}


def test_no_act_is_decided_twice_and_none_is_left_over():
    assert [act for act, times in Counter(TICKED + WITHOUT).items() if times > 1] == []
    assert set(TICKED + WITHOUT) <= acts()


def test_each_reason_is_written_once_and_is_a_sentence():
    reasons = [each["why"] for each in TABLE["without"]]
    assert len(set(reasons)) == len(reasons)
    assert [why for why in reasons if len(why.split()) < 4 or not why.endswith(".")] == []


def ticks(act: str) -> bool:
    shown = ACTS.get(f"workbench.{act}")
    return shown is not None and issubclass(shown.form, NeedsSeenForm)


@pytest.mark.parametrize("act", TICKED)
def test_the_form_of_the_act_asks_for_the_tick(act):
    assert ticks(act)


@pytest.mark.parametrize("act", WITHOUT)
def test_no_form_asks_for_a_tick_that_the_table_does_not_know(act):
    assert not ticks(act)


def test_the_easy_words_of_a_page_with_the_tick_speak_of_it():
    ticking = [file.stem for file in TEMPLATES.glob("*.html") if ".needs_seen)" in file.read_text(encoding="utf-8")]
    assert len(ticking) > 20
    assert [name for name in ticking if NEEDS_SEEN not in PAGES[f"workbench/{name}"].sentences] == []


def pages_of(act: str) -> list[str]:
    """Templates that send this act; an address that is put together first stands in the page all the same."""
    pages = {file: file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.html")}
    return [text for text in pages.values() if act in SENDS.findall(text)]


@pytest.mark.parametrize("act", TICKED)
def test_the_page_of_the_act_shows_her_needs_and_the_tick(act):
    pages = pages_of(act)
    assert pages
    assert [text for text in pages if "person_header(" not in text or ".needs_seen)" not in text] == []
