"""Rules of sending, without database, clock or network."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from webapp.core.actor import LOCAL
from webapp.notifications.models import Channel, DeliveryState

S = DeliveryState

MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    S.due: frozenset({S.leased, S.delivered, S.cancelled}),
    S.leased: frozenset({S.leased, S.due, S.sent, S.delivered, S.failed, S.cancelled}),
    S.sent: frozenset({S.delivered}),
    S.delivered: frozenset(),
    S.failed: frozenset({S.delivered}),
    S.cancelled: frozenset(),
}
"""A device may say "shown" before the worker has noted "sent", or after it has given up waiting for the answer."""

LEASE = timedelta(minutes=3)
"""Longer than a batch can take (see sending.BATCH and the time-outs)."""

BACK_OFF = tuple(timedelta(seconds=s) for s in (30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600))
"""After the first, second, … failure; after the last one the delivery has failed."""

NEXT_RUNG_AFTER = 3
"""Failures of a push after which an SMS is written beside it."""

PATIENCE = timedelta(hours=2)
"""How long a push may stay without the device's receipt before an SMS is written."""

TEST_MINUTE = timedelta(minutes=1)
"""Without a tap on the test message by then, the page says that this phone is reached by SMS."""


def next_attempt(at: datetime, attempts: int, retry_after: timedelta | None = None) -> datetime | None:
    """When to try again after so many failures, never before the other side allows it; None: give up."""
    if attempts > len(BACK_OFF):
        return None
    wait = BACK_OFF[attempts - 1]
    return at + (max(wait, retry_after) if retry_after else wait)


def after_quiet(at: datetime, quiet: tuple[time, time] | None) -> datetime:
    """The first moment from `at` on that lies outside the quiet hours (local time; they may span midnight)."""
    if quiet is None:
        return at
    begin, end = quiet
    local = at.astimezone(LOCAL)
    now = local.time()
    within = begin <= now < end if begin < end else (now >= begin or now < end)
    if not within:
        return at
    ends_on = local.date() + timedelta(days=1 if begin > end and now >= begin else 0)
    return datetime.combine(ends_on, end, LOCAL).astimezone(at.tzinfo)


def channels(*, proven: bool, phone: bool, mail: bool, important: bool, refused: Collection[Channel]) -> set[Channel]:
    """The ladder beside the inbox: push to a proven device; SMS without one, or when it is important; mail if given.

    An important notice cannot be switched off; anything else only goes where she lets it.
    """
    wanted = set(Channel) if important else set(Channel) - set(refused)
    chosen = set()
    if proven and Channel.push in wanted:
        chosen.add(Channel.push)
    if phone and Channel.sms in wanted and (important or Channel.push not in chosen):
        chosen.add(Channel.sms)
    if mail and Channel.mail in wanted:
        chosen.add(Channel.mail)
    return chosen


def endpoint_allowed(endpoint: str, hosts: Collection[str], *, loopback: bool = False) -> bool:
    """Whether a subscription may be written to: https, the usual port, a known push service or a subdomain of one.

    `loopback` also lets http to this machine pass, where it is listed: for tests, never in production.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").rstrip(".")
    if (
        not host
        or parts.username is not None
        or parts.password is not None
        or any(c.isspace() or ord(c) > 126 for c in endpoint)
    ):
        return False
    if loopback and host in hosts and _is_loopback(host):
        return parts.scheme in ("http", "https")
    known = any(host == name or host.endswith("." + name) for name in hosts)
    return parts.scheme == "https" and port in (None, 443) and known and not _is_address(host)


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
