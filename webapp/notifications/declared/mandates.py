"""What the resident and those who act for her are told about their right to."""

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
from webapp.notifications.reaches import her_guardian_still, the_agent, the_guardian, the_resident, who_disagreed
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


class GuardianRecorded(Notice):
    """Staff say that somebody may act for her whom she has not chosen: whoever has not heard of it must."""

    event = "mandates.GuardianRecorded"
    topic = Topic.mandates
    important = True
    reaches = (the_resident, the_guardian)


class GuardianEnded(GuardianRecorded):
    event = "mandates.GuardianEnded"

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        return facts["reason"] != "death"


class ObjectionSettled(Notice):
    """An officer says that all have been spoken with: whoever has not can say so."""

    event = "mandates.ObjectionSettled"
    topic = Topic.mandates
    reaches = (the_resident, her_guardian_still)


class DisagreementSettled(Notice):
    """What she wants, as an officer heard it; one of the two who act for her waits for it."""

    event = "mandates.DisagreementSettled"
    topic = Topic.mandates
    reaches = (the_resident, who_disagreed)


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
