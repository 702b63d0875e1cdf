"""A process is killed at every boundary between an act and its notice: nothing is lost, a repeat replaces the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import build_village, read_village, test_settings
from tests.factories_notifications import (
    account_of,
    deliveries,
    messages,
    plain_words,
    post_room,
    proven_phone,
    push_sender,
)
from tests.push.dying import ACTING, DEAD, SENDING, act
from tests.push_service import PushService
from webapp.application import House
from webapp.core import LedgerEntry
from webapp.notifications import Channel, DeliveryState, open_gateways
from webapp.notifications.rules import LEASE

ROOT = Path(__file__).parents[2]


class Shift:
    """A clock that can be moved on."""

    def __init__(self):
        self.by = timedelta()

    def __call__(self):
        return datetime.now(UTC) + self.by


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def shift():
    return Shift()


@pytest.fixture
def house(fresh_database_url, tmp_path):
    house = House(test_settings(fresh_database_url(tmp_path, build_village), tmp_path))
    yield house
    house.database.engine.dispose()


@pytest.fixture
def room(house, tmp_path, shift):
    """The worker that comes after the dead one."""
    room = post_room(
        house.database,
        house.settings,
        shift,
        wording=plain_words,
        push=push_sender(tmp_path),
        gateways=open_gateways(house.settings),
    )
    yield room
    room.close()


@pytest.fixture
def her(house, room, service):
    """Guo, with a phone that is proven, and the account to which notices go."""
    village = read_village(house.database)
    with house.database.reading() as db:
        account = account_of(db, village.guo)
    proven_phone(house.database, room, account, datetime.now(UTC), service.subscription())
    return account


def start(boundary, house, tmp_path):
    url = house.database.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.push.dying", boundary, url, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def notices(house, her):
    return messages(house.database, her, "appointment_booked")


@pytest.mark.parametrize("boundary", ACTING)
def test_killed_around_the_commit(house, room, her, service, tmp_path, boundary):
    assert start(boundary, house, tmp_path).wait(90) == DEAD
    with house.database.reading() as db:
        booked = select(LedgerEntry.event).where(
            LedgerEntry.event == "assessments.AppointmentBooked", LedgerEntry.subject_id == her.resident_id)
        happened = db.scalars(booked).all()
    assert len(notices(house, her)) == len(happened) == (0 if boundary == "before_commit" else 1)
    room.sweep()
    assert len(service.received) == len(happened), "what happened is told, what did not is not"
    if boundary == "before_commit":
        act(house)
        room.sweep()
        assert len(service.received) == 1


def test_the_task_handed_over_by_a_dead_process_is_in_the_queue(house, room, her, tmp_path):
    assert start("after_hand_over", house, tmp_path).wait(90) == DEAD
    assert len(room.queue.pending()) == 1


@pytest.mark.parametrize("boundary", SENDING)
def test_killed_around_the_sending(house, room, her, service, tmp_path, shift, boundary):
    act(house)
    child = start(boundary, house, tmp_path)
    if boundary == "while_sending":
        service.on_arrival = lambda _path: os.kill(child.pid, signal.SIGKILL)
    assert child.wait(90) == (-signal.SIGKILL if boundary == "while_sending" else DEAD)
    service.on_arrival = lambda _path: None
    before = len(service.received)
    assert before == (0 if boundary == "leased" else 1)
    [message] = notices(house, her)
    [leased] = deliveries(house.database, message, Channel.push)
    assert (leased.state, leased.attempts) == (DeliveryState.leased, 1)

    room.sweep()
    assert len(service.received) == before, "the lease still holds"
    shift.by = LEASE
    room.sweep()
    [taken_up] = deliveries(house.database, message, Channel.push)
    assert (taken_up.state, taken_up.attempts) == (DeliveryState.sent, 2)
    assert len(service.received) == before + 1
    assert {received.headers["Topic"] for received in service.received} == {message.public_id}
    assert {received.content["tag"] for received in service.received} == {message.public_id}
    room.sweep()
    assert len(service.received) == before + 1
