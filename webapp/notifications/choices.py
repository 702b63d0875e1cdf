"""What a person chose: which channels for which topics, and her quiet hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.notifications.errors import QuietHoursIncomplete
from webapp.notifications.events import NoticeChoicesChanged
from webapp.notifications.models import Channel, ChannelRefusal, QuietHours, Topic
from webapp.people import Account


@dataclass(frozen=True)
class Choices:
    """refused: (topic, channel) pairs that are switched off. quiet: from, until in local time; None: no quiet hours."""

    refused: frozenset[tuple[Topic, Channel]] = frozenset()
    quiet: tuple[time, time] | None = None


def choices_of(db: Session, account_id: int) -> Choices:
    refusals = select(ChannelRefusal.topic, ChannelRefusal.channel).where(ChannelRefusal.account_id == account_id)
    hours = db.get(QuietHours, account_id)
    return Choices(
        frozenset(tuple(row) for row in db.execute(refusals)), (hours.quiet_from, hours.quiet_until) if hours else None
    )


def choose_channels(db: Session, actor: Actor, account: Account, refused: Iterable[tuple[Topic, Channel]]) -> None:
    """Exactly these are switched off from now on. Important notices go out all the same (Notice.important)."""
    before, after = choices_of(db, account.id).refused, frozenset(refused)
    for topic, channel in before - after:
        db.execute(delete(ChannelRefusal).where(
            ChannelRefusal.account_id == account.id, ChannelRefusal.topic == topic, ChannelRefusal.channel == channel))
    db.add_all(ChannelRefusal(account_id=account.id, topic=topic, channel=channel, refused_at=actor.at)
               for topic, channel in sorted(after - before))
    if before != after:
        record(db, actor, NoticeChoicesChanged(), subject_id=account.resident_id)


def choose_quiet_hours(db: Session, actor: Actor, account: Account, quiet: tuple[time | None, time | None]) -> None:
    """From, until; both None: none. Raises QuietHoursIncomplete."""
    begin, end = quiet
    if (begin is None) != (end is None) or (begin is not None and begin == end):
        raise QuietHoursIncomplete()
    hours = db.get(QuietHours, account.id)
    if (hours.quiet_from, hours.quiet_until) == quiet if hours else begin is None:
        return
    if begin is None or end is None:
        db.delete(hours)
    elif hours is None:
        db.add(QuietHours(account_id=account.id, quiet_from=begin, quiet_until=end))
    else:
        hours.quiet_from, hours.quiet_until = begin, end
    record(db, actor, NoticeChoicesChanged(), subject_id=account.resident_id)
