"""The post room: where messages are written, and from where they leave the house.

Made once by the application; the worker and the doors use it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from huey import Huey
from sqlalchemy.orm import Session

from webapp.core import Actor, Database, LedgerEntry, quiet_log
from webapp.notifications import ladder, reminders, subscriber, writing
from webapp.notifications.gateways import Gateways, open_gateways
from webapp.notifications.push import PushSender
from webapp.notifications.queue import open_queue
from webapp.notifications.sending import Clock, Sender
from webapp.notifications.vapid import VapidKey
from webapp.notifications.wording import Wording
from webapp.settings import Settings

log = quiet_log("huican.notices")


class PostRoom:
    def __init__(self, settings: Settings, database: Database, *, wording: Wording, clock: Clock,
                 gateways: Gateways | None = None, push: PushSender | None = None,
                 hand_over: Callable[[], None] | None = None) -> None:
        """gateways, push: of the settings unless given. hand_over: what follows a commit, else a task in the queue."""
        self._settings, self._database, self._clock = settings, database, clock
        self.gateways = gateways or open_gateways(settings)
        if push is not None:
            self.__dict__["push"] = push
        self._wording = wording
        self._hand_over = hand_over or self._enqueue

    @cached_property
    def push(self) -> PushSender:
        key = VapidKey.of(self._settings.instance, self._settings.push_contact)
        return PushSender(key, self._settings.push_hosts, loopback=not self._settings.is_production)

    @cached_property
    def sender(self) -> Sender:
        return Sender(self._database, wording=self._wording, push=self.push, gateways=self.gateways, clock=self._clock)

    @cached_property
    def queue(self) -> Huey:
        queue = open_queue(self._settings)
        self._send_due_task = queue.task(name="send_due")(self.send_due)
        return queue

    def tell(self, db: Session, entries: list[LedgerEntry]) -> Callable[[], None] | None:
        """Subscriber of the unit of work: messages within the transaction, a task after it."""
        told = subscriber.tell(db, entries, **self._ways())
        return self.hand_over if told else None

    def hand_over(self) -> None:
        """Tell the worker. A queue that cannot be reached must not spoil what is committed: the sweep finds it."""
        try:
            self._hand_over()
        except Exception:
            log.exception("the queue took no task; the sweep will find what is due")

    def send_due(self) -> int:
        return self.sender.send_due()

    def sweep(self) -> int:
        """Every minute: take up what a dead worker left, and what has become due; SMS where push stayed silent."""
        if self.gateways.sms is not None and self._anybody_silent():
            with self._database.writing() as db:
                ladder.climb(db, self._clock())
        return self.send_due()

    def remind(self) -> int:
        """Write the reminders whose day has come; how many. Any number of workers may ask at once."""
        actor = Actor.service(self._clock())
        with self._database.reading() as db:
            drafts = reminders.due(db, actor)
        if not drafts:
            return 0
        with self._database.writing() as db:
            written = writing.write(db, drafts, **self._ways())
        if written:
            self.hand_over()
        return written

    def close(self) -> None:
        """Give back the queue's connection, where one was opened."""
        if "queue" in self.__dict__:
            self.queue.storage.close()

    def _anybody_silent(self) -> bool:
        with self._database.reading() as db:
            return ladder.anybody_silent(db, self._clock())

    def _ways(self) -> dict[str, bool]:
        return {"sms": self.gateways.sms is not None, "mail": self.gateways.mail is not None}

    def _enqueue(self) -> None:
        _ = self.queue  # opening it makes the task
        self._send_due_task()


def connect(settings: Settings, database: Database, *, wording: Wording, clock: Clock) -> PostRoom:
    """A post room that hears of everything the database commits."""
    room = PostRoom(settings, database, wording=wording, clock=clock)
    database.subscribe(room.tell)
    return room
