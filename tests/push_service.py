"""A push service on this machine: takes what pywebpush encrypted, opens it as a browser would, answers as it is told.

Each subscription has its own keys, as browsers make them; nothing of ours is used to decrypt.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import secrets
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import http_ece
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.notifications import Subscription


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Browser:
    """What a browser keeps to itself."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        return base64url(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @property
    def auth(self) -> str:
        return base64url(self.secret)

    def open(self, body: bytes) -> bytes:
        return http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    text: str

    @property
    def content(self) -> dict[str, Any]:
        return json.loads(self.text)


@dataclass(frozen=True)
class Answer:
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    """Seconds it takes."""


class PushService:
    """`with PushService() as service: service.subscription() …`; answers 201 unless told otherwise."""

    def __init__(self, *, certificate: ssl.SSLContext | None = None, opens: bool = True) -> None:
        self.received: list[Received] = []
        self.answers: dict[str, deque[Answer]] = defaultdict(deque)
        self.on_arrival: Callable[[str], None] = lambda path: None
        self.most_at_once = 0
        self.connections: set[Any] = set()
        self._at_once = 0
        self._browsers: dict[str, Browser] = {}
        self._certificate, self._opens = certificate, opens
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._certificate)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    @property
    def origin(self) -> str:
        return f"{'https' if self._certificate else 'http'}://localhost:{self.port}"

    def subscription(self, *answers: Answer | int) -> Subscription:
        """A browser subscribes; `answers` are given to its messages one after the other, then 201."""
        path, browser = f"/push/{secrets.token_hex(8)}", Browser()
        self._browsers[path] = browser
        self.answers[path].extend(answer if isinstance(answer, Answer) else Answer(answer) for answer in answers)
        return Subscription(self.origin + path, browser.p256dh, browser.auth)

    def of(self, subscription: Subscription) -> list[Received]:
        return [message for message in self.received if subscription.endpoint.endswith(message.path)]

    async def _take(self, request: web.Request) -> web.Response:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        self.connections.add(request.transport)
        try:
            body = await request.read()
            answer = self.answers[request.path].popleft() if self.answers[request.path] else Answer()
            if self._opens:
                text = self._browsers[request.path].open(body).decode()
                self.received.append(Received(request.path, dict(request.headers), text))
            self.on_arrival(request.path)
            if answer.after:
                await asyncio.sleep(answer.after)
            return web.Response(status=answer.status, headers=answer.headers)
        finally:
            self._at_once -= 1
