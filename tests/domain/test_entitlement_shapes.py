"""The published schemas: equal to the code, true of every file, and as strict as the readers."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import small_catalogue
from tests.json_schema import fits
from webapp.catalogue_commands import SCHEMAS, printed_schemas
from webapp.entitlements import HERE, KINDS, MODELINE, current, load, shape_of
from webapp.entitlements.check import check
from webapp.entitlements.errors import CatalogueError

FOLDERS = {"facts": "fact", "documents": "document", "conflicts": "conflict"}
FULL = """\
slug: full
region: town
extracted_as: [A-1]
family: living
kind: cash
life: money
beneficiary: [resident]
names: {zh_Hans: 全, en: Full}
summary: {zh_Hans: 全。, en: Full.}
easy_read: {zh_Hans: [有补助。], reviewed: false}
strength: firm
trigger: {mode: application, words: 需求, source: other}
sources:
  main: {document: plan, clause: 一, quote: 对低保边缘户中的三、四级残疾人给予每人每月230元补助}
  other: {document: plan, clause: 二, quote: 为有需求的残疾人提供服务}
conditions:
  all:
    - any:
        - {fact: grade, in: [3], words: 三, source: main, says: {zh_Hans: 三级, en: Grade 3}}
        - {fact: grade, at_least: 4, words: 四级, source: main, says: {zh_Hans: 四级, en: Grade 4}}
    - not: {fact: severe, is: true, words: 三, source: main, says: {zh_Hans: 不是重度, en: Not severe}}
    - {unstated: true, words: 需求, source: other, says: {zh_Hans: 没写, en: Open}}
worth:
  - {amount: 230, amount_max: 230, unit: yuan, per: month, cap: 230元, of: 每人, duration: 每月, words: 每人每月230元,
     source: main, says: {zh_Hans: 每月230元, en: 230 yuan}}
brings:
  - {words: 需求, source: other, says: {zh_Hans: 说明, en: A note}}
excludes:
  - {benefit: subsidy, words: 补助, source: main}
softens:
  - {fact: income_status, in: [dibao], words: 低保, source: main}
holds: {from: 2021-01-01, until: 2025-12-31}
examples:
  - {who: {zh_Hans: 某人, en: Somebody}, facts: {grade: 3, severe: null}, answer: not_stated}
"""
WRONG = [7, [], {"x": 1}, "nothing-of-the-kind", None]
ONLY_THE_READER = {
    "name_is_not_file_name", "region_is_not_folder_name", "follows_from_itself", "ends_before_it_begins",
}  # fmt: skip
"""What needs more than the file, or a comparison that a schema cannot make."""
REFERENCES = re.compile(
    r"\(.*'source'\) = |\('(asked_as|values|value_labels)'|\('follows_from', \d|\('sources', '\w+'\) gone"
)


def kind_of(file: Path) -> str:
    return FOLDERS.get(file.parent.name, "benefit")


def files_of(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*/*.yaml"))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield from places(each, (*path, step))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def broken_copies(whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same file with one thing gone, one thing too many, or one thing of another kind."""
    for path in places(whole):
        if isinstance(at(whole, path), dict):
            more = copy.deepcopy(whole)
            at(more, path)["nobody_reads_this"] = 1
            yield f"{path} + a key", more
        if not path:
            continue
        less = copy.deepcopy(whole)
        del at(less, path[:-1])[path[-1]]
        yield f"{path} gone", less
        for wrong in WRONG:
            other = copy.deepcopy(whole)
            at(other, path[:-1])[path[-1]] = wrong
            yield f"{path} = {wrong!r}", other


def test_the_published_schemas_are_those_of_the_code() -> None:
    assert {kind: (SCHEMAS / f"{kind}.json").read_text(encoding="utf-8") for kind in KINDS} == printed_schemas(), (
        "run: flask catalogue schemas"
    )


def test_every_file_has_the_shape_and_names_its_schema() -> None:
    shapes = {kind: shape_of(kind, current()) for kind in KINDS}
    misshapen = []
    for file in files_of(HERE):
        text = file.read_text(encoding="utf-8")
        kind = kind_of(file)
        if not text.startswith(MODELINE.format(kind=kind) + "\n") or not fits(
            yaml.safe_load(text), shapes[kind], shapes[kind]
        ):
            misshapen.append(str(file.relative_to(HERE)))
    assert misshapen == []


def _refusal(folder: Path, file: Path, what: str) -> str | None:
    """Why the file is refused; what an example knows of somebody is looked at by the check alone."""
    try:
        load(folder)
    except CatalogueError as error:
        return error.facts["problem"]
    if "examples" not in what:
        return None
    found = [each.facts for each in check(folder) if each.facts["file"] == str(file)]
    values = ("unknown_fact", "wrong_type", "not_allowed")
    return next((each["problem"] for each in found if each["problem"] in values), None)


def _refers(what: str) -> bool:
    """A word that must be the name of something else in this file, or in another."""
    return REFERENCES.match(what) is not None


@pytest.mark.parametrize(
    "name",
    ["town/full.yaml", "documents/plan.yaml", "facts/income_status.yaml", "facts/severe.yaml", "conflicts/clash.yaml"],
)
def test_a_shape_refuses_what_the_reader_refuses_and_nothing_else(tmp_path: Path, name: str) -> None:
    clash = (
        "conflict: clash\nextracted_as: C-1\nkind: rule\nbenefits: [town/subsidy]\nsays: {zh_Hans: 不同, en: Differ}\n"
        "positions:\n  - {document: plan, clause: 一, quote: 补助}\n"
    )
    small_catalogue.write(tmp_path, **{"town/full.yaml": FULL, "conflicts/clash.yaml": clash})
    catalogue = load(tmp_path)
    file = tmp_path / name
    shape = shape_of(kind_of(file), catalogue)
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert fits(whole, shape, shape)
    differ = []
    for what, broken in broken_copies(whole):
        file.write_text(yaml.safe_dump(broken, allow_unicode=True), encoding="utf-8")
        refused = _refusal(tmp_path, file, what)
        taken = fits(broken, shape, shape)
        if (refused is None) is not taken and not (taken and (refused in ONLY_THE_READER or _refers(what))):
            differ.append(f"{'the shape takes it' if taken else 'the shape refuses it'}, {refused}: {what}")
    assert "\n".join(differ) == ""
