"""What can come of one attempt to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from time import time


@dataclass(frozen=True)
class Sent:
    """The other side took it; `reference` is what it calls it."""

    reference: str | None = None


@dataclass(frozen=True)
class Later:
    """Not now; never before `after` has passed."""

    code: str
    after: timedelta | None = None


@dataclass(frozen=True)
class Refused:
    """Never: trying again would be refused again."""

    code: str


@dataclass(frozen=True)
class Gone:
    """The push service knows this subscription no more (404, 410)."""

    code: str


Outcome = Sent | Later | Refused | Gone

LONGEST_WAIT = timedelta(days=1)


def of_status(status: int, *, reference: str | None = None, retry_after: str | None = None) -> Outcome:
    """What an HTTP answer means. Redirects are refused: nobody else gets to say where a message goes."""
    if 200 <= status < 300:
        return Sent(reference[:200] if reference else None)
    if status in (408, 425, 429) or status >= 500:
        return Later(f"http_{status}", waiting_time(retry_after))
    return Refused(f"http_{status}")


def waiting_time(retry_after: str | None) -> timedelta | None:
    """Retry-After as seconds or as a date (RFC 9110 §10.2.3); None when absent or unreadable, at most a day."""
    if not retry_after:
        return None
    try:
        if retry_after.strip().isascii() and retry_after.strip().isdigit():
            wait = timedelta(seconds=min(int(retry_after), 10**6))
        else:
            wait = timedelta(seconds=parsedate_to_datetime(retry_after).timestamp() - time())
    except (ValueError, OverflowError):
        return None
    return min(max(wait, timedelta(0)), LONGEST_WAIT)
