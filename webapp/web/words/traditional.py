"""The catalogue's Chinese in Traditional characters, and what was typed in Traditional made Simplified for searching.

The characters are those of Taiwan, the words stay the mainland's: they are the documents' terms.
"""

from __future__ import annotations

from functools import cache, lru_cache

from opencc import OpenCC

PUT_RIGHT = (("換髮", "換發"), ("隻有", "只有"), ("籤", "簽"))
"""Read through the whole catalogue: where the tables take the wrong one of two characters."""


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
