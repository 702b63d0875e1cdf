"""What was proved of which page: one line for a state in a language and way of reading, by the accessibility tests.

A line of `evidence.tsv`: state, language, fingerprint, day, looks, checks; the last two are words with blanks between
them. A check is its name and three characters that say how it looked: `keyboard:4be`. A line is a claim about one
fingerprint and stays true whatever becomes of the page, so lines of two branches may stand beside each other; which
of them speaks of the page as it is now, the tests know. Each run of them drops the others.

Two kinds of line are of no page: `journey.…` is a way through several pages, and `build.…` what was looked at once for
all pages together (the colours, the limits of time, every form); its fingerprint is of what was looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).parent / "evidence.tsv"
JOURNEY = "journey."
BUILD = "build."
HEAD = "# state\tlanguage\tfingerprint\tday\tlooks\tchecks; written by the tests in a11y-tests, never by hand\n"


@dataclass(frozen=True)
class Proven:
    state: str
    """As in the catalogue of pages: `resident.home-stranger`; or `journey.…`, or `build.…`."""
    language: str
    """`zh_Hans`; in easy read `zh_Hans-easy`."""
    fingerprint: str
    """Of the answer, the style sheets and the scripts that were tested."""
    on: date
    """The day of the oldest of its proofs."""
    looks: frozenset[str]
    """Mode and width: `dark-320`."""
    checks: frozenset[str]

    @property
    def endpoint(self) -> str:
        return self.state.split("-")[0]

    @property
    def is_page(self) -> bool:
        return not self.state.startswith((JOURNEY, BUILD))

    @property
    def is_build(self) -> bool:
        return self.state.startswith(BUILD)

    @property
    def names(self) -> frozenset[str]:
        """Of the checks, however they looked."""
        return frozenset(check.split(":")[0] for check in self.checks)

    def __str__(self) -> str:
        words = (" ".join(sorted(self.looks)), " ".join(sorted(self.checks)))
        return "\t".join((self.state, self.language, self.fingerprint, self.on.isoformat(), *words))


def read(path: Path = FILE) -> list[Proven]:
    """Every line; none where nothing was proved yet."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_line(line) for line in lines if line and not line.startswith("#")]


def _line(text: str) -> Proven:
    state, language, fingerprint, day, looks, checks = text.split("\t")
    return Proven(
        state, language, fingerprint, date.fromisoformat(day), frozenset(looks.split()), frozenset(checks.split())
    )


def write(lines: Iterable[Proven], path: Path = FILE) -> bool:
    """Returns whether anything has changed."""
    text = HEAD + "".join(f"{line}\n" for line in sorted(set(map(str, lines))))
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
