"""Whatever a test of a browser leaves is looked at: what only a script has put there is found."""

from __future__ import annotations

import pytest

from as_left import faults_left, seen

pytestmark = pytest.mark.of_the_page

FAULTS = {
    "axe": ("part('p').style.color = '#999'", "axe color-contrast"),
    "ruler": ("part('p').style.fontSize = '12px'", "12"),
    "keyboard": ("main.querySelector('button').style.outline = '0 none'", "shows no focus"),
    "structure": ("part('h5')", "h5"),
}
MAIN = """
const main = document.getElementById('main');
const part = (name) => {
  const made = document.createElement(name);
  made.textContent = '又一句';
  main.append(made);
  return made;
};
"""


@pytest.mark.parametrize("engine", FAULTS)
def test_what_a_script_has_spoilt_is_found(page, context, live, engine):
    page.goto("/check")
    script, fault = FAULTS[engine]
    page.evaluate(f"() => {{ {MAIN} {script}; }}")
    seen.clear()
    found = faults_left(context, live.url)
    assert any(fault in each for each in found), found
    page.goto("about:blank")


def test_the_same_page_is_looked_at_once(page, context, live, monkeypatch):
    monkeypatch.setattr("as_left._faults", lambda page: ["looked at"])
    page.goto("/check")
    page.wait_for_load_state("networkidle")
    seen.clear()
    assert [faults_left(context, live.url) for _ in range(2)] == [["/check looked at"], []]
    page.goto("about:blank")


@pytest.mark.parametrize(("news", "looks", "told"), [(1, 2, []), (9, 3, ["/check too close"])])
def test_a_page_that_changed_under_the_ruler_is_looked_at_again(page, context, live, monkeypatch, news, looks, told):
    """`news`: how often something comes while it is measured. One that never rests is told of."""
    looked = []

    def faults(page):
        looked.append(page)
        if len(looked) > news:
            return []
        page.evaluate(f"() => {{ {MAIN} part('p'); }}")
        return ["too close"]

    monkeypatch.setattr("as_left._faults", faults)
    page.goto("/check")
    page.wait_for_load_state("networkidle")
    seen.clear()
    assert faults_left(context, live.url) == told
    assert len(looked) == looks
    page.goto("about:blank")
