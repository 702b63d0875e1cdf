"""What was done in her name, told shortly: looks at one part of her file on one day are one line, with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from webapp.core import LedgerEntry
from webapp.core.actor import LOCAL
from webapp.people import FileViewed

PartOf = Callable[[str], str]
"""From the name of the page that was opened to the part of the file that it shows."""


@dataclass(frozen=True, slots=True)
class Done:
    entry: LedgerEntry
    """Of several looks the newest."""
    looks: int = 0
    """How often it was looked at on that day; 0 for what was not a look."""


def folded(entries: Iterable[LedgerEntry], part_of: PartOf) -> list[Done]:
    """`entries` of one right to act, the newest first; the order stays."""
    lines: list[Done] = []
    seen: dict[tuple[str, date], int] = {}
    for entry in entries:
        if entry.event != FileViewed.name:
            lines.append(Done(entry))
            continue
        key = part_of(entry.facts["page"]), entry.at.astimezone(LOCAL).date()
        if key in seen:
            lines[seen[key]] = replace(lines[seen[key]], looks=lines[seen[key]].looks + 1)
        else:
            seen[key] = len(lines)
            lines.append(Done(entry, looks=1))
    return lines
