"""Easy read: every page of the front door has a text; every sentence is short, holds one idea and uses known words."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.graded_words import Measure, length, pauses
from webapp.entitlements import current
from webapp.web.words.easy_read import (
    ACTING,
    BENEFIT_WORDS,
    FAILED,
    GLOSSARY,
    PAGE_WORDS,
    PAGES,
    STAFF_WORDS,
    Meaning,
    Page,
    hard_words,
    hard_words_of_benefit,
    text_of,
)
from webapp.web.words.easy_read.page import easy

HOUSE = Path(__file__).parents[2]
TEMPLATES = HOUSE / "templates"
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (HOUSE / "static/icons/sprite.svg").read_text(encoding="utf-8")))
LONGEST = 15
"""Characters of a sentence."""
LEVEL = 4
"""Of six and a band: the last of the words that somebody with a few years of school meets every day."""
LONGEST_IN_ENGLISH = 12
"""Words of a translated sentence."""

MEASURE = Measure(meaning.source for meaning in GLOSSARY)
OF_STAFF = Measure(meaning.source for meaning in GLOSSARY + STAFF_WORDS)


def for_staff() -> list[str]:
    pages = (page for name, page in PAGES.items() if name.startswith("workbench/"))
    said = chain(chain.from_iterable(page.sentences for page in pages), *(word.sentences for word in STAFF_WORDS))
    return list(dict.fromkeys(sentence.source for sentence in said))


def of_pages() -> list[str]:
    pages = (page for name, page in PAGES.items() if not name.startswith("workbench/"))
    sentences = chain.from_iterable(page.sentences for page in pages)
    meanings = chain.from_iterable(meaning.sentences for meaning in GLOSSARY)
    return list(dict.fromkeys(sentence.source for sentence in (*sentences, *meanings, FAILED, ACTING)))


def faults(sentence: str, measure: Measure = MEASURE, level: int = LEVEL) -> list[str]:
    found = []
    if length(sentence) > LONGEST:
        found.append(f"{length(sentence)} characters")
    if pauses(sentence) > 1:
        found.append("more than one comma")
    if not re.fullmatch(r"[^。！？]+[。！？]", sentence):
        found.append("not one sentence")
    return found + [f"the word {word}" for word in measure.too_hard(sentence, level)]


def test_every_sentence_is_short_and_made_of_known_words():
    assert {sentence: faults(sentence) for sentence in of_pages() if faults(sentence)} == {}
    assert {sentence: found for sentence in for_staff() if (found := faults(sentence, OF_STAFF))} == {}


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("请您在规定的时间以内到窗口来把这件事办好。", "20 characters"),
        ("手机，电话，都可以。", "more than one comma"),
        ("请您审核。", "the word 审核"),
        ("请看，这里。再看那里。", "not one sentence"),
        ("请问残联的罅隙。", "the word 罅"),
    ],
)
def test_a_sentence_that_is_hard_to_read_is_found(sentence, fault):
    assert fault in faults(sentence)


def test_a_word_is_not_taken_for_its_characters():
    """评 and 定 are easy, 评定 is not: without the glossary it would be found."""
    assert Measure().too_hard("请人评定。", LEVEL) == ["评定"]


def shown_templates() -> set[str]:
    """Every template that a view names, and every error page."""
    named = set()
    packages = ("resident", "checkpoint", "workbench")
    names = re.compile(r'"((?:(?:resident|checkpoint|workbench)/|offline)[\w/]*)\.html"')
    for package in packages:
        for path in (HOUSE / "webapp" / package).rglob("*.py"):
            named |= set(names.findall(path.read_text("utf-8")))
    errors = {f"errors/{path.stem}" for path in (TEMPLATES / "errors").glob("*.html")} - {"errors/base"}
    return named | errors


def test_every_page_has_an_easy_text():
    folders = ("resident", "checkpoint", "workbench")
    written = {f"{folder}/{path.stem}" for folder in folders for path in
               (TEMPLATES / folder).glob("*.html")}  # fmt: skip
    assert sorted((shown_templates() | written) - PAGES.keys()) == []


def test_no_easy_text_is_left_of_a_page_that_is_gone():
    there = {path.relative_to(TEMPLATES).with_suffix("").as_posix() for path in TEMPLATES.rglob("*.html")}
    assert sorted(PAGES.keys() - there) == []


def test_a_page_without_an_easy_text_has_none():
    assert text_of("demo/village.html") is None


def test_every_text_says_what_this_is_what_one_can_do_and_what_happens_then():
    assert [name for name, page in PAGES.items() if not (page.this and page.can and page.then)] == []
    assert [name for name, page in PAGES.items() if len(page.sentences) > 6] == []


def test_every_sentence_has_a_symbol_that_is_drawn():
    used = {sentence.symbol for page in PAGES.values() for sentence in page.sentences}
    used |= {sentence.symbol for meaning in GLOSSARY + PAGE_WORDS + STAFF_WORDS for sentence in meaning.sentences}
    assert used | {FAILED.symbol, ACTING.symbol} <= SYMBOLS


def test_the_glossary_holds_no_word_that_nobody_uses():
    used = {meaning.source for page in PAGES.values() for meaning in hard_words(page.text)}
    explained = "".join(sentence.source for meaning in GLOSSARY for sentence in meaning.sentences)
    idle = [meaning.source for meaning in GLOSSARY if meaning.source not in used]
    assert [word for word in idle if word not in explained] == []
    told = "".join(for_staff())
    assert [meaning.source for meaning in STAFF_WORDS if meaning.source not in told] == []


EXPLAINED = Measure(word.source for word in (*GLOSSARY, *PAGE_WORDS, *BENEFIT_WORDS, *STAFF_WORDS))
ON_THE_LIST = 7
"""The last band of the published list: whoever reads Chinese well has met its words."""
FRONT = ("templates/resident", "templates/checkpoint", "templates/layouts", "templates/components", "webapp/resident")
WORDS_OF_FRONT = re.compile(r"webapp/web/(?!words/easy_read|accessibility)")


def own_sentences() -> list[str]:
    """What the front door itself says, to residents and carers, without names, documents and what people wrote."""
    with (HOUSE / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        told = [each for each in read_po(file) if each.id and any(map(_of_front, (at for at, _ in each.locations)))]
    return [words for each in told for words in (each.id if isinstance(each.id, tuple) else (each.id,))]


def _of_front(path: str) -> bool:
    return path != "templates/resident/accessibility.html" and (
        path.startswith(FRONT) or WORDS_OF_FRONT.match(path) is not None
    )


def test_every_rare_word_of_the_front_door_is_explained_on_the_page_of_hard_words():
    rare = {word for each in own_sentences() for word in EXPLAINED.too_hard(each, ON_THE_LIST)}
    assert rare == set()


def test_a_rare_word_that_nobody_explains_is_found():
    assert EXPLAINED.too_hard("请在浏览器里启用。", ON_THE_LIST) == []
    assert EXPLAINED.too_hard("请看甪端。", ON_THE_LIST) == ["甪"]


def test_no_word_is_explained_in_two_ways():
    every = (*GLOSSARY, *PAGE_WORDS, *BENEFIT_WORDS, *STAFF_WORDS)
    assert len({meaning.source for meaning in every}) == len(set(every))


def test_a_page_explains_the_hard_words_it_uses_the_longest_first():
    page = Page(this=(easy("code", "这是惠残码。"),), can=(easy("code", "请看。"),), then=(easy("code", "好了。"),))
    assert [meaning.source for meaning in hard_words(page.text)] == ["惠残码"]


def test_a_form_that_failed_and_acting_for_somebody_are_said_first():
    text = text_of("resident/needs.html", failed=True, acting=True)
    assert text is not None
    assert text.sentences[:2] == (FAILED, ACTING)


def test_in_english_the_sentences_are_short_too(app):
    with app.test_request_context():
        from flask import g

        g.language = "en"
        shown = [sentence.words for page in PAGES.values() for sentence in page.sentences]
        meanings: tuple[Meaning, ...] = GLOSSARY + PAGE_WORDS + BENEFIT_WORDS + STAFF_WORDS
        shown += [sentence.words for meaning in meanings for sentence in meaning.sentences]
    assert [words for words in shown if re.search(r"[\u4e00-\u9fff]", words)] == []
    assert [words for words in shown if len(words.split()) > LONGEST_IN_ENGLISH] == []


OF_BENEFITS = 6
"""A benefit's sentences name what a document gives: words up to the last of the six levels, and those explained."""

