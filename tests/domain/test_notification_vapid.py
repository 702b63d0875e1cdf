"""The key by which push services know this installation."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from py_vapid import Vapid
from py_vapid.utils import b64urldecode

from webapp.notifications import VapidKey
from webapp.notifications.vapid import LIFE_SECONDS, NAME

MAKE = """
import pathlib, sys
from webapp.notifications import VapidKey
sys.stdin.readline()
print(VapidKey.of(pathlib.Path(sys.argv[1]), "mailto:a@b.example").public)
"""


def claims(header):
    return json.loads(b64urldecode(header.split("t=")[1].split(",")[0].split(".")[1].encode()))


def test_processes_that_start_at_the_same_time_have_one_key(tmp_path):
    folder = tmp_path / "instance"
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    with ThreadPoolExecutor(2) as pool:  # all are let go at once
        keys = list(pool.map(lambda process: process.communicate("go\n", timeout=60)[0], starting))
    assert len(set(keys)) == 1
    assert len(keys[0].strip()) == 87
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_the_key_is_kept_for_the_owner_alone(tmp_path):
    first = VapidKey.of(tmp_path, "mailto:a@b.example").public
    assert VapidKey.of(tmp_path, "mailto:a@b.example").public == first
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_each_push_service_gets_a_token_for_itself(tmp_path):
    key = VapidKey.of(tmp_path, "mailto:a@b.example")
    one, other = key.authorization("https://a.example/push/1"), key.authorization("https://b.example:8443/push/1")
    assert (claims(one)["aud"], claims(other)["aud"]) == ("https://a.example", "https://b.example:8443")
    assert claims(one)["sub"] == "mailto:a@b.example"
    assert Vapid.verify(one)
    assert Vapid.verify(other)


def test_a_token_is_signed_once_and_made_anew_before_it_ends(tmp_path, monkeypatch):
    key = VapidKey.of(tmp_path, "mailto:a@b.example")
    now = 1_800_000_000.0
    monkeypatch.setattr("webapp.notifications.vapid.time.time", lambda: now)
    first = key.authorization("https://a.example/1")
    assert key.authorization("https://a.example/2") == first
    now += LIFE_SECONDS - 3600
    second = key.authorization("https://a.example/1")
    assert claims(second)["exp"] == now + LIFE_SECONDS
    assert claims(second)["exp"] - now < 24 * 3600
