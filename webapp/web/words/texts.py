"""The catalogue's texts in the visitor's language, and what was typed in Traditional characters made Simplified.

The Traditional characters are those of Taiwan; the words stay the mainland's, being the documents' terms.
"""

from __future__ import annotations

from functools import cache, lru_cache

from opencc import OpenCC

from webapp.entitlements import Text
from webapp.web import languages

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
