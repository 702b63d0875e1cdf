"""Proving that the ledger is what was written: every hash, every link, every column, every head.

The columns beside the stored bytes serve to search; what they say must be what the bytes say (which have one form only:
keys in order, no blanks, so that a beginning and an end are compared and nothing is parsed). Where signed roots were
kept (ledger_roots), each chain must also pass through the links that they name: a chain that was rewritten whole and
given a new head is found out too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, String, select, type_coerce
from sqlalchemy.orm import Session

from webapp.core.ledger import GENESIS, LedgerEntry, LedgerHead

Links = Mapping[int, Mapping[int, str]]
"""Subject -> length of its chain -> hash that the chain must have there."""

AT_ONCE = 5_000

E = LedgerEntry.__table__.c
"""Columns, not attributes: rows of a million entries are read past the session, which would make more of each."""
WHAT_IS_STORED = select(
    E.subject_id, E.previous, E.hash, E.body, E.event, E.actor_id, E.mandate_id, E.guardianship_id, E.errand_id,
    E.matter,
    type_coerce(E.at, String).label("at"),  # as the database keeps it: a million moments are not worth a class each
).order_by(E.subject_id, E.id)


@dataclass
class Proof:
    """What was read, and whose chains are not whole."""

    entries: int = 0
    chains: int = 0
    broken: list[int] = field(default_factory=list)
    end: str = GENESIS
    """Of the last chain: what stands at its end."""

    @property
    def whole(self) -> bool:
        return not self.broken


def prove(db: Session, links: Links | None = None) -> Proof:
    """Every chain. `links`: what signed roots say."""
    heads = {subject: (end, length) for subject, end, length in db.execute(
        select(LedgerHead.subject_id, LedgerHead.hash, LedgerHead.length))}
    return _prove(_read(db, WHAT_IS_STORED), heads, links or {})


def prove_one(db: Session, subject_id: int, links: Links | None = None) -> Proof:
    """The chain of one subject."""
    head = db.get(LedgerHead, subject_id)
    heads = {subject_id: (head.hash, head.length)} if head else {}
    rows = _read(db, WHAT_IS_STORED.where(E.subject_id == subject_id))
    return _prove(rows, heads, {subject_id: (links or {}).get(subject_id, {})})


def _read(db: Session, stored: Select) -> Iterable[Any]:
    db.flush()
    return db.connection().execute(stored, execution_options={"yield_per": AT_ONCE})


def verify(db: Session, subject_id: int) -> bool:
    """Whether the chain of one subject is whole and ends at its head."""
    return prove_one(db, subject_id).whole


def _prove(rows: Iterable[Any], heads: Mapping[int, tuple[str, int]], links: Links) -> Proof:
    proof, broken, ends = Proof(), set(), {}
    current, last, length, wanted = None, GENESIS, 0, {}
    entries = 0
    for subject, previous, digest, body, event, actor, mandate, guardianship, errand, matter, at in rows:
        if subject != current:
            if current is not None:
                ends[current] = (last, length)
            current, last, length, wanted = subject, GENESIS, 0, links.get(subject, {})
        length += 1
        entries += 1
        if (
            previous != last
            or digest != sha256(f"{previous}\n{body}".encode()).hexdigest()
            or not body.startswith(
                f'{{"actor":{"null" if actor is None else actor},"at":"{_moment(at)}",'
                f'"errand":{"null" if errand is None else errand},"event":"{event}","facts":{{'
            )
            or not body.endswith(
                f'}},"guardianship":{"null" if guardianship is None else guardianship},'
                f'"mandate":{"null" if mandate is None else mandate},'
                f'"matter":{_quoted(matter)},"subject":{subject}}}'
            )
            or (length in wanted and wanted[length] != digest)
        ):
            broken.add(subject)
        last = digest
    if current is not None:
        ends[current] = (last, length)
    for subject in {*heads, *ends, *links}:
        end = ends.get(subject, (GENESIS, 0))
        if heads.get(subject, (GENESIS, 0)) != end or max(links.get(subject, {}), default=0) > end[1]:
            broken.add(subject)
    proof.entries, proof.chains, proof.broken, proof.end = entries, len(ends), sorted(broken), last
    return proof


def _moment(stored: str | datetime) -> str:
    """As it stands in the stored bytes: UTC, ISO."""
    if isinstance(stored, str):
        return f"{stored[:10]}T{stored[11:].removesuffix('.000000')}+00:00"
    return stored.astimezone(UTC).isoformat()


def _quoted(matter: str | None) -> str:
    return "null" if matter is None else f'"{matter}"'
