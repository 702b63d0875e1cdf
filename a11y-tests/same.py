"""What stands on many pages stands there in one order and under one name.

Each function takes sources of pages by the name of their state and returns what is wrong with them, in words. What
belongs to a page alone (its main part) is left out. Whoever signs in comes to another frame by an act of her own, and
so does whoever goes through another door (WCAG 2.2, 3.2.3): pages are compared with those of the same frame.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from tests.visitor import tidy

FRAMES = {"checkpoint": "checkpoint", "workbench": "workbench", "resident": "front", "demo": "front"}
FOOT = ("无障碍声明", "全部页面", "难懂的词")
"""The help that every page offers: how to say that something does not serve, where all is, what a word means."""


def frame_of(state: str, soup: BeautifulSoup) -> str:
    """By door, and whether one is signed in there."""
    door = FRAMES[state.partition(".")[0]]
    return f"{door}, signed in" if soup.select_one("nav.menu") else door


def repeated(soup: BeautifulSoup) -> list[Tag]:
    """Links and buttons of the frame, in order. Where the way back leads belongs to the page."""
    own = re.compile("^(?:main|aside|template)$")
    return [each for each in soup.body.find_all(["a", "button"])
            if not each.find_parent(own) and not each.find_parent(class_="way-back")]


def words_of(element: Tag) -> str:
    """Without the number of messages that wait."""
    for count in element.select(".menu__count"):
        return tidy(element).removesuffix(tidy(count)).strip()
    return tidy(element)


def in_another_order(sources: dict[str, BeautifulSoup]) -> list[str]:
    """Two things of a frame that stand in one order on one page and in the other on another."""
    seen: dict[tuple[str, str, str], str] = {}
    found = []
    for state, soup in sources.items():
        frame, names = frame_of(state, soup), [words_of(each) for each in repeated(soup)]
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                seen.setdefault((frame, one, other), state)
                if one != other and (before := seen.get((frame, other, one))):
                    found.append(f"{one!r} stands before {other!r} in {state} and after it in {before}")
    return found


def under_another_name(sources: dict[str, BeautifulSoup]) -> list[str]:
    """Two links of a frame that lead to the same place and are called otherwise."""
    called: dict[tuple[str, str], dict[str, str]] = {}
    for state, soup in sources.items():
        for each in repeated(soup):
            if each.name == "a":
                at = re.sub(r"\?.*", "", each["href"])
                called.setdefault((frame_of(state, soup), at), {}).setdefault(words_of(each), state)
    return [f"{at} is called {' and '.join(names)}" for (_, at), names in called.items() if len(names) > 1]


def without_help(sources: dict[str, BeautifulSoup], named: dict[str, str]) -> list[str]:
    """Pages whose foot has no way to help, but for those that are named with a reason."""
    asked = {state: soup for state, soup in sources.items() if not {state, state.partition("-")[0]} & named.keys()}
    return [
        f"{state} has no {words!r}"
        for state, soup in asked.items()
        for words in FOOT
        if words not in [words_of(each) for each in soup.select("footer a")]
    ]
