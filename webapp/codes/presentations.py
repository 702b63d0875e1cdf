"""Showing a code: one claim, signed, for five minutes."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from webapp.codes.claims import Claim, claim_named
from webapp.codes.errors import CodeIsFrozen
from webapp.codes.events import CodeShown
from webapp.codes.freezing import locked_code
from webapp.codes.keys import signer, signing_key
from webapp.codes.models import BenefitCode, CodeCheck, Presentation, Way
from webapp.codes.numbers import free_number
from webapp.codes.rules import LEEWAY, LIFE
from webapp.codes.standing import Standing, held
from webapp.codes.token import Contents, signed
from webapp.core import Actor, Matter, record
from webapp.people import Resident

RENEW_BEFORE_END = timedelta(seconds=40)
"""How long before its end a page that stays open asks for the next code."""


def show(db: Session, actor: Actor, resident: Resident, slug: str) -> Presentation:
    """A code for one claim: the one that is being shown, or a new one. Raises NoSuchClaim, ClaimNotHers, CodeIsFrozen.

    Whoever did not hear the answer presses again, and must not have two codes about. One that was checked is not shown
    again: the next place must not know it.
    """
    code, claim, standing = _may_show(db, actor, resident, slug)
    shown = db.scalar(_unchecked(actor, code, claim, standing).order_by(Presentation.id.desc()).limit(1))
    if shown is not None:
        return shown
    presentation = _issue(db, actor, code, claim, standing)
    _tell(db, actor, presentation)
    return presentation


def _unchecked(actor: Actor, code: BenefitCode, claim: Claim, standing: Standing) -> Select[tuple[Presentation]]:
    """Those on a screen of whoever shows, which will live as long as a page that is just opened needs."""
    return select(Presentation).where(
        Presentation.code_id == code.id,
        Presentation.way == Way.screen,
        Presentation.claim == claim.slug,
        Presentation.grade.is_not_distinct_from(standing.grade),
        Presentation.mandate_id.is_not_distinct_from(actor.mandate_id),
        Presentation.revoked_at.is_(None),
        Presentation.expires_at > actor.at + RENEW_BEFORE_END,
        ~exists().where(CodeCheck.presentation_id == Presentation.id),
    )


def renew(db: Session, actor: Actor, presentation: Presentation) -> Presentation:
    """The same claim anew, while the page stays open; the former code dies by itself. Raises as `show`.

    A code that has been dead for a while was put away: showing it again is told again.
    """
    fresh = _issue(db, actor, *_may_show(db, actor, presentation.code.resident, presentation.claim))
    if actor.at > presentation.expires_at + LEEWAY or actor.mandate_id != presentation.mandate_id:
        _tell(db, actor, fresh)
    return fresh


def _may_show(db: Session, actor: Actor, resident: Resident, slug: str) -> tuple[BenefitCode, Claim, Standing]:
    code = locked_code(db, resident)
    if code.frozen_at is not None:
        raise CodeIsFrozen(reason=code.frozen_reason)
    claim = claim_named(slug)
    return code, claim, held(db, resident, claim, actor.today)


def _issue(db: Session, actor: Actor, code: BenefitCode, claim: Claim, standing: Standing) -> Presentation:
    # a token knows whole seconds
    issued_at = actor.at.replace(microsecond=0)
    contents = Contents(secrets.token_bytes(8), claim.number, standing.grade, issued_at, issued_at + LIFE)
    presentation = Presentation(
        code=code,
        way=Way.screen,
        claim=claim.slug,
        grade=standing.grade,
        number=free_number(db),
        cti=contents.cti,
        token=signed(contents, signer(signing_key(db, actor))),
        issued_at=issued_at,
        expires_at=contents.expires_at,
        mandate_id=actor.mandate_id,
    )
    db.add(presentation)
    db.flush()
    return presentation


def _tell(db: Session, actor: Actor, presentation: Presentation) -> None:
    code = presentation.code
    record(
        db,
        actor,
        CodeShown(claim=presentation.claim),
        subject_id=code.resident_id,
        matter=Matter("code", code.public_id),
    )
