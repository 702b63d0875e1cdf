"""What is true of appointments without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from webapp.assessments import (
    ACTIVE_STATUSES,
    MOVES,
    AppointmentReason,
    AppointmentStatus,
    HalfDay,
    Hand,
    Preparation,
    hand_of,
    in_windows,
    local_day,
    local_moment,
    preparation_for,
    slot_times,
    status_of,
)
from webapp.certificates import DisabilityCategory
from webapp.core import Actor
from webapp.people import Role

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
S = AppointmentStatus


def moments(*names):
    fields = ("booked_at", "confirmed_at", "cancelled_at", "displaced_at", "resettled_at", "attended_at", "no_show_at",
              "completed_at")
    return SimpleNamespace(**{field: AT if field in names else None for field in fields})


@pytest.mark.parametrize(("names", "status"), [
    ((), S.requested),
    (("booked_at",), S.booked),
    (("booked_at", "confirmed_at"), S.confirmed),
    (("booked_at", "attended_at"), S.attended),
    (("booked_at", "confirmed_at", "attended_at", "completed_at"), S.completed),
    (("booked_at", "no_show_at"), S.no_show),
    (("booked_at", "confirmed_at", "cancelled_at"), S.cancelled),
    (("booked_at", "cancelled_at", "displaced_at"), S.displaced),
    (("booked_at", "cancelled_at", "displaced_at", "resettled_at"), S.cancelled),
    (("displaced_at",), S.requested),
])
def test_the_status_is_read_from_the_moments(names, status):
    assert status_of(moments(*names)) is status


def test_every_status_can_be_reached_and_those_that_wait_for_somebody_can_be_left():
    reached = {status for move in MOVES.values() for status in move.after}
    left = {status for move in MOVES.values() for status in move.before}
    assert reached == set(S)
    assert set(ACTIVE_STATUSES) | {S.displaced} <= left


def test_she_can_leave_every_status_in_which_something_is_asked_of_her():
    for status in (S.requested, S.booked, S.confirmed, S.displaced):
        assert any(Hand.resident in move.by and status in move.before for move in MOVES.values())


def test_only_the_site_confirms_and_says_what_was_found():
    for verb in ("confirm", "attend", "mark_no_show", "record_outcome", "give_time", "displace"):
        assert MOVES[verb].by == (Hand.site,)


@pytest.mark.parametrize(("actor", "hand"), [
    (Actor(account_id=1, at=AT, resident_id=1), Hand.resident),
    (Actor(account_id=1, at=AT, resident_id=1, mandate_id=1), Hand.carer),
    (Actor(account_id=1, at=AT, role=Role.community_officer.value), Hand.officer),
    (Actor(account_id=1, at=AT, role=Role.site_clerk.value), Hand.site),
    (Actor(account_id=1, at=AT, role=Role.provider_clerk.value), None),
    (Actor.service(AT), Hand.service),
])
def test_whose_hand_it_is(actor, hand):
    assert hand_of(actor) is hand


def test_slots_fill_the_session_and_what_is_left_is_nobodys():
    start = local_moment(date(2026, 12, 1), time(8, 30))
    times = list(slot_times(start, local_moment(date(2026, 12, 1), time(10, 0)), 40))
    assert [(end - begin).seconds // 60 for begin, end in times] == [40, 40]
    assert times[0][0] == start


def test_a_time_belongs_to_the_day_that_the_village_has():
    assert local_day(datetime(2026, 11, 30, 16, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert local_moment(date(2026, 12, 1), time(0, 30)) == datetime(2026, 11, 30, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(("clock", "half", "within"), [
    (time(11, 59), HalfDay.morning, True), (time(12, 0), HalfDay.morning, False),
    (time(12, 0), HalfDay.afternoon, True),
])
def test_a_visit_lies_within_the_half_days_she_named(clock, half, within):
    tuesday = local_moment(date(2026, 12, 1), clock)
    assert in_windows(tuesday, [(2, half)]) is within
    assert not in_windows(tuesday, [(3, half)])


def test_only_a_limb_assessment_is_told_to_be_without_aids():
    for category in DisabilityCategory:
        known = [what for what, _ in preparation_for(AppointmentReason.new, category).know]
        assert known == ([Preparation.without_aids] if category is DisabilityCategory.physical else [])


def test_the_papers_of_a_first_application_are_not_said_to_be_those_of_a_renewal():
    assert preparation_for(AppointmentReason.new, DisabilityCategory.visual).papers_named
    assert not preparation_for(AppointmentReason.renewal, DisabilityCategory.visual).papers_named
