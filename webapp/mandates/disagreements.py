"""Two who act for one resident want different things: a state with a task for the officer, not an overwriting.

Whoever wants to undo or move what another has done for her is stopped; the officer asks both and her, and says whether
it goes ahead. She herself, and the officer for her, are never stopped. Source: 民法典 166.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, LedgerEntry, Matter, record
from webapp.mandates.errors import NoSuchDisagreement
from webapp.mandates.events import CarersDisagreed, DisagreementSettled
from webapp.mandates.models import Disagreement
from webapp.people import Account, FileViewed, Resident

GOES_AHEAD_FOR = timedelta(days=7)
"""What the officer has settled may be done so long."""


def opposed(db: Session, actor: Actor, matter: Matter) -> Account | None:
    """Whose act it would undo: the latest hand in this matter, when it was another's who acts for her."""
    if not actor.on_behalf or actor.resident_id is None:
        return None
    latest = db.scalars(
        select(LedgerEntry).where(
            LedgerEntry.matter == str(matter), LedgerEntry.subject_id == actor.resident_id,
            LedgerEntry.actor_id.is_not(None), LedgerEntry.event != FileViewed.name,
            or_(LedgerEntry.mandate_id.is_not(None), LedgerEntry.guardianship_id.is_not(None)),
        ).order_by(LedgerEntry.id.desc())
    ).first()
    if latest is None or latest.actor_id == actor.account_id:
        return None
    settled = select(Disagreement.id).where(
        Disagreement.resident_id == actor.resident_id, Disagreement.matter == str(matter),
        Disagreement.second_id == actor.account_id, Disagreement.goes_ahead.is_(True),
        Disagreement.settled_at > actor.at - GOES_AHEAD_FOR)
    return None if db.scalar(settled) is not None else db.get(Account, latest.actor_id)


def note_disagreement(db: Session, actor: Actor, matter: Matter, first: Account, *, step: str) -> Disagreement:
    """One at a time for a matter and who wants it: asking again opens no second task."""
    there = select(Disagreement).where(
        Disagreement.resident_id == actor.resident_id, Disagreement.matter == str(matter),
        Disagreement.second_id == actor.account_id, Disagreement.settled_at.is_(None))
    known = db.scalar(there)
    if known is not None:
        return known
    disagreement = Disagreement(
        resident_id=actor.resident_id, matter=str(matter), step=step[:60], first_id=first.id,
        second_id=actor.account_id, arose_at=actor.at)
    db.add(disagreement)
    db.flush()
    record(db, actor, CarersDisagreed(step=step[:60]), subject_id=actor.resident_id, matter=_matter(disagreement))
    return disagreement


def settle_disagreement(db: Session, actor: Actor, disagreement: Disagreement, *, goes_ahead: bool) -> None:
    """By the officer, who has asked both and her. Twice changes nothing."""
    db.refresh(disagreement, with_for_update={"of": Disagreement})
    if disagreement.settled_at is None:
        disagreement.settled_at, disagreement.settled_by = actor.at, actor.account_id
        disagreement.goes_ahead = goes_ahead
        db.flush()
        settled = DisagreementSettled(goes_ahead=goes_ahead)
        record(db, actor, settled, subject_id=disagreement.resident_id, matter=_matter(disagreement))


def disagreement_within(db: Session, public_id: str, areas: Select[tuple[int]]) -> Disagreement:
    found = db.scalar(_there(areas).where(Disagreement.public_id == public_id))
    if found is None:
        raise NoSuchDisagreement()
    return found


def _matter(disagreement: Disagreement) -> Matter:
    return Matter("disagreement", disagreement.public_id)


def _there(areas: Select[tuple[int]]) -> Select[tuple[Disagreement]]:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    chosen = select(Disagreement).join(Resident, Resident.id == Disagreement.resident_id).where(there)
    return chosen.options(
        joinedload(Disagreement.resident), joinedload(Disagreement.first), joinedload(Disagreement.second))
