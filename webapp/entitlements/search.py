"""Finding benefits by the words people use: 轮椅 finds 辅助器具, a slip of the finger finds what was meant.

What was typed is cut into words. Each word is looked for as it stands and as the documents call it
(catalogue/everyday-words.yaml); where that finds nothing, by its pairs of characters or, in English, by its likeness to
a known word.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from webapp.entitlements.benefits import Benefit
from webapp.entitlements.reading import Entry, read

LONGEST = 60
"""Characters of a question that are read."""

_PARTS = re.compile(r"[^\w]+|_+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAME, _SUMMARY, _QUOTATION = 12, 4, 1
_LIKE = 0.8
"""How alike two English words must be, from 0 to 1."""

_COMMON = 0.2
"""Pairs of characters in the names of more benefits than this share (残疾) tell none from another."""

_IDLE = re.compile(
    "a|after|an|and|are|at|can|cannot|do|does|for|get|have|how|i|in|is|it|me|my|no|nobody|not|of|on|or|our|s|t|the|to"
    "|want|we|what|who|with|you|your"
)
"""English words that say nothing about what is looked for."""


@dataclass(frozen=True, slots=True)
class EverydayWords:
    said: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What of a benefit is looked through."""

    name: str
    summary: str
    quotation: str


def read_everyday_words(file: Path) -> tuple[EverydayWords, ...]:
    """catalogue/everyday-words.yaml; none where there is no such file. Raises CatalogueError."""
    return tuple(_everyday_words(each) for each in read(file).items()) if file.is_file() else ()


def _everyday_words(entry: Entry) -> EverydayWords:
    entry.only("said", "means")
    said, means = (tuple(each.string() for each in entry.at(key).items()) for key in ("said", "means"))
    return EverydayWords(said, means)


def find(benefits: Iterable[Benefit], typed: str, everyday: Sequence[EverydayWords]) -> list[Benefit]:
    """The benefits that fit what was typed, the best first, of equals the shorter name. Empty for empty words."""
    words = words_of(typed)
    benefits = list(benefits)
    return _ranked(benefits, words, everyday) or _ranked(benefits, _put_right(benefits, words, everyday), everyday)


def _ranked(benefits: list[Benefit], words: list[str], everyday: Sequence[EverydayWords]) -> list[Benefit]:
    pages = [_page(benefit) for benefit in benefits]
    by_word = [_scores(pages, word, _meant(word, everyday)) for word in words]
    scores = [_weight(benefit) * sum(each) for benefit, each in zip(benefits, zip(*by_word, strict=True), strict=False)]
    best = max(scores, default=0)
    if best == 0:
        return []
    # what merely mentions a word is noise beside what is named so
    ranked = sorted(zip(scores, benefits, strict=True), key=lambda pair: (-pair[0], len(pair[1].names.zh_hans)))
    return [benefit for score, benefit in ranked if score >= best / 4]


def _weight(benefit: Benefit) -> float:
    return 1 if benefit.for_residents else 0.4


def _put_right(benefits: list[Benefit], words: list[str], everyday: Sequence[EverydayWords]) -> list[str]:
    """For English words that nobody knows, the known ones that are most like them."""
    known = {word for benefit in benefits for word in _LATIN.findall(_page(benefit).name)}
    known |= {said for group in everyday for said in group.said if _LATIN.match(said)}
    return [near for word in words for near in difflib.get_close_matches(word, known, n=1, cutoff=_LIKE)]


def words_of(typed: str) -> list[str]:
    """Full-width letters made narrow, signs and idle words dropped, cut at spaces; at most ten of what comes first."""
    plain = unicodedata.normalize("NFKC", typed)[:LONGEST].casefold()
    return [word for word in _PARTS.split(plain) if word and not _IDLE.fullmatch(word)][:10]


def _meant(word: str, everyday: Sequence[EverydayWords]) -> frozenset[str]:
    """The documents' words for what was said; a Chinese word may hold several: 坐公交看病."""
    meant: set[str] = set()
    for group in everyday:
        if any(_said(said, word) for said in group.said):
            meant |= {each.casefold() for each in group.means}
    return frozenset(meant)


def _said(said: str, word: str) -> bool:
    if _LATIN.match(said):
        return word in said.split() or word.rstrip("s") in said.split()
    if len(said) == 1:
        return said == word
    return said in word or (len(word) > 1 and word in said)


def _scores(pages: Sequence[_Page], word: str, meant: frozenset[str]) -> list[float]:
    """How well each page fits one word. Guessed only where no page has it, in these words or the documents'."""
    named = [_named(page, word, meant) for page in pages]
    if any(named) or len(word) < 3 or _LATIN.match(word):
        return named
    pairs = [word[place : place + 2] for place in range(len(word) - 1)]
    telling = [pair for pair in pairs if sum(pair in page.name for page in pages) <= _COMMON * len(pages)]
    shares = [sum(pair in page.name for pair in telling) / len(pairs) for page in pages]
    return [share * _NAME * 0.5 if share >= 0.3 else 0 for share in shares]


def _named(page: _Page, word: str, meant: frozenset[str]) -> float:
    exact = max(_where(page, form) for form in (word, word.rstrip("s")))
    return exact * 1.5 + sum(_where(page, form) for form in meant) * 0.6


def _where(page: _Page, form: str) -> int:
    """Chinese anywhere, English where a word begins."""
    inside = _begins_a_word if _LATIN.match(form) else str.__contains__
    if inside(page.name, form):
        return _NAME
    if inside(page.summary, form):
        return _SUMMARY
    return _QUOTATION if inside(page.quotation, form) else 0


def _begins_a_word(text: str, form: str) -> bool:
    """Whether a word of the text begins so; a short form must be the whole word: bus is no business."""
    return re.search(rf"(?<![a-z]){re.escape(form)}{'' if len(form) > 3 else '(e?s)?(?![a-z])'}", text) is not None


@functools.cache
def _page(benefit: Benefit) -> _Page:
    def joined(*parts: str | None) -> str:
        return " ".join(part for part in parts if part).casefold()

    return _Page(
        name=joined(benefit.names.zh_hans, benefit.names.en),
        summary=joined(benefit.summary.zh_hans, benefit.summary.en),
        quotation=joined(*(source.quote for source in benefit.sources.values())),
    )
