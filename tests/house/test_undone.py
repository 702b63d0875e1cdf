"""What a resident sends can be taken back, or it is said why not: act by act, from a table that people review."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import webapp.application  # noqa: F401  the doors fill ROUTES
from test_returning import UNDONE as TRIED
from webapp.web.door import ROUTES
from webapp.web.wishes import SUBMITTING

TABLE = tomllib.loads((Path(__file__).parent / "undone.toml").read_text(encoding="utf-8"))
UNDONE = TABLE["undone"]
WITHOUT = [act for each in TABLE["without"] for act in each["acts"]]


def acts() -> set[str]:
    return {
        route.endpoint.removeprefix("resident.") for route in ROUTES.values()
        if route.kind == "act" and route.endpoint.startswith("resident.")
    }  # fmt: skip


def undecided(every: set[str]) -> set[str]:
    return every - UNDONE.keys() - set(WITHOUT)


def test_every_act_of_the_front_door_is_decided():
    assert undecided(acts()) == set(), "put it into tests/house/undone.toml, with what takes it back or the reason"


def test_a_new_act_that_nobody_thought_about_is_found():
    assert undecided({"complain", "sell_the_house"}) == {"sell_the_house"}


def test_no_act_is_decided_twice_and_none_is_left_over():
    assert [act for act, times in Counter([*UNDONE, *WITHOUT]).items() if times > 1] == []
    assert {*UNDONE, *WITHOUT} <= acts()


def test_what_is_said_to_be_undone_is_tried_by_the_accessibility_tests():
    assert set(UNDONE.values()) == set(TRIED.values())


def test_what_hands_something_in_for_a_ward_can_be_undone_or_is_a_consent():
    consents = next(each["acts"] for each in TABLE["without"] if each["why"].startswith("A consent is withdrawn"))
    handed_in = {endpoint.removeprefix("resident.") for endpoint in SUBMITTING if endpoint.startswith("resident.")}
    assert handed_in
    assert handed_in <= {*UNDONE, *consents}


def test_each_reason_is_written_once_and_is_a_sentence():
    reasons = [each["why"] for each in TABLE["without"]]
    assert len(set(reasons)) == len(reasons)
    assert [why for why in reasons if len(why.split()) < 4 or not why.endswith(".")] == []
