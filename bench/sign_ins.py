"""Signs one resident in again and again until it is told to stop: `python -m bench.sign_ins`, in a village's settings.

Each is the write of a sign-in: a session with its entry in the ledger, in a transaction of its own. Prints one line of
JSON: how long each took, in milliseconds, from asking for the transaction to its commit.
"""

from __future__ import annotations

import json
import signal
from threading import Event
from time import perf_counter

from sqlalchemy import select

from bench.village import RESIDENT
from webapp import people
from webapp.application import create_app
from webapp.core import Actor
from webapp.people import Account

BETWEEN = 0.1
"""Seconds."""


def main() -> list[float]:
    told_to_stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_stop.set())
    house = create_app().extensions["huican"]
    with house.database.reading() as db:
        account_id = db.scalars(select(Account.id).where(Account.name == RESIDENT)).one()
    print("ready", flush=True)
    took = []
    while not told_to_stop.wait(BETWEEN):
        began = perf_counter()
        with house.database.writing() as db:
            account = db.get_one(Account, account_id)
            people.start_session(db, Actor.service(house.clock()), account, way="code", device="bench")
        took.append((perf_counter() - began) * 1000)
    return took


if __name__ == "__main__":
    print(json.dumps(main()))