OF_BENEFIT_WORDS = Measure(meaning.source for meaning in GLOSSARY + BENEFIT_WORDS)


def told() -> list[tuple[str, str]]:
    return [
        (benefit.key, sentence)
        for benefit in current().benefits.values()
        if benefit.easy_read
        for sentence in benefit.easy_read.zh_hans
    ]


def test_what_a_benefit_says_in_short_is_short_and_made_of_known_or_explained_words():
    assert len(told()) > 600
    found = {each: faults(each[1], OF_BENEFIT_WORDS, OF_BENEFITS) for each in told()}
    assert {each: found for each, found in found.items() if found} == {}


def test_what_explains_the_words_of_benefits_is_easy():
    sentences = [sentence.source for meaning in BENEFIT_WORDS + PAGE_WORDS for sentence in meaning.sentences]
    found = {sentence: faults(sentence, OF_BENEFIT_WORDS, OF_BENEFITS) for sentence in sentences}
    assert {sentence: found for sentence, found in found.items() if found} == {}


def test_no_word_is_explained_that_no_benefit_uses():
    text = " ".join(sentence for _, sentence in told())
    assert [meaning.source for meaning in BENEFIT_WORDS if meaning.source not in text] == []


def test_every_benefit_that_has_conditions_says_it_in_short():
    silent = [benefit.key for benefit in current().benefits.values() if benefit.conditions and not benefit.easy_read]
    assert silent == []


def test_the_hard_words_of_a_benefit_are_explained():
    assert [meaning.source for meaning in hard_words_of_benefit(["这是护理补贴。", "给残疾人。"])] == ["残疾人", "护理"]
