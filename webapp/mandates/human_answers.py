"""What somebody means who answers a question by text message, as people do: 好的, 可以, 行, 1, 是的 … or 不, 不行, 2 …

The whole message must be made of words that are known. Whatever holds anything else, or yes and no together, or two
different kinds of no (不是不行), is unclear: a person asks again. It is never taken for consent, nor for a refusal.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

from webapp.mandates.models import AnswerReading

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
"""yes, no, and silent: words that change nothing."""

BETWEEN = re.compile(
    r"[\s.,;:!~()\"'\-_\u3001\u3002\uff0c\uff1b\uff1a\uff01\u2026\uff5e\uff08\uff09\u201c\u201d\u2014\ufe0f]+"
    r"|[\U0001f3fb-\U0001f3ff]"
)
LONGEST = 40
"""Characters; a longer message says more than yes or no."""

KNOWN = sorted(
    [(word, "" if kind == "silent" else kind) for kind, words in WORDS.items() for word in words],
    key=lambda pair: -len(pair[0]),
)
LATIN = re.compile(r"[a-z0-9]")


def read_answer(text: str) -> AnswerReading:
    """yes, no or unclear."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    if len(folded) > LONGEST:
        return AnswerReading.unclear
    meant: dict[str, set[str]] = {"yes": set(), "no": set()}
    for part in filter(None, BETWEEN.split(folded)):
        rest = part
        while rest:
            word, meaning = _first(rest)
            if word is None:
                return AnswerReading.unclear
            if meaning:
                meant[meaning].add(word)
            rest = rest[len(word):]
    if meant["yes"] and not meant["no"]:
        return AnswerReading.yes
    if len(meant["no"]) == 1 and not meant["yes"]:
        return AnswerReading.no
    return AnswerReading.unclear


def _first(rest: str) -> tuple[str | None, str]:
    """The longest known word that it begins with; letters and digits stand for themselves only, not inside others."""
    for word, meaning in KNOWN:
        if rest.startswith(word) and not (LATIN.match(word) and LATIN.match(rest[len(word):len(word) + 1] or " ")):
            return word, meaning
    return None, ""
