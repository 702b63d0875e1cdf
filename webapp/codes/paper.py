"""The code on paper: a long random number for one claim, for a year, asked for on line each time, revocable.

    HN3:<base45 of 16 random bytes>

It proves nothing by itself, so that a stolen sheet dies with one tap and no checkpoint without network takes it. Only
claims that disclose little may stand on paper (`on_paper` of the claim): a sheet is read by whoever finds it.
"""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.codes.claims import claim_named
from webapp.codes.envelope import Unreadable, bytes_of, text_of
from webapp.codes.errors import CodeIsFrozen, NotOnPaper
from webapp.codes.events import PaperMade, PaperRevoked
from webapp.codes.freezing import locked_code
from webapp.codes.models import BenefitCode, Presentation, Refusal, Way
from webapp.codes.numbers import free_number
from webapp.codes.rules import PAPER_LIFE, PAPER_NUMBER_LENGTH
from webapp.codes.standing import held
from webapp.core import Actor, Matter, NotFound, record
from webapp.people import Resident

PREFIX = "HN3:"
LENGTH = 16


def make_paper(db: Session, actor: Actor, resident: Resident, slug: str) -> Presentation:
    """A new sheet; the one of the same claim before it is worth nothing from now on.

    Raises NoSuchClaim, NotOnPaper, ClaimNotHers, CodeIsFrozen.
    """
    claim = claim_named(slug)
    if not claim.on_paper:
        raise NotOnPaper(claim=slug)
    code = locked_code(db, resident)
    if code.frozen_at is not None:
        raise CodeIsFrozen(reason=code.frozen_reason)
    standing = held(db, resident, claim, actor.today)
    for before in db.scalars(_alive(code, actor).where(Presentation.claim == slug)):
        before.revoked_at = actor.at
    cti, text = b"", " "
    while text.endswith(" "):  # fields trim what is scanned into them
        cti = secrets.token_bytes(LENGTH)
        text = PREFIX + text_of(cti)
    paper = Presentation(
        code=code,
        way=Way.paper,
        claim=slug,
        grade=standing.grade,
        number=free_number(db, PAPER_NUMBER_LENGTH),
        cti=cti,
        token=text,
        issued_at=actor.at,
        expires_at=actor.at + PAPER_LIFE,
        mandate_id=actor.mandate_id,
    )
    db.add(paper)
    db.flush()
    record(db, actor, PaperMade(claim=slug), subject_id=resident.id, matter=Matter("code", code.public_id))
    return paper


def revoke_paper(db: Session, actor: Actor, paper: Presentation) -> None:
    """The sheet is worth nothing from now on, wherever it is. Revoking again changes nothing."""
    if paper.revoked_at is not None:
        return
    paper.revoked_at = actor.at
    db.flush()
    code = paper.code
    record(
        db,
        actor,
        PaperRevoked(claim=paper.claim),
        subject_id=code.resident_id,
        matter=Matter("code", code.public_id),
    )


def papers_of(db: Session, actor: Actor, resident: Resident) -> list[Presentation]:
    """Her sheets that are still good, the newest first. Whoever acts for her sees those made under the mandate."""
    code = db.scalar(select(BenefitCode).where(BenefitCode.resident_id == resident.id))
    if code is None:
        return []
    chosen = _alive(code, actor)
    if actor.mandate_id is not None:
        chosen = chosen.where(Presentation.mandate_id == actor.mandate_id)
    return list(db.scalars(chosen.order_by(Presentation.id.desc())))


def find_paper(db: Session, public_id: str, *, resident_id: int, mandate_id: int | None) -> Presentation:
    """A sheet of hers, good or not; or one made under this very mandate. Raises NotFound."""
    chosen = (
        select(Presentation)
        .join(BenefitCode)
        .where(
            Presentation.public_id == public_id,
            Presentation.way == Way.paper,
            BenefitCode.resident_id == resident_id,
        )
    )
    paper = db.scalar(chosen.options(joinedload(Presentation.code).joinedload(BenefitCode.resident)))
    if paper is None or (mandate_id is not None and paper.mandate_id != mandate_id):
        raise NotFound()
    return paper


def opened_paper(given: str) -> bytes:
    """The sheet's own number. Raises Unreadable: malformed."""
    cti = bytes_of(given, PREFIX)
    if len(cti) != LENGTH:
        raise Unreadable(Refusal.malformed)
    return cti


def _alive(code: BenefitCode, actor: Actor):
    return select(Presentation).where(
        Presentation.code_id == code.id,
        Presentation.way == Way.paper,
        Presentation.revoked_at.is_(None),
        Presentation.expires_at > actor.at,
    )
