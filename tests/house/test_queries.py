"""No page asks the database more than eight questions: a list that asks once a row is found before it is long.

Here for everybody of the village, on the pages that links lead to; a11y-tests/test_catalogue.py counts in every state.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.visitor import BASE
from tests.walk import MOST_QUERIES, Walk, counted

VISITORS = {
    "a stranger": (None, None), "a resident": ("mei", None), "one who waits for a visit": ("wei", None),
    "a carer for herself": ("daughter", None), "a carer": ("daughter", "mei"), "a community officer": ("officer", None),
    "an officer of the village": ("river_officer", None), "a federation officer": ("federation", None),
    "an administrator": ("administrator", None), "a clerk of a site": ("clerk", None), "a provider": ("provider", None),
}


@pytest.mark.parametrize("who", VISITORS)
def test_no_page_asks_more_than_eight_questions(who, app, visitor):
    key, acting_for = VISITORS[who]
    client = visitor(key, acting_for=acting_for).client
    pages = Walk(app, client, BASE).pages()
    assert {page.path: page.queries for page in pages if page.queries > MOST_QUERIES} == {}
    assert len(pages) > 5, "the walk has hardly begun: its links are not found"


def test_nine_questions_are_counted(app):
    database = app.extensions["huican"].database
    with counted(database) as asked, database.reading() as db:
        for _ in range(9):
            db.execute(text("SELECT 1"))
    assert len(asked) > MOST_QUERIES
