"""What an easy-read text is made of: sentences with a symbol each, in three parts, and words with their meaning.

`easy` and `term` mark the Chinese for the catalogues (.ci/translations.py knows both); it is translated where it
is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext


@dataclass(frozen=True)
class Sentence:
    symbol: str
    """One of static/icons/sprite.svg."""
    source: str
    """Simplified Chinese: at most 15 characters, one idea."""

    @property
    def words(self) -> str:
        return gettext(self.source)


@dataclass(frozen=True)
class Meaning:
    source: str
    """A word of the field, in Simplified Chinese."""
    sentences: tuple[Sentence, ...]

    @property
    def word(self) -> str:
        return gettext(self.source)


@dataclass(frozen=True)
class Page:
    """What this page is, what one can do here, what happens then. None of the three is ever empty."""

    this: tuple[Sentence, ...]
    can: tuple[Sentence, ...]
    then: tuple[Sentence, ...]
    reviewed: bool = False
    """Whether people with an intellectual disability have read it and found it easy."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.this + self.can + self.then

    @property
    def text(self) -> str:
        """All of it in Simplified Chinese."""
        return " ".join(sentence.source for sentence in self.sentences)


def easy(symbol: str, source: str) -> Sentence:
    return Sentence(symbol, source)


NEEDS_SEEN = easy("person", "他有什么需要，看过再选。")
"""On pages of the workbench where staff tick it (webapp/workbench/needs_seen.py)."""


def term(source: str) -> str:
    return source
