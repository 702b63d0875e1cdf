"""全部页面: complete, and to nobody a page that she may not open."""

from __future__ import annotations

import pytest

import webapp.application  # noqa: F401  opens the doors, which fill ROUTES
from webapp.resident.site_map import GROUPS
from webapp.web.door import ROUTES

STEPS = {
    "checkpoint.kit": "for a machine",
    "checkpoint.openapi": "for a machine",
    "checkpoint.published_keys": "for a machine",
    "resident.appointment_check": "a step of booking",
    "resident.appointment_needs": "a step of booking",
    "resident.appointment_sites": "a step of booking",
    "resident.appointment_times": "a step of booking",
    "resident.appointment_visit": "a step of booking",
    "resident.appointment_windows": "a step of booking",
    "resident.booking_draft": "a step of booking",
    "resident.confirmation": "a step of whatever needs a fresh proof",
    "resident.confirmation_code": "a step of whatever needs a fresh proof",
    "resident.deeds_check": "the answer to a question of the page of deeds",
    "resident.enter_code": "a step of signing in",
    "resident.enter_officer_code": "a step of the first use",
    "resident.goodbye": "the end of signing out",
    "resident.interrupted_form": "a step of going on",
    "resident.my_account_for_machines": "a file",
    "resident.my_copy_for_machines": "a file",
    "resident.my_copy_to_read": "a file",
    "resident.new_correction": "a step of correcting what is known of her",
    "resident.new_phone_code": "a step of changing the number",
    "resident.offline": "what is shown where there is no network",
    "resident.passkey_registration_options": "for a machine",
    "resident.passkey_sign_in_options": "for a machine",
    "resident.read_aloud": "without a script, what the button of every page leads to",
    "resident.recovery_code": "shown once, after a new one was asked for",
    "resident.site_map": "the page itself",
    "workbench.interrupted_form": "a step of going on",
}
"""Pages that nobody goes to by themselves, and why."""


def listed() -> list[str]:
    return [endpoint for _, pages in GROUPS for endpoint, _ in pages]


def pages_without_an_argument() -> set[str]:
    return {route.endpoint for route in ROUTES.values()
            if route.kind == "page" and "<" not in route.rule and not route.endpoint.startswith("demo.")}


def test_every_page_that_one_goes_to_by_oneself_is_listed_once() -> None:
    assert len(listed()) == len(set(listed()))
    assert pages_without_an_argument() - STEPS.keys() == set(listed())


def test_no_step_is_named_that_is_gone() -> None:
    assert STEPS.keys() <= pages_without_an_argument()


@pytest.mark.parametrize("who", ["mei", "daughter", "officer", "clerk", "provider", "federation", None])
def test_each_page_that_is_listed_can_be_opened(visitor, who) -> None:
    somebody = visitor(who)
    links = [link["href"] for link in somebody.open("/pages").soup.select("main .menu-list a")]
    assert len(links) > 5
    for href in links:
        somebody.open(href)


def test_a_carer_is_shown_what_the_mandate_covers_and_nothing_that_cannot_be_handed_on(visitor) -> None:
    daughter = visitor("daughter", acting_for="mei").open("/pages")
    assert daughter.sees("残疾评定预约")
    assert not daughter.sees("删除我的资料")
