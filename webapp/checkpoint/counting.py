"""How often one network may check: often enough for a busy gate, too seldom to guess numbers."""

from __future__ import annotations

from datetime import timedelta

from webapp import people
from webapp.codes import TooManyChecks, looks_like_one
from webapp.core import DomainError
from webapp.web import Visit
from webapp.web.signing import network

WINDOW = timedelta(hours=1)
SCANS = 3000
"""Of whole codes: a signature cannot be guessed."""
NUMBERS = 120
"""Of short numbers: some hundred are alive at a time, of a thousand million."""


def count(visit: Visit, given: str) -> DomainError | None:
    """Count one check under the network's address; the refusal is returned, so that the count can be committed."""
    kind, limit = ("scan", SCANS) if looks_like_one(given) else ("number", NUMBERS)
    refusal = people.count_attempt(
        visit.db, f"check:{kind}:{network()}", visit.at, limit=limit, window=WINDOW
    )
    return TooManyChecks(**refusal.facts) if refusal else None
