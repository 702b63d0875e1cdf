"""Ledger entries become messages, in the transaction that made them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.core import Actor, LedgerEntry
from webapp.notifications import writing
from webapp.notifications.circle import Circle, Recipient
from webapp.notifications.models import AT_WORK
from webapp.notifications.notice import Notice
from webapp.notifications.undone import recall
from webapp.notifications.writing import Draft


def tell(db: Session, entries: list[LedgerEntry], *, sms: bool, mail: bool) -> int:
    """Write what these entries mean to whom; how many messages. Entries that mean nothing to anybody cost nothing."""
    told = [
        (entry, notice)
        for entry in entries
        for notice in Notice.of_event.get(entry.event, ())
        if notice.applies(entry.facts)
    ]
    if not told:
        return 0
    today = Actor.service(max(entry.at for entry, _ in told)).today
    unaware = recall(db, (entry for entry, _ in told))
    circle = Circle(db, (entry.subject_id for entry, _ in told), today)
    drafts = [
        Draft(notice, recipient, notice.key(entry), entry.at, entry.facts, entry.matter,
              to_inbox_only=recipient.account_id in unaware.get(entry.id, ()),
              known=_did_it(entry, notice, recipient))
        for entry, notice in told
        for recipient in notice.recipients(circle, entry)
    ]
    return writing.write(db, drafts, sms=sms, mail=mail)


def _did_it(entry: LedgerEntry, notice: type[Notice], recipient: Recipient) -> bool:
    """What reaches a member of staff is work to be done, whoever caused it."""
    hers = recipient.audience not in AT_WORK and recipient.account_id == entry.actor_id
    return hers and not notice.own_act_is_news
