"""The catalogue holds every page, every template and every refusal; what is missing fails here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import webapp.application  # noqa: F401  opens the doors, which fills ROUTES
from engines import nu
from pages import (
    EASY_TRANSCRIPTS,
    LANGUAGES,
    LOOKS,
    NO_PAGES,
    PAGES,
    SWAPPED_ELSEWHERE,
    SWAPS,
    WIDTHS,
    firsts_of,
    looks_of,
)
from proofs import claim
from states import MODES, Look, State, macros_in, state
from tests.walk import GATHERED, MOST_QUERIES, Answered
from webapp.web.door import ROUTES

STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
SWAPPING = re.compile(r"<[^>]*\s(data-)?hx-(get|post)=")
TEMPLATES = Path(__file__).parents[1] / "templates"


def missing(endpoints: Iterable[str], pages: Iterable[State]) -> set[str]:
    return set(endpoints) - {page.endpoint for page in pages}


def page_routes() -> set[str]:
    import webapp.demo  # noqa: F401  the demo's door

    return {route.endpoint for route in ROUTES.values() if route.kind != "act"} - set(NO_PAGES)


def test_every_page_is_in_the_catalogue():
    assert missing(page_routes(), PAGES) == set()


def test_a_page_that_is_not_in_the_catalogue_is_found():
    assert missing(["resident.home", "resident.secret"], PAGES) == {"resident.secret"}


def test_the_catalogue_holds_nothing_that_is_not_there():
    assert {page.endpoint for page in PAGES} - page_routes() == set()
    assert set(NO_PAGES) <= set(ROUTES)


def test_a_state_is_named_once_and_says_why_it_is_there():
    names = [str(page) for page in PAGES]
    assert [name for name in names if names.count(name) > 1] == []
    assert [str(page) for page in PAGES if not page.why] == []


def everything(test: Callable) -> Callable:
    """On one worker of the run, which arrives everywhere once; that takes a while."""
    return pytest.mark.xdist_group("everything")(pytest.mark.timeout(900)(test))


@pytest.fixture(scope="module")
def arrivals(stage):
    return {page: stage.arrival(page) for page in PAGES}


WRITTEN = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}


@everything
def test_every_template_is_rendered_in_some_state(arrivals):
    rendered = {name for arrival in arrivals.values() for name in arrival.templates}
    assert WRITTEN - rendered == set()


@everything
def test_every_macro_is_called_in_some_state(stage, arrivals):
    """That its template was imported shows nothing of it."""
    in_easy_read = [stage.arrival(page, reading="easy") for page in PAGES if str(page) in EASY_TRANSCRIPTS]
    called = {macro for arrival in (*arrivals.values(), *in_easy_read) for macro in arrival.macros}
    assert {f"{name}:{macro}" for name in WRITTEN for macro in macros_in(stage.app, name)} - called == set()


def test_a_component_that_is_imported_and_not_called_is_not_shown(stage):
    """The skeleton of every page imports the clip in sign language."""
    component = "components/sign_language.html"
    assert f"'{component}' import" in (TEMPLATES / "layouts/skeleton.html").read_text("utf-8")
    states = {str(page): page for page in PAGES}
    without, shown = (stage.arrival(states[f"resident.new_appointment-{name}"]) for name in ("empty", "sign-language"))
    assert "layouts/skeleton.html" in without.templates & shown.templates
    assert component in shown.templates - without.templates
    assert f"{component}:sign_language" in shown.macros - without.macros


@everything
def test_a_page_that_can_say_what_is_wrong_is_shown_saying_it(arrivals):
    able, shown = set(), set()
    for arrival in arrivals.values():
        for name in arrival.templates:
            if name.split("/")[0] != "components" and "error_summary(form" in (TEMPLATES / name).read_text("utf-8"):
                able.add(name)
                if 'id="errors-title"' in arrival.html:
                    shown.add(name)
    assert able - shown == set()


NOTHING_THERE = re.compile(r"empty_state\((.*?), '")
WORDS = re.compile(r"_\('([^']+)'\)")


def nothing_there(source: str) -> list[str]:
    """What a template says where there is nothing to show."""
    return [words for told in NOTHING_THERE.findall(source) for words in WORDS.findall(told)]


@everything
def test_a_page_that_can_have_nothing_to_show_is_shown_saying_so(arrivals):
    """There a way ends, and somebody has to be told how it goes on."""
    able = {
        (name, words) for name in WRITTEN for words in nothing_there((TEMPLATES / name).read_text("utf-8"))
    }  # fmt: skip
    assert len(able) > 30
    shown = {
        (name, words) for name, words in able
        for arrival in arrivals.values() if name in arrival.templates and f"<strong>{words}</strong>" in arrival.html
    }  # fmt: skip
    assert sorted(able - shown) == []


def test_both_words_of_nothing_are_seen():
    told = "{{ empty_state(_('没有以前的。') if past else _('还没有。'), 'sessions') }}{% call empty_state(_('没有。'), 'x') %}"
    assert nothing_there(told) == ["没有以前的。", "还没有。", "没有。"]


@everything
def test_an_entry_shows_the_page_that_it_names(arrivals):
    shown = {page: arrival.endpoint for page, arrival in arrivals.items() if arrival.status == 200}
    assert {str(page): endpoint for page, endpoint in shown.items() if endpoint != page.endpoint} == {}


def asking_more(answers: Iterable[Answered]) -> dict[str, tuple[str, int]]:
    return {
        str(each): (each.path, each.queries)
        for each in answers if each.queries > GATHERED.get(each.endpoint or "", MOST_QUERIES)
    }  # fmt: skip


@everything
def test_no_page_asks_more_than_eight_questions_in_any_state_or_on_the_way_there(arrivals):
    """Refusals too. Nothing is put into words before, as when no worker runs."""
    answers = [each for arrival in arrivals.values() for each in arrival.on_the_way]
    assert {page.endpoint for page in PAGES if page.status == 200} - {each.endpoint for each in answers} == set()
    assert sum(each.queries for each in answers) > len(answers), "hardly anything was counted"
    assert asking_more(answers) == {}


def test_a_ninth_question_is_found(stage):
    page = next(page for page in PAGES if str(page) == "resident.my_copy_to_read-filled")
    last = stage.arrival(page).on_the_way[-1]
    assert asking_more([last]) == {}
    assert asking_more([replace(last, queries=last.queries + 1)])
    assert asking_more([replace(last, endpoint="resident.inbox", queries=9)])
    assert asking_more([replace(last, endpoint="resident.inbox", queries=8)]) == {}


@everything
def test_the_html_checker_finds_nothing(stage, arrivals, tmp_path, record_property):
    """The style sheet, which is the same in all of them, is looked at in the first page only."""
    sources = {str(page): STYLE.sub("", arrival.html) for page, arrival in arrivals.items()}
    first = str(PAGES[0])
    for page in PAGES:
        record_property("proves", claim(stage, page, ["nu"]).words())
    assert nu({**sources, first: arrivals[PAGES[0]].html}, tmp_path) == []


@everything
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_html_checker_finds_nothing_in_other_languages(stage, tmp_path, language):
    """In the first state of each page; in English in every state, where all words are others."""
    looked_at = PAGES if language == "en" else firsts_of(PAGES)
    assert nu({str(page): STYLE.sub("", stage.arrival(page, language).html) for page in looked_at}, tmp_path) == []


@everything
def test_what_a_swap_changes_is_followed_by_a_test_of_it(arrivals):
    places = {page.split("-")[0] for page in (swap.state for swap in SWAPS)}
    swapping = {page.endpoint for page, arrival in arrivals.items() if SWAPPING.search(arrival.html)}
    assert swapping - {*places, *SWAPPED_ELSEWHERE} == set()


def test_an_element_that_swaps_is_seen():
    assert SWAPPING.search('<a href="/x" data-hx-get="/x">')
    assert SWAPPING.search('<form hx-post="/x">')
    assert not SWAPPING.search("<p>hx-get</p>")


@pytest.mark.parametrize(("theme", "text_size"), [("dark", "standard"), ("high-contrast", "large")])
def test_a_look_is_what_the_server_makes_of_a_choice(stage, theme, text_size):
    """The browser is given another mode by the two words that the server writes; nothing else in the page changes."""
    page = next(page for page in PAGES if page.endpoint == "resident.profile")
    plain = stage.play(page).html
    stage.trip.prefer("zh_Hans", page.who, theme, text_size)
    chosen = stage.trip.visitor.open(page.path).response.get_data(as_text=True)
    words = f'data-theme="{theme}" data-text-size="{text_size}"'
    assert words in chosen
    made = plain.replace('data-theme="standard" data-text-size="standard"', words)
    hidden = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"|name="(theme|text_size|reading)" value="[^"]*"')
    assert hidden.sub("", made) == hidden.sub("", chosen)


def pairs(looks: Iterable[Look]) -> set[tuple[object, object]]:
    told = [(look.mode, look.width, look.language) for look in looks]
    return {pair for mode, width, language in told for pair in ((mode, width), (mode, language), (width, language))}


EVERY_PAIR = {*product(MODES, WIDTHS), *product(MODES, LANGUAGES), *product(WIDTHS, LANGUAGES)}


def test_the_looks_hold_every_pair_of_mode_width_and_language():
    assert pairs(LOOKS) == EVERY_PAIR
    assert pairs(look for _, look in looks_of(PAGES)) == EVERY_PAIR


def test_a_pair_that_is_left_out_is_found():
    assert EVERY_PAIR - pairs(LOOKS[1:]) == {("standard", 320), ("standard", "zh_Hans")}


def test_every_page_is_seen_in_every_mode_at_every_width_and_in_every_language():
    for endpoint in {page.endpoint for page in PAGES}:
        seen = [look for page, look in looks_of(PAGES) if page.endpoint == endpoint]
        assert {look.mode for look in seen} == set(MODES), endpoint
        assert {look.width for look in seen} == set(WIDTHS), endpoint
        assert {look.language for look in seen} == set(LANGUAGES), endpoint


def test_every_state_is_seen_in_every_mode_in_simplified_chinese():
    seen = {(page, look.mode) for page, look in looks_of(PAGES) if look.language == "zh_Hans"}
    assert seen == set(product(PAGES, MODES))


def test_a_new_page_leaves_the_looks_of_all_others():
    new = state("resident.a_new_one", "alone", "a page with one state", "/")
    alone, among = looks_of((new,)), looks_of((PAGES[0], new, *PAGES[1:]))
    assert len(alone) == 2 * len(MODES)
    assert set(among) == {*looks_of(PAGES), *alone}
