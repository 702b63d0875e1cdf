"""A real server of several processes over a village of today, and people who press at the same moment."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from tests import cast
from tests.conftest import Village, read_village, test_settings
from tests.databases import Databases
from webapp import assessments, people
from webapp.application import House
from webapp.core import Actor, Base, Database
from webapp.people import Account, Resident

HOUSE = Path(__file__).parents[2]
CONTENDER = Path(__file__).with_name("contender.py")
CROWD = 12
PATIENCE = 60


def build_crowd(url: str) -> None:
    """The village as of now, because the server's clock is the real one, and more people who want an appointment."""
    house = House(test_settings(url, Path()))
    Base.metadata.create_all(house.database.engine)
    with house.database.writing() as db:
        actor = Actor.service(datetime.now(UTC))
        everybody = cast.populate(db, actor)
        for number in range(CROWD):
            person = cast.Person(f"crowd-{number}", f"众{number}", f"1970-01-{number + 1:02d}", 1)
            resident = people.register_resident(
                db, actor, name=person.name, citizen_id=cast.citizen_id(person), phone=f"000900000{number:02d}",
                hukou_area=everybody["330482"], residence_area=everybody["000482001001"])
            people.open_account(db, actor, name=person.name, phone=resident.phone, resident=resident)
    house.database.engine.dispose()


@dataclass
class Attempt:
    """What one contender was told."""

    resident: Resident
    status: int
    location: str


@dataclass
class Served:
    origin: str
    village: Village
    crowd: list[Resident]

    @property
    def database(self) -> Database:
        return self.village.database

    def account_of(self, who: Resident | Account) -> str:
        chosen = Account.resident_id == who.id if isinstance(who, Resident) else Account.id == who.id
        with self.database.reading() as db:
            return db.scalars(select(Account.public_id).where(chosen)).one()

    def at_once(self, presses: list[tuple[Resident | Account, str, str]]) -> list[Attempt]:
        """Each (who, page, action) in a process of its own; all have their page open before the first one sends."""
        with ExitStack() as stack:
            processes = [stack.enter_context(self._contender(*press)) for press in presses]
            stack.callback(lambda: [process.kill() for process in processes])
            said = [process.stdout.readline().strip() for process in processes]
            assert said == ["ready"] * len(processes), f"not everybody has her page open: {said}"
            for process in processes:
                process.stdin.write("go\n")
                process.stdin.flush()
            answers = [process.communicate(timeout=PATIENCE)[0].split() for process in processes]
        return [Attempt(who, int(status), location)
                for (who, _, _), (status, location) in zip(presses, answers, strict=True)]

    def _contender(self, who: Resident | Account, page: str, action: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(CONTENDER), self.origin, self.account_of(who), page, action]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Three server processes over one database."""
    instance = tmp_path_factory.mktemp("instance")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://localhost:{port}"
    url = databases.fresh_url(instance, build_crowd)
    settings = test_settings(url, instance)
    environment = os.environ | {
        "HUICAN_MODE": "demo", "HUICAN_ORIGIN": origin, "PORT": str(port), "DATABASE_URL": url,
        "HUICAN_INSTANCE": str(instance), "HUICAN_SECRET_KEY": settings.secret_key,
        "HUICAN_SEALING_KEYS": ",".join(settings.sealing_keys), "HUICAN_INDEX_KEY": settings.index_key,
    }
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "3", "--blocking-threads", "2", "--no-access-log", "--log-level", "warning",
               "webapp.served:app"]
    process = subprocess.Popen(granian, cwd=HOUSE, env=environment)
    database = House(settings).database
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", process)
        with database.reading() as db:
            crowd = list(db.scalars(select(Resident).where(Resident.name.like("众%")).order_by(Resident.id)))
        yield Served(origin, read_village(database), crowd)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        database.engine.dispose()
        databases.drop(url)


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """The server, and nobody of the crowd with an appointment: what a race leaves is cancelled after it."""
    yield server
    with server.database.writing() as db:
        for resident in server.crowd:
            assessments.cancel_appointments_of(db, Actor.service(), people.find_resident(db, resident.public_id))


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended before it served"
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310  the server of the test
                answer.read()
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer within {PATIENCE} s")
