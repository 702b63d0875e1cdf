"""A component is one macro in one file, its contract at its head, and shown in the gallery or printed by a layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
SHOWN = "".join(
    path.read_text(encoding="utf-8") for path in (TEMPLATES / "gallery.html", *sorted((TEMPLATES / "layouts").iterdir()))
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
    return found + [f"a word on {parameter}" for parameter in parameters if not re.search(rf"\b{parameter}\b", contract)]


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
