"""难懂的词: the words of this field and of the documents, each in short sentences; for everybody."""

from __future__ import annotations

from flask import Response, request

from webapp.resident.door import door
from webapp.web import Permission, Visit, render
from webapp.web.words.easy_read import BENEFIT_WORDS, GLOSSARY, PAGE_WORDS, STAFF_WORDS, Meaning
from webapp.web.words.texts import simplified

LONGEST_SEARCH = 20
STAFF = tuple(each for each in STAFF_WORDS if each.source not in {one.source for one in PAGE_WORDS + BENEFIT_WORDS})


@door.page("/words", permission=Permission.anyone)
def hard_words(visit: Visit) -> Response:
    typed = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    words = (*GLOSSARY, *PAGE_WORDS, *BENEFIT_WORDS, *STAFF)
    found = [meaning for meaning in words if typed and _is_meant(meaning, typed)]
    return render(
        visit, "resident/hard_words.html", typed=typed, found=found, longest=LONGEST_SEARCH,
        groups=() if typed else (GLOSSARY + PAGE_WORDS, BENEFIT_WORDS, STAFF),
    )  # fmt: skip


def _is_meant(meaning: Meaning, typed: str) -> bool:
    """The word holds what was typed, or what was typed holds the word; in the script or language of the page too."""
    asked = simplified(typed).casefold()
    return asked in meaning.source or meaning.source in asked or typed.casefold() in meaning.word.casefold()
