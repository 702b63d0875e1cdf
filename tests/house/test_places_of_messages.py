"""Every message leads to what it is about: each kind of matter has a page of hers, or it is said why it has none."""

from __future__ import annotations

import ast
from importlib import import_module
from operator import attrgetter
from pathlib import Path

from webapp.web.door import ROUTES
from webapp.web.mailboxes import PLACE_OF_KIND, PLACE_OF_MATTER

ROOT = Path(__file__).parents[2]

WITHOUT_A_PLACE = {
    "assessment_session": "staff arrange it; she is told of her appointment",
    "assessment_site": "staff look after it",
    "checkpoint": "staff look after it",
    "code": "word of it leads by its kind to the code or to the list of checks",
    "correction": "word of it leads by its kind to all that she has asked for",
    "disagreement": "word of it leads by its kind to her book of deeds",
    "guardianship": "word of it leads by its kind to those who act for her, or to her book of deeds",
    "in_force": "it is about no one resident",
    "opening": "it waits for her officers; word of it leads by its kind to her entitlements",
    "organisation": "staff look after it",
    "passkey": "word of it leads by its kind to her ways in",
    "phone": "word of it leads by its kind to her telephone number",
    "seat": "it is about staff",
}
"""Kinds of matter of which a message that a resident gets does not say where they are seen, and why not."""


def kinds_of_matter():
    """What the source calls `Matter` with: a word, or the name of a word."""
    found = set()
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Matter"]
        for call in calls:
            first = call.args[0]
            if isinstance(first, ast.Constant):
                found.add(first.value)
            elif isinstance(first, ast.Name | ast.Attribute) and ast.unparse(first) != "kind":  # read back from a row
                module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
                found.add(attrgetter(ast.unparse(first))(module))
    return found


def test_every_kind_of_matter_has_a_page_of_hers_or_a_reason_why_it_has_none():
    known = kinds_of_matter()
    assert "errand" in known, "the search finds what it looks for"
    assert known == PLACE_OF_MATTER.keys() | WITHOUT_A_PLACE.keys()
    assert PLACE_OF_MATTER.keys().isdisjoint(WITHOUT_A_PLACE)


def test_every_place_is_a_page(routes):
    places = {*PLACE_OF_MATTER.values(), *PLACE_OF_KIND.values()}
    assert {place: ROUTES[place].kind for place in places} == dict.fromkeys(places, "page")
