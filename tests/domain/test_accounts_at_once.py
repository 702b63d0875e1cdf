"""Two phones ask for the same person's account at the same moment: the database decides, and nobody sees an error."""

from __future__ import annotations

import threading

from sqlalchemy import func, select

from tests import cast
from webapp import people
from webapp.core import Actor
from webapp.people import Account

UNDISTURBED = 0.5
"""Seconds after which somebody who has not come back is taken to be waiting."""


def opened(db, her):
    return people.open_account(db, Actor.service(), name=her.name, phone=her.phone, resident=her)


def test_an_account_that_two_open_at_once_is_one_account(village):
    with village.database.writing() as db:
        area = village.areas["000482001001"]
        one = cast.Person("one", "众一", "1970-01-01", 1)
        her = people.register_resident(db, Actor.service(), name=one.name, citizen_id=cast.citizen_id(one),
                                       phone="00090000001", hukou_area=area, residence_area=area)
        public_id = her.public_id
    found: list[int] = []

    def second() -> None:
        with village.database.writing() as db:
            found.append(opened(db, people.find_resident(db, public_id)).id)

    waiting = threading.Thread(target=second)
    with village.database.writing() as db:
        found.append(opened(db, people.find_resident(db, public_id)).id)
        waiting.start()
        waiting.join(UNDISTURBED)
        assert waiting.is_alive(), "the second has to wait for what the first does"
    waiting.join(30)
    assert len(found) == 2, "the second was refused"
    assert found[0] == found[1]
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Account).where(Account.resident_id == her.id)) == 1
