"""From the second in which a right to act ends nothing that was begun before serves: three rights, two orders.

One of two transactions stands open, having done its part, while the other is sent over the door; it must wait, and then
see what the first has done. The same on both databases.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories_mandates as given
from tests.conftest import MORNING
from tests.factories_assessments import book, latest
from webapp import assessments, mandates, people
from webapp.assessments import AppointmentStatus, status_of
from webapp.core import Actor, LedgerEntry, ledger
from webapp.core.ledger_proof import verify
from webapp.mandates import Errand, Guardianship, Mandate

UNDISTURBED = 0.6
"""Seconds after which somebody who has not come back is taken to be waiting."""
PATIENCE = 30


@dataclass
class Right:
    """A right to act for Mei, who has an appointment: how it is given, used and ended, in rooms and at doors."""

    table: type
    give: Callable[[Session, Any], Any]
    reread: Callable[[Session, Any], Actor]
    """The actor under the right, read under its lock as an act reads it."""
    end: Callable[[Session, Any], None]
    cancel_page: Callable[[Callable, Any, str], Any]
    end_page: Callable[[Callable, Any, str], Any]
    ended_status: int
    """What is answered to an act that came too late."""
    ended_event: str


def give_mandate(db, village):
    return mandates.mandates_by(db, people.find_resident(db, village.mei.public_id))[0]


def by_mandate(db, village):
    found = mandates.active_mandate(db, village.daughter.id, village.mei.public_id, MORNING.date(), lock=True)
    return Actor(account_id=village.daughter.id, at=MORNING, resident_id=village.mei.id, mandate_id=found.id)


def by_guardianship(db, village):
    found = mandates.active_guardianship(db, village.mother.id, village.mei.public_id, MORNING.date(), lock=True)
    return Actor(account_id=village.mother.id, at=MORNING, resident_id=village.mei.id, guardianship_id=found.id)


def give_guardianship(db, village):
    return given.guardian(db, village, ward="mei", kind=mandates.GuardianKind.statutory)


def give_errand(db, village):
    return given.errand(db, village, matter=assessments.matter_of(latest(db, village)))


def carer_cancels(visitor, village, appointment):
    return visitor("daughter", acting_for="mei").open(f"/appointments/{appointment}/cancellation")


def guardian_cancels(visitor, village, appointment):
    mother = visitor("mother", acting_for="mei").open(f"/appointments/{appointment}/cancellation")
    return mother.choose("愿意").fill("怎么问的，本人怎么表示", "当面问的，她点头")


def officer_cancels(visitor, village, appointment):
    return visitor("officer").open(f"/workbench/appointments/{appointment}/cancellation").see_needs()


def she_ends_mandate(visitor, village, mandate):
    return visitor("mei").open(f"/mandates/{mandate}/ending"), "马上结束委托"


def officer_ends_guardianship(visitor, village, guardianship):
    page = f"/workbench/residents/{village.mei.public_id}/guardians/{guardianship}/ending"
    officer = visitor("officer").open(page)
    return officer.choose("本人可以自己办事了").see_needs(), "马上结束"


def she_ends_errand(visitor, village, errand):
    return visitor("mei").open(f"/mandates/errands/{errand}"), "收回同意，马上结束"


def ends(table, verb):
    def end(db, village):
        found = db.scalars(select(table).where(table.resident_id == village.mei.id).order_by(table.id)).first()
        verb(db, village, found)

    return end


RIGHTS = {
    "mandate": Right(
        Mandate, give_mandate, by_mandate,
        ends(Mandate, lambda db, v, found: mandates.revoke(db, v.actor("mei"), found, reason="by_resident")),
        carer_cancels, she_ends_mandate, 410, "mandates.MandateRevoked"),
    "guardianship": Right(
        Guardianship, give_guardianship, by_guardianship,
        ends(Guardianship,
             lambda db, v, found: mandates.end_guardianship(db, v.actor("officer"), found, reason="capacity")),
        guardian_cancels, officer_ends_guardianship, 410, "mandates.GuardianEnded"),
    "errand": Right(
        Errand, give_errand, lambda db, village: village.actor("officer"),
        ends(Errand, lambda db, v, found: mandates.end_errand(db, v.actor("mei"), found, reason="by_resident")),
        officer_cancels, she_ends_errand, 403, "mandates.ErrandEnded"),
}


@pytest.fixture(params=RIGHTS)
def right(request) -> Right:
    return RIGHTS[request.param]


@pytest.fixture
def appointment(village, right):
    with village.database.writing() as db:
        found = book(db, village).public_id
        db.flush()
        held = right.give(db, village).public_id
    return found, held


@contextmanager
def meanwhile(press: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Somebody presses in a thread of her own; the yielded function waits for her and gives her answer."""
    answers: list[Any] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(press())
        except BaseException as failure:  # noqa: BLE001  carried over to the test, whatever it is
            failures.append(failure)

    thread = threading.Thread(target=run)

    def answer() -> Any:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "she waits for ever"
        if failures:
            raise failures[0]
        return answers[0]

    thread.start()
    thread.join(UNDISTURBED)
    assert thread.is_alive(), "she did not wait for the transaction that was open"
    yield answer


def order_of_events(village):
    with village.database.reading() as db:
        told = select(LedgerEntry.event).where(LedgerEntry.subject_id == village.mei.id).order_by(LedgerEntry.id)
        assert verify(db, village.mei.id)
        return list(db.scalars(told))


def test_an_act_that_was_sent_while_the_right_ended_is_refused_and_changes_nothing(
        visitor, village, right, appointment):
    found, _held = appointment
    actor = right.cancel_page(visitor, village, found)
    with village.database.writing() as db:
        right.end(db, village)
        with meanwhile(lambda: actor.press("取消这次预约", status=right.ended_status)) as answer:
            db.flush()
            finish(db)
            answer()
    with village.database.reading() as db:
        assert status_of(latest(db, village)) is AppointmentStatus.booked
    assert "assessments.AppointmentCancelled" not in order_of_events(village)


def finish(db: Session) -> None:
    """Seal and commit what the open transaction has done, as the end of its block would."""
    ledger.seal(db)
    db.commit()


def test_a_right_that_is_ended_while_it_is_used_ends_after_the_act_and_both_stand(
        visitor, village, right, appointment):
    _found, held = appointment
    whoever, button = right.end_page(visitor, village, held)
    with village.database.writing() as db:
        actor = right.reread(db, village)
        assessments.change_needs(db, actor, latest(db, village), [])
        with meanwhile(lambda: whoever.press(button)) as answer:
            finish(db)
            answer()
    events = order_of_events(village)
    assert events.index("assessments.AppointmentNeedsChanged") < events.index(right.ended_event)
    with village.database.reading() as db:
        assert latest(db, village).needs == []
        row = db.scalars(select(right.table).where(right.table.public_id == held)).one()
        assert (row.revoked_at if isinstance(row, Mandate) else row.ended_at) is not None
