"""A new benefit's file, to be filled in: every place that wants words says which, in the clerk's language.

What is still to be filled in stands in 〔〕. `reading` refuses such a file place by place, so a skeleton is never taken
for a benefit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from webapp.entitlements.benefits import Beneficiary, Kind, Life, Strength
from webapp.entitlements.catalogue import HERE, Catalogue
from webapp.entitlements.errors import CatalogueError
from webapp.entitlements.reading import near
from webapp.entitlements.verdicts import Answer

MODELINE = "# yaml-language-server: $schema=../../schemas/{kind}.json"
"""The first line of a file: by it editors find its shape."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_skeleton(
    region: str, slug: str, hints: Mapping[str, str], catalogue: Catalogue, folder: Path = HERE
) -> Path:
    """Write ``folder/region/slug.yaml``. Raises CatalogueError: no such region, no fit name, a file that is there.

    hints: what each key is for, by key.
    """
    file = folder / region / f"{slug}.yaml"
    if region not in catalogue.regions:
        instead = near(region, catalogue.regions) or " | ".join(catalogue.regions)
        raise CatalogueError(file=str(file), line=None, problem="not_one_of", found=region, instead=instead)
    if not _SLUG.fullmatch(slug):
        raise CatalogueError(file=str(file), line=None, problem="not_one_of", found=slug, instead="bus-card")
    if file.exists():
        raise CatalogueError(file=str(file), line=None, problem="there_already")
    file.parent.mkdir(exist_ok=True)
    file.write_text(_skeleton(region, slug, hints, catalogue), encoding="utf-8")
    return file


def _skeleton(region: str, slug: str, hints: Mapping[str, str], catalogue: Catalogue) -> str:
    def place(key: str, choices: Iterable[str] = ()) -> str:
        return f'"〔{"：".join(filter(None, (hints[key], " | ".join(choices))))}〕"'

    def text(key: str, indent: int) -> list[str]:
        return [f'{" " * indent}{each}: "〔{hints[key]}（{hints[each]}）〕"' for each in ("zh_Hans", "en")]

    documents = sorted(name for name, each in catalogue.documents.items() if each.region == region)
    lines = [
        MODELINE.format(kind="benefit"),
        f"slug: {slug}",
        f"region: {region}",
        f"kind: {place('kind', Kind)}",
        f"life: {place('life', Life)}",
        f"beneficiary: [{place('beneficiary', Beneficiary)}]",
        "names:",
        *text("names", 2),
        "summary:",
        *text("summary", 2),
        "easy_read:",
        f"  zh_Hans: [{place('easy_read')}]",
        "  reviewed: false",
        f"strength: {place('strength', Strength)}",
        f"# {hints['trigger']}",
        "trigger: {mode: null}",
        "sources:",
        "  main:",
        f"    document: {place('document', documents)}",
        f"    clause: {place('clause')}",
        f"    quote: {place('quote')}",
        f"# {hints['conditions']}",
        "conditions:",
        "  all:",
        f"    - fact: {place('fact')}",
        f"      in: [{place('in')}]",
        f"      words: {place('words')}",
        "      source: main",
        "      says:",
        *text("says", 8),
        f"# {hints['worth']}",
        "worth: []",
        f"# {hints['brings']}",
        "brings: []",
        f"# {hints['excludes']}",
        "excludes: []",
        f"# {hints['examples']}",
        "examples:",
    ]
    for answer in (Answer.ENTITLED, Answer.NOT_ENTITLED, Answer.COULD_BE):
        lines += ["  - who:", *text("who", 6), "    facts: {}", f"    answer: {answer.value}"]
    return "\n".join(lines) + "\n"
