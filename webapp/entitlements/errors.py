"""What can go wrong with the catalogue, with the facts of a resident, and with what is given here.

DomainError
├── CatalogueError        a file of the catalogue cannot be read; says file, line and what to write instead
├── NoSuchBenefit         (NotFound)
├── FactNotPossible       (Invalid) a value that the fact cannot have: age 200, grade 5
├── FactsContradict       (Invalid) two facts that cannot both be true: severe, and grade 4
├── FactOnPaper           (Invalid) an officer's note of what a certificate or the register says already
├── OwnAnswerStands       (Invalid) an officer's "she does not know", beside what she has answered herself
├── SourceMissing         (Invalid) a record that a benefit is given, without the paper on which it rests
├── EndsBeforeItBegins    (Invalid)
├── AlreadyInForce        (Conflict)
├── EndedAlready          (NotPossibleNow)
├── NoSuchInquiry         (NotFound)
├── NothingWritten        (Invalid) a question or an answer without words, or with too many
├── TooManyInquiries      (TooManyAttempts) so many questions of hers that nobody has answered yet
├── InquiryAnsweredAlready (Conflict)
├── NoSuchCombination     (Invalid) a choice that is not one of the lawful combinations, or is one no more
├── AlreadySwitched       (Conflict) opening unasked is on already, or off already
├── NoSuchOpening         (NotFound)
└── OpeningSettledAlready (Conflict)
"""

from __future__ import annotations

from typing import Any, ClassVar

from webapp.core import Conflict, DomainError, Invalid, NotFound, NotPossibleNow, TooManyAttempts


class CatalogueError(DomainError):
    """A file of the catalogue is broken: for whoever keeps the catalogue, never shown on a page.

    facts: ``file`` (path as given), ``line`` (1-based, None where the whole file is meant), ``problem`` (a code such
    as ``unknown_key``), ``found`` (what stands there), ``instead`` (what could be written there, None where nothing
    is near).
    """

    for_operators: ClassVar[bool] = True

    def __init__(
        self, *, file: str, line: int | None, problem: str, found: Any = None, instead: str | None = None
    ) -> None:
        super().__init__(file=file, line=line, problem=problem, found=found, instead=instead)

    def __str__(self) -> str:
        place = self.facts["file"] if self.facts["line"] is None else f"{self.facts['file']}:{self.facts['line']}"
        found = "" if self.facts["found"] is None else f": {self.facts['found']}"
        instead = "" if self.facts["instead"] is None else f" -> {self.facts['instead']}"
        return f"{place}: {self.facts['problem']}{found}{instead}"


class NoSuchBenefit(NotFound): ...


class FactNotPossible(Invalid):
    """facts: ``fact``; ``problem``: unknown_fact, wrong_type or not_allowed. Never the value: it may be personal."""


class FactsContradict(Invalid):
    """facts: ``fact`` and ``other``, the names of the two that cannot both be true.

    ``other`` is the fact itself where a certificate or the date of birth says otherwise.
    """


class FactOnPaper(Invalid):
    """facts: ``fact``. A certificate, the date of birth or the register says it: it is put right there."""


class OwnAnswerStands(Invalid):
    """facts: ``fact``. She has answered it herself; that she does not know any more only she can say."""


class AlreadyInForce(Conflict):
    """There is a record for the benefit that has not ended by that day. facts: ``benefit``, ``effective_on``."""

    field = "effective_on"


class EndedAlready(NotPossibleNow):
    """facts: ``benefit``, ``ended_on``."""


class EndsBeforeItBegins(Invalid):
    """facts: ``effective_on``."""

    field = "ended_on"


class SourceMissing(Invalid):
    """What is given must say on what paper it rests."""

    field = "source"


class NoSuchInquiry(NotFound): ...


class NothingWritten(Invalid):
    """facts: ``most``, the characters that fit."""

    field = "words"


class TooManyInquiries(TooManyAttempts):
    """facts: ``most``, the questions that may be open."""

    field = "words"


class NoSuchCombination(Invalid):
    field = "combination"


class InquiryAnsweredAlready(Conflict):
    field = "words"


class AlreadySwitched(Conflict):
    """Opening applications unasked is for this benefit as it was wanted already."""


class NoSuchOpening(NotFound): ...


class OpeningSettledAlready(Conflict):
    """Another officer has seen to it."""
