"""The ledger: what happened, once, for ever.

One table feeds the time-line of each matter, the notices and the audit. An entry holds
ids and enums, never a name, a number of a person or free text. It can be neither changed
nor deleted: the database itself refuses (see ledger_guard). Entries about one subject
form a chain of SHA-256 over the stored bytes.

Verbs call `record`; the unit of work seals all entries of a transaction at its end, so
that the heads of the chains are locked in the order of their ids and no two transactions
can wait for each other.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, Integer, String, Text, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.core.actor import Actor
from webapp.core.db import Base
from webapp.core.many import OfMany

BigId = BigInteger().with_variant(Integer, "sqlite")

NOBODY = 0
"""Chain of entries that are about no single subject."""

GENESIS = "0" * 64


@dataclass(frozen=True)
class Event:
    """Something that has happened, in the past tense. Subclasses hold ids and enums only."""

    registry: ClassVar[dict[str, type[Event]]] = {}
    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        room = cls.__module__.split(".")[1] if cls.__module__.startswith("webapp.") else cls.__module__
        cls.name = f"{room}.{cls.__name__}"
        Event.registry[cls.name] = cls


@dataclass(frozen=True)
class Matter:
    """What a time-line is about: a kind and a public id, e.g. Matter("appointment", "4f…")."""

    kind: str
    public_id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"


class LedgerEntry(Base):
    __tablename__ = "ledger_entries"
    __table_args__ = (
        Index("ix_ledger_entries_subject_id_id", "subject_id", "id"),
        Index("ix_ledger_entries_matter_id", "matter", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[int] = mapped_column(BigId)
    """The resident it is about; NOBODY when it is about none."""
    actor_id: Mapped[int | None] = mapped_column(BigId)
    mandate_id: Mapped[int | None] = mapped_column(BigId)
    guardianship_id: Mapped[int | None] = mapped_column(BigId)
    errand_id: Mapped[int | None] = mapped_column(BigId)
    matter: Mapped[str | None] = mapped_column(String(60))
    body: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    @property
    def mark(self) -> str:
        """A name for addresses: it says nothing and cannot be guessed."""
        return self.hash[:16]

    @property
    def facts(self) -> dict[str, Any]:
        return json.loads(self.body)["facts"]

    @property
    def matter_kind(self) -> str | None:
        return self.matter.partition(":")[0] if self.matter else None

    @property
    def matter_public_id(self) -> str | None:
        return self.matter.partition(":")[2] if self.matter else None


class LedgerHead(Base):
    __tablename__ = "ledger_heads"

    subject_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    length: Mapped[int] = mapped_column(BigId)


def record(db: Session, actor: Actor, event: Event, *, subject_id: int | None, matter: Matter | None = None) -> None:
    """Note an event in this transaction. `subject_id` is the resident it is about, or None."""
    db.info.setdefault("events", []).append((actor, event, subject_id or NOBODY, matter))


def chained_hash(previous: str, body: str) -> str:
    return sha256(previous.encode() + b"\n" + body.encode()).hexdigest()


def seal(db: Session) -> list[LedgerEntry]:
    """Write the noted events as entries, chained under a lock. Called once, by the unit of work."""
    noted = db.info.pop("events", [])
    if not noted:
        return []
    heads = _locked_heads(db, sorted({subject for _, _, subject, _ in noted}))
    entries = []
    for actor, event, subject_id, matter in noted:
        previous, length = heads[subject_id]
        body = _canonical(actor, event, subject_id, matter)
        entry = LedgerEntry(
            at=actor.at,
            event=event.name,
            subject_id=subject_id,
            actor_id=actor.account_id,
            mandate_id=actor.mandate_id,
            guardianship_id=actor.guardianship_id,
            errand_id=actor.errand_id,
            matter=str(matter) if matter else None,
            body=body,
            previous=previous,
            hash=chained_hash(previous, body),
        )
        heads[subject_id] = entry.hash, length + 1
        entries.append(entry)
    db.add_all(entries)
    db.flush()
    moved = [{"subject": each, "new_hash": hash_, "new_length": length} for each, (hash_, length) in heads.items()]
    db.connection().execute(_MOVE_HEAD, moved)
    return entries


_HEADS = OfMany(
    LedgerHead.subject_id,
    lambda theirs: (
        select(LedgerHead.subject_id, LedgerHead.hash, LedgerHead.length)
        .where(theirs)
        .order_by(LedgerHead.subject_id)
        .with_for_update()
    ),
)
_HEAD = LedgerHead.__table__
_MOVE_HEAD = (
    update(_HEAD)
    .where(_HEAD.c.subject_id == bindparam("subject"))
    .values(hash=bindparam("new_hash"), length=bindparam("new_length"))
)


def _locked_heads(db: Session, subjects: list[int]) -> dict[int, tuple[str, int]]:
    """For each subject, given in order, hash and length of its chain, begun where there is none."""
    connection = db.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(_HEAD).on_conflict_do_nothing()
    connection.execute(insert, [{"subject_id": each, "hash": GENESIS, "length": 0} for each in subjects])
    return {subject: (hash_, length) for subject, hash_, length in _HEADS.rows(connection, subjects)}


def _canonical(actor: Actor, event: Event, subject_id: int, matter: Matter | None) -> str:
    stored = {
        "event": event.name,
        "at": actor.at.astimezone(UTC).isoformat(),
        "subject": subject_id,
        "actor": actor.account_id,
        "mandate": actor.mandate_id,
        "guardianship": actor.guardianship_id,
        "errand": actor.errand_id,
        "matter": str(matter) if matter else None,
        "facts": asdict(event),
    }
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"an event holds ids and enums only, not {type(value).__name__}")


def timeline(db: Session, matter: Matter) -> list[LedgerEntry]:
    """All that happened in one matter, the oldest first."""
    return list(db.scalars(select(LedgerEntry).where(LedgerEntry.matter == str(matter)).order_by(LedgerEntry.id)))


def entries_about(db: Session, subject_id: int, *, limit: int) -> list[LedgerEntry]:
    """The latest that happened about one subject, the newest first."""
    chosen = (
        select(LedgerEntry).where(LedgerEntry.subject_id == subject_id).order_by(LedgerEntry.id.desc()).limit(limit)
    )
    return list(db.scalars(chosen))


def entry_about(db: Session, subject_id: int, mark: str) -> LedgerEntry | None:
    """One entry about a subject, by the beginning of its hash (`mark`: at least 16 hex digits)."""
    if len(mark) < 16 or not set(mark) <= set("0123456789abcdef"):
        return None
    chosen = select(LedgerEntry).where(LedgerEntry.subject_id == subject_id, LedgerEntry.hash.startswith(mark))
    return db.scalars(chosen).first()
