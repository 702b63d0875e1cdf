"""Why did you look at my file? A question about one view that must be answered, by somebody else than who looked.

Source: 个人信息保护法 44, 48: to know, and to have it explained.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, LedgerEntry, Matter, record
from webapp.core.ledger import entry_about
from webapp.people.errors import (
    AnswerMissing,
    NoSuchViewQuestion,
    OwnView,
    ViewQuestionAnsweredAlready,
    WordsTooLong,
)
from webapp.people.events import FileViewed, ViewExplained, ViewQuestioned
from webapp.people.models import Resident, ViewQuestion

LONGEST = 500
MATTER = "view_question"


def find_view(db: Session, resident: Resident, mark: str) -> LedgerEntry:
    """One view of her file by a member of staff. Raises NoSuchViewQuestion."""
    entry = entry_about(db, resident.id, mark)
    if entry is None or entry.event != FileViewed.name or entry.mandate_id or entry.guardianship_id:
        raise NoSuchViewQuestion()
    return entry


def question_view(db: Session, actor: Actor, resident: Resident, mark: str, words: str) -> ViewQuestion:
    """Ask why; a second time gives the first question. Raises NoSuchViewQuestion, WordsTooLong."""
    entry = find_view(db, resident, mark)
    asked = db.scalar(select(ViewQuestion).where(ViewQuestion.entry_id == entry.id))
    if asked is not None:
        return asked
    question = ViewQuestion(
        resident_id=resident.id, entry_id=entry.id, viewer_id=entry.actor_id, viewed_at=entry.at,
        page=entry.facts["page"][:60], words=_checked(words), asked_at=actor.at,
    )
    db.add(question)
    db.flush()
    record(db, actor, ViewQuestioned(), subject_id=resident.id, matter=Matter(MATTER, question.public_id))
    return question


def explain_view(db: Session, actor: Actor, question: ViewQuestion, words: str) -> None:
    """Raises OwnView, AnswerMissing, WordsTooLong, ViewQuestionAnsweredAlready."""
    db.refresh(question, with_for_update={"of": ViewQuestion})
    if question.answered_at is not None:
        raise ViewQuestionAnsweredAlready()
    if question.viewer_id == actor.account_id:
        raise OwnView()
    if not (words or "").strip():
        raise AnswerMissing(field="words")
    question.answer, question.answered_at, question.answered_by = _checked(words), actor.at, actor.account_id
    db.flush()
    matter = Matter(MATTER, question.public_id)
    record(db, actor, ViewExplained(), subject_id=question.resident_id, matter=matter)


def view_questions_of(db: Session, resident: Resident, entries: Iterable[int]) -> dict[int, ViewQuestion]:
    """What she asked about these entries of the ledger, by entry."""
    asked = select(ViewQuestion).where(
        ViewQuestion.resident_id == resident.id, ViewQuestion.entry_id.in_(list(entries)))
    return {question.entry_id: question for question in db.scalars(asked)}


def find_view_question(db: Session, public_id: str, *, resident_id: int) -> ViewQuestion:
    """One of hers. Raises NoSuchViewQuestion."""
    chosen = select(ViewQuestion).where(ViewQuestion.public_id == public_id, ViewQuestion.resident_id == resident_id)
    found = db.scalar(chosen.options(joinedload(ViewQuestion.viewer)))
    if found is None:
        raise NoSuchViewQuestion()
    return found


def view_question_within(db: Session, public_id: str, areas: Select[tuple[int]]) -> ViewQuestion:
    """Raises NoSuchViewQuestion."""
    found = db.scalar(_within(areas).where(ViewQuestion.public_id == public_id))
    if found is None:
        raise NoSuchViewQuestion()
    return found


def _within(areas: Select[tuple[int]]) -> Select[tuple[ViewQuestion]]:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    chosen = select(ViewQuestion).join(Resident, Resident.id == ViewQuestion.resident_id).where(there)
    return chosen.options(joinedload(ViewQuestion.resident), joinedload(ViewQuestion.viewer))


def _checked(words: str) -> str:
    said = (words or "").strip()
    if len(said) > LONGEST:
        raise WordsTooLong(field="words", longest=LONGEST, length=len(said))
    return said
