"""Acting for somebody: each page that a carer may open is shown so, or is the same for her but for who acts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pages import NO_PAGES, PAGES
from states import Arrival, State
from test_catalogue import everything, page_routes

ACCESS = Path(__file__).parents[1] / "tests/house/access.toml"
CARERS = {"daughter", "neighbour"}
YOU = "这里的“您”是陈秀梅。"
"""What a page says that speaks of “you” and is read by somebody else; resident.question-acting shows it."""

# Reviewed by hand: each of these was read beside what Mei herself sees.
WORD_FOR_WORD = {  # nothing on them speaks of who acts; the banner above them is the one of resident.home-acting
    # booking and changing: the steps around those that are shown
    "resident.appointments", "resident.appointment_windows", "resident.appointment_visit",
    "resident.appointment_change", "resident.appointment_move", "resident.appointment_needs_change",
    "resident.visit_windows", "resident.appointment_letter",
    # home services: the same
    "resident.home_services", "resident.new_home_service_request", "resident.home_service_place",
    "resident.home_service_manner", "resident.home_service_requests", "resident.home_service_cancellation",
    "resident.home_service_confirmation", "resident.home_service_reopening", "resident.home_service_other_provider",
    "resident.home_service_letter",
    # what she is entitled to
    "resident.entitlement_group", "resident.service_sheet", "resident.next_question", "resident.new_inquiry",
    "resident.inquiry",
    # of nobody in particular
    "resident.accessibility", "resident.hard_words", "resident.preferences",
}
BUT_FOR_YOU = {"resident.ahead", "resident.moved_hukou", "resident.supposed"}
"""They say whose “you” it is, and nothing else of it."""
WHAT_SHE_WROTE_HERSELF = {"resident.letters", "resident.complaints", "resident.code_checks", "resident.paper_codes"}
"""Of a carer they show only what he did himself: at first the same empty page that Mei has at first."""
HIS_OWN = {  # of the account that is signed in, whoever it acts for; resident.profile-acting shows the way to them
    "resident.ways_in", "resident.phone_number", "resident.new_phone_code", "resident.confirmation",
    "resident.confirmation_code", "resident.recovery_code", "resident.notices", "resident.channels",
    "resident.quiet_hours", "resident.resignation", "resident.my_account",
    # what was typed is kept for the account; what is hers is asked for again once he acts for her again
    "resident.interrupted_form",
}
BEFORE_ANYBODY_ACTS = {  # nobody is signed in there, or it is not looked at who is
    "resident.sign_in", "resident.activation", "resident.enter_code", "resident.enter_officer_code",
    "resident.enter_recovery_code", "resident.come_back_from_provider", "resident.goodbye", "resident.offline",
    "resident.read_aloud", "resident.code_on_phone",
}
OF_NOBODY_IN_THE_VILLAGE = {"resident.benefits_together"}
"""Whom it concerns has given nobody a mandate; it would say whose “you” it is, as resident.benefit-acting does."""
NOT_SHOWN = (
    WORD_FOR_WORD | BUT_FOR_YOU | WHAT_SHE_WROTE_HERSELF | HIS_OWN | BEFORE_ANYBODY_ACTS | OF_NOBODY_IN_THE_VILLAGE
)


def open_to_carers() -> set[str]:
    """Pages that the daughter or the neighbour may open while acting for Mei."""
    told = tomllib.loads(ACCESS.read_text("utf-8"))
    people = {name: told["circles"][who] if isinstance(who, str) else who for name, who in told["routes"].items()}
    pages = {name for name in page_routes() if name.startswith("resident.")} - set(NO_PAGES)
    return {name for name in pages if CARERS & set(people[name])}


def shown_acting(pages: Iterable[State]) -> set[str]:
    return {page.endpoint for page in pages if page.acting_for}


def test_each_page_that_a_carer_may_open_is_shown_so_or_is_no_other_then():
    assert open_to_carers() - shown_acting(PAGES) == NOT_SHOWN


def test_a_page_that_is_open_to_carers_and_shown_to_none_is_found():
    without = [page for page in PAGES if page.endpoint != "resident.inbox"]
    assert open_to_carers() - shown_acting(without) - NOT_SHOWN == {"resident.inbox"}


def lines(arrival: Arrival) -> list[str]:
    """What is read in the main part, without what the banner and the way back say."""
    main = BeautifulSoup(arrival.html, "lxml").main
    assert main is not None
    return main.get_text("\n", strip=True).splitlines()


@pytest.mark.parametrize("page", [
    *(f"{page}-acting" for page in ("entitlements", "benefit", "question", "answers")), "answer-acting-just-given",
])
def test_a_carer_is_told_whose_you_it_is(stage, page):
    state = next(state for state in PAGES if str(state) == f"resident.{page}")
    assert YOU in lines(stage.arrival(state))


def test_a_page_that_speaks_otherwise_to_a_carer_is_found(stage):
    states = {str(page): page for page in PAGES}
    for_herself, for_another = (states[f"resident.code_freezing-{name}"] for name in ("question", "acting"))
    assert lines(stage.arrival(for_herself)) != lines(stage.arrival(for_another))
    assert "停用以后，只有本人或者社区专职委员能重新启用。" in lines(stage.arrival(for_another))


@everything
@pytest.mark.parametrize(("endpoints", "besides"), [
    pytest.param(WORD_FOR_WORD | WHAT_SHE_WROTE_HERSELF, [], id="word-for-word"),
    pytest.param(BUT_FOR_YOU, [YOU], id="but-for-you"),
])
def test_what_a_carer_reads_there_is_what_she_reads(stage, endpoints: set[str], besides: list[str]):
    """In the first state of Mei's own: arrived at once more by her daughter, who acts for her."""
    others = {}
    for endpoint in sorted(endpoints):
        hers = next(page for page in PAGES if page.endpoint == endpoint and page.who == "mei" and page.status == 200)
        for_herself = lines(stage.arrival(hers))
        carers = lines(stage.play(replace(hers, who="daughter", acting_for="mei")))
        if [line for line in carers if line not in besides] != for_herself or not set(besides) <= set(carers):
            others[str(hers)] = carers
    assert others == {}
