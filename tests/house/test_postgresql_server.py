"""The PostgreSQL that a run starts for itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.postgresql_server import NoPostgreSQL, PostgreSQLServer, stand_in

HOUSE = Path(__file__).parents[2]


def answers(url: str) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)
    return False


def test_a_machine_without_postgresql_gets_the_stand_in_and_keeps_nothing_of_it():
    server = PostgreSQLServer.start(programs=stand_in())
    try:
        assert answers(server.url)
    finally:
        server.stop()
    assert not answers(server.url)
    assert not server.folder.exists()


def test_a_server_that_cannot_start_says_what_it_said(monkeypatch):
    monkeypatch.setitem(sys.modules["tests.postgresql_server"].SETTINGS, "max_connections", "none")
    with pytest.raises(NoPostgreSQL, match="max_connections"):
        PostgreSQLServer.start()


def test_the_server_ends_with_a_run_that_is_killed():
    code = "from tests.postgresql_server import PostgreSQLServer as S; print(S.start().url, flush=True); input()"
    run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    url = run.stdout.readline().strip()
    assert answers(url)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    folder = Path(url.partition("host=")[2])
    deadline = time.monotonic() + 20
    while (folder / "data" / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(url)
    subprocess.run(["rm", "-r", os.fspath(folder)], check=True)
