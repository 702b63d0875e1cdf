"""Quiet hours, back-off, the ladder, and where a push may go."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from webapp.core.actor import LOCAL
from webapp.notifications import MOVES, Channel, DeliveryState, Later, Refused, Sent
from webapp.notifications.outcomes import LONGEST_WAIT, of_status, waiting_time
from webapp.notifications.rules import BACK_OFF, after_quiet, channels, endpoint_allowed, next_attempt
from webapp.settings import PUSH_HOSTS

NIGHT = (time(21), time(7))
NOON = (time(12), time(14, 30))


def local(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("quiet", "at", "allowed"),
    [
        (None, local(23, 3), local(23, 3)),
        (NIGHT, local(23, 20, 59), local(23, 20, 59)),
        (NIGHT, local(23, 21), local(24, 7)),
        (NIGHT, local(24, 0), local(24, 7)),
        (NIGHT, local(24, 6, 59), local(24, 7)),
        (NIGHT, local(24, 7), local(24, 7)),
        (NOON, local(23, 11, 59), local(23, 11, 59)),
        (NOON, local(23, 12), local(23, 14, 30)),
        (NOON, local(23, 14, 30), local(23, 14, 30)),
    ],
)
def test_quiet_hours_end_when_she_said(quiet, at, allowed):
    moved = after_quiet(at.astimezone(UTC), quiet)
    assert moved == allowed
    assert moved.utcoffset() == timedelta(0)


def test_each_failure_waits_longer_and_the_last_one_gives_up():
    at = local(23, 9)
    waits = [next_attempt(at, attempts) for attempts in range(1, len(BACK_OFF) + 1)]
    assert waits == [at + wait for wait in BACK_OFF]
    assert next_attempt(at, len(BACK_OFF) + 1) is None


def test_the_other_side_may_ask_for_longer_and_never_for_less():
    at = local(23, 9)
    assert next_attempt(at, 1, timedelta(minutes=5)) == at + timedelta(minutes=5)
    assert next_attempt(at, 1, timedelta(seconds=1)) == at + BACK_OFF[0]


@pytest.mark.parametrize(
    ("said", "waits"),
    [("120", timedelta(seconds=120)), (None, None), ("", None), ("soon", None), ("９", None), ("-5", None),
     ("999999999", LONGEST_WAIT), ("9" * 400, LONGEST_WAIT), ("Wed, 21 Oct 2015 07:28:00 GMT", timedelta(0))],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(said, waits):
    assert waiting_time(said) == waits


def test_retry_after_as_a_date_to_come_is_about_that_long():
    from email.utils import format_datetime

    wait = waiting_time(format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    assert timedelta(seconds=85) < wait <= timedelta(seconds=90)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, Sent),
        (201, Sent),
        (202, Sent),
        (301, Refused),
        (307, Refused),
        (400, Refused),
        (401, Refused),
        (403, Refused),
        (413, Refused),
        (408, Later),
        (429, Later),
        (500, Later),
        (503, Later),
    ],
)
def test_what_an_answer_means(status, kind):
    assert type(of_status(status)) is kind


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ({}, set()),
        ({"phone": True}, {Channel.sms}),
        ({"proven": True, "phone": True}, {Channel.push}),
        ({"proven": True, "phone": True, "important": True}, {Channel.push, Channel.sms}),
        ({"phone": True, "mail": True}, {Channel.sms, Channel.mail}),
        ({"proven": True, "phone": True, "refused": {Channel.push}}, {Channel.sms}),
        ({"phone": True, "refused": {Channel.sms}}, set()),
        ({"phone": True, "refused": {Channel.sms}, "important": True}, {Channel.sms}),
        ({"proven": True, "phone": True, "mail": True, "refused": set(Channel), "important": True}, set(Channel)),
    ],
)
def test_the_ladder(given, chosen):
    assert (
        channels(**{"proven": False, "phone": False, "mail": False, "important": False, "refused": set()} | given)
        == chosen
    )


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://web.push.apple.com/Q1",
        "https://wns2-par02p.notify.windows.com/w/?token=x",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_known_push_services_may_be_written_to(endpoint):
    assert endpoint_allowed(endpoint, PUSH_HOSTS)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://evilfcm.googleapis.com.example/x",
        "https://notfcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://xfcm.googleapis.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest",
        "https://localhost/x",
        "ftp://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "",
        "https://",
        "https://fcm.googleapis.com/x\r\nHost: a",
        "https://fcm.googleapis.com:99999/x",
        "https://fcm.googleapis.com/ｘ",
    ],
)
@pytest.mark.parametrize("loopback", [True, False])
def test_nobody_else_may_be_written_to(endpoint, loopback):
    assert not endpoint_allowed(endpoint, PUSH_HOSTS, loopback=loopback)


def test_loopback_is_allowed_where_it_is_listed_and_in_no_production():
    assert endpoint_allowed("http://localhost:9/x", ["localhost"], loopback=True)
    assert not endpoint_allowed("http://localhost:9/x", ["localhost"])
    assert not endpoint_allowed("http://localhost:9/x", PUSH_HOSTS, loopback=True)
    assert not endpoint_allowed("http://internal:9/x", ["internal"], loopback=True)


def test_every_state_has_its_moves_and_no_other():
    assert set(MOVES) == set(DeliveryState)
    assert set().union(*MOVES.values()) <= set(DeliveryState)
