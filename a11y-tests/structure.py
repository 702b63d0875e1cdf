"""What a page must be before anybody looks at it: title, headings, skip link, names that are what is seen.

Each function takes the source of a page and returns what is wrong with it, in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from tests.visitor import tidy

FAILED = ("错误：", "錯誤：", "Error: ")
NAMED_BY = ("aria-label", "aria-labelledby", "title")
POINTED = ("a", "button", "summary")
CONTROLS = ("input", "select", "textarea")
WITHOUT_PARTS = ("option", "script", "style", "svg", "template", "textarea")
"""Where no element may stand, or nobody reads."""
HAN = re.compile("[\u4e00-\u9fff]+")
LATIN = re.compile("[A-Za-z]+")


def title_of(soup: BeautifulSoup) -> list[str]:
    headings = [tidy(heading) for heading in soup.find_all("h1")]
    if len(headings) != 1:
        return [f"has {len(headings)} h1"]
    title = tidy(soup.title)
    for before in FAILED:
        title = title.removeprefix(before)
    return (
        []
        if headings[0] and title.startswith(headings[0])
        else [f"the title {title!r} does not begin with the h1 {headings[0]!r}"]
    )


def headings_of(soup: BeautifulSoup) -> list[str]:
    """No level is left out on the way down, and none is empty."""
    headings = soup.find_all(re.compile("^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in headings]
    found = [
        f"{tidy(heading)!r} jumps from level {before} to {after}"
        for heading, (before, after) in zip(headings[1:], pairwise(levels), strict=True)
        if after > before + 1
    ]
    return found + [f"an empty {heading.name}" for heading in headings if not tidy(heading)]


def skip_link_of(soup: BeautifulSoup) -> list[str]:
    """The first thing that can be focused leads to the main part, unless nothing stands before that."""
    first = next((e for e in soup.body.find_all(["a", "button", *CONTROLS, "summary"]) if _focusable(e)), None)
    if first is None or first.find_parent("main"):
        return []
    target = (
        soup.find(id=first["href"].removeprefix("#"))
        if first is not None and first.get("href", "").startswith("#")
        else None
    )
    return [] if target is not None and target.name == "main" else ["the first stop is no link to the main part"]


def names_of(soup: BeautifulSoup) -> list[str]:
    """Who speaks to the page says what stands there: a name is the visible words and nothing else."""
    found = []
    for element in soup.find_all([*POINTED, *CONTROLS]):
        if not _focusable(element):
            continue
        words = tidy(element) if element.name in POINTED else "a control"
        found += [
            f"{words!r} is named by {attribute}, not by its words"
            for attribute in NAMED_BY
            if element.has_attr(attribute)
            and not (attribute == "aria-labelledby" and _visible(soup, element[attribute]))
        ]
        label = element if element.name in POINTED else _label(soup, element)
        if label is None:
            found.append(f"{element.name} {element.get('name', '')} has no label")
        elif not tidy(label):
            found.append(f"{element.name} {element.get('id', '')} has no words")
        elif label.find(class_="visually-hidden"):
            found.append(f"{tidy(label)!r} has words that are said and not shown")
        found += [
            f"{words!r} holds a picture that speaks"
            for picture in element.find_all(["svg", "img"])
            if picture.get("aria-hidden") != "true" and picture.get("alt") != ""
        ]
    return found


def same_words_of(soup: BeautifulSoup) -> list[str]:
    """Two links that read the same lead to the same place."""
    places: dict[str, set[str]] = {}
    for element in soup.find_all("a", href=True):
        places.setdefault(tidy(element), set()).add(re.sub(r"[?&]next=[^&]*", "", element["href"]))
    return [
        f"{len(hrefs)} links read {words!r} and lead to different places"
        for words, hrefs in places.items()
        if len(hrefs) > 1
    ]


def languages_of(soup: BeautifulSoup) -> list[str]:
    """A page of Chinese does not call itself English; no part carries an empty language, or that of another writing."""
    found = [
        f"a language {element['lang']!r}"
        for element in soup.find_all(lang=True)
        if element["lang"] not in ("zh-Hans", "zh-Hant", "en")
    ]
    for words in soup.body.find_all(string=True):
        around = words.find_parent(lang=True)
        if isinstance(words, PreformattedString) or around is None or words.find_parent(WITHOUT_PARTS):
            continue
        other = HAN if around["lang"] == "en" else LATIN
        found += [f"{run!r} in {tidy(words.parent)!r} does not say its language" for run in other.findall(words)]
    return found + ([] if soup.html.get("lang") else ["the page has no language"])


def failures_of(soup: BeautifulSoup) -> list[str]:
    """A title that says that something failed comes with a summary that leads to each field, which says it too, or to a
    part of the page that offers a way out."""
    summary = soup.find(attrs={"aria-labelledby": "errors-title"})
    failed = tidy(soup.title).startswith(FAILED)
    if summary is None:
        return ["the title says that something failed and no summary says what"] if failed else []
    found = [] if failed else ["a summary of errors, and a title that does not say so"]
    if not summary.has_attr("data-focus-on-load"):
        found.append("the summary is not focused")
    if not summary.find_all("li"):
        found.append("a summary of nothing")
    for link in summary.find_all("a"):
        field = soup.find(id=link["href"].removeprefix("#"))
        if field is not None and field.get("tabindex") == "-1":
            continue  # a part of the page that offers a way out
        if field is None or field.name not in CONTROLS:
            found.append(f"{tidy(link)!r} leads to no field")
        elif not _says(soup, field, tidy(link)):
            found.append(f"the field does not say {tidy(link)!r} itself")
    return found


CHECKS: tuple[Callable[[BeautifulSoup], list[str]], ...] = (
    title_of,
    headings_of,
    skip_link_of,
    names_of,
    same_words_of,
    languages_of,
    failures_of,
)


def faults(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html5lib")
    return [fault for check in CHECKS for fault in check(soup)]


def _focusable(element: Tag) -> bool:
    if element.has_attr("disabled") or element.get("type") == "hidden" or element.has_attr("hidden"):
        return False
    return element.name != "a" or element.has_attr("href")


def _label(soup: BeautifulSoup, control: Tag) -> Tag | None:
    if control.get("type") in ("submit", "button"):
        return control
    return soup.find(
        "label", attrs={"for": control["id"]} if control.get("id") else {"for": None}
    ) or control.find_parent("label")


def _visible(soup: BeautifulSoup, ids: str) -> bool:
    targets = [soup.find(id=target) for target in ids.split()]
    return all(target is not None and not target.find_parents(class_="visually-hidden") for target in targets)


def _says(soup: BeautifulSoup, field: Tag, sentence: str) -> bool:
    """In what describes the field or the group that it stands in."""
    described = [field, *field.find_parents("fieldset")]
    ids = [target for element in described for target in element.get("aria-describedby", "").split()]
    return any(sentence in tidy(soup.find(id=target)) for target in ids)
