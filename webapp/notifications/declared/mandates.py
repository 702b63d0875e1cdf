"""What the resident and her agent are told about a mandate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.core.actor import LOCAL
from webapp.mandates import Mandate
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import the_agent, the_resident
from webapp.notifications.reminders import Occasion, Reminder

DAYS_BEFORE_THE_END = 7


class MandateGranted(Notice):
    """Somebody may act for her from now on: it cannot be switched off."""

    event = "mandates.MandateGranted"
    topic = Topic.mandates
    important = True
    reaches = (the_resident, the_agent)


class MandateProposed(Notice):
    """An officer wrote one down for her: she may read it and say no at once."""

    event = "mandates.MandateProposed"
    topic = Topic.mandates
    important = True
    reaches = (the_resident,)


class ErrandGiven(Notice):
    """An officer noted that she agreed: whoever has not can say so at once."""

    event = "mandates.ErrandGiven"
    topic = Topic.mandates
    important = True
    reaches = (the_resident,)


class MandateRenewed(MandateGranted):
    event = "mandates.MandateRenewed"


class MandateRevoked(MandateGranted):
    event = "mandates.MandateRevoked"

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        """Whoever has just lost her is not told by a machine; of a new mandate in its place one message tells."""
        return facts["reason"] not in {"death", "renewed", "replaced"}


class GrantUndone(MandateGranted):
    event = "mandates.GrantUndone"


class MandateRestored(MandateGranted):
    """The earlier one, which had been replaced, serves again."""

    event = "mandates.MandateRestored"


class MandateEnding(Reminder):
    """Renewal asks the person, never the carer."""

    topic = Topic.mandates
    reaches = (the_resident,)

    @classmethod
    def occasions(cls, db: Session, actor: Actor) -> Iterable[Occasion]:
        last = actor.today + timedelta(days=DAYS_BEFORE_THE_END)
        ending = select(Mandate).where(
            Mandate.revoked_at.is_(None), Mandate.until_on > actor.today, Mandate.until_on <= last
        )
        for mandate in db.scalars(ending.where(Mandate.granted_at < actor.at - timedelta(days=DAYS_BEFORE_THE_END))):
            yield Occasion(
                subject_id=mandate.resident_id,
                key=mandate.public_id,
                at=actor.at,
                matter=f"mandate:{mandate.public_id}",
                facts={"mandate": mandate.public_id, "until_on": mandate.until_on.isoformat()},
                useful_until=datetime.combine(mandate.until_on + timedelta(days=1), time(0), LOCAL),
            )
