"""The real worker under huey: killed, started again, two at once; the queue on SQLite, on PostgreSQL and on Redis."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests import factories_home_services
from tests.conftest import build_village, read_village, test_settings
from tests.factories_notifications import account_of, messages, proven_phone
from tests.push.booking import book, confirm
from tests.push_service import PushService
from tests.redis_server import RedisServer
from webapp import entitlements
from webapp.application import create_app
from webapp.core import Actor, Matter, record
from webapp.home_services import HomeServiceRequest
from webapp.notifications import Delivery, DeliveryState
from webapp.people import PasskeyAdded
from webapp.settings import SettingsError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def redis_url():
    with RedisServer.start() as server:
        yield server.url


@pytest.fixture
def settings(request, fresh_database_url, tmp_path, database_name):
    """The queue lies where the database does, in a file of its own or in PostgreSQL's own tables; or in a Redis."""
    settings = test_settings(fresh_database_url(tmp_path, build_village), tmp_path)
    if getattr(request, "param", None) == "redis":
        return replace(settings, queue_url=request.getfixturevalue("redis_url"))
    return replace(settings, queue_url=settings.database_url) if database_name == "postgresql" else settings


on_every_queue = pytest.mark.parametrize("settings", ["the database's", "redis"], indirect=True)


@pytest.fixture
def house(settings):
    """The web process."""
    house = create_app(settings).extensions["huican"]
    yield house
    close(house)


def close(house):
    house.post_room.close()
    house.database.engine.dispose()


@pytest.fixture
def phone(house, service):
    village = read_village(house.database)
    with house.database.reading() as db:
        account = account_of(db, village.guo)
    proven_phone(house.database, house.post_room, account, datetime.now(UTC), service.subscription())
    return account


def environment(settings):
    return os.environ | {
        "HUICAN_MODE": "test",
        "HUICAN_ORIGIN": settings.origin,
        "DATABASE_URL": settings.database_url,
        "HUICAN_INSTANCE": str(settings.instance),
        "HUICAN_SECRET_KEY": settings.secret_key,
        "HUICAN_SEALING_KEYS": settings.sealing_keys[0],
        "HUICAN_INDEX_KEY": settings.index_key,
        "HUICAN_QUEUE_URL": settings.queue_url,
        "HUICAN_PUSH_HOSTS": "localhost",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def worker(settings):
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "huey.bin.huey_consumer",
            "webapp.worker.huey",
            "-w",
            "2",
            "-d",
            "0.05",
            "-m",
            "0.2",
            "-q",
        ],
        cwd=ROOT,
        env=environment(settings),
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(30)


def happen(house, account, number=0):
    """The cheapest event that is told, as often as a test wants."""
    with house.database.writing() as db:
        actor = Actor(account_id=account.id, at=datetime.now(UTC), resident_id=account.resident_id)
        record(
            db, actor, PasskeyAdded(), subject_id=account.resident_id,
            matter=Matter("appointment", f"{number:016d}"),
        )


def told_of(house, account, appointment):
    """Kind by identity, of what was written to her about it; a push carries the identity as its tag."""
    return {
        message.public_id: message.kind
        for message in messages(house.database, account)
        if message.matter == f"appointment:{appointment}"
    }


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    assert true()


def states(house):
    with house.database.reading() as db:
        return dict(db.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all())


def settled(house):
    return not states(house).keys() & {DeliveryState.due, DeliveryState.leased}


@on_every_queue
def test_the_worker_is_killed_a_seat_is_booked_and_the_notice_arrives_when_it_is_started_again(
    house, settings, phone, service
):
    with worker(settings) as first:
        happen(house, phone)
        until(lambda: len(service.received) == 1)
        until(lambda: settled(house))  # else the lease of the one who died would have to run out
        os.kill(first.pid, signal.SIGKILL)
        first.wait(30)
        booked = book(house, phone)
        confirm(house, booked)
        time.sleep(0.3)
        assert len(service.received) == 1
    with worker(settings):
        until(lambda: len(service.received) == 3)
        until(lambda: settled(house))
    arrived = {received.content["tag"]: received.content["title"] for received in service.received[1:]}
    told = told_of(house, phone, booked)
    assert {told[tag]: title for tag, title in arrived.items()} == {
        "appointment_booked": "预约已提交", "appointment_confirmed": "预约已确认"}


def test_a_task_that_was_lost_is_made_good_by_the_sweep_of_the_next_start(house, settings, phone, service):
    happen(house, phone)
    house.post_room.queue.storage.flush_queue()
    with worker(settings):
        until(lambda: len(service.received) == 1)


def test_two_workers_share_the_work_and_send_nothing_twice(house, settings, phone, service):
    with worker(settings), worker(settings):
        for number in range(40):
            happen(house, phone, number)
        until(lambda: len({received.content["tag"] for received in service.received}) == 40)
        until(lambda: DeliveryState.leased not in states(house))
    assert set(Counter(received.content["tag"] for received in service.received).values()) == {1}


@on_every_queue
def test_the_web_process_hands_over_after_the_commit_and_the_worker_s_room_runs_it(house, settings, phone, service):
    queue = house.post_room.queue
    happen(house, phone)
    assert len(queue.pending()) == 1
    other = create_app(settings).extensions["huican"]
    task = other.post_room.queue.dequeue()
    assert queue.pending() == []
    other.post_room.queue.execute(task)
    assert len(service.received) == 1
    close(other)


def test_a_task_that_nobody_signed_is_not_run(house):
    queue = house.post_room.queue
    queue.storage.enqueue(pickle.dumps(("forged",)))
    with pytest.raises(ValueError, match=r"Separator|Signature"):
        queue.dequeue()


@pytest.mark.parametrize("url", ["", "amqp://localhost", "sqlite://", "mysql://x"])
def test_a_queue_of_another_kind_stops_the_start(settings, url):
    house = create_app(replace(settings, queue_url=url)).extensions["huican"]
    with pytest.raises(SettingsError):
        _ = house.post_room.queue
    close(house)


def test_the_workers_night_forgets_old_drafts_and_looks_at_everybody(house, settings):
    village, now = read_village(house.database), datetime.now(UTC)
    with house.database.writing() as db:
        old, fresh = (factories_home_services.draft(db, village) for _ in range(2))
        old.changed_at, fresh.changed_at = now - timedelta(days=40), now
        kept = fresh.public_id
    night = "from webapp.worker import the_night; the_night.call_local()"
    subprocess.run([sys.executable, "-c", night], cwd=ROOT, env=environment(settings), check=True, timeout=120)
    with house.database.reading() as db:
        assert db.scalars(select(HomeServiceRequest.public_id)).all() == [kept]
    assert entitlements.still_to_do(house.database, Actor.service(now)) == 0


def test_the_night_is_at_two_in_the_morning_of_the_mainland(settings):
    asked = (
        "from datetime import datetime; from webapp.worker import the_night as night, huey; "
        "task = next(t for t in huey._registry.periodic_tasks if t.name == 'the_night'); "
        "print([hour for hour in range(24) if task.validate_datetime(datetime(2026, 11, 23, hour, 0))])"
    )
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=environment(settings), check=True, timeout=120,
                          capture_output=True, text=True)
    assert said.stdout.strip() == "[18]", "the queue keeps UTC"
