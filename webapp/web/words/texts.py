"""The catalogue's texts in the visitor's language, and what was typed in Traditional characters made Simplified.

The Traditional characters are those of Taiwan; the words stay the mainland's, being the documents' terms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markupsafe import Markup, escape
from opencc import OpenCC

from webapp.entitlements import Text
from webapp.web import languages

_HAN = "[\u3400-\u9fff]"
CHINESE = re.compile(f"{_HAN}(?:[\\s0-9:–\u3001-\u303f\uff01-\uff5e-]*{_HAN})*")
"""Characters, and the figures and marks between them."""

PUT_RIGHT = (
    ("換髮", "換發"), ("隻有", "只有"), ("籤", "簽"),
    ("隻能", "只能"), ("匹配製度", "匹配制度"), ("自己乾", "自己幹"),
)  # fmt: skip
"""Read through the whole catalogue: where the tables take the wrong one of two characters."""


def in_words(text: Text) -> tuple[str, str]:
    """The words of a catalogue's text in the visitor's language, and the language tag they are in.

    English where somebody has written it; else the Chinese of the source, in the visitor's characters.
    """
    wanted = languages.current()
    if wanted == "en" and text.en is not None:
        return text.en, "en"
    return (traditional(text.zh_hans), "zh-Hant") if wanted == "zh_Hant" else (text.zh_hans, "zh-Hans")


def in_characters(text: str) -> str:
    """Chinese that has no other language, in the visitor's characters."""
    return traditional(text) if languages.current() == "zh_Hant" else text


def as_written(text: str | None) -> Markup:
    """What people wrote or are called (an address, office hours, a letter, a name), its Chinese marked as such where
    the page around it is English. Between tags only, never within one: it may hold elements."""
    if not text:
        return Markup()
    shown = escape(text)
    if languages.current() != "en" or isinstance(text, Markup):
        return shown
    return Markup(CHINESE.sub(r'<span lang="zh">\g<0></span>', str(shown)))  # noqa: S704  escaped above


@cache
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    converted: str = _converter("s2tw").convert(text)
    for wrong, right in PUT_RIGHT:
        converted = converted.replace(wrong, right)
    return converted


def simplified(text: str) -> str:
    converted: str = _converter("t2s").convert(text)
    return converted
