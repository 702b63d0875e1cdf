"""What a page does without: pictures of words, windows over it, sounds, things from elsewhere, words for places,
short forms that nobody explains, formats that nobody tells, two stops for one thing.

Each function takes the source of a page and returns what is wrong with it, in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tests.visitor import tidy

SHEETS = (Path(__file__).parents[1] / "static/css").rglob("*.css")
DRAWN_BY_SHEETS = re.compile(r"(?:background|border|list-style|mask|content)[\w-]*\s*:[^;}]*\burl\(")
PAINTED = [sheet.name for sheet in SHEETS if DRAWN_BY_SHEETS.search(sheet.read_text(encoding="utf-8"))]

PLACES = re.compile(
    "左边|右边|左侧|右侧|左面|右面|左上|右上|左下|右下|顶部|底部|[红绿蓝黄灰橙紫][色字]|圆形|方形|三角形|圆圈|"
    "左邊|右邊|左側|右側|頂部|[紅綠藍黃]色"
)
"""上面 and 下面 are left: of what is read they say before and after, whatever it looks like."""


def pictures_of(soup: BeautifulSoup) -> list[str]:
    """Words are words; symbols say nothing that does not stand beside them. A clip in sign language is no picture."""
    pictures = soup.select("img, picture, canvas, object, embed, input[type=image]")
    found = [f"a picture: {_named(each)}" for each in pictures]
    found += [f"words that are drawn: {tidy(each)!r}" for each in soup.select("svg text, svg image, svg foreignObject")]
    return found + [f"{name} paints pictures" for name in PAINTED]


def sounds_of(soup: BeautifulSoup) -> list[str]:
    """Nothing plays by itself; the picture of one's own camera is silent."""
    found = [f"a sound: {_named(each)}" for each in soup.select("audio, bgsound")]
    return found + [
        f"a film that plays by itself: {_named(each)}"
        for each in soup.select("video")
        if each.has_attr("autoplay") or not (each.has_attr("controls") or each.has_attr("muted"))
    ]


def windows_of(soup: BeautifulSoup) -> list[str]:
    """Nothing lies over the page, nothing opens another window, no page goes on by itself."""
    over = soup.select("dialog, [popover], [role=dialog], [role=alertdialog], [aria-modal]")
    found = [f"lies over the page: {_named(each)}" for each in over]
    found += [f"opens another window: {_named(each)}" for each in soup.select("[target]") if each["target"] != "_self"]
    found += ["goes on by itself" for _ in soup.select("meta[http-equiv=refresh i]")]
    return found + [f"moves by itself: {_named(each)}" for each in soup.select("marquee, blink, svg animate")]


def elsewhere_of(soup: BeautifulSoup) -> list[str]:
    """Everything that is shown comes from here: so nobody's advertisement can."""
    addresses = [(each, each["src"]) for each in soup.select("[src]")]
    addresses += [(each, each["href"]) for each in soup.select("link[href], svg use[href]")]
    found = [f"is fetched from elsewhere: {at}" for _, at in addresses if not re.match(r"/(?!/)|#|data:", at)]
    return found + [f"a page within the page: {_named(each)}" for each in soup.select("iframe, frame, portal")]


REFUSING = ("readonly", "onpaste", "onkeydown", "onbeforeinput", "virtualkeyboardpolicy")


def dictation_of(soup: BeautifulSoup) -> list[str]:
    """A field takes what any keyboard, voice or other help writes into it."""
    fields = soup.select("input:not([type=hidden]), textarea")
    return [
        f"a field that cannot be spoken into: {_named(each)}"
        for each in fields
        if each.get("inputmode") == "none"
        or any(each.has_attr(name) for name in REFUSING)
    ]


CHECKS: tuple[Callable[[BeautifulSoup], list[str]], ...] = (
    pictures_of,
    sounds_of,
    windows_of,
    elsewhere_of,
    dictation_of,
)


def faults(html: str) -> list[str]:
    soup = BeautifulSoup(html, "lxml")
    return [fault for check in CHECKS for fault in check(soup)]


def places(html: str) -> list[str]:
    """Sentences that can be followed only by whoever sees the page: a side, a shape, a colour."""
    soup = BeautifulSoup(html, "lxml")
    for each in soup(["script", "style"]):
        each.decompose()
    return [
        f"{found.group()!r} in {tidy(words.parent)!r}"
        for words in soup.body.strings
        for found in PLACES.finditer(words)
    ]


SHORT = re.compile(r"(?<![\w/.-])[A-Z]{2,}(?:/[A-Z]+)?(?![\w/.-])")
"""What is written with letters and figures mixed is a number of something and no short form."""
WHOLE = {
    "AA": "三级",
    "AAA": "三级",
    "APP": "应用",
    "GB/T": "推荐性国家标准",
    "IEP": "个别化教育",
    "MB": "兆字节",
    "WCAG": "网页内容无障碍指南",
}
"""Short form: the words that stand for it, somewhere on the same page."""
NAMES = ("IBM",)
"""Of firms, which are called so."""


def short_forms(html: str) -> list[str]:
    soup = BeautifulSoup(html, "lxml")
    for each in soup(["script", "style", "template"]):
        each.decompose()
    page = tidy(soup.body)
    short = {found.group() for words in soup.body.strings for found in SHORT.finditer(words)}
    return [f"{each!r} is not explained" for each in sorted(short.difference(NAMES))
            if each not in WHOLE or WHOLE[each] not in page]


FORMED = re.compile("日期|号码|手机号|几分钟|几个号|时间")
"""In the label of a field that does not take just any words."""


def without_hint(html: str) -> list[str]:
    """Fields to be filled in a certain form, which nothing beside them tells."""
    soup = BeautifulSoup(html, "lxml")
    found = []
    for field in soup.select("main input[id]:not([type=hidden], [type=radio], [type=checkbox], [type=file])"):
        label = soup.find("label", attrs={"for": field["id"]})
        words = tidy(label) if label is not None else ""
        if not FORMED.search(words) and field.get("inputmode") not in ("numeric", "tel", "decimal"):
            continue
        around = [field, *field.find_parents("fieldset")]
        told = [target for each in around for target in each.get("aria-describedby", "").split()]
        if not any(tidy(soup.find(id=target)) for target in told if not target.endswith("-error")):
            found.append(f"nothing tells how to write {words!r}")
    return found


ITEM = ("li", "tr", "dd", "p", "article", "h2", "h3")


def two_stops_for_one(html: str) -> list[str]:
    """Within an item, two links one after the other that lead to the same place."""
    soup = BeautifulSoup(html, "lxml")
    stops = soup.find_all(["a", "button", "input", "select", "textarea", "summary"])
    return [
        f"{tidy(one)!r} and {tidy(other)!r} are one thing"
        for one, other in pairwise(stops)
        if one.get("href") and one["href"] == other.get("href")
        and (item := one.find_parent(ITEM)) is not None and item is other.find_parent(ITEM)
    ]


def can_be_read_out(html: str) -> bool:
    button = BeautifulSoup(html, "lxml").select_one("form[data-read-aloud] button")
    return button is not None and bool(tidy(button))


def _named(element: Tag) -> str:
    words = tidy(element) or next((element[name] for name in ("aria-label", "name", "src") if element.get(name)), "")
    return f"{element.name} {words}".strip()
