"""What stands on a page in another writing than the page's language is marked with its own language.

Names, addresses, what people wrote and names of products come from everywhere into sentences, also by translation; so
they are marked where the page is finished, once, instead of wherever somebody might forget it. A screen reader then
says a Chinese name on an English page, and WCAG on a Chinese page, with the voice that can.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
AROUND_HAN = "\u3001-\u301f\uff01-\uff1f"
"""Punctuation that belongs to Chinese: 、。《》（）：！"""

CHINESE = re.compile(rf"[《（【「『]*[{HAN}](?:[{HAN}{AROUND_HAN}0-9 ·•‧・.-]*[{HAN}{AROUND_HAN}])?")
"""A run with what is inside it: 示范街道健康路 10 号, and a name with any of the dots that people write between its
parts."""
_WORD = r"[0-9]*[A-Za-z](?:[A-Za-z0-9@._/+'’-]*[A-Za-z0-9])?"
LATIN = re.compile(rf"&#?\w+;|{_WORD}(?: {_WORD})*")
"""Words, or a sign that is written out (&amp;), which is none."""

_TAG = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
"""What stands in a tag behind its name."""
_TOKEN = re.compile(
    r"<!--.*?-->|<![^>]*>|<(?P<whole>script|style|title|textarea|svg)\b.*?</(?P=whole)>"
    rf"|<option(?P<option>{_TAG})>(?P<words>[^<]*)</option>"
    rf"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<more>{_TAG})>",
    re.DOTALL,
)
_LANG = re.compile(r"(?<![\w-])lang=\"([^\"]*)\"")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


_SIGN = re.compile(r"&#?\w+;")
_WITH_LATIN = re.compile(r">([^<>A-Za-z]*+[A-Za-z][^<>]*+)<")
_WITH_CHINESE = re.compile(rf">([^<>{HAN}]*+[{HAN}][^<>]*+)<")
_SAYS_ENGLISH = re.compile(r"<(?:script|style|title)\b|<[^>]*(?<![\w-])lang=\"en\"")
_SAYS_CHINESE = re.compile(r"<(?:script|style|title)\b|<[^>]*(?<![\w-])lang=\"zh")


def marked(page: str, language: str) -> str:
    """The page, or a part of one, with a `lang` on every run of the other writing; `language` is where it begins."""
    return _walked(page, language) if _holds_other(page, language) else page


def _holds_other(page: str, language: str) -> bool:
    """Whether words of the other writing stand in an element that does not say so itself: most pages have none, and
    looking is quicker than walking."""
    others, says = (_WITH_CHINESE, _SAYS_CHINESE) if language == "en" else (_WITH_LATIN, _SAYS_ENGLISH)
    back = LATIN if language == "en" else CHINESE
    for found in others.finditer(page):
        words = _SIGN.sub("", found[1])
        if not _other(language)[0].search(words):
            continue
        if back.search(words) or not says.match(page, page.rfind("<", 0, found.start())):
            return True
    return False


def _walked(page: str, language: str) -> str:
    done: list[str] = []
    open_: list[tuple[str, str]] = []
    """Name and language of each element that is open."""
    here, at = language, 0
    for token in _TOKEN.finditer(page):
        between = page[at : token.start()]
        done.append(_words(between, here, open_[-1][0] if open_ else "") if between.strip() else between)
        done.append(token[0] if token["words"] is None else _option(token, here))
        at = token.end()
        name = token["name"]
        if name is None or name in _VOID:
            continue
        if not token["end"]:
            own = _LANG.search(token["more"])
            open_.append((name, own[1] if own else here))
        else:
            while open_ and open_.pop()[0] != name:
                pass
        here = open_[-1][1] if open_ else language
    done.append(page[at:])
    return "".join(done)


def _other(here: str) -> tuple[re.Pattern[str], str]:
    """The other writing than that of here, and its language."""
    return (CHINESE, "zh-Hans") if here == "en" else (LATIN, "en")


def _words(words: str, here: str, inside: str) -> str:
    run, other = _other(here)
    parts = run.sub(lambda found: _part(found[0], other), words)
    if parts == words or inside == "span" or run.fullmatch(words.strip()):
        return parts
    return f"<span>{parts}</span>"  # one item stays one item, where words stand in a row beside a picture


def _part(words: str, language: str) -> str:
    return words if words.startswith("&") else f'<span lang="{language}">{words}</span>'


def _option(token: re.Match[str], here: str) -> str:
    """Nothing may stand among the words of an option: it is marked itself, where all of it is of the other writing."""
    run, other = _other(here)
    if _LANG.search(token["option"]) or not run.fullmatch(token["words"].strip()):
        return token[0]
    return f'<option{token["option"]} lang="{other}">{token["words"]}</option>'
