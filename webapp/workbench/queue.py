"""The queue of a seat: each feature of the workbench adds what waits in its room.

A feature registers `tasks(visit) -> list[Task]`; the home page shows all, the oldest first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from webapp.people import Role
from webapp.web import Visit


@dataclass(frozen=True)
class Task:
    title: str
    who: str
    href: str
    since: datetime
    icon: str = "application"


Source = Callable[[Visit], list[Task]]

SOURCES: list[tuple[frozenset[Role], Source]] = []


def adds_tasks(*roles: Role) -> Callable[[Source], Source]:
    """Decorator: this function knows tasks for these roles."""

    def register(source: Source) -> Source:
        SOURCES.append((frozenset(roles), source))
        return source

    return register


def waiting_for(visit: Visit) -> list[Task]:
    role = visit.membership.role
    tasks = [task for roles, source in SOURCES if role in roles for task in source(visit)]
    return sorted(tasks, key=lambda task: task.since)
