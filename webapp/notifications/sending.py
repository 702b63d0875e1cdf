"""Sending: words, lease, hand over, note what came of it: each a transaction of its own, and none open meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.core import Database, quiet_log
from webapp.notifications import ladder, rules
from webapp.notifications.gateways import Gateways
from webapp.notifications.leases import Lease, claim, is_due, release
from webapp.notifications.models import Channel, Delivery, DeliveryState, Message
from webapp.notifications.outcomes import Gone, Later, Outcome, Refused, Sent
from webapp.notifications.parcels import Kept, Parcel, pack
from webapp.notifications.push import PushConnection, PushSender
from webapp.notifications.wording import Wording, Words

log = quiet_log("huican.notices")

BATCH = 64
"""Deliveries leased at once. With the time-outs of push, SMS and mail it is sent well within a lease."""

GATEWAY_LANES = 8
"""SMS and mails under way at the same time."""

Clock = Callable[[], datetime]


class Sender:
    def __init__(
        self, database: Database, *, wording: Wording, push: PushSender, gateways: Gateways, clock: Clock
    ) -> None:
        self._database, self._wording, self._push = database, wording, push
        self._gateways, self._clock = gateways, clock

    def send_due(self) -> int:
        """Put into words what has none, then send all that is due; how many deliveries were handed over."""
        while self.put_into_words():
            pass
        if not self._anything_due():
            return 0
        handed_over = 0
        with self._push.connected() as connection:
            while True:
                with self._database.writing() as db:
                    lease = claim(db, self._clock(), BATCH)
                if not lease.delivery_ids:
                    return handed_over
                handed_over += self._send(lease, connection)

    def put_into_words(self, limit: int = 200) -> int:
        """Write down what messages say, in their recipients' languages: it was this and nothing else."""
        with self._database.reading() as db:
            waiting = db.scalars(
                select(Message).where(Message.worded_at.is_(None)).order_by(Message.id.desc()).limit(limit)
            ).all()
            worded = [(message.id, words) for message in waiting if (words := self._words(db, message)) is not None]
        if not worded:
            return 0
        at = self._clock()
        with self._database.writing() as db:
            for message_id, words in worded:
                keep_words(db, message_id, words, at)
        return len(worded)

    def _words(self, db: Session, message: Message) -> Words | None:
        try:
            return self._wording(db, message)
        except Exception:  # one message without words must not silence the others
            log.exception("no words for a message of kind %s", message.kind)
            return None

    def _anything_due(self) -> bool:
        """Asked with a reading session, so that an idle worker takes no write lock."""
        with self._database.reading() as db:
            return db.scalar(select(Delivery.id).where(is_due(self._clock())).limit(1)) is not None

    def _send(self, lease: Lease, connection: PushConnection) -> int:
        with self._database.reading() as db:
            parcels, kept = pack(db, lease.delivery_ids, self._clock())
        outcomes = self._hand_over(parcels, connection)
        with self._database.writing() as db:
            at = self._clock()
            for reason in kept:
                _keep(db, lease.token, reason)
            for parcel, outcome in zip(parcels, outcomes, strict=True):
                self._note(db, lease.token, parcel, outcome, at)
        return len(parcels)

    def _hand_over(self, parcels: list[Parcel], connection: PushConnection) -> list[Outcome]:
        came: dict[int, Outcome] = {}
        pushes = [parcel for parcel in parcels if parcel.channel is Channel.push]
        others = [parcel for parcel in parcels if parcel.channel is not Channel.push]
        came |= dict(zip((p.delivery_id for p in pushes), connection.send([p.push for p in pushes]), strict=True))
        if others:
            with ThreadPoolExecutor(GATEWAY_LANES) as lanes:
                came |= dict(zip((p.delivery_id for p in others), lanes.map(self._by_gateway, others), strict=True))
        return [came[parcel.delivery_id] for parcel in parcels]

    def _by_gateway(self, parcel: Parcel) -> Outcome:
        to = str(parcel.to)
        try:
            if parcel.channel is Channel.sms and self._gateways.sms is not None:
                return self._gateways.sms.send(to, parcel.text, parcel.key)
            if parcel.channel is Channel.mail and self._gateways.mail is not None:
                return self._gateways.mail.send(to, parcel.subject, parcel.text, parcel.key)
        except Exception:
            log.exception("the %s gateway broke", parcel.channel.value)
            return Later("broken")
        return Refused("no_gateway")

    def _note(self, db: Session, token: str, parcel: Parcel, outcome: Outcome, at: datetime) -> None:
        match outcome:
            case Sent(reference):
                release(
                    db,
                    parcel.delivery_id,
                    token,
                    state=DeliveryState.sent,
                    sent_at=at,
                    reference=reference,
                    last_error=None,
                )
            case Later(code, after):
                next_at = rules.next_attempt(at, parcel.attempts, after)
                state = DeliveryState.due if next_at else DeliveryState.failed
                held = release(
                    db,
                    parcel.delivery_id,
                    token,
                    state=state,
                    last_error=code,
                    **({"next_at": next_at} if next_at else {}),
                )
                if held and (next_at is None or parcel.attempts >= rules.NEXT_RUNG_AFTER):
                    self._next_rung(db, parcel, at)
            case Refused(code) | Gone(code):
                held = release(db, parcel.delivery_id, token, state=DeliveryState.failed, last_error=code)
                if isinstance(outcome, Gone) and parcel.device_id is not None:
                    ladder.retire_device(db, parcel.device_id, at, because="gone", sms=self._gateways.sms is not None)
                if held:
                    self._next_rung(db, parcel, at)

    def _next_rung(self, db: Session, parcel: Parcel, at: datetime) -> None:
        if self._gateways.sms is not None:
            ladder.next_rung(db, parcel.message_id, at)


def _keep(db: Session, token: str, kept: Kept) -> None:
    """Waiting for words or for the morning is no attempt."""
    if kept.state is DeliveryState.due:
        release(db, kept.delivery_id, token, state=kept.state, last_error=kept.code, next_at=kept.next_at,
                attempts=Delivery.attempts - (1 if kept.code == "quiet_hours" else 0))
    else:
        release(db, kept.delivery_id, token, state=kept.state, last_error=kept.code)


def keep_words(db: Session, message_id: int, words: Words, at: datetime) -> None:
    """The first words count."""
    first = update(Message).where(Message.id == message_id, Message.worded_at.is_(None)).values(
        language=words.language, subject=words.subject, body=words.body, push_title=words.push_title,
        push_body=words.push_body, outside_text=words.outside_text, path=words.path, worded_at=at)
    db.execute(first.execution_options(synchronize_session=False))
