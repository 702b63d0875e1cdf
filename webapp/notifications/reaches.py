"""Ways from an event to those who are told. Each is given the circle, the entry and the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from webapp.assessments import AssessmentSite
from webapp.core import LedgerEntry
from webapp.core.ledger import NOBODY
from webapp.mandates import Disagreement, Guardianship, Mandate, active_on, guarded_on
from webapp.notifications.circle import Circle, Recipient
from webapp.notifications.models import Audience
from webapp.people import Account, Complaint, Organisation, Passkey, PhoneChange, seat_of_successor

if TYPE_CHECKING:
    from webapp.notifications.notice import Notice

WAYS_IN = {"passkey": Passkey, "phone": PhoneChange}
"""Matters that belong to an account."""


def the_resident(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    found = circle.herself(entry.subject_id)
    return [found] if found else []


def her_carers(circle: Circle, entry: LedgerEntry, notice: type[Notice]) -> list[Recipient]:
    """Those whose mandate covers the province with the power to receive notices, at this moment."""
    return circle.carers(entry.subject_id, notice.province) if notice.province else []


def somebody_who_can_tell_her(circle: Circle, entry: LedgerEntry, notice: type[Notice]) -> list[Recipient]:
    """She has no account and no carer is told: the community officers are asked to tell her in person."""
    if circle.herself(entry.subject_id) or her_carers(circle, entry, notice):
        return []
    return circle.officers(entry.subject_id, Audience.messenger)


def the_agent(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """Who was given, or has lost, the mandate: it is his own affair, whatever the mandate covers."""
    if entry.subject_id not in circle.residence:
        return []
    agent = circle.db.scalar(
        select(Mandate.agent_id).join(Account, Account.id == Mandate.agent_id)
        .where(Mandate.public_id == entry.facts["mandate"], Account.closed_at.is_(None)))
    return [Recipient(agent, Audience.own, entry.subject_id)] if agent else []


def the_guardian(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """Who was recorded as her guardian, or is it no more: it is his own affair too."""
    if entry.subject_id not in circle.residence:
        return []
    guardian = circle.db.scalar(
        select(Guardianship.guardian_id).join(Account, Account.id == Guardianship.guardian_id)
        .where(Guardianship.public_id == entry.matter_public_id, Account.closed_at.is_(None)))
    return [Recipient(guardian, Audience.own, entry.subject_id)] if guardian else []


def her_guardian_still(circle: Circle, entry: LedgerEntry, notice: type[Notice]) -> list[Recipient]:
    """The same, as long as he may act for her."""
    serves = select(Guardianship.guardian_id).where(
        Guardianship.public_id == entry.matter_public_id, guarded_on(circle.today))
    return the_guardian(circle, entry, notice) if circle.db.scalar(serves) else []


def who_disagreed(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """Both who act for her, as long as they may: who had done it, and who wanted to undo it."""
    if entry.subject_id not in circle.residence:
        return []
    by_mandate = select(Mandate.agent_id).where(Mandate.resident_id == entry.subject_id, active_on(circle.today))
    as_guardian = select(Guardianship.guardian_id).where(
        Guardianship.resident_id == entry.subject_id, guarded_on(circle.today))
    both = select(Account.id).join(Disagreement, Account.id.in_((Disagreement.first_id, Disagreement.second_id))).where(
        Disagreement.public_id == entry.matter_public_id, Account.closed_at.is_(None),
        Account.id.in_(by_mandate) | Account.id.in_(as_guardian))
    return [Recipient(carer, Audience.own, entry.subject_id) for carer in circle.db.scalars(both)]


def the_account(circle: Circle, entry: LedgerEntry, notice: type[Notice]) -> list[Recipient]:
    """Whose way in it is, whoever changed it: a resident's; of all others the matter tells it, or they did it."""
    if entry.subject_id != NOBODY:
        return the_resident(circle, entry, notice)
    kind, _, name = (entry.matter or "").partition(":")
    account = entry.actor_id
    if way := WAYS_IN.get(kind):
        account = circle.db.scalar(
            select(way.account_id).join(Account, Account.id == way.account_id)
            .where(way.public_id == name, Account.closed_at.is_(None)))
    return [Recipient(account, Audience.own)] if account else []


def her_officers(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """The community officers of where she lives have the next step."""
    return circle.officers(entry.subject_id)


def her_federation(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """Those of the Federation over where she lives: never her community."""
    return circle.federation(entry.subject_id)


def who_complained(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """The carer who wrote it for her, as long as the mandate holds: it is his own affair, whatever it covers."""
    wrote = select(Complaint.asked_by).where(Complaint.public_id == entry.matter_public_id)
    holds = select(Mandate.agent_id).join(Account, Account.id == Mandate.agent_id).where(
        Mandate.agent_id.in_(wrote), Mandate.resident_id == entry.subject_id, active_on(circle.today),
        Account.closed_at.is_(None))
    return [Recipient(agent, Audience.own, entry.subject_id) for agent in circle.db.scalars(holds.distinct())]


def clerks_of_site(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    return circle.clerks(_site_organisation(circle, entry.facts["site"]), entry.subject_id)


def clerks_of_provider(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    provider = circle.db.scalar(select(Organisation.id).where(Organisation.public_id == entry.facts["provider"]))
    return circle.clerks(provider, entry.subject_id)


def who_was_to_come(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """The clerks of the provider that has it no more. Not as a message about her: after a death too somebody must hear
    that nobody is to stand before the door."""
    wanted = entry.facts.get("provider")
    provider = circle.db.scalar(select(Organisation.id).where(Organisation.public_id == wanted)) if wanted else None
    return circle.clerks(provider, None) if provider is not None else []


def the_successor(circle: Circle, entry: LedgerEntry, _notice: type[Notice]) -> list[Recipient]:
    """Who took over what waits in a seat."""
    seat = seat_of_successor(circle.db, entry.facts["left"])
    return [Recipient(seat.account_id, Audience.staff, membership_id=seat.id)] if seat is not None else []


def _site_organisation(circle: Circle, site: str) -> int | None:
    return circle.db.scalar(select(AssessmentSite.organisation_id).where(AssessmentSite.public_id == site))


HERS = (the_resident, her_carers, somebody_who_can_tell_her)
"""The usual: herself, those who care for her, or somebody who goes and says it."""
