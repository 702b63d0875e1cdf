"""A route cannot exist without saying who may use it and whether it writes."""

from __future__ import annotations

from flask import Flask

from webapp.web.access import POLICY, Permission
from webapp.web.door import ROUTES

WITHOUT_A_DOOR = {
    "static": "files that are the same for everybody",
    "assets.style_sheet": "the style sheet",
    "assets.service_worker": "must be served from the root",
    "assets.checkpoint_worker": "must be served from the checkpoint's folder",
    "assets.manifest": "the same for everybody",
    "health": "answers machines with one word",
}


def strays(app: Flask) -> list[str]:
    return sorted(e for e in app.view_functions if e not in ROUTES and e not in WITHOUT_A_DOOR)


def test_every_route_is_made_by_a_door(app):
    assert strays(app) == []


def test_a_route_beside_the_doors_is_found():
    bare = Flask("offender")
    bare.add_url_rule("/back-way", endpoint="back_way", view_func=lambda: "")
    assert strays(bare) == ["back_way"]


def test_pages_are_read_and_acts_are_posted(app):
    methods = {rule.endpoint: rule.methods - {"HEAD", "OPTIONS"} for rule in app.url_map.iter_rules()}
    for route in ROUTES.values():
        if route.endpoint in methods:
            assert methods[route.endpoint] == ({"POST"} if route.kind == "act" else {"GET"}), route.endpoint


def test_addresses_are_lower_case_nouns_without_numbers_of_people(app):
    for rule in app.url_map.iter_rules():
        fixed = [part for part in rule.rule.split("/") if part and not part.startswith("<")]
        assert all(part == part.lower() and "_" not in part for part in fixed), rule.rule


def test_every_permission_has_a_rule_and_is_used():
    assert set(POLICY) == set(Permission)
    unused = set(Permission) - {route.permission for route in ROUTES.values()}
    assert not unused, f"no route asks for {sorted(p.value for p in unused)}: take it out of the table"
