"""Manners of source: names, sizes, and words that a translator can find."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SOURCES = sorted((HOUSE / "webapp").rglob("*.py"))
DRAWERS = re.compile(r"(^|_)(helpers?|utils?|managers?|misc|data|infos?)(_|$)")
NAMED_BY_RESIDENTS = {"my_data"}  # 我的资料 is what residents call the page


def drawers(path: Path) -> list[str]:
    return [part for part in path.with_suffix("").parts if DRAWERS.search(part) and part not in NAMED_BY_RESIDENTS]


def interpolated(source: str) -> list[int]:
    """Lines on which a translated string is an f-string: no translator would ever see it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
            "_",
            "_l",
            "gettext",
            "lazy_gettext",
            "ngettext",
        ):
            found += [node.lineno for argument in node.args if isinstance(argument, ast.JoinedStr)]
    return found


def test_no_file_is_a_drawer():
    assert {
        str(p.relative_to(HOUSE)): drawers(p.relative_to(HOUSE)) for p in SOURCES if drawers(p.relative_to(HOUSE))
    } == {}
    assert drawers(Path("webapp/people/utils.py"))


def test_no_translated_string_is_interpolated():
    assert {
        str(p): interpolated(p.read_text(encoding="utf-8"))
        for p in SOURCES
        if interpolated(p.read_text(encoding="utf-8"))
    } == {}
    assert interpolated("_(f'你好 {name}')") == [1]


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if "migrations" not in p.parts], ids=lambda p: str(p.relative_to(HOUSE))
)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
        "a docstring at its head: the idea before the code"
    )


def test_rooms_hold_no_sentence():
    """Words stand at the doors: below them, no string literal outside docstrings holds Chinese, but for data files."""
    rooms = ("core", "people", "certificates", "mandates", "codes", "assessments", "home_services", "notifications")
    found = {}
    for room in rooms:
        for path in (HOUSE / "webapp" / room).rglob("*.py"):
            spoken = chinese_literals(path.read_text(encoding="utf-8"))
            if spoken:
                found[str(path.relative_to(HOUSE))] = spoken
    assert found == {}
    assert chinese_literals('x = "请稍候"')


NAMES = {"惠残码"}  # the service's own name, which passkeys show


def chinese_literals(source: str) -> list[str]:
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings | loose
        and re.search(r"[\u4e00-\u9fff]", node.value)
        and node.value not in NAMES
    ]
