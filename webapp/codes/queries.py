"""Reads of the code. Who asks is a parameter; what is not hers is not found."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.codes.models import BenefitCode, CodeCheck, MisuseReport, Presentation
from webapp.core import NotFound
from webapp.people import Areas, Resident, WaitingRows

CHECKS = 50
FRESH = 5

ANSWER_LIFE = timedelta(minutes=10)
"""How long an answer can be looked at again by whoever checked."""


def code_of(db: Session, resident: Resident) -> BenefitCode | None:
    """None while she has never shown it nor had it frozen."""
    return db.scalar(select(BenefitCode).where(BenefitCode.resident_id == resident.id))


def find_presentation(db: Session, public_id: str, *, resident_id: int, mandate_id: int | None) -> Presentation:
    """One that she shows herself, or that is shown under this very mandate. Raises NotFound."""
    chosen = (
        select(Presentation)
        .join(BenefitCode)
        .where(Presentation.public_id == public_id, BenefitCode.resident_id == resident_id)
    )
    presentation = db.scalar(chosen.options(joinedload(Presentation.code).joinedload(BenefitCode.resident)))
    if presentation is None or (mandate_id is not None and presentation.mandate_id != mandate_id):
        raise NotFound()
    return presentation


def checks_of(db: Session, resident: Resident, *, mandate_id: int | None = None) -> list[CodeCheck]:
    """The latest checks of her codes, the newest first.

    Whoever acts for her sees the checks of codes that were shown under the mandate.
    """
    chosen = select(CodeCheck).join(Presentation).join(BenefitCode).where(BenefitCode.resident_id == resident.id)
    if mandate_id is not None:
        chosen = chosen.where(Presentation.mandate_id == mandate_id)
    return list(
        db.scalars(chosen.options(joinedload(CodeCheck.presentation)).order_by(CodeCheck.id.desc()).limit(CHECKS))
    )


def checks_since(db: Session, shown: Presentation, *, mandate_id: int | None, after: str = "") -> list[CodeCheck]:
    """What was checked of her codes since this one was issued, the newest first; five at most.

    `after`: public id of the last check that is known already. Under a mandate only what was shown under it counts.
    """
    chosen = select(CodeCheck).join(Presentation).where(
        Presentation.code_id == shown.code_id, CodeCheck.at >= shown.issued_at)
    if mandate_id is not None:
        chosen = chosen.where(Presentation.mandate_id == mandate_id)
    known = select(CodeCheck.id).where(CodeCheck.public_id == after).scalar_subquery()
    if after:
        chosen = chosen.where(CodeCheck.id > func.coalesce(known, 0))
    return list(db.scalars(chosen.order_by(CodeCheck.id.desc()).limit(FRESH)))


def find_check(db: Session, public_id: str, *, resident_id: int, mandate_id: int | None = None) -> CodeCheck:
    """A check of a code of hers, or of one that was shown under this very mandate. Raises NotFound."""
    chosen = (
        select(CodeCheck)
        .join(Presentation)
        .join(BenefitCode)
        .where(CodeCheck.public_id == public_id, BenefitCode.resident_id == resident_id)
    )
    found = db.scalar(chosen.options(joinedload(CodeCheck.presentation)))
    if found is None or (mandate_id is not None and found.presentation.mandate_id != mandate_id):
        raise NotFound()
    return found


def answer_given(db: Session, public_id: str, at: datetime) -> CodeCheck:
    """The answer to a check, for whoever made it, for ten minutes. Raises NotFound."""
    chosen = select(CodeCheck).where(CodeCheck.public_id == public_id, CodeCheck.at > at - ANSWER_LIFE)
    found = db.scalar(chosen.options(joinedload(CodeCheck.presentation)))
    if found is None:
        raise NotFound()
    return found


def reports_waiting(areas: Areas) -> WaitingRows:
    """Reports of misuse that nobody has settled, of residents of these areas. about: the resident's public id."""
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    about, since = Resident.public_id.label("about"), MisuseReport.reported_at.label("since")
    chosen = select(MisuseReport.public_id, about, Resident.name, since)
    chosen = chosen.select_from(MisuseReport).join(BenefitCode).join(Resident)
    return chosen.where(MisuseReport.settled_at.is_(None), there)


def reports_of(db: Session, resident: Resident) -> list[MisuseReport]:
    chosen = select(MisuseReport).join(BenefitCode).where(BenefitCode.resident_id == resident.id)
    loaded = chosen.options(joinedload(MisuseReport.check).joinedload(CodeCheck.presentation))
    return list(db.scalars(loaded.order_by(MisuseReport.id.desc())))


def find_report(db: Session, public_id: str, *, resident_id: int) -> MisuseReport:
    """Raises NotFound."""
    chosen = (
        select(MisuseReport)
        .join(BenefitCode)
        .where(MisuseReport.public_id == public_id, BenefitCode.resident_id == resident_id)
    )
    found = db.scalar(chosen)
    if found is None:
        raise NotFound()
    return found
