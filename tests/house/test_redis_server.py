"""The Redis that a test starts for itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from tests.redis_server import NoRedis, RedisServer, stand_in

HOUSE = Path(__file__).parents[2]


def answers(url: str) -> bool:
    with suppress(NotThere), Redis.from_url(url) as client:
        return bool(client.ping())
    return False


def test_a_machine_without_redis_gets_the_stand_in_and_keeps_nothing_of_it():
    with RedisServer.start(program=stand_in()) as server:
        assert answers(server.url)
    assert not answers(server.url)
    assert not server.folder.exists()


def test_a_server_that_cannot_start_says_what_it_said(tmp_path):
    broken = tmp_path / "redis-server"
    broken.write_text("#!/bin/sh\necho no memory for $1\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(NoRedis, match="no memory for --port"):
        RedisServer.start(program=broken)


def test_the_server_ends_with_a_run_that_is_killed():
    code = "from tests.redis_server import RedisServer as S; s = S.start(); print(s.url, s.folder, flush=True); input()"
    run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    url, folder = run.stdout.readline().split()
    assert answers(url)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    deadline = time.monotonic() + 20
    while answers(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(url)
    subprocess.run(["rm", "-r", folder], check=True)
