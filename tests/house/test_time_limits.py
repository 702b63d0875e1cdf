"""Every span of time in the code stands in docs/accessibility/time-limits.md, with what it means to a person."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2]
LISTED = HOUSE / "docs/accessibility/time-limits.md"

SHORT = {"seconds", "minutes", "hours"}
SETTINGS = {"application.PERMANENT_SESSION_LIFETIME"}
"""A number of seconds that Flask is given."""


SAID = (
    *("yes", "no", "longer than", "renewed", "part of the line above", "in her favour", "silently"),
    *("it is the browser's", "it is asked again", "each search"),
)
"""How the answer begins: whether it can be extended, or why it needs not be."""
FINAL = {
    "people.rules.CODES_WINDOW",
    "web.signing.WINDOW",
    "checkpoint.counting.WINDOW",
    "core.undoing.UNDO_FOR",
    "codes.queries.ANSWER_LIFE",
    "people.signing_in.COOL_DOWN",
    "people.rules.PHONE_WAIT",
    "mandates.proposals.ANSWER_WITHIN",
    "mandates.proposals.SILENT_AFTER",
    "notifications.rules.TEST_MINUTE",
}
"""Those that end without being extended, each for a reason that stands in the list; a new one is thought about here."""


def is_span(node: ast.expr | None) -> bool:
    return node is not None and any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "timedelta"
        for each in ast.walk(node)
    )


def named_spans(tree: ast.Module) -> Iterator[str]:
    """Names of modules and of classes that hold a span; the lifetimes of notices are one."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            held = [each for each in node.body if isinstance(each, ast.Assign | ast.AnnAssign) and is_span(each.value)]
            for each in held:
                target = each.target if isinstance(each, ast.AnnAssign) else each.targets[0]
                yield f"{node.name}.{ast.unparse(target)}"
        elif isinstance(node, ast.Assign | ast.AnnAssign) and is_span(node.value):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            yield ast.unparse(target)


def nameless_spans(tree: ast.Module) -> list[int]:
    """Lines of functions in which a span of minutes or hours has no name, and so no place in the list."""
    found = []
    for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)):
        for call in (each for each in ast.walk(function) if is_span(each) and isinstance(each, ast.Call)):
            fixed = [word for word in call.keywords if word.arg in SHORT and isinstance(word.value, ast.Constant)]
            if fixed:
                found.append(call.lineno)
    return found


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((HOUSE / "webapp").rglob("*.py")):
        if "migrations" not in path.parts:
            name = ".".join(path.relative_to(HOUSE / "webapp").with_suffix("").parts)
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def spans_in_the_code() -> set[str]:
    found = {f"{module}.{name}" for module, tree in modules() for name in named_spans(tree)}
    of_notices = {name for name in found if name.startswith("notifications.") and name.endswith(".lifetime")}
    return (found - of_notices) | {"notifications.notice.Notice.lifetime"} | SETTINGS


def spans_in_the_list() -> set[str]:
    return set(re.findall(r"^\| `([\w.]+)` \|", LISTED.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_every_span_of_time_stands_in_the_list():
    assert sorted(spans_in_the_code() - spans_in_the_list()) == [], "say in the list what it means to a person"


def test_the_list_names_nothing_that_is_gone():
    assert sorted(spans_in_the_list() - spans_in_the_code()) == []


def test_no_span_of_minutes_or_hours_is_without_a_name():
    assert {module: lines for module, tree in modules() if (lines := nameless_spans(tree))} == {}


def test_a_limit_on_a_person_says_whether_it_can_be_extended():
    table = LISTED.read_text(encoding="utf-8").split("## Limits on a person")[1].split("## Spans")[0]
    rows = [row.split("|") for row in table.splitlines() if row.startswith("| `")]
    said = {row[1].strip(" `"): row[3].strip() for row in rows}
    assert [name for name, words in said.items() if not words.startswith(SAID)] == []
    ends = {name for name, words in said.items() if words.startswith("no") and not words.startswith("no limit")}
    assert ends == FINAL


def test_a_new_span_is_found():
    tree = ast.parse(
        "from datetime import timedelta\nHURRY = timedelta(minutes=3)\n"
        "class Quick:\n    lifetime = timedelta(hours=1)\n"
        "def go(at):\n    return at + timedelta(minutes=5)\n"
    )
    assert list(named_spans(tree)) == ["HURRY", "Quick.lifetime"]
    assert nameless_spans(tree) == [6]
