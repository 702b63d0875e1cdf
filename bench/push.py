"""Web push: messages a second of our sender over https, beside the library's call in a loop and beside the limit."""

from __future__ import annotations

import base64
import json
import os
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import http_ece
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid

from bench import certificate, machine, push_ways
from bench.figures import Figure, Report, ratio_of_at_least
from webapp.notifications import Push, PushSender, Subscription, VapidKey

PHONES = 200
ROUNDS = 5
TEXT = {
    "title": "惠残码", "body": "您有一条新消息，请打开查看。", "tag": "0123456789abcdef", "url": "/inbox/0123456789abcdef",
    "receipt": "0123456789abcdef", "lang": "zh-Hans",
}


@dataclass
class Phone:
    """A browser's half of a subscription."""

    key: ec.EllipticCurvePrivateKey
    secret: bytes
    push: Push

    def reads(self, body: bytes) -> bool:
        opened = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        return bool(opened == self.push.payload)


def measure() -> Report:
    report = Report("Web push: messages a second, sender on one core, push service (https, this machine) on the other")
    with TemporaryDirectory() as folder, sink(Path(folder)) as origin, machine.on(machine.SERVER):
        phones = [_phone(origin, number) for number in range(PHONES)]
        pushes = [phone.push for phone in phones]
        trust = ssl.create_default_context(cafile=os.environ["REQUESTS_CA_BUNDLE"])
        sender = PushSender(VapidKey.of(Path(folder), push_ways.CONTACT), ["localhost"], loopback=True, trust=trust)
        vapid = Vapid.from_pem((Path(folder) / "vapid-key.pem").read_bytes())
        _check(sender, phones)
        with sender.connected() as connection, requests.Session() as session:
            rates = timed({
                "ours": (partial(push_ways.ours, connection), pushes * 8),
                "loop": (partial(push_ways.plain_loop, vapid), pushes),
                "session": (partial(push_ways.plain_loop, vapid, session=session), pushes),
                "limit": (push_ways.cryptography_alone, pushes * 8),
            }, origin)
    (ours, our_cpu), (loop, loop_cpu) = rates["ours"], rates["loop"]
    report.add(
        Figure("push over https", ours, "/s", "webpush() in a loop", loop, ratio_of_at_least(3.5)),
        Figure("push over https", ours, "/s", "the same loop with a session", rates["session"][0]),
        Figure("push over https", ours, "/s", "cryptography alone (limit)", rates["limit"][0]),
        Figure("own CPU a message", our_cpu, "µs", "webpush() in a loop", loop_cpu),
        Figure("own CPU a message", our_cpu, "µs", "cryptography alone (limit)", rates["limit"][1]),
    )
    report.note(f"{len(pushes[0].payload)} bytes a message, {PHONES} phones; median of {ROUNDS} rounds of all ways.")
    return report


Way = tuple[Callable[[list[Push]], object], list[Push]]


def timed(ways: dict[str, Way], origin: str) -> dict[str, tuple[float, float]]:
    """Messages a second and own microseconds of CPU a message, of each way."""
    walls: dict[str, list[float]] = {name: [] for name in ways}
    cpus: dict[str, list[float]] = {name: [] for name in ways}
    for name, (send, pushes) in ways.items():
        before = _taken(origin)
        send(pushes[:PHONES])  # connections, tokens, caches
        arrived = _taken(origin) - before
        if arrived != (0 if name == "limit" else PHONES):
            raise RuntimeError(f"{name}: {arrived} of {PHONES} messages arrived")
    for _ in range(ROUNDS):
        for name, (send, pushes) in ways.items():
            wall, cpu = perf_counter(), process_time()
            send(pushes)
            cpus[name].append((process_time() - cpu) / len(pushes) * 1e6)
            walls[name].append(len(pushes) / (perf_counter() - wall))
    return {name: (median(walls[name]), median(cpus[name])) for name in ways}


@contextmanager
def sink(folder: Path) -> Iterator[str]:
    """The push service on the other core; requests and urllib trust its certificate meanwhile. Its origin."""
    at, key = certificate.write(folder)
    process = machine.start(sys.executable, "-m", "bench.push_sink", str(at), str(key), core=machine.CLIENT)
    trusted = os.environ.get("REQUESTS_CA_BUNDLE")
    os.environ["REQUESTS_CA_BUNDLE"] = str(at)
    try:
        yield f"https://localhost:{process.stdout.readline().strip()}"  # type: ignore[union-attr]
    finally:
        del os.environ["REQUESTS_CA_BUNDLE"]
        if trusted is not None:
            os.environ["REQUESTS_CA_BUNDLE"] = trusted
        machine.stop(process)


def _taken(origin: str) -> int:
    return int(requests.get(f"{origin}/taken", timeout=10).text)


def _phone(origin: str, number: int) -> Phone:
    key, secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    to = Subscription(f"{origin}/push/{number}", _base64url(point), _base64url(secret))
    payload = json.dumps(TEXT, ensure_ascii=False, separators=(",", ":")).encode()
    return Phone(key, secret, Push(to, payload, topic="0123456789abcdef", ttl=timedelta(days=1)))


def _check(sender: PushSender, phones: list[Phone]) -> None:
    """What is timed is what a phone can read."""
    for phone in phones[:5]:
        bodies = [sender.request(phone.push)["data"], *push_ways.cryptography_alone([phone.push])]
        if not all(map(phone.reads, bodies)):
            raise RuntimeError("a phone cannot read what was encrypted for it")


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
