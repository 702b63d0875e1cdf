"""A component is one macro in one file, its contract at its head, and shown in the gallery or printed by a layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from webapp.resident import home
from webapp.web import menu

TEMPLATES = Path(__file__).parents[2] / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
SHOWN = "".join(
    path.read_text(encoding="utf-8")
    for path in (TEMPLATES / "gallery.html", *sorted((TEMPLATES / "layouts").iterdir()))
)


def contract_of(text: str) -> str:
    head = re.match(r"\{#(.*?)#\}", text, flags=re.DOTALL)
    return head[1] if head else ""


def lacks(name: str, text: str) -> list[str]:
    contract = contract_of(text)
    signature = re.search(rf"macro {name}\(([^)]*)\)", text)
    if signature is None:
        return [f"a macro {name}"]
    parameters = re.findall(r"(\w+)(?:=|,|$)", signature[1])
    found = [] if f"{name}(" in contract else [f"{name}(…) at its head"]
    return found + [
        f"a word on {parameter}" for parameter in parameters if not re.search(rf"\b{parameter}\b", contract)
    ]


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_what_it_takes(path):
    assert lacks(path.stem, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_shown(path):
    assert f"components/{path.name}'" in SHOWN


def test_a_component_that_keeps_silent_is_found():
    assert lacks("stamp", "{% macro stamp(words) %}{% endmacro %}") == ["stamp(…) at its head", "a word on words"]
    assert lacks("stamp", "{# stamp(words): … #}{% macro stamp(words) %}{% endmacro %}") == []
    assert lacks("stamp", "{# stamp(words) #}") == ["a macro stamp"]


SYMBOLS = set(
    re.findall(r'<symbol id="([^"]+)"', (TEMPLATES.parent / "static/icons/sprite.svg").read_text(encoding="utf-8"))
)


def pictures(text: str) -> set[str]:
    """Names of icons that a template writes out."""
    return set(re.findall(r"\b(?:icon|draw)(?:\(|=|': )'([\w-]+)'(?! ~)", text))


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_picture_that_a_template_asks_for_is_drawn(path):
    assert pictures(path.read_text(encoding="utf-8")) <= SYMBOLS


def test_a_picture_that_the_menus_ask_for_is_drawn():
    assert {row[2] for row in (*menu.RESIDENT, *menu.WORKBENCH, *home.SERVICES, *home.PROFILE)} <= SYMBOLS


def test_a_picture_that_is_not_drawn_is_found():
    assert pictures("{{ icon('unicorn') }} {{ card(icon='griffin') }} {{ icon('step_' ~ state) }}") == {
        "unicorn",
        "griffin",
    }


def test_the_contract_of_the_icon_lists_what_is_drawn():
    listed = set(re.findall(r"[\w-]+", contract_of((TEMPLATES / "components/icon.html").read_text(encoding="utf-8"))))
    assert listed >= SYMBOLS


WITH_A_WAY_IN_WRITING = {"contact.html", "whom_to_ask.html"}
CALLS = re.compile(r"\{[{%] *(?:call )?(?:whom_to_ask|contact)\(([^)]*\)?[^)]*)")


def test_a_telephone_number_to_call_stands_only_beside_a_way_in_writing():
    shows = {path.name for path in TEMPLATES.rglob("*.html") if "tel:" in path.read_text(encoding="utf-8")}
    assert shows == WITH_A_WAY_IN_WRITING | {"accessibility.html"}  # the operator's, with an address for mail
    for name in sorted(WITH_A_WAY_IN_WRITING):
        assert "message_href, 'secondary', 'message')" in (TEMPLATES / "components" / name).read_text(encoding="utf-8")


def test_every_page_of_hers_that_says_whom_to_ask_says_where_to_write():
    for path in sorted((TEMPLATES / "resident").rglob("*.html")):
        for given in CALLS.findall(path.read_text(encoding="utf-8")):
            assert "url_for(" in given, f"{path.name}: {given}"
