"""A server as `flask serve` starts it, and visitors who ask it for one page as fast as it can give it."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from bench import machine

ROOT = Path(__file__).parents[1]
WORKERS, THREADS = 2, 4
"""The same as `flask serve` has."""

CONNECTIONS = 16


@contextmanager
def serving(target: str, port: int, environment: Mapping[str, str], *, core: int | None = None) -> Iterator[None]:
    """granian with a WSGI application, e.g. webapp.served:app, on one core (None: on all)."""
    arguments = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS),
                 "--blocking-threads", str(THREADS), "--no-access-log", "--log-level", "warning", target]
    process = machine.start(sys.executable, "-m", "granian", *arguments, core=core, cwd=ROOT, env=dict(environment))
    try:
        _await(port, process)
        yield
    finally:
        machine.stop(process)


def _await(port: int, process: object) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        if process.poll() is not None:  # type: ignore[attr-defined]
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise RuntimeError(f"no server on port {port}")


@dataclass(frozen=True)
class Load:
    pages_a_second: float
    p50: float
    """Milliseconds, as p99."""
    p99: float
    bytes_a_page: float


def load(port: int, path: str, headers: Mapping[str, str], seconds: float) -> Load:
    """What CONNECTIONS visitors got who ask again as soon as they are answered; they live on the other core."""
    asked = {"port": port, "path": path, "headers": dict(headers), "seconds": seconds, "connections": CONNECTIONS}
    command = [sys.executable, "-m", "bench.visitors", json.dumps(asked)]
    process = machine.start(*command, core=machine.CLIENT, cwd=ROOT)
    answer, _ = process.communicate(timeout=seconds + 60)
    if process.returncode:
        raise RuntimeError(f"{path} could not be loaded")
    return Load(**json.loads(answer))
