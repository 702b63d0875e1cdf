"""Verbs of entitlements: what is given here, what she answers, and what has become new for her."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core import Actor, Matter, record
from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.errors import (
    AlreadyInForce,
    EndedAlready,
    EndsBeforeItBegins,
    FactNotPossible,
    FactsContradict,
    SourceMissing,
)
from webapp.entitlements.events import BenefitConfirmed, BenefitEnded, EntitlementsChanged
from webapp.entitlements.findings import with_parts
from webapp.entitlements.models import BenefitInForce, StoredEntitlements
from webapp.entitlements.overview import given
from webapp.entitlements.queries import entitlements_of, told_of
from webapp.entitlements.stored_bits import benefits_at, bits_of, packed, positions_of, unpacked
from webapp.entitlements.verdicts import Answer
from webapp.entitlements.vocabulary import Vocabulary
from webapp.people import FactSource, Resident, ResidentFact, record_fact


def record_in_force(
    db: Session, actor: Actor, benefit: str, *, source: str, effective_on: dt.date, is_demo: bool = False
) -> BenefitInForce:
    """Record that a benefit (``region/slug``) is given here from a day on.

    Raises NoSuchBenefit, SourceMissing, AlreadyInForce.
    """
    current().benefit(benefit)
    if not source.strip():
        raise SourceMissing()
    last = db.scalar(
        select(BenefitInForce)
        .where(BenefitInForce.benefit == benefit)
        .order_by(BenefitInForce.effective_on.desc(), BenefitInForce.id.desc())
        .limit(1)
        .with_for_update()
    )
    if last is not None and (last.ended_on is None or last.ended_on > effective_on):
        raise AlreadyInForce(benefit=benefit, effective_on=last.effective_on)
    row = BenefitInForce(
        benefit=benefit,
        source=source.strip(),
        effective_on=effective_on,
        recorded_by=actor.account_id,
        recorded_at=actor.at,
        is_demo=is_demo,
    )
    db.add(row)
    db.flush()
    event = BenefitConfirmed(benefit=benefit, effective_on=effective_on.isoformat(), is_demo=is_demo)
    record(db, actor, event, subject_id=None, matter=Matter("in_force", row.public_id))
    return row


def end_in_force(db: Session, actor: Actor, row: BenefitInForce, *, ended_on: dt.date) -> None:
    """From ``ended_on`` it is given no more. Raises EndedAlready, EndsBeforeItBegins."""
    db.refresh(row, with_for_update=True)
    if row.ended_on is not None:
        raise EndedAlready(benefit=row.benefit, ended_on=row.ended_on)
    if ended_on < row.effective_on:
        raise EndsBeforeItBegins(effective_on=row.effective_on)
    row.ended_on, row.end_recorded_by, row.end_recorded_at = ended_on, actor.account_id, actor.at
    db.flush()
    event = BenefitEnded(benefit=row.benefit, ended_on=ended_on.isoformat())
    record(db, actor, event, subject_id=None, matter=Matter("in_force", row.public_id))


def answer_question(
    db: Session, actor: Actor, resident: Resident, fact: str, value: Any, *, source: FactSource
) -> ResidentFact:
    """Keep an answer to a fact's question; None is "I don't know".

    Raises FactNotPossible for a value that cannot be, FactsContradict where it cannot be true beside what is known.
    """
    catalogue = current()
    if fact not in catalogue.vocabulary:
        raise FactNotPossible(field=fact, fact=fact, problem="unknown_fact")
    checked = catalogue.vocabulary[fact].checked(value)
    stored = sorted(checked) if isinstance(checked, frozenset) else checked
    if stored is not None:
        _agrees_with_what_is_known(db, actor, resident, fact, stored, catalogue.vocabulary)
    return record_fact(db, actor, resident, fact, stored, source=source)


def _agrees_with_what_is_known(
    db: Session, actor: Actor, resident: Resident, fact: str, value: Any, vocabulary: Vocabulary
) -> None:
    told = told_of(db, resident, actor.today)
    settled = told.settled
    if fact in settled and with_parts(fact, settled[fact], {fact: value}) != value:
        raise FactsContradict(field=fact, fact=fact, other=fact)
    vocabulary.complete({**settled, fact: value})
    others = {name: each for name, each in told.said.items() if name in vocabulary and name != fact} | dict(settled)
    try:
        vocabulary.complete(others)
    except (FactNotPossible, FactsContradict):
        return  # what was said before cannot all be true: it is no measure for what is said now
    vocabulary.complete({**others, fact: value})


def refresh(
    db: Session, actor: Actor, resident: Resident, catalogue: Catalogue | None = None
) -> EntitlementsChanged | None:
    """Work her answers out for today, keep them, and record what is new since the last time.

    Gained and lost count only what is given; so does what became possible. The first time tells nobody. Returns the
    event that was recorded, or None.
    """
    if resident.died_on is not None:
        return None
    catalogue = catalogue or current()
    found = entitlements_of(db, resident, actor.today, catalogue)
    positions = positions_of(db, [each.benefit.key for each in found.assessments])
    entitled = bits_of(positions, found.assessments, lambda each: each.answer is Answer.ENTITLED)
    could_be = bits_of(positions, found.assessments, lambda each: each.answer is Answer.COULD_BE)
    is_given = bits_of(positions, found.assessments, lambda each: given(each.benefit, found.in_force, actor.today))
    stored, is_first = _locked(db, resident, actor.today)
    was_entitled, was_possible, was_given = (
        unpacked(bits) for bits in (stored.entitled, stored.could_be, stored.given)
    )
    stored.worked_out_on = actor.today
    stored.entitled, stored.could_be, stored.given = packed(entitled), packed(could_be), packed(is_given)
    db.flush()
    if is_first:
        return None
    hers, was_hers = entitled & is_given, was_entitled & was_given
    possible, was_before = could_be & is_given, (was_entitled | was_possible) & was_given
    order = [*(each.benefit.key for each in found.assessments), *positions]
    event = EntitlementsChanged(
        gained=benefits_at(hers & ~was_hers, positions, order),
        lost=benefits_at(was_hers & ~hers, positions, order),
        became_possible=benefits_at(possible & ~was_before, positions, order),
    )
    if not (event.gained or event.lost or event.became_possible):
        return None
    record(db, actor, event, subject_id=resident.id)
    return event


def _locked(db: Session, resident: Resident, on: dt.date) -> tuple[StoredEntitlements, bool]:
    """Her stored result, locked until the transaction ends, and whether it was made only now."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    row = {"resident_id": resident.id, "worked_out_on": on, "entitled": b"", "could_be": b"", "given": b""}
    empty = dialect.insert(StoredEntitlements).values(row).on_conflict_do_nothing()
    made = db.scalar(empty.returning(StoredEntitlements.resident_id))
    chosen = select(StoredEntitlements).where(StoredEntitlements.resident_id == resident.id).with_for_update()
    return db.scalars(chosen.execution_options(populate_existing=True)).one(), made is not None
