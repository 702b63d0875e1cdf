"""Who speaks to the page says what stands there: the browser's own name of every control is its visible words."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

MARKED = """() => {
  const usable = (element) => !element.disabled && element.checkVisibility({visibilityProperty: true})
    && element.matches('a[href],button,input:not([type=hidden]),select,textarea,summary');
  const bare = (words) => words.trim().replace(/\\s+/g, ' ');
  document.querySelectorAll('details').forEach((part) => { part.open = true; });
  const controls = [...document.querySelectorAll('*')].filter(usable);
  controls.forEach((control, number) => { control.dataset.spokenOf = number; });
  return controls.map((control) => bare((control.labels?.[0] ?? control).innerText));
}"""


def unlike(page: Page) -> list[str]:
    """Controls whose name, as the browser tells it to assistive technology, is not what can be read on them."""
    shown = page.evaluate(MARKED)
    names = _names(page)
    return [
        f"{words!r} is called {names.get(number, 'nothing')!r}"
        for number, words in enumerate(shown)
        if _letters(names.get(number, "")) != _letters(words) or not words
    ]


def _names(page: Page) -> dict[int, str]:
    """By the number that MARKED has given, from the browser's accessibility tree."""
    asked = page.context.new_cdp_session(page)
    tree = asked.send("Accessibility.getFullAXTree")["nodes"]
    root = asked.send("DOM.getDocument", {"depth": -1})["root"]
    asked.detach()
    numbers = dict(_marked(root))
    return {
        numbers[node["backendDOMNodeId"]]: node.get("name", {}).get("value", "")
        for node in tree
        if node.get("backendDOMNodeId") in numbers
    }


def _marked(node: dict[str, Any]) -> list[tuple[int, int]]:
    attributes = node.get("attributes", [])
    own = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("data-spoken-of")
    found = [] if own is None else [(node["backendNodeId"], int(own))]
    return found + [each for child in node.get("children", []) for each in _marked(child)]


def _letters(words: str) -> str:
    return "".join(words.split())
