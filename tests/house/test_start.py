"""`make run` ends in `flask start`: the last that is printed is where the service is and how to come in."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from webapp.serving import answers

ROOT = Path(__file__).parents[2]
COLD = 90
"""Seconds in which even a busy machine brings the service up."""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def printed(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_where_it_is_and_whom_to_be_are_the_last_lines_and_true(tmp_path):
    port, said = free_port(), tmp_path / "said"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HUICAN_", "DATABASE_"))}
    environment |= {"PORT": str(port), "HUICAN_INSTANCE": str(tmp_path / "var"), "PYTHONPATH": str(ROOT)}
    with said.open("w") as out:
        service = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "start"], cwd=ROOT, env=environment, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            end = time.monotonic() + COLD
            while time.monotonic() < end and service.poll() is None and "/demo" not in said.read_text("utf-8"):
                time.sleep(0.1)
            time.sleep(1)  # whatever else would be printed
            address = f"http://localhost:{port}"
            assert printed(said)[-2:] == [
                f"惠残码 is at {address}", f"Pick a person of the demo village: {address}/demo"]
            assert any("worker started" in line for line in printed(said)[:-2])
            asking = HTTPConnection("localhost", port, timeout=30)
            asking.request("GET", "/demo")
            assert "陈秀梅" in asking.getresponse().read().decode()
            asking.close()
        finally:
            os.killpg(service.pid, signal.SIGTERM)
            service.wait(30)


def test_nothing_is_said_of_a_service_that_does_not_answer():
    assert answers("127.0.0.1", free_port(), patience=0.3) is False
