"""Web processes and the queue's worker under one supervisor. Where the service is, is said last, when it answers."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds in which the service is expected to answer."""


class WhenAllStarted(Printer):
    """Prints as honcho does, and calls `then` once after it has printed that the last process started."""

    def __init__(self, processes: int, then: Callable[[], None]) -> None:
        super().__init__(sys.stdout)
        self.missing, self.then = processes, then

    def write(self, message: Message) -> None:
        super().write(message)
        if message.name == SYSTEM_PRINTER_NAME and " started (" in str(message.data):
            self.missing -= 1
            if self.missing == 0:
                self.then()


def serve(host: str, port: int, *, workers: int, welcome: Callable[[], None]) -> int:
    """Until interrupted; returns the code to end with. `welcome` is called when the service answers."""

    def greet() -> None:
        if answers(host, port):
            welcome()

    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    environment.pop("FLASK_RUN_FROM_CLI", None)  # they serve: a catalogue that cannot be read stops them
    commands = {
        "web": f"{sys.executable} -m granian --interface wsgi --host {host} --port {port} --workers {workers} "
               "--blocking-threads 4 --respawn-failed-workers --no-access-log --log-level warning webapp.served:app",
        "worker": f"{sys.executable} -m huey.bin.huey_consumer webapp.worker.huey -w 2 -m 1 -q",
    }
    # the thread begins only after the processes were forked
    manager = Manager(WhenAllStarted(len(commands), lambda: threading.Thread(target=greet, daemon=True).start()))
    for name, command in commands.items():
        manager.add_process(name, command, cwd=str(ROOT), env=environment)
    manager.loop()
    return manager.returncode


def answers(host: str, port: int, patience: float = PATIENCE) -> bool:
    """Whether somebody listens there, within so many seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False
