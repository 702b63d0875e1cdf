"""What this run proves, what stands from earlier runs, and what becomes of the file of evidence.

`--prove` says which:
  given     every test that was asked for; what it proves is written (the default, for work on a few pages)
  changed   what has no evidence that fits the page as it is now, and the core; fails where evidence was older
            (make test)
  all       everything, from an empty file (make audit)

A test says with `@pytest.mark.proves("keyboard")` what it proves of the state that it gets. When the evidence stands
it is not run and is told as `standing`, with the day of the evidence: never as passed. With `anew=True` it is run each
time, because what it proves hangs on what comes after the page too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fingerprints import check_as_it_is, fingerprint, of_all
from pages import CORE
from states import PLAIN, Look, State
from webapp.web.accessibility import evidence
from webapp.web.accessibility.evidence import Proven

WAYS = ("given", "changed", "all")


@dataclass(frozen=True)
class Claim:
    """What a test will have proved when it passes."""

    state: str
    language: str
    fingerprint: str
    looks: tuple[str, ...]
    checks: tuple[str, ...]

    @classmethod
    def told(cls, words: Iterable[Any]) -> Claim:
        """From a list, as it comes from another process."""
        state, language, of, looks, checks = words
        return cls(state, language, of, tuple(looks), tuple(checks))

    def words(self) -> list[Any]:
        return [self.state, self.language, self.fingerprint, list(self.looks), list(self.checks)]


def claim(
    stage: Any,
    state: State,
    names: Iterable[str],
    looks: Iterable[Look] = (),
    language: str = PLAIN.language,
    reading: str = PLAIN.reading,
) -> Claim:
    """About the page as it stands, in this language and way of reading; where there are looks, in that of the first."""
    worn = tuple(looks)
    if worn:
        language, reading = worn[0].language, worn[0].reading
    of = fingerprint(stage.arrival(state, language, reading).html)
    return Claim(
        str(state),
        language if reading == PLAIN.reading else f"{language}-{reading}",
        of,
        tuple(f"{look.mode}-{look.width}" for look in worn),
        tuple(check_as_it_is(name) for name in names),
    )


def on_the_way(journey: Any, name: str) -> list[Any]:
    """What a journey proves of itself; journeys are made in every run, whatever stands."""
    of = fingerprint(repr(journey))
    state = evidence.JOURNEY + journey.name.replace(" ", "-")
    return Claim(state, PLAIN.language, of, (), (check_as_it_is(name),)).words()


def of_the_build(name: str, looked_at: str) -> list[Any]:
    """What is looked at once for all pages together; made in every run. `looked_at`: all that the answer hangs on."""
    of = of_all(looked_at)
    return Claim(f"{evidence.BUILD}{name}", PLAIN.language, of, (), (check_as_it_is(name),)).words()


@dataclass
class Proofs:
    """The evidence as it was found, and what a run makes of it."""

    way: str
    found: list[Proven]
    today: date
    made: list[Claim] = field(default_factory=list)
    stood: list[Claim] = field(default_factory=list)
    failed: list[Claim] = field(default_factory=list)
    older: list[Claim] = field(default_factory=list)
    """Proved in this run because no evidence fitted the page."""

    def __post_init__(self) -> None:
        found = [] if self.way == "all" else self.found
        self.kept = {(line.state, line.language, line.fingerprint): line for line in found}

    def evidence_for(self, asked: Claim) -> date | None:
        """The day on which all of it was proved of this very page; None when it has to be proved."""
        line = self.kept.get((asked.state, asked.language, asked.fingerprint))
        if line is None or not line.checks.issuperset(asked.checks) or not line.looks.issuperset(asked.looks):
            return None
        return line.on

    def may_stand(self, asked: Claim) -> date | None:
        """None for what this run has to prove whatever stands in the file."""
        return None if self.way != "changed" or asked.state in CORE else self.evidence_for(asked)

    def tell(self, outcome: str, told: Claim) -> None:
        """outcome: passed, standing or failed."""
        {"passed": self.made, "standing": self.stood, "failed": self.failed}[outcome].append(told)
        if outcome == "passed" and self.evidence_for(told) is None:
            self.older.append(told)

    def lines(self, *, whole: bool) -> list[Proven]:
        """The new file. After a whole run it holds what was proved or stood in it and nothing else."""
        touched: dict[tuple[str, str], Proven] = {}
        for told in (*self.stood, *self.made):
            place = (told.state, told.language)
            line = touched.get(place) or self.kept.get((*place, told.fingerprint))
            touched[place] = self._grown(line, told)
        for told in self.failed:
            line = touched.get((told.state, told.language)) or self.kept.get(
                (told.state, told.language, told.fingerprint)
            )
            if line is not None:
                touched[told.state, told.language] = replace(line, checks=line.checks - set(told.checks))
        if whole:
            touched = {place: self._trimmed(line) for place, line in touched.items()}
        others = [] if whole else [line for line in self.kept.values() if (line.state, line.language) not in touched]
        return [line for line in (*others, *touched.values()) if line.checks]

    def _grown(self, line: Proven | None, told: Claim) -> Proven:
        if line is None or line.fingerprint != told.fingerprint:
            line = Proven(told.state, told.language, told.fingerprint, self.today, frozenset(), frozenset())
        names = {check.split(":")[0] for check in told.checks}
        checks = {check for check in line.checks if check.split(":")[0] not in names}
        return replace(line, looks=line.looks | set(told.looks), checks=frozenset(checks | set(told.checks)))

    def _trimmed(self, line: Proven) -> Proven:
        """Without looks and checks that no test asks for any more."""
        place = (line.state, line.language)
        told = [each for each in (*self.stood, *self.made) if (each.state, each.language) == place]
        looks = {look for each in told for look in each.looks}
        checks = {check for each in told for check in each.checks}
        return replace(line, looks=line.looks & looks, checks=line.checks & checks)

    def summary(self, *, written: bool) -> Iterator[str]:
        yield f"{len(self.made)} proofs made in this run, {len(self.stood)} stand from earlier ones" + (
            f", the oldest of {min(line.on for line in self.kept.values())}" if self.stood else ""
        )
        if written:
            yield f"written: {evidence.FILE.name}; it belongs into the commit of what was proved"
        if self.way == "changed":
            pages = sorted({told.state for told in self.older})
            yield from (f"its evidence was older than the page: {page}" for page in pages)
