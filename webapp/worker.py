"""huey's worker: sends what is due, takes up what a dead worker left, writes reminders.

    python -m huey.bin.huey_consumer webapp.worker.huey -w 2 -m 1

As many of these as one likes, on as many machines as share the queue and the database. The
delivery rows say what is to be done (webapp/notifications/leases.py); a task only wakes somebody up.
"""

from __future__ import annotations

from huey import crontab

from webapp import entitlements, night
from webapp.application import create_app
from webapp.core import Actor

house = create_app().extensions["huican"]
post_room = house.post_room

huey = post_room.queue


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    post_room.sweep()


@huey.periodic_task(crontab(minute="*/10"))
def remind() -> None:
    post_room.remind()


@huey.periodic_task(crontab(minute="0", hour="18"))  # two in the morning in the mainland; the queue keeps UTC
def the_night() -> None:
    actor = Actor.service(house.clock())
    night.forget(house.database, actor)
    for _ in entitlements.work_through(house.database, actor):
        pass
