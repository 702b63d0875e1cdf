"""What nobody can see, numbers beyond all pages, and hosts that are none: a clear answer on both databases."""

from __future__ import annotations

import json

import pytest

from tests.visitor import BASE
from webapp.web.door import ROUTES
from webapp.web.typed import UNSEEN, Typed

WITH_ID = sorted(route.rule for route in ROUTES.values() if route.kind == "page" and "<id>" in route.rule)


def test_there_are_addresses_to_try():
    assert len(WITH_ID) > 50


@pytest.mark.parametrize("who", ["mei", "officer", "federation", "administrator"])
def test_an_address_with_a_character_that_nobody_can_see_is_no_page(visitor, who):
    person = visitor(who).open("/preferences")
    for rule in WITH_ID:
        path = rule.replace("<id>", "a%00b")
        assert person.client.get(path, base_url=BASE).status_code == 404, path


def test_what_is_written_is_kept_without_it(visitor, village):
    mei = visitor("mei").open("/letters")
    mei.post("/letters", words="轮椅\x00进不了\x1b社区的门。\n请看一看。")
    assert mei.sees("轮椅进不了社区的门。 请看一看。")


def test_a_search_and_a_query_are_read_without_it(visitor):
    officer = visitor("officer").open("/workbench/residents")
    assert officer.post("/workbench/residents/search", name="陈\x00秀").sees("陈秀梅")
    assert visitor("mei").open("/entitlements/search?q=%E8%BD%AE%00%E6%A4%85").sees("轮椅")


def test_ends_of_lines_and_tabulators_are_seen():
    assert UNSEEN.sub("", "一\t二\r\n三\x7f") == "一\t二\r\n三"
    assert Typed({"REQUEST_METHOD": "GET", "PATH_INFO": "/a\x00b"}).has_unseen


@pytest.mark.parametrize("number", ["9" * 25, "-3", "0", "x", "9" * 5000])
def test_a_page_that_no_list_has_is_answered(visitor, number):
    officer = visitor("officer")
    for path in ("/workbench/residents", "/workbench/home-services", "/workbench/missing-answers"):
        officer.open(f"{path}?page={number}")
    visitor("mei").open(f"/inbox?page={number}").open(f"/my-data/deeds?page={number}")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000", "127.0.0.1"])
def test_a_bare_address_leads_to_the_name_that_passkeys_accept(app, host):
    answer = app.test_client().get("/sign-in?next=%2Finbox", base_url=f"http://{host}")
    assert answer.status_code == 307
    assert answer.location == "http://localhost:8000/sign-in?next=%2Finbox"


def test_every_shortcut_of_the_installed_application_opens(visitor):
    mei = visitor("mei").open("/")
    manifest = json.loads(mei.client.get("/manifest.webmanifest", base_url=BASE).get_data(as_text=True))
    addresses = [manifest["start_url"], *(each["url"] for each in manifest["shortcuts"])]
    assert len(addresses) == 5
    opened = {path: mei.client.get(path, base_url=BASE).status_code for path in addresses}
    assert opened == dict.fromkeys(addresses, 200)


def test_whoever_acts_for_somebody_is_told_so_where_something_is_not_found_too(visitor, village):
    daughter = visitor("daughter").act_for(village.mei.public_id)
    assert daughter.open("/nowhere", status=404).sees("您正在代陈秀梅办事")
    assert daughter.open("/appointments/aaaaaaaaaaaaaaaa", status=404).sees("您正在代陈秀梅办事")
    assert not daughter.open("/check").sees("陈秀梅")
    assert not daughter.open("/offline").sees("陈秀梅")
