"""Coming back: to what was typed when the session ended, and from what was done and should not have been."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import select

from pages import PAGES
from stage import Stage
from states import State
from webapp.assessments.undoing import UNDOINGS as APPOINTMENTS
from webapp.core import Event, LedgerEntry
from webapp.home_services.undoing import PUT_BACK as HOME_SERVICES

STATES = {str(page): page for page in PAGES}
DECISION = Path(__file__).parents[1] / "docs/decisions/0012-ten-minutes-to-take-it-back.md"
TYPED = {  # what waits after signing in again, and the button that sends it
    "resident.interrupted_form-letter": ("轮椅进不了社区的门。", "送出"),
    "workbench.interrupted_form-letter": ("门口有坡道，从东门进。", "送出答复"),
}
UNDONE = {  # the answer to what has legal or financial effect: what its undoing is called in the ledger
    "resident.appointment-just-booked": "assessments.BookingUndone",
    "resident.appointment-visit-asked": "assessments.HomeRequestUndone",
    "resident.appointment-just-moved": "assessments.RescheduleUndone",
    "resident.appointment-other-visit-time-just-asked": "assessments.OtherTimeUndone",
    "resident.appointment-cancelled": "assessments.CancellationUndone",
    "resident.appointment-offers-just-refused": "assessments.OffersReopened",
    "resident.home_service_request-just-sent": "home_services.AskUndone",
    "resident.home_service_request-cancelled": "home_services.CancellationUndone",
    "resident.home_service_request-confirmed": "home_services.ConfirmationUndone",
    "resident.mandate-just-signed": "mandates.GrantUndone",
    "resident.mandate-just-renewed": "mandates.GrantUndone",
    "resident.corrections-filled": "people.CorrectionUndone",
    "resident.complaint-waiting": "people.ComplaintWithdrawn",
    "resident.my_consents-just-withdrawn": "people.ConsentRestored",
    "resident.answer-just-given": "people.FactUndone",
}


def cases(names: Iterable[str]) -> list:
    return [pytest.param(STATES[name], id=name, marks=pytest.mark.xdist_group(STATES[name].endpoint)) for name in names]


@pytest.mark.proves("again", anew=True)
@pytest.mark.parametrize("state", cases(TYPED))
def test_who_signs_in_again_finds_what_was_typed_and_sends_it(stage, state: State):
    words, button = TYPED[str(state)]
    stage.play(state)
    visitor = stage.trip.visitor
    assert words in visitor.main
    for box in visitor.soup.select("main form input[type=checkbox][required]"):
        visitor.filled[str(box["name"])] = [box.get("value", "on")]  # a promise is given anew each time
    visitor.press(button)
    assert words in visitor.main


BY_NAME = {
    "assessments.OffersReopened", "people.FactUndone", "people.ConsentRestored", "people.CorrectionUndone",
    "people.ComplaintWithdrawn",
}
"""Undoings that say which answer, consent or request they speak of, not which entry."""
WITH_ANOTHER = {"mandates.MandateRestored"}
"""What follows from an undoing."""
OFFER = "form[action$=undoing] button, form[action^='/complaints/'][action$=withdrawal] button"


def undoings(stage: Stage) -> list[str]:
    with stage.app.extensions["huican"].database.reading() as db:
        entries = db.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
        return [entry.event for entry in entries if "undoes" in entry.facts or entry.event in BY_NAME]


@pytest.mark.proves("undo", anew=True)
@pytest.mark.parametrize("state", cases(UNDONE))
def test_what_was_just_done_is_taken_back_by_one_press(stage, state: State):
    stage.play(state)
    visitor, before = stage.trip.visitor, undoings(stage)
    offer = visitor.soup.select_one(OFFER)
    assert offer is not None, "nothing says that it can be taken back"
    visitor.press(offer.get_text(strip=True))
    assert undoings(stage) == [*before, UNDONE[str(state)]]
    assert visitor.soup.select_one(OFFER) is None, "an undoing is not undone in its turn"


def test_everything_that_a_room_can_undo_is_undone_here():
    """Each entry of a room's table has an event of its own; the rooms without a table undo one thing."""
    known = {name for name, event in Event.registry.items() if "undoes" in {part.name for part in fields(event)}}
    assert set(UNDONE.values()) == known | BY_NAME
    for room, table in (("assessments", APPOINTMENTS), ("home_services", HOME_SERVICES)):
        assert len({event for event in UNDONE.values() if event.startswith(f"{room}.")}) == len(table), room


def test_everything_that_was_decided_to_be_undone_is_undone_here():
    rows = [line.split("|") for line in DECISION.read_text("utf-8").splitlines() if line.startswith("| ")]
    decided = {name for row in rows for name in re.findall("`([A-Z][A-Za-z]+)`", row[3])}
    assert len(rows) == 15, "one line of heads and fourteen submissions"
    assert decided == {event.partition(".")[2] for event in {*UNDONE.values(), *WITH_ANOTHER}}


def test_the_seat_that_was_left_is_hers_again_when_the_move_is_undone(stage):
    """With the confirmation that it had."""
    stage.play(STATES["resident.appointment-just-moved"])
    visitor = stage.trip.visitor
    assert "上午 9:00 到 上午 9:30" in visitor.main
    assert "原来的号先给您留着。" in visitor.main
    visitor.press("不换了，用原来的时间")
    assert "上午 8:30 到 上午 9:00" in visitor.main
    assert "评定机构已经准备好" in visitor.main
