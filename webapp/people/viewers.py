"""Who looked at her file: read from the ledger, with the seat or the mandate from which they looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core import LedgerEntry
from webapp.people.events import FileViewed
from webapp.people.models import Account, Resident, StaffMembership

PAGE = 20


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did something that stands in the ledger."""

    name: str
    seat: StaffMembership | None
    """Of a member of staff: the seat held at that moment."""


@dataclass(frozen=True, slots=True)
class FileView:
    entry_id: int
    mark: str
    """By which the view is named in an address."""
    at: datetime
    page: str
    """The name of the page that was opened."""
    name: str
    seat: StaffMembership | None
    """Of a member of staff: the seat held at that moment; None for somebody who acts for her."""
    on_behalf: bool


def file_views(db: Session, resident: Resident, page: int = 1) -> tuple[list[FileView], bool]:
    """One page of 20, the newest first, and whether there are more."""
    chosen = select(LedgerEntry).where(LedgerEntry.subject_id == resident.id, LedgerEntry.event == FileViewed.name)
    entries = list(db.scalars(chosen.order_by(LedgerEntry.id.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)))
    doers = doers_of(db, entries[:PAGE])
    views = [
        FileView(
            entry.id,
            entry.mark,
            entry.at,
            entry.facts["page"],
            doers[entry.id].name,
            doers[entry.id].seat,
            entry.mandate_id is not None or entry.guardianship_id is not None,
        )
        for entry in entries[:PAGE]
    ]
    return views, len(entries) > PAGE


def doers_of(db: Session, entries: list[LedgerEntry]) -> dict[int, Doer]:
    """By entry: the name of who did it, and the seat from which; two questions for any number of entries."""
    ids = {entry.actor_id for entry in entries}
    names = dict(db.execute(select(Account.id, Account.name).where(Account.id.in_(ids))).all())
    held = (
        select(StaffMembership)
        .where(StaffMembership.account_id.in_(ids))
        .options(joinedload(StaffMembership.organisation))
    )
    seats = list(db.scalars(held.order_by(StaffMembership.started_at)))
    return {
        entry.id: Doer(
            names.get(entry.actor_id, ""),
            None if entry.mandate_id or entry.guardianship_id else _seat_at(seats, entry),
        )
        for entry in entries
    }


def _seat_at(seats: list[StaffMembership], entry: LedgerEntry) -> StaffMembership | None:
    then = [
        s
        for s in seats
        if s.account_id == entry.actor_id
        and s.started_at <= entry.at
        and (s.ended_at is None or entry.at <= s.ended_at)
    ]
    return then[-1] if then else None
