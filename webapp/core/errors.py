"""The tree of domain errors.

DomainError
├── NotFound          it is not there, or it is not yours: the same answer
├── NotPermitted      you may see it, but not do this
├── Invalid           what was given cannot be right; `field` says which
│   └── Several       more than one of them
├── NotPossibleNow    right in itself, but not in the state things are in
├── Conflict          somebody else was faster
├── Expired           the time for it is over
└── TooManyAttempts   slow down; `retry_after` in seconds

Rooms derive their own errors from these in their `errors.py`. An error carries a code
and facts, never a sentence or a status: the words stand in webapp/web/words.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar


class DomainError(Exception):
    code: ClassVar[str] = "domain_error"
    field: ClassVar[str | None] = None
    """Name of the form field it belongs to, where there is one."""

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts
        if field is not None:
            self.field = field  # type: ignore[misc]

    def __str__(self) -> str:
        return self.code

    @property
    def each(self) -> Sequence[DomainError]:
        """What is wrong, one by one."""
        return (self,)


class NotFound(DomainError): ...


class NotPermitted(DomainError): ...


class Invalid(DomainError): ...


class Several(Invalid):
    """All that is wrong at once; see refuse."""

    def __init__(self, errors: Sequence[DomainError]) -> None:
        super().__init__(errors=tuple(errors))

    @property
    def each(self) -> Sequence[DomainError]:
        return tuple(self.facts["errors"])


class NotPossibleNow(DomainError): ...


class Conflict(DomainError): ...


class Expired(DomainError): ...


class TooManyAttempts(DomainError): ...


def refuse(errors: Sequence[DomainError]) -> None:
    """Raise the one, or Several; nothing where nothing is wrong."""
    if errors:
        raise errors[0] if len(errors) == 1 else Several(errors)
