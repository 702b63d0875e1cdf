"""Coming back: to what was typed when the session ended, and from what was done and should not have been."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from pages import PAGES
from stage import Stage
from states import State
from webapp.core import LedgerEntry

STATES = {str(page): page for page in PAGES}
TYPED = {  # what waits after signing in again, and the button that sends it
    "resident.interrupted_form-letter": ("轮椅进不了社区的门。", "送出"),
    "workbench.interrupted_form-letter": ("门口有坡道，从东门进。", "送出答复"),
}
UNDONE = (
    "resident.appointment-just-booked",
    "resident.appointment-cancelled",
    "resident.home_service_request-just-sent",
    "resident.home_service_request-cancelled",
    "resident.home_service_request-confirmed",
    "resident.mandate-just-signed",
    "resident.my_consents-just-withdrawn",
    "resident.answer-just-given",
)
"""The answers to what has legal or financial effect."""


def cases(names: tuple[str, ...]) -> list:
    return [pytest.param(STATES[name], id=name, marks=pytest.mark.xdist_group(STATES[name].endpoint)) for name in names]


@pytest.mark.proves("again", anew=True)
@pytest.mark.parametrize("state", cases(tuple(TYPED)))
def test_who_signs_in_again_finds_what_was_typed_and_sends_it(stage, state: State):
    words, button = TYPED[str(state)]
    stage.play(state)
    visitor = stage.trip.visitor
    assert words in visitor.main
    for box in visitor.soup.select("main form input[type=checkbox][required]"):
        visitor.filled[str(box["name"])] = [box.get("value", "on")]  # a promise is given anew each time
    visitor.press(button)
    assert words in visitor.main


BY_NAME = ("people.FactUndone", "people.ConsentRestored")
"""Undoings that say which answer or consent they speak of, not which entry."""


def undoings(stage: Stage) -> int:
    with stage.app.extensions["huican"].database.reading() as db:
        return sum("undoes" in entry.facts or entry.event in BY_NAME for entry in db.scalars(select(LedgerEntry)))


@pytest.mark.proves("undo", anew=True)
@pytest.mark.parametrize("state", cases(UNDONE))
def test_what_was_just_done_is_taken_back_by_one_press(stage, state: State):
    stage.play(state)
    visitor, before = stage.trip.visitor, undoings(stage)
    offer = visitor.soup.select_one("form[action*=undoing] button")
    assert offer is not None, "nothing says that it can be taken back"
    visitor.press(offer.get_text(strip=True))
    assert undoings(stage) == before + 1
    assert visitor.soup.select_one("form[action*=undoing]") is None, "an undoing is not undone in its turn"
