"""docs/states.md, printed from the tables of permitted moves: `flask states > docs/states.md`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from webapp import assessments, home_services

TABLES = (
    ("Assessment appointment", assessments.MOVES),
    ("Home service request", {**home_services.MOVES, **home_services.UNDOINGS}),
)


def _named(members: Any) -> str:
    if isinstance(members, Enum):
        members = (members,)
    return ", ".join(member.value for member in members) or "(new)"


def _waits(moves: dict[str, Any]) -> bool:
    return any(getattr(move, "opens", {}) for move in moves.values())


def _rows(moves: dict[str, Any]) -> Iterable[str]:
    waits = _waits(moves)
    for verb, move in moves.items():
        cells = [f"`{verb}`", _named(move.before), _named(move.after), _named(move.by)]
        yield f"| {' | '.join([*cells, _opening(move)] if waits else cells)} |"


def _opening(move: Any) -> str:
    opens = getattr(move, "opens", {})
    return ", ".join(f"{opening.value.replace('_', ' ')} (from {before.value})" for before, opening in opens.items())


def printed() -> str:
    """Markdown: one table a matter, one row a move."""
    lines = [
        "# States",
        "",
        "Printed from the code by `flask states`; a test holds them equal. A mandate and a certificate have",
        "no stored status: theirs is a function of moments and the day (`mandates/rules.py`,",
        "`certificates/queries.py`).",
        "",
    ]
    for title, moves in TABLES:
        columns = ["move", "from", "to", "by", *(["not before"] if _waits(moves) else [])]
        head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
        lines += [f"## {title}", "", *head, *_rows(moves), ""]
    return "\n".join(lines)
