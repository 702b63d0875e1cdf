"""What waits for an officer in this room, in one question to the database: the queue is on her first page."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.mandates.models import Disagreement, MandateAnswer, MandateProposal, WardWish, WishKind
from webapp.mandates.proposals import SILENT_AFTER
from webapp.people import Need, Resident, ResidentNeed, ViewQuestion


class Wait(enum.StrEnum):
    answer = "answer"
    """A message that nobody could read."""
    silence = "silence"
    """A question by message that nobody has answered."""
    objection = "objection"
    disagreement = "disagreement"
    view = "view"
    """She asks why somebody looked at her file."""


@dataclass(frozen=True, slots=True)
class Waiting:
    kind: Wait
    public_id: str
    name: str
    since: datetime
    no_calls: bool
    """She does not want to be called."""


def waiting_for_officers(
    db: Session, areas: Select[tuple[int]], at: datetime, *, officer_id: int, most: int | None = None
) -> list[Waiting]:
    """The oldest first. Why somebody looked is not asked of whoever looked herself."""
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))

    uncalled = select(ResidentNeed.id).where(
        ResidentNeed.resident_id == Resident.id, ResidentNeed.need == Need.no_calls).exists()

    def of(kind: Wait, table: type, since: InstrumentedAttribute, *waits: ColumnElement[bool]) -> Select:
        chosen = select(literal(kind.value).label("kind"), table.public_id, Resident.name, since.label("since"),
                        uncalled.label("no_calls"))
        return chosen.join(Resident, Resident.id == table.resident_id).where(there, *waits)

    every = union_all(
        of(Wait.answer, MandateAnswer, MandateAnswer.received_at, MandateAnswer.settled_at.is_(None)),
        of(Wait.silence, MandateProposal, MandateProposal.asked_at, MandateProposal.settled_at.is_(None),
           MandateProposal.asked_at < at - SILENT_AFTER),
        of(Wait.objection, WardWish, WardWish.said_at, WardWish.settled_at.is_(None),
           WardWish.kind == WishKind.objects),
        of(Wait.disagreement, Disagreement, Disagreement.arose_at, Disagreement.settled_at.is_(None)),
        of(Wait.view, ViewQuestion, ViewQuestion.asked_at, ViewQuestion.answered_at.is_(None),
           or_(ViewQuestion.viewer_id.is_(None), ViewQuestion.viewer_id != officer_id)),
    )
    rows = db.execute(every.order_by("since").limit(most))
    return [
        Waiting(Wait(kind), public_id, name, since, bool(no_calls)) for kind, public_id, name, since, no_calls in rows
    ]
