"""What people are told about themselves and their account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from webapp.core import Actor, LedgerEntry
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import her_officers, somebody_who_can_tell_her, the_account, the_resident


class OfTheAccount(Notice, family=True):
    """Somebody changed a way to sign in: she must hear of it, in case it was not she."""

    topic = Topic.account
    important = True
    despite_quiet_hours = True
    urgent = True
    hers_alone = True
    reaches = (the_account,)


class PasskeyAdded(OfTheAccount):
    event = "people.PasskeyAdded"


class PasskeyRemoved(OfTheAccount):
    event = "people.PasskeyRemoved"


class RecoveryCodeIssued(OfTheAccount):
    event = "people.RecoveryCodeIssued"


class ViewQuestioned(Notice):
    """She asks why somebody looked at her file: it must be answered."""

    event = "people.ViewQuestioned"
    topic = Topic.account
    important = True
    reaches = (her_officers,)


class ViewExplained(Notice):
    event = "people.ViewExplained"
    topic = Topic.account
    hers_alone = True
    lifetime = timedelta(days=3)
    reaches = (the_resident, somebody_who_can_tell_her)


class RecoveryUsed(OfTheAccount):
    """Somebody came in by the code on paper: whoever has the telephone hears of it at once."""

    event = "people.SignedIn"

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        return facts["way"] == "recovery"


class UnifiedUsed(OfTheAccount):
    """Somebody came in through another service, on a device that is new to the account."""

    event = "people.SignedIn"

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        return facts["way"] == "unified" and facts.get("new_device", False)


class PhoneAdopted(OfTheAccount):
    """Whoever holds the telephone that stands in her file can come in by it now."""

    event = "people.PhoneAdopted"


class NewPhoneProved(OfTheAccount):
    """While the former number still serves: it is the one that hears of it."""

    event = "people.NewPhoneProved"


class NewPhoneStopped(OfTheAccount):
    event = "people.NewPhoneStopped"


class PhoneChanged(OfTheAccount):
    event = "people.PhoneChanged"


class PhoneRestored(OfTheAccount):
    event = "people.PhoneRestored"


class AccountActivated(OfTheAccount):
    event = "people.AccountActivated"

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        """For the first time, or after it was closed; who picks a person of the demo village needs no message."""
        return facts["way"] != "demo"


class DeathRetracted(Notice):
    """She was taken for dead, and everything in her name had ended."""

    event = "people.DeathRetracted"
    topic = Topic.account
    important = True
    reaches = (the_resident, somebody_who_can_tell_her)


class FileCorrected(Notice):
    """What is known of her was changed, by staff or by the register."""

    event = "people.ResidentCorrected"
    topic = Topic.account
    lifetime = timedelta(days=3)
    reaches = (the_resident,)

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        """A night's register may correct thousands; what she told us herself she knows."""
        return facts["source"] == "officer"


class CorrectionSettled(Notice):
    """What she said is wrong was looked at."""

    event = "people.CorrectionSettled"
    topic = Topic.account
    lifetime = timedelta(days=3)
    reaches = (the_resident,)


class HukouMoved(Notice):
    """What is hers hangs on it."""

    event = "people.HukouMoved"
    topic = Topic.account
    lifetime = timedelta(days=3)
    reaches = (the_resident,)

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        """As for what was corrected."""
        return facts["source"] == "officer"


class AnswersNoted(Notice):
    """An officer has written down what she answered: once for a visit, however many questions were asked."""

    event = "people.FactRecorded"
    topic = Topic.account
    lifetime = timedelta(days=3)
    reaches = (the_resident,)

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        return facts["source"] == "officer"

    @classmethod
    def key(cls, entry: LedgerEntry) -> str:
        return f"{cls.kind}:{entry.subject_id}:{entry.actor_id}:{Actor.service(entry.at).today.isoformat()}"
