"""huey's worker: sends what is due, takes up what a dead worker left, writes reminders.

    python -m huey.bin.huey_consumer webapp.worker.huey -w 2 -m 1

As many of these as one likes, on as many machines as share the queue and the database. The
delivery rows say what is to be done (webapp/notifications/leases.py); a task only wakes somebody up.
"""

from __future__ import annotations

from huey import crontab

from webapp import codes, entitlements, night, people
from webapp.application import create_app
from webapp.core import Actor, ledger_roots

house = create_app().extensions["huican"]
post_room = house.post_room

huey = post_room.queue


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    post_room.sweep()


@huey.periodic_task(crontab(minute="*/10"))
def remind() -> None:
    post_room.remind()


@huey.periodic_task(crontab(minute="*/10"))
def withdraw_codes() -> None:
    """What a phone holds and holds true no longer reaches the list that checkpoints keep."""
    with house.database.writing() as db:
        codes.withdraw_untrue(db, Actor.service(house.clock()))


@huey.periodic_task(crontab(minute="*/10"))
def settle_phone_changes() -> None:
    """A new number that has waited its day serves."""
    settled = True
    while settled:
        with house.database.writing() as db:
            settled = bool(people.settle_phone_changes(db, Actor.service(house.clock())))


@huey.periodic_task(crontab(minute="0", hour="18"))  # two in the morning in the mainland; the queue keeps UTC
def the_night() -> None:
    actor = Actor.service(house.clock())
    night.forget(house.database, actor)
    for _ in entitlements.work_through(house.database, actor):
        pass
    keep_root()


def keep_root() -> None:
    """The ledger's signed root of the day, to be kept outside."""
    signer = ledger_roots.signer(house.settings.ledger_key)
    with house.database.reading() as db:
        ledger_roots.keep_root(db, house.settings.ledger_roots, signer, house.clock())
