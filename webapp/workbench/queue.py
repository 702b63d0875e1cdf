"""The queue of a seat: each feature of the workbench adds what waits in its room.

A feature registers `tasks(visit) -> list[Task]`; the home page shows all, the oldest first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, union_all

from webapp.people import Role, WaitingRows
from webapp.web import Visit


@dataclass(frozen=True)
class Task:
    title: str
    who: str
    href: str
    since: datetime
    icon: str = "application"


Source = Callable[[Visit], list[Task]]
Count = Callable[[Visit], int]

SOURCES: list[tuple[frozenset[Role], Source, Count]] = []


def adds_tasks(*roles: Role, matters: Count | None = None) -> Callable[[Source], Source]:
    """Decorator: this function knows tasks for these roles.

    `matters`: how many somebody else would have to take over, where the tasks are not just these: the queue shows
    only the first of them, or a standing list.
    """

    def register(source: Source) -> Source:
        SOURCES.append((frozenset(roles), source, matters or (lambda visit: len(source(visit)))))
        return source

    return register


Rows = Callable[[Visit], WaitingRows]
Row = tuple[str, str, str, datetime]
"""Public id, what it is about, whose it is, since when."""

ROWS: list[tuple[frozenset[Role], Rows, Callable[[Row], Task | None]]] = []
MOST = 100


def adds_rows(*roles: Role, rows: Rows) -> Callable[[Callable[[Row], Task | None]], Callable[[Row], Task | None]]:
    """Decorator: this function words a row of a room as a task; the rows of all rooms are one question."""

    def register(word: Callable[[Row], Task | None]) -> Callable[[Row], Task | None]:
        ROWS.append((frozenset(roles), rows, word))
        return word

    return register


def waiting_for(visit: Visit) -> list[Task]:
    role = visit.membership.role
    tasks = [task for roles, source, _ in SOURCES if role in roles for task in source(visit)]
    return sorted([*tasks, *_of_rows(visit, role, MOST)], key=lambda task: task.since)


def how_many_matters(visit: Visit) -> int:
    """All that waits in a seat and would be left behind with it, also what the queue does not show yet."""
    role = visit.membership.role
    return sum(matters(visit) for roles, _, matters in SOURCES if role in roles) + len(_of_rows(visit, role, None))


def _of_rows(visit: Visit, role: Role, most: int | None) -> list[Task]:
    known = [(rows(visit), word) for roles, rows, word in ROWS if role in roles]
    if not known:
        return []
    every = union_all(*(rows.add_columns(literal(place).label("place")) for place, (rows, _) in enumerate(known)))
    found = visit.db.execute(every.order_by("since").limit(most))
    tasks = (known[place][1]((public_id, about, name, since)) for public_id, about, name, since, place in found)
    return [task for task in tasks if task is not None]
