"""Freezing a code at once, unfreezing it, and looking into a use that was not hers."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.codes.errors import EndedByDeath, MisuseSettledAlready, UnfreezingIsHers
from webapp.codes.events import CodeFrozen, CodeUnfrozen, MisuseReported, MisuseSettled
from webapp.codes.models import BenefitCode, CodeCheck, FreezeReason, MisuseOutcome, MisuseReport, Presentation
from webapp.codes.rules import LEEWAY
from webapp.core import Actor, Matter, public_id, record
from webapp.people import Resident


def locked_code(db: Session, resident: Resident) -> BenefitCode:
    """Her code, made when she has none yet, and locked: showing, checking and freezing wait for each other."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    db.execute(
        dialect.insert(BenefitCode).values(public_id=public_id(), resident_id=resident.id).on_conflict_do_nothing()
    )
    chosen = select(BenefitCode).where(BenefitCode.resident_id == resident.id).with_for_update()
    return db.scalars(chosen.execution_options(populate_existing=True)).one()


def freeze(db: Session, actor: Actor, resident: Resident, *, reason: FreezeReason) -> BenefitCode:
    """From this moment no code of hers is good, also those on a screen. A frozen code only becomes frozen by death."""
    code = locked_code(db, resident)
    if code.frozen_at is not None and reason is not FreezeReason.death:
        return code
    if code.frozen_reason is FreezeReason.death:
        return code
    code.frozen_at, code.frozen_reason, code.withdrawn_at = actor.at, reason, actor.at
    alive = update(Presentation).where(
        Presentation.code_id == code.id, Presentation.revoked_at.is_(None), Presentation.expires_at > actor.at - LEEWAY
    )
    db.execute(alive.values(revoked_at=actor.at))
    db.flush()
    record(db, actor, CodeFrozen(reason=reason.value), subject_id=resident.id, matter=Matter("code", code.public_id))
    return code


def unfreeze(db: Session, actor: Actor, resident: Resident) -> BenefitCode:
    """By herself or by an officer. Codes shown before stay dead. Raises UnfreezingIsHers, EndedByDeath."""
    if actor.on_behalf:
        raise UnfreezingIsHers()
    code = locked_code(db, resident)
    if code.frozen_at is None:
        return code
    if resident.died_on is not None:
        raise EndedByDeath()
    was = code.frozen_reason.value if code.frozen_reason is not None else ""
    code.frozen_at = code.frozen_reason = None
    db.flush()
    record(db, actor, CodeUnfrozen(was=was), subject_id=resident.id, matter=Matter("code", code.public_id))
    return code


def report_misuse(db: Session, actor: Actor, resident: Resident, check: CodeCheck | None = None) -> MisuseReport:
    """She says that a check was not hers: frozen at once, and the officer of her community looks into it.

    Reporting twice is one report.
    """
    code = freeze(db, actor, resident, reason=FreezeReason.not_me)
    earlier = select(MisuseReport).where(
        MisuseReport.code_id == code.id,
        MisuseReport.settled_at.is_(None),
        MisuseReport.check_id == (check.id if check else None),
    )
    found = db.scalars(earlier).first()
    if found is not None:
        return found
    report = MisuseReport(code=code, check=check, reported_at=actor.at)
    db.add(report)
    db.flush()
    record(db, actor, MisuseReported(), subject_id=resident.id, matter=Matter("code", code.public_id))
    return report


def settle_misuse(db: Session, actor: Actor, report: MisuseReport, *, outcome: MisuseOutcome) -> None:
    """What the officer found. Whether the code serves again is a step of its own. Raises MisuseSettledAlready."""
    locked = select(MisuseReport).where(MisuseReport.id == report.id).with_for_update()
    report = db.scalars(locked.execution_options(populate_existing=True)).one()
    if report.settled_at is not None:
        raise MisuseSettledAlready()
    report.settled_at, report.settled_by, report.outcome = actor.at, actor.account_id, outcome
    db.flush()
    record(
        db,
        actor,
        MisuseSettled(outcome=outcome.value),
        subject_id=report.code.resident_id,
        matter=Matter("code", report.code.public_id),
    )
