"""Whoever has done something hears at the head of the next page what was done, or arrives where it is plain."""

from __future__ import annotations

import webapp.application
import webapp.demo  # noqa: F401  the doors fill ROUTES
from webapp.web.door import ROUTES
from webapp.web.words.done import DONE, LEADS_ON


def silent(acts: set[str]) -> set[str]:
    return acts - set(DONE) - set(LEADS_ON)


def all_acts() -> set[str]:
    return {route.endpoint for route in ROUTES.values() if route.kind == "act"}


def test_every_act_is_answered():
    assert silent(all_acts()) == set()


def test_an_act_without_an_answer_is_found():
    assert silent({"resident.cancel_appointment", "resident.vanish"}) == {"resident.vanish"}


def test_an_act_is_answered_in_one_way_and_no_answer_is_left_over():
    assert set(DONE) & set(LEADS_ON) == set()
    assert set(DONE) | set(LEADS_ON) <= all_acts()
    assert [act for act, why in LEADS_ON.items() if not why] == []


def test_the_page_after_an_act_says_it_once_and_first(visitor):
    mei = visitor("mei").open("/preferences").press("保存")
    told = mei.soup.main.find(attrs={"data-focus-on-load": True})
    assert told.get_text(" ", strip=True) == "成功：改好了。"
    assert told is mei.soup.main.find(True)
    assert mei.open("/").soup.find(attrs={"data-focus-on-load": True}) is None
