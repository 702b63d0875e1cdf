"""A question about many finds exactly those whose numbers are given, however the numbers lie."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, select

from webapp.core import OfMany
from webapp.core.ledger import LedgerHead

HEADS = OfMany(
    LedgerHead.subject_id,
    lambda those: (
        select(LedgerHead.subject_id, LedgerHead.hash)
        .where(those, LedgerHead.length >= bindparam("least"))
        .order_by(LedgerHead.subject_id)
    ),
)


@pytest.mark.parametrize("numbers", [[], [3], [2, 3, 4, 5], [2, 5, 9], [4, 1_000_000_007], [*range(0, 60_000, 2)]])
def test_a_question_finds_those_whose_numbers_are_given(database, numbers: list[int]) -> None:
    with database.writing() as db:
        db.add_all([LedgerHead(subject_id=number, hash=f"h{number}", length=number % 4) for number in range(1, 13)])
    with database.reading() as db:
        found = HEADS.rows(db.connection(), numbers, least=1)
    assert found == [(number, f"h{number}") for number in numbers if number in range(1, 13) and number % 4]
