"""Which journeys a real screen reader was listened to on: one line for a journey, written by a11y-tests/hear.py.

A line of `heard.tsv`: journey, fingerprint, day, reader. The fingerprint is of the pages that were passed and of the
transcript that is kept of them. The tests that everybody runs keep the same fingerprint of the pages as they are, in
`evidence.tsv` under `by-ear.…`, so that the statement knows whether a page has changed since it was listened to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).parent / "heard.tsv"
HEAD = "# journey\tfingerprint\tday\treader; written by a11y-tests/hear.py, never by hand\n"
PREFIX = "by-ear."


@dataclass(frozen=True)
class Heard:
    journey: str
    """`sign-in-by-code`."""
    fingerprint: str
    on: date
    reader: str
    """With its version: `Orca 43.1`."""

    def __str__(self) -> str:
        return f"{self.journey}\t{self.fingerprint}\t{self.on.isoformat()}\t{self.reader}"


def read(path: Path = FILE) -> list[Heard]:
    """Every line; none where nothing was listened to yet."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_line(line) for line in lines if line and not line.startswith("#")]


def _line(text: str) -> Heard:
    journey, fingerprint, day, reader = text.split("\t")
    return Heard(journey, fingerprint, date.fromisoformat(day), reader)


def write(lines: Iterable[Heard], path: Path = FILE) -> None:
    path.write_text(HEAD + "".join(f"{line}\n" for line in sorted(set(map(str, lines)))), encoding="utf-8")
