"""Proving the catalogue: everything that can be checked without a person who knows the document.

Reading already refuses what has the wrong shape. Here every quotation is looked for in its document, every word and
amount in its quotation, and every example is answered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from webapp.entitlements.answers import Circumstances, assess
from webapp.entitlements.benefits import Benefit, Example, Unit, Worth
from webapp.entitlements.catalogue import HERE, Catalogue, load
from webapp.entitlements.conditions import Leaf, leaves
from webapp.entitlements.conflicts import Conflict
from webapp.entitlements.documents import Document, Source
from webapp.entitlements.errors import CatalogueError, FactNotPossible, FactsContradict
from webapp.entitlements.examples import Person, needed_people, person_of
from webapp.entitlements.facts import Fact, test_of
from webapp.entitlements.reading import line_of, near
from webapp.entitlements.verdicts import Answer
from webapp.entitlements.vocabulary import Vocabulary

EASY_READ_LENGTH = 15
"""Characters in one easy-to-read sentence, not counting spaces and punctuation."""

_WHOLE = re.compile("全额|免费|免缴|免考|满分|全部|零|不计入|100%")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(%|万)?")


def check(folder: Path = HERE) -> list[CatalogueError]:
    """All findings, file by file; empty when the catalogue is sound."""
    broken: list[CatalogueError] = []
    catalogue = load(folder, broken=broken)
    found = [*broken, *_strays(folder, catalogue)]
    for document in catalogue.documents.values():
        found += _document(document, folder)
    for fact in catalogue.vocabulary.values():
        found += _fact(fact, catalogue, folder)
    for benefit in catalogue.benefits.values():
        found += _benefit(benefit, catalogue)
    for conflict in catalogue.conflicts:
        found += _conflict(conflict, catalogue, folder)
    if not broken:  # a word may stand in a file that could not be read
        found += _everyday_words(catalogue, folder)
    return sorted(found, key=lambda finding: (finding.facts["file"], finding.facts["line"] or 0))


def _finding(
    file: Path, path: tuple[str | int, ...], problem: str, found: object = None, instead: str | None = None
) -> CatalogueError:
    return CatalogueError(file=str(file), line=line_of(file, path), problem=problem, found=found, instead=instead)


def _strays(folder: Path, catalogue: Catalogue) -> Iterator[CatalogueError]:
    """Files that nobody reads: a region that is not listed, another ending, a text without its document."""
    read = {(folder / region) for region in catalogue.regions}
    read |= {folder / each for each in ("facts", "documents", "conflicts")}
    for file in sorted(folder.rglob("*")):
        if file.is_dir() or file in (folder / "regions.yaml", folder / "everyday-words.yaml"):
            continue
        fits = file.suffix == ".yaml" or (
            file.suffix == ".txt" and file.parent.name == "documents" and file.with_suffix(".yaml").is_file()
        )
        if file.parent not in read or not fits:
            yield CatalogueError(
                file=str(file), line=None, problem="nobody_reads_this_file", instead="<region>/<slug>.yaml"
            )


def _document(document: Document, folder: Path) -> Iterator[CatalogueError]:
    file = folder / "documents" / f"{document.name}.yaml"
    for key, day in (("issued_on", document.issued_on), ("published_on", document.published_on)):
        if day is not None and not any(form in document.text for form in _written(day)):
            yield _finding(file, (key,), "date_not_in_text", str(day), "null")
    stated = document.text + document.title.zh_hans
    for key, year in zip(("from", "until"), document.period or (), strict=False):
        if str(year) not in stated:
            yield _finding(file, ("period", key), "date_not_in_text", year, "period: null")


def _written(day: dt.date) -> tuple[str, ...]:
    return day.isoformat(), f"{day.year}年{day.month}月{day.day}日"


def _fact(fact: Fact, catalogue: Catalogue, folder: Path) -> Iterator[CatalogueError]:
    families = {each.family for each in catalogue.benefits.values() if each.family is not None}
    if fact.receipt_of is not None and fact.receipt_of not in families:
        instead = near(fact.receipt_of, families)
        file = folder / "facts" / f"{fact.name}.yaml"
        yield _finding(file, ("receipt_of",), "no_such_family", fact.receipt_of, instead)
    if fact.cited is not None:
        file = folder / "facts" / f"{fact.name}.yaml"
        document, _, quote = fact.cited
        if document not in catalogue.documents:
            yield _finding(file, ("source", "document"), "not_one_of", document, " | ".join(catalogue.documents))
        else:
            yield from _verbatim(file, ("source", "quote"), quote, catalogue.documents[document])


def _verbatim(file: Path, path: tuple[str | int, ...], quote: str, document: Document) -> Iterator[CatalogueError]:
    if quote not in document.text:
        yield _finding(file, path, "not_verbatim", quote, _how_the_text_goes_on(quote, document.text))


def _how_the_text_goes_on(quote: str, text: str) -> str:
    """The text around the place up to which the quotation agrees with it."""
    length = next(size for size in range(len(quote) - 1, -1, -1) if quote[:size] in text)
    if length < 4:
        return "…"
    place = text.index(quote[:length]) + length
    return f"…{text[place - min(length, 8) : place + 8]}…"


def _benefit(benefit: Benefit, catalogue: Catalogue) -> Iterator[CatalogueError]:
    for name, source in benefit.sources.items():
        yield from _verbatim(benefit.file, ("sources", name, "quote"), source.quote, source.document)
    yield from _words(benefit)
    yield from _idle_conditions(benefit, catalogue.vocabulary)
    for place, exclusion in enumerate(benefit.excludes):
        if _is_nowhere(f"{benefit.region}/{exclusion.benefit}", catalogue, benefit.file.parent.parent):
            yield _finding(benefit.file, ("excludes", place, "benefit"), "no_such_benefit", exclusion.benefit)
    if benefit.easy_read is None and benefit.conditions is not None:
        yield _finding(benefit.file, (), "missing_key", "easy_read", "easy_read: {zh_Hans: [ … ], reviewed: false}")
    if benefit.easy_read is not None:
        for place, sentence in enumerate(benefit.easy_read.zh_hans):
            length = sum(character.isalnum() for character in sentence)
            if length > EASY_READ_LENGTH:
                yield _finding(benefit.file, ("easy_read", "zh_Hans", place), "sentence_too_long", sentence)
    yield from _examples(benefit, catalogue.vocabulary)


def _is_nowhere(key: str, catalogue: Catalogue, folder: Path) -> bool:
    """A benefit whose own file is broken is there all the same: that file has its finding."""
    return key not in catalogue.benefits and not (folder / f"{key}.yaml").is_file()


def _conflict(conflict: Conflict, catalogue: Catalogue, folder: Path) -> Iterator[CatalogueError]:
    for place, source in enumerate(conflict.positions):
        yield from _verbatim(conflict.file, ("positions", place, "quote"), source.quote, source.document)
    for place, key in enumerate(conflict.benefits):
        if _is_nowhere(key, catalogue, folder):
            instead = near(key, catalogue.benefits)
            yield _finding(conflict.file, ("benefits", place), "no_such_benefit", key, instead)


def _everyday_words(catalogue: Catalogue, folder: Path) -> Iterator[CatalogueError]:
    """A word that no benefit is called by would send whoever says the other to nothing."""
    texts = [text for each in catalogue.benefits.values() for text in (*each.names, *each.summary) if text]
    for place, group in enumerate(catalogue.everyday_words):
        for number, word in enumerate(group.means):
            if not any(word.casefold() in text.casefold() for text in texts):
                yield _finding(folder / "everyday-words.yaml", (place, "means", number), "called_so_nowhere", word)


def _words(benefit: Benefit) -> Iterator[CatalogueError]:
    """Every word that is said to be the document's stands in the quotation that is named for it."""
    cited: list[tuple[tuple[str | int, ...], str, Source]] = []
    if benefit.conditions is not None:
        cited += [((*leaf.path, "words"), leaf.words, leaf.source) for leaf in leaves(benefit.conditions)]
    for key in ("worth", "brings", "excludes", "softens"):
        things = getattr(benefit, key)
        cited += [((key, place, "words"), thing.words, thing.source) for place, thing in enumerate(things)]
    for place, worth in enumerate(benefit.worth):
        cited += [(("worth", place, key), words, worth.source) for key, words in worth.limits.items()]
    if benefit.trigger.words is not None and benefit.trigger.source is not None:
        cited.append((("trigger", "words"), benefit.trigger.words, benefit.trigger.source))
    for path, words, source in cited:
        if words not in source.quote:
            yield _finding(benefit.file, path, "words_not_in_quotation", words, source.quote)
    for place, worth in enumerate(benefit.worth):
        for key, amount in (("amount", worth.amount), ("amount_max", worth.amount_max)):
            if amount is not None and not _amount_is_stated(amount, worth):
                yield _finding(benefit.file, ("worth", place, key), "amount_not_in_words", str(amount), worth.words)


