"""Web push (RFC 8030, 8188, 8291, 8292): encrypted by pywebpush, carried over connections that are kept alive.

Nearly all the time of `pywebpush.webpush()` goes into one requests call a message; here the
message is encrypted by `WebPusher.encode` and a batch shares connections and the VAPID header.
"""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from cryptography.hazmat.primitives.asymmetric import ec
from pywebpush import WebPusher

from webapp.core import quiet_log
from webapp.notifications import rules
from webapp.notifications.outcomes import Gone, Later, Outcome, Refused, of_status
from webapp.notifications.vapid import VapidKey

log = quiet_log("huican.push")

AT_ONCE = 24
"""Messages under way at the same time."""

TIME_OUT_SECONDS = 10.0

LARGEST_PAYLOAD = 3000
"""Bytes before encryption; push services take 4096 after it."""


@dataclass(frozen=True)
class Subscription:
    """What PushManager.subscribe gave: the address, the receiver's point and secret (base64url)."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Push:
    """One message. `topic` replaces an earlier one that was not yet delivered; at most 32 of base64url's characters."""

    to: Subscription
    payload: bytes
    topic: str
    ttl: timedelta
    urgent: bool = False


def payload(*, title: str, body: str, tag: str, path: str, receipt: str, language: str) -> bytes:
    """What static/sw.js reads."""
    content = {"title": title, "body": body, "tag": tag, "url": path, "receipt": receipt, "lang": language}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def is_subscription(endpoint: str, p256dh: str, auth: str) -> bool:
    """Whether point and secret are what RFC 8291 asks for."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh))
        return len(_bytes(auth)) == 16 and len(endpoint) <= 1000
    except ValueError:
        return False


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


class PushConnection:
    """A loop and its connections, for as many batches as one likes; of one thread."""

    def __init__(self, runner: asyncio.Runner, session: aiohttp.ClientSession, sender: PushSender) -> None:
        self._runner, self._session, self._sender = runner, session, sender

    def send(self, pushes: Sequence[Push]) -> list[Outcome]:
        """Send them, AT_ONCE at a time; what came of each, in their order. Raises nothing."""
        return self._runner.run(self._send(pushes))

    async def _send(self, pushes: Sequence[Push]) -> list[Outcome]:
        outcomes: list[Outcome] = [Later("not_sent")] * len(pushes)
        held: dict[str, Later] = {}  # push services that asked for a pause: the rest of the batch respects it
        waiting = iter(enumerate(pushes))

        async def lane() -> None:
            for place, push in waiting:
                origin = urlsplit(push.to.endpoint).netloc
                answer = outcomes[place] = held.get(origin) or await self._safely(push)
                if isinstance(answer, Later) and answer.code == "http_429":
                    held[origin] = Later("held_429", answer.after)

        async with asyncio.TaskGroup() as lanes:
            for _ in range(min(AT_ONCE, len(pushes))):
                lanes.create_task(lane())
        return outcomes

    async def _safely(self, push: Push) -> Outcome:
        try:
            return await self._one(push)
        except Exception:  # one that breaks must not take its neighbours along
            log.exception("a push to %s broke", urlsplit(push.to.endpoint).hostname)
            return Later("broken")

    async def _one(self, push: Push) -> Outcome:
        try:
            request = self._sender.request(push)
        except _Unsendable as refused:
            return Refused(refused.args[0])
        try:
            async with self._session.post(push.to.endpoint, allow_redirects=False, **request) as answer:
                if answer.status in (404, 410):
                    return Gone(f"http_{answer.status}")
                return of_status(answer.status, reference=answer.headers.get("Location"),
                                 retry_after=answer.headers.get("Retry-After"))
        except TimeoutError:
            return Later("time_out")
        except (aiohttp.ClientError, OSError) as broken:
            log.info("push service at %s: %s", urlsplit(push.to.endpoint).hostname, type(broken).__name__)
            return Later("unreachable")


class _Unsendable(Exception):
    """The code says why."""


class PushSender:
    def __init__(self, key: VapidKey, hosts: Collection[str], *, loopback: bool = False,
                 trust: ssl.SSLContext | None = None) -> None:
        """hosts: of push services that may be written to. loopback: see rules.endpoint_allowed. trust: certificates."""
        self.key, self.hosts, self.loopback = key, tuple(hosts), loopback
        self._trust = trust or ssl.create_default_context()

    def allows(self, endpoint: str) -> bool:
        return rules.endpoint_allowed(endpoint, self.hosts, loopback=self.loopback)

    @contextmanager
    def connected(self) -> Iterator[PushConnection]:
        with asyncio.Runner() as runner:
            session = runner.run(self._open())
            try:
                yield PushConnection(runner, session, self)
            finally:
                runner.run(session.close())

    async def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=AT_ONCE, ssl=self._trust, ttl_dns_cache=300),
            timeout=aiohttp.ClientTimeout(total=TIME_OUT_SECONDS), cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"), auto_decompress=False,
        )

    def request(self, push: Push) -> dict[str, Any]:
        """Body and headers. The address is checked here too: the list of hosts may have become shorter."""
        if not self.allows(push.to.endpoint):
            raise _Unsendable("address_not_allowed")
        if len(push.payload) > LARGEST_PAYLOAD:
            raise _Unsendable("too_large")
        keys = {"p256dh": push.to.p256dh, "auth": push.to.auth}
        try:
            body = WebPusher({"endpoint": push.to.endpoint, "keys": keys}).encode(push.payload)["body"]
        except Exception as broken:
            raise _Unsendable("bad_subscription") from broken
        return {
            "data": body,
            "headers": {
                "Authorization": self.key.authorization(push.to.endpoint), "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream", "TTL": str(int(push.ttl.total_seconds())),
                "Topic": push.topic, "Urgency": "high" if push.urgent else "normal",
            },
        }
