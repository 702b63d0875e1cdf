"""Verbs of entitlements: what is given here, what she answers, and what has become new for her."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core import Actor, Matter, record
from webapp.entitlements.answers import Assessment
from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.errors import (
    AlreadyInForce,
    EndedAlready,
    EndsBeforeItBegins,
    FactNotPossible,
    FactOnPaper,
    FactsContradict,
    OwnAnswerStands,
    SourceMissing,
)
from webapp.entitlements.events import BenefitConfirmed, BenefitEnded, EntitlementsChanged
from webapp.entitlements.findings import with_parts
from webapp.entitlements.models import BenefitInForce, Rulebook, StoredCircumstances, StoredEntitlements
from webapp.entitlements.openings import openings_on, tell
from webapp.entitlements.projecting import coding_of, layers_of_areas, moved_between, project
from webapp.entitlements.queries import entitlements_of, told_of
from webapp.entitlements.rulebooks import NOWHERE, Answers, change, positions_of, rulebook_ids, rules_of
from webapp.entitlements.told import Told
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
    Of what an officer writes down also FactOnPaper, and OwnAnswerStands.
    """
    catalogue = current()
    if fact not in catalogue.vocabulary:
        raise FactNotPossible(field=fact, fact=fact, problem="unknown_fact")
    checked = catalogue.vocabulary[fact].checked(value)
    stored = sorted(checked) if isinstance(checked, frozenset) else checked
    if source is FactSource.officer:
        _may_be_written_down(told_of(db, resident, actor.today), fact, stored)
    if stored is not None:
        _agrees_with_what_is_known(db, actor, resident, fact, stored, catalogue.vocabulary)
    return record_fact(db, actor, resident, fact, stored, source=source)


def _may_be_written_down(told: Told, fact: str, value: Any) -> None:
    """An officer's word would outweigh the register and hers: it must not go against papers, nor be less than hers."""
    if told.from_papers(fact) is not None:
        raise FactOnPaper(field=fact, fact=fact)
    own = told.own_answer(fact)
    if value is None and own is not None and own.value is not None:
        raise OwnAnswerStands(field=fact, fact=fact)


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
    db.flush()
    catalogue = catalogue or current()
    found = entitlements_of(db, resident, actor.today, catalogue)
    positions = positions_of(db, catalogue.benefits)
    region = found.region if found.region in catalogue.regions else NOWHERE
    rules = rules_of(region, actor.today, catalogue, positions, found.in_force)
    rulebook = rulebook_ids(db, actor, [rules])[rules.region]
    now = Answers(
        entitled=_bits(positions, found.assessments, Answer.ENTITLED),
        could_be=_bits(positions, found.assessments, Answer.COULD_BE),
        given=rules.given,
    )
    moved = _keep_circumstances(db, actor, resident, catalogue)
    stored, is_first = _locked(db, resident, actor.today, rulebook)
    was_given = db.get_one(Rulebook, stored.rulebook_id).given
    was = Answers(*(int.from_bytes(bits, "little") for bits in (stored.entitled, stored.could_be, was_given)))
    stored.worked_out_on, stored.rulebook_id = actor.today, rulebook
    stored.entitled, stored.could_be = rules.packed(now.entitled), rules.packed(now.could_be)
    stored.waiting = (now.could_be & now.given).bit_count()
    db.flush()
    event = None if is_first else change(rules, was, now, moved)
    if event is not None:
        tell(db, actor, resident.id, event, openings_on(db))
    return event


def _bits(positions: Mapping[str, int], assessments: Iterable[Assessment], answer: Answer) -> int:
    bits = 0
    for each in assessments:
        if each.answer is answer:
            bits |= 1 << positions[each.benefit.key]
    return bits


def _keep_circumstances(db: Session, actor: Actor, resident: Resident, catalogue: Catalogue) -> frozenset[str]:
    """Write her row anew; returns the facts that are otherwise than in the row before."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    found = project(db, [resident.id], actor.today, catalogue, layers_of_areas(db))[resident.id]
    row = {"resident_id": resident.id, "region": found.region, "facts": found.facts, "due_on": found.due_on}
    made = dialect.insert(StoredCircumstances).values(row).on_conflict_do_nothing()
    if db.scalar(made.returning(StoredCircumstances.resident_id)) is not None:
        return frozenset()
    hers = select(StoredCircumstances).where(StoredCircumstances.resident_id == resident.id).with_for_update()
    before = db.scalars(hers.execution_options(populate_existing=True)).one()
    moved = moved_between(coding_of(catalogue), before.facts, found.facts)
    before.region, before.facts, before.due_on = found.region, found.facts, found.due_on
    before.revision += 1
    db.flush()
    return moved


def _locked(db: Session, resident: Resident, on: dt.date, rulebook: int) -> tuple[StoredEntitlements, bool]:
    """Her stored result, locked until the transaction ends, and whether it was made only now."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    row = {"resident_id": resident.id, "worked_out_on": on, "rulebook_id": rulebook, "entitled": b"", "could_be": b"",
           "waiting": 0}  # fmt: skip
    empty = dialect.insert(StoredEntitlements).values(row).on_conflict_do_nothing()
    made = db.scalar(empty.returning(StoredEntitlements.resident_id))
    chosen = select(StoredEntitlements).where(StoredEntitlements.resident_id == resident.id).with_for_update()
    return db.scalars(chosen.execution_options(populate_existing=True)).one(), made is not None
