"""What keeps a command from its work is told in a sentence: a database that is away, a key that is missing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click
from cryptography.fernet import InvalidToken
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

MISSING_TABLE = ("no such table", "UndefinedTable")


def tell_in_a_sentence(group: click.Group) -> None:
    """Every command below this group ends with a sentence where the installation is at fault, not the code."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            tell_in_a_sentence(command)
        elif command.callback is not None:
            command.callback = _telling(command.callback)


def _telling(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def told(*args: Any, **options: Any) -> Any:
        try:
            return callback(*args, **options)
        except InvalidToken as unopened:
            raise click.ClickException(
                "something was sealed with a key that is not among HUICAN_SEALING_KEYS; nothing more was changed"
            ) from unopened
        except (OperationalError, ProgrammingError) as lost:
            raise click.ClickException(_of_the_database(lost)) from lost
        except OSError as refused:
            said = [str(part) for part in (refused.filename, refused.strerror) if part]
            raise click.ClickException(": ".join(said) or str(refused)) from refused

    return told


def _of_the_database(lost: DBAPIError) -> str:
    said = f"{type(lost.orig).__name__}: {lost.orig}".strip().partition("\n")[0]
    if any(mark in said for mark in MISSING_TABLE):
        return "the database has not the schema of this code; run: flask --app app db upgrade"
    return f"the database does not answer as it should: {said}"
