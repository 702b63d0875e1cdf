"""易读: what each page says in short sentences, written by hand, found by the name of its template.

PAGES      template without `.html` -> Page
GLOSSARY   the words of the field that these sentences may use, each with its meaning; BENEFIT_WORDS: those of benefits;
           PAGE_WORDS: those that other pages use and these sentences do not; STAFF_WORDS: those of the workbench's
text_of    the text of a template as it is shown, None where it has none
hard_words which words of the glossary a text uses, in the order of the glossary

A page without a text fails the build, and so does a sentence that is too long,
holds two ideas or uses a word that is neither on the published list nor in the glossary: tests/house/test_easy_read.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.web.words.easy_read import (
    appointments,
    code,
    coming_in,
    entitlements,
    errors,
    home_services,
    mandates,
    my_file,
    notices,
    workbench_matters,
    workbench_people,
)
from webapp.web.words.easy_read.benefit_words import BENEFIT_WORDS
from webapp.web.words.easy_read.glossary import GLOSSARY, PAGE_WORDS
from webapp.web.words.easy_read.page import Meaning, Page, Sentence, easy

PAGES: dict[str, Page] = {
    name: page
    for module in (
        coming_in, entitlements, code, appointments, home_services, mandates, notices, my_file, errors,
        workbench_matters, workbench_people,
    )
    for name, page in module.PAGES.items()
}  # fmt: skip

STAFF_WORDS = tuple(dict.fromkeys(workbench_matters.WORDS + workbench_people.WORDS))
"""Words that the sentences for staff may use besides the glossary."""

FAILED = easy("danger", "有的地方要再写一次。")
"""Said first where a form was filled in and something is wrong."""
ACTING = easy("residents", "您现在替别人办事。")
"""Said first where she acts for somebody."""


@dataclass(frozen=True)
class Text:
    """A page's text as it is shown once."""

    sentences: tuple[Sentence, ...]
    meanings: list[Meaning]
    reviewed: bool


def text_of(template: str, *, failed: bool = False, acting: bool = False) -> Text | None:
    """None where the template has no text: the demo's own pages are not written in easy read."""
    page = PAGES.get(template.removesuffix(".html"))
    if page is None:
        return None
    first = (FAILED,) * failed + (ACTING,) * acting
    words = GLOSSARY + STAFF_WORDS if template.startswith("workbench/") else GLOSSARY
    return Text(first + page.sentences, hard_words(page.text, words), page.reviewed)


def hard_words(text: str, glossary: tuple[Meaning, ...] = GLOSSARY) -> list[Meaning]:
    """Each word once; a word that only stands within a longer one of the same text is not explained beside it."""
    found = []
    for meaning in sorted(glossary, key=lambda each: -len(each.source)):
        if meaning.source in text:
            text = text.replace(meaning.source, " ")
            found.append(meaning)
    return [meaning for meaning in glossary if meaning in found]


def hard_words_of_benefit(sentences: Sequence[str]) -> list[Meaning]:
    return hard_words(" ".join(sentences), GLOSSARY + BENEFIT_WORDS)


__all__ = [
    "ACTING",
    "BENEFIT_WORDS",
    "FAILED",
    "GLOSSARY",
    "PAGES",
    "PAGE_WORDS",
    "STAFF_WORDS",
    "Meaning",
    "Page",
    "Sentence",
    "Text",
    "hard_words",
    "hard_words_of_benefit",
    "text_of",
]
