"""The book of deeds: what happened about one resident, by whom, and by what right."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import LedgerEntry
from webapp.mandates.models import Errand, Mandate
from webapp.people import Doer, FileViewed, Resident, account_of, doers_of

DEEDS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Deed:
    entry: LedgerEntry
    doer: Doer
    mandate: Mandate | None
    errand: Errand | None
    own: bool
    """She did it herself."""


def deeds_about(db: Session, resident: Resident, page: int = 1) -> tuple[list[Deed], bool]:
    """One page, the newest first, and whether there are more. Who only looked stands in people.file_views."""
    chosen = select(LedgerEntry).where(LedgerEntry.subject_id == resident.id, LedgerEntry.event != FileViewed.name)
    wanted = chosen.order_by(LedgerEntry.id.desc()).offset((page - 1) * DEEDS_A_PAGE).limit(DEEDS_A_PAGE + 1)
    found = list(db.scalars(wanted))
    entries = found[:DEEDS_A_PAGE]
    doers = doers_of(db, entries)
    ids = {entry.mandate_id for entry in entries if entry.mandate_id}
    mandates = {each.id: each for each in db.scalars(select(Mandate).where(Mandate.id.in_(ids)))} if ids else {}
    ids = {entry.errand_id for entry in entries if entry.errand_id}
    errands = {each.id: each for each in db.scalars(select(Errand).where(Errand.id.in_(ids)))} if ids else {}
    account = account_of(db, resident)
    deeds = [
        Deed(entry, doers[entry.id], mandates.get(entry.mandate_id), errands.get(entry.errand_id),
             entry.actor_id is not None and account is not None and entry.actor_id == account.id)
        for entry in entries
    ]
    return deeds, len(found) > DEEDS_A_PAGE
