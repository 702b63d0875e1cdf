"""Writing to the community instead of calling: about one matter, or about anything; and the answer in writing.

The text way beside every telephone number. A letter about a matter is noted in the matter's own time-line, so that the
answer is found where the question was.
"""

from __future__ import annotations

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, Matter, NotFound, record
from webapp.people.errors import LetterAnsweredAlready, TooManyLetters, WordsMissing, WordsTooLong
from webapp.people.events import LetterAnswered, LetterWritten
from webapp.people.models import Letter, Resident
from webapp.people.residents import Areas
from webapp.people.waiting import WaitingRows, rows_waiting

LONGEST_WORDS = 500
MOST_OPEN = 5
"""Letters of one resident that wait for an answer."""

MATTER = "letter"


def write_letter(db: Session, actor: Actor, resident: Resident, words: str, *, matter: Matter | None = None) -> Letter:
    """Raises WordsMissing, WordsTooLong, TooManyLetters."""
    waiting = select(func.count()).where(Letter.resident_id == resident.id, Letter.answered_at.is_(None))
    if (db.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyLetters(most=MOST_OPEN)
    letter = Letter(
        resident_id=resident.id,
        matter=str(matter) if matter else None,
        words=_words(words),
        asked_at=actor.at,
        asked_by=actor.account_id,
    )
    db.add(letter)
    db.flush()
    where = _matter(letter)
    record(db, actor, LetterWritten(about=where.kind), subject_id=resident.id, matter=where)
    return letter


def answer_letter(db: Session, actor: Actor, letter: Letter, words: str) -> Letter:
    """Raises WordsMissing, WordsTooLong, LetterAnsweredAlready."""
    chosen = select(Letter).where(Letter.id == letter.id).with_for_update(of=Letter)
    locked = db.scalars(chosen.execution_options(populate_existing=True)).one()
    if locked.answered_at is not None:
        raise LetterAnsweredAlready()
    locked.answer, locked.answered_at, locked.answered_by = _words(words), actor.at, actor.account_id
    db.flush()
    where = _matter(locked)
    record(db, actor, LetterAnswered(about=where.kind), subject_id=locked.resident_id, matter=where)
    return locked


def letters_about(db: Session, resident_id: int, matter: Matter | None, *, by: int | None = None) -> list[Letter]:
    """About one matter, or about none; `by`: only what this account wrote. The newest first."""
    hers = select(Letter).where(Letter.resident_id == resident_id)
    hers = hers.where(Letter.matter.is_(None) if matter is None else Letter.matter == str(matter))
    if by is not None:
        hers = hers.where(Letter.asked_by == by)
    return list(db.scalars(hers.order_by(Letter.id.desc())))


def letters_waiting(areas: Areas) -> WaitingRows:
    """What residents of these areas wrote and nobody has answered."""
    return rows_waiting(Letter, Letter.asked_at, areas, Letter.answered_at.is_(None))


def letter_within(db: Session, public_id: str, areas: Areas) -> Letter:
    """Raises NotFound."""
    found = db.scalar(_within(areas).where(Letter.public_id == public_id))
    if found is None:
        raise NotFound()
    return found


def _within(areas: Areas) -> Select[tuple[Letter]]:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    return select(Letter).join(Resident).where(there).options(joinedload(Letter.resident))


def _matter(letter: Letter) -> Matter:
    return letter.about or Matter(MATTER, letter.public_id)


def _words(typed: str) -> str:
    words = typed.strip()
    if not words:
        raise WordsMissing(field="words")
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(field="words", longest=LONGEST_WORDS, length=len(words))
    return words
