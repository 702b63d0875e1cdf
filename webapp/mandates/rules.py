"""Whether a mandate serves, and for how long it may be given."""

from __future__ import annotations

from datetime import date, datetime

DEFAULT_DAYS = 30
"""The shortest sensible time."""

LONGEST_DAYS = 365


def mandate_status(*, from_on: date, until_on: date, revoked_at: datetime | None, today: date) -> str:
    """revoked, not_yet, expired or active. The last day counts in full."""
    if revoked_at is not None:
        return "revoked"
    if today < from_on:
        return "not_yet"
    return "expired" if today > until_on else "active"


def is_active(**moments: date | datetime | None) -> bool:
    return mandate_status(**moments) == "active"  # type: ignore[arg-type]