def _idle_conditions(benefit: Benefit, vocabulary: Vocabulary) -> Iterator[CatalogueError]:
    """A condition that everybody meets, or nobody, asks for an answer that changes nothing."""
    for leaf in [] if benefit.conditions is None else leaves(benefit.conditions):
        if isinstance(leaf, Leaf):
            test = test_of(leaf.operator, leaf.wanted)
            if len({test(value) for value in vocabulary[leaf.fact].values}) == 1:
                yield _finding(benefit.file, (*leaf.path, leaf.operator), "condition_decides_nothing", leaf.fact)


def _amount_is_stated(amount: Decimal, worth: Worth) -> bool:
    stated = set()
    units = _NUMBER.findall(worth.words)
    # in 3—15万元 the 万 counts for both
    tens_of_thousands = any(unit == "万" for _, unit in units)
    for digits, _ in units:
        stated |= {Decimal(digits), Decimal(digits) * 10000} if tens_of_thousands else {Decimal(digits)}
    if amount in stated:
        return True
    return worth.unit is Unit.PERCENT and amount == 100 and _WHOLE.search(worth.words) is not None


def _examples(benefit: Benefit, vocabulary: Vocabulary) -> Iterator[CatalogueError]:
    there: set[Person | None] = set()
    for example in benefit.examples:
        found = [*_example(benefit, example, vocabulary)]
        yield from found
        if not found and benefit.evaluator is not None:
            known = Circumstances(vocabulary, example.facts).known(benefit.region)
            there.add(person_of(benefit.evaluator.judged(known).prospect, benefit, vocabulary))
        elif found:  # who he was meant to be is found out when he is put right
            there |= {Person(each) for each in _MEANT.get(example.answer, ())}
    for person in sorted(needed_people(benefit, vocabulary) - there):
        yield _finding(benefit.file, ("examples",), "no_example", person.value, _WRITTEN)


_MEANT = {
    Answer.ENTITLED: (Person.PASSES,),
    Answer.NOT_ENTITLED: (Person.FAILS,),
    Answer.COULD_BE: (Person.UNKNOWN,),
    Answer.NOT_STATED: (Person.PASSES, Person.UNKNOWN),
}
_WRITTEN = "- {who: {zh_Hans: …, en: …}, facts: {…}, answer: …}"


def _example(benefit: Benefit, example: Example, vocabulary: Vocabulary) -> Iterator[CatalogueError]:
    try:
        who = Circumstances(vocabulary, example.facts)
    except FactNotPossible as error:
        name = error.facts["fact"]
        yield _finding(benefit.file, (*example.path, "facts", name), error.facts["problem"], name)
    except FactsContradict as error:
        yield _finding(
            benefit.file, (*example.path, "facts"), "facts_contradict", f"{error.facts['fact']}, {error.facts['other']}"
        )
    else:
        # the answer does not depend on the day: the facts are those of the day
        answer = assess(benefit, who, dt.date.min).answer
        if answer is not example.answer:
            yield _finding(
                benefit.file,
                (*example.path, "answer"),
                "example_answered_otherwise",
                example.answer.value,
                answer.value,
            )
