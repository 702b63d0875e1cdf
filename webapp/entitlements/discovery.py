"""Discovery: everybody's answers are worked out anew, in short pieces, and only what changed is kept and told.

Whom the night looks at: those of whom something else may be known today than when they were last looked at (their row
is due), and those whose result was worked out under another rulebook than tonight's. For everybody else the same facts
under the same rules give the same answers; they are not read.

A piece is read without any lock, answered all at once, and written in transactions of a few dozen residents: killed
half-way, each resident has the old or the new state. A resident whose facts have moved meanwhile is passed over and
stays due. Two runs at once do no harm: the second finds what the first has written.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Date, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from webapp.core import Actor, Base, Database, OfMany, untouched
from webapp.core.privacy import masked_name
from webapp.entitlements.catalogue import Catalogue, current
from webapp.entitlements.keeping import add_rows, change_rows
from webapp.entitlements.models import Rulebook, StoredCircumstances, StoredEntitlements
from webapp.entitlements.openings import openings_on, tell
from webapp.entitlements.population import Bound, Columns
from webapp.entitlements.programs import Mask
from webapp.entitlements.projecting import NEVER, Projected, coding_of, layers_of_areas, moved_between, project
from webapp.entitlements.rulebooks import (
    NOWHERE,
    Answers,
    Positions,
    Rules,
    as_number,
    change,
    positions_of,
    rulebooks_of,
    rules_in,
    sieve_of,
    supposed_positions,
)
from webapp.people import Resident

PIECE = 16_384
"""Residents that are read and answered together."""

WRITTEN = 1024
"""Residents whose new state is written in one transaction, at least; see HELD."""

TOLD = 40
"""As how many of them one counts who is told something: she has a ledger entry, a message and its deliveries."""

HELD = 0.1
"""Seconds for which a transaction may hold what others wait for: the next one takes as many residents as fit."""

Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a run looks at."""

    region: str | None = None
    """A region and those within it; None: everybody."""
    shard: tuple[int, int] = (1, 1)
    """The k-th of n parts, by number of the resident: run all n, on as many machines as one likes."""


EVERYBODY = Scope()


class Read(NamedTuple):
    """One resident as the night finds her; a driver's row, untouched."""

    resident_id: int
    revision: int
    is_due: int
    region: str | None
    facts: bytes
    rulebook_id: int | None
    entitled: bytes | None
    could_be: bytes | None


class Found(NamedTuple):
    """One resident as the night leaves her."""

    resident_id: int
    before: Read | None
    projected: Projected | None
    """Where her row was due."""
    rules: Rules
    rulebook_id: int
    entitled: bytes
    could_be: bytes
    tells: bool
    """Whether anything is new that she is told."""

    @property
    def is_new(self) -> bool:
        """Whether the result is another than the one that is kept."""
        before = self.before
        kept = None if before is None else (before.rulebook_id, before.entitled, before.could_be)
        return kept != (self.rulebook_id, self.entitled, self.could_be)


@dataclass
class Rehearsal:
    """What a run would change, counted: who would gain, lose, may come to have each benefit."""

    residents: int = 0
    touched: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    became_possible: Counter[str] = field(default_factory=Counter)


class Move(NamedTuple):
    """What a run would change for one resident."""

    resident: str
    """Her public id: by it an officer whose place it is opens her file."""
    name: str
    """Masked."""
    gained: tuple[str, ...]
    """Keys of benefits, as the two that follow."""
    lost: tuple[str, ...]
    became_possible: tuple[str, ...]


class Rehearsed(NamedTuple):
    """A piece of a rehearsal."""

    looked_at: int
    moves: list[Move]
    """Of those for whom something would be new, in the order of their numbers."""


def still_to_do(database: Database, actor: Actor, scope: Scope = EVERYBODY) -> int:
    """How many residents a run would look at now."""
    with database.writing() as db:
        return len(_Night(database, actor, scope, current()).prepared(db))


def work_through(
    database: Database, actor: Actor, scope: Scope = EVERYBODY, catalogue: Catalogue | None = None
) -> Iterator[tuple[int, int]]:
    """Look at whoever has to be looked at; yields (looked at, told) for each piece, no lock being held meanwhile.

    Ended early and begun again it takes up what is left.
    """
    night = _Night(database, actor, scope, catalogue or current())
    with database.writing() as db:
        due = night.prepared(db)
    for start in range(0, len(due), PIECE):
        ids = due[start : start + PIECE].tolist()
        yield len(ids), night.look_at(ids)


def take_stock(db: Session, actor: Actor, *residents: Resident) -> None:
    """Work their answers out for the first time, telling nobody: the ground on which later ones are compared.

    Whoever has been looked at before, or has died, is left as she is. However many there are (some hundreds at most),
    the questions to the database are as many as for one.
    """
    db.flush()
    ids = sorted(her.id for her in residents if her.died_on is None)
    seen = set(db.scalars(select(StoredEntitlements.resident_id).where(StoredEntitlements.resident_id.in_(ids))))
    new = [number for number in ids if number not in seen]
    if new:
        _Night(None, actor, EVERYBODY, current()).take_stock(db, new)


def to_rehearse(
    database: Database, actor: Actor, on: dt.date, scope: Scope = EVERYBODY, catalogue: Catalogue | None = None
) -> int:
    """How many residents a rehearsal looks at: everybody of the scope."""
    with database.reading() as db:
        return len(_Night(database, actor, scope, catalogue or current(), on=on).rehearsed(db))


def rehearse(
    database: Database, actor: Actor, on: dt.date, counted: Rehearsal, scope: Scope = EVERYBODY,
    catalogue: Catalogue | None = None,
) -> Iterator[Rehearsed]:
    """Count what a run on a day, perhaps with another catalogue, would change beside what is stored; writes nothing.

    Yields for each piece whom it would touch, and keeps none of them: there may be millions. Those who have never been
    looked at gain nothing.
    """
    night = _Night(database, actor, scope, catalogue or current(), on=on)
    with database.reading() as db:
        everybody = night.rehearsed(db)
    for start in range(0, len(everybody), PIECE):
        ids = everybody[start : start + PIECE].tolist()
        yield Rehearsed(len(ids), night.count(ids, counted))


class _Pace:
    """How many residents fit into one short transaction: measured, because the machine and what is written vary."""

    def __init__(self) -> None:
        self.many = self._least = WRITTEN
        self.held = 0.0

    def taken(self, found: Sequence[Found], start: int) -> Sequence[Found]:
        """As many from there on as fit; one at least."""
        end, counted = start, 0
        while end < len(found):
            counted += TOLD if found[end].tells else 1
            if counted > self.many and end > start:
                break
            end += 1
        return found[start:end]

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self.held = time.monotonic() - self._began
        fits = int(self.many * HELD / self.held) if self.held else self.many * 2
        self.many = max(self._least, min(fits, self.many * 2))  # on a busy machine fewer would not be sooner done


class _Night:
    """One run: what holds tonight, read once, and the pieces."""

    def __init__(
        self, database: Database | None, actor: Actor, scope: Scope, catalogue: Catalogue, on: dt.date | None = None
    ) -> None:
        """Without a database it is one piece within somebody's transaction."""
        self.database, self.actor, self.scope, self.catalogue = database, actor, scope, catalogue
        self.on = on or actor.today
        self.coding = coding_of(catalogue)
        self.automatic: frozenset[str] = frozenset()
        self.rules: dict[str, Rules] = {}
        self.rulebooks: dict[str, int] = {}
        self.layers: dict[int, tuple[str, ...]] = {}
        self.pace = _Pace()
        self.given: dict[int, int] = {}
        """What was given under each rulebook that results still name."""

    # whom to look at

    def prepared(self, db: Session) -> npt.NDArray[np.int64]:
        """Register what is new tonight; returns whom to look at, in order."""
        self._register(db)
        self.automatic = openings_on(db)
        their_day = self._theirs().where(StoredCircumstances.due_on <= self.on)
        return _ids(db, their_day, *self._unlike_tonight(), *self._never_seen(db))

    def _register(self, db: Session) -> None:
        self._learn(db, positions_of(db, self.catalogue.benefits))
        self.rulebooks, self.given = rulebooks_of(db, self.actor, [*self.rules.values()])

    def rehearsed(self, db: Session) -> npt.NDArray[np.int64]:
        self._learn(db, supposed_positions(db, self.catalogue.benefits))
        return _ids(db, self._theirs().where(StoredCircumstances.due_on < NEVER), *self._never_seen(db))

    def _learn(self, db: Session, positions: Positions) -> None:
        self.rules = rules_in(db, [*self.catalogue.regions, NOWHERE], self.on, self.catalogue, positions)
        self.layers = layers_of_areas(db)

    def _theirs(self) -> Select[tuple[int]]:
        chosen = select(StoredCircumstances.resident_id)
        if self.scope.region is not None:
            regions = [each for each in self.catalogue.regions if self.scope.region in self.catalogue.layers(each)]
            chosen = chosen.where(StoredCircumstances.region.in_(regions))
        return self._shard(chosen, StoredCircumstances.resident_id)

    def _unlike_tonight(self) -> Iterator[Select[tuple[int]]]:
        """Those whose result was worked out under another rulebook than tonight's."""
        others = self.given.keys() - self.rulebooks.values()
        if others:
            stored = select(StoredEntitlements.resident_id).where(StoredEntitlements.rulebook_id.in_(sorted(others)))
            hers = StoredCircumstances.resident_id.in_(stored)
            yield self._theirs().where(hers, StoredCircumstances.due_on < NEVER)

    def _never_seen(self, db: Session) -> Iterator[Select[tuple[int]]]:
        """Those without a row: nobody knows their region before it is written, so every scope takes them."""
        everybody, seen = untouched(db.connection(), _EVERYBODY_AND_SEEN)[0]
        if everybody != seen:
            hers = select(StoredCircumstances.resident_id).where(StoredCircumstances.resident_id == Resident.id)
            yield self._shard(select(Resident.id), Resident.id).where(~hers.exists())

    def _shard(self, chosen: Select[tuple[int]], number: Any) -> Select[tuple[int]]:
        place, count = self.scope.shard
        return chosen if count == 1 else chosen.where(number % count == place - 1)

    # one piece

    def look_at(self, ids: Sequence[int]) -> int:
        """Answer a piece, keep it; returns how many were told something."""
        with self.database.reading() as db:
            found = self._answer(*self._read(db, ids))
        return self._keep_all(found)

    def _keep_all(self, found: Sequence[Found]) -> int:
        """In short transactions; returns how many were told something."""
        told = done = 0
        while done < len(found):
            if self.database.engine.dialect.name == "sqlite":  # one writer at a time: leave the others their turn
                time.sleep(min(self.pace.held / 4, 0.01))
            some = self.pace.taken(found, done)
            with self.pace, self.database.writing() as db:
                told += self._keep(db, some)
            done += len(some)
        return told

    def take_stock(self, db: Session, ids: Sequence[int]) -> None:
        self._register(db)
        self._keep(db, self._answer(*self._read(db, ids)))

    def count(self, ids: Sequence[int], counted: Rehearsal) -> list[Move]:
        with self.database.reading() as db:
            found = self._answer(*self._read(db, ids), keeps_all=False)
            events = {each.resident_id: event for each in found if each.tells and (event := self._event(each))}
            named = _NAMED.rows(db.connection(), sorted(events))
        counted.residents += len(ids)
        counted.touched += len(events)
        for event in events.values():
            counted.gained.update(event.gained)
            counted.lost.update(event.lost)
            counted.became_possible.update(event.became_possible)
        return [
            Move(resident, masked_name(name), *map(tuple, (event.gained, event.lost, event.became_possible)))
            for number, resident, name in named for event in (events[number],)
        ]  # fmt: skip

    def _read(self, db: Session, ids: Sequence[int]) -> tuple[list[Read], dict[int, Projected]]:
        """As they are stored, and anew where that no longer speaks for the day."""
        rows = [Read._make(row) for row in _AS_STORED.rows(db.connection(), ids, day=self.on)]
        self._learn_given(db, {row.rulebook_id for row in rows} - {None} - set(self.given))
        mark = self.coding.mark
        speak = {row.resident_id for row in rows if not row.is_due and row.facts.startswith(mark)}
        anew = [number for number in ids if number not in speak] if len(speak) < len(ids) else []
        return rows, project(db, anew, self.on, self.catalogue, self.layers)

    def _learn_given(self, db: Session, rulebooks: AbstractSet[int | None]) -> None:
        """What was given under rulebooks that results name, where another process has made one a moment ago."""
        if rulebooks:
            chosen = select(Rulebook.id, Rulebook.given).where(Rulebook.id.in_(rulebooks))
            self.given |= {row.id: as_number(row.given) for row in db.execute(chosen)}

    def _answer(
        self, rows: list[Read], projected: Mapping[int, Projected], *, keeps_all: bool = True
    ) -> list[Found]:
        """The piece's answers, region by region."""
        by_region: dict[str, list[tuple[int, Read | None, Projected | None]]] = {}
        seen = set()
        for row in rows:
            seen.add(row.resident_id)
            new = projected.get(row.resident_id)
            region = new.region if new is not None else row.region
            by_region.setdefault(self._known(region), []).append((row.resident_id, row, new))
        for number, new in projected.items():
            if number not in seen:
                by_region.setdefault(self._known(new.region), []).append((number, None, new))
        return [each for region, people in by_region.items() for each in self._answer_in(region, people, keeps_all)]

    def _known(self, region: str | None) -> str:
        """An area may name a region for which there is no catalogue yet."""
        return region if region in self.rules and region is not None else NOWHERE

    def _answer_in(
        self, region: str, people: list[tuple[int, Read | None, Projected | None]], keeps_all: bool
    ) -> Iterator[Found]:
        rules, rulebook = self.rules[region], self.rulebooks.get(region, 0)
        died = [each for each in people if each[2] is not None and each[2].died]
        if died:
            people = [each for each in people if each[2] is None or not each[2].died]
            for number, before, new in died:
                yield Found(number, before, new, rules, rulebook, b"", b"", tells=False)
        if not people:
            return
        entitled, could_be = self._bits(rules, [new.facts if new else before.facts for _, before, new in people])
        books = np.array([(before.rulebook_id or 0) if before else 0 for _, before, _ in people])
        anew, tells = self._compared(rules, people, books, entitled, could_be)
        wanted = tells
        if keeps_all:
            projected = np.array([new is not None for _, _, new in people])
            wanted = tells | anew | projected | (books != rulebook)
        for place in np.flatnonzero(wanted).tolist():  # most nights most people are as they were
            number, before, new = people[place]
            yield Found(
                number, before, new, rules, rulebook,
                entitled[place].tobytes(), could_be[place].tobytes(), bool(tells[place]),
            )  # fmt: skip

    def _bits(self, rules: Rules, facts: list[bytes]) -> tuple[Bits, Bits]:
        """A row a resident, a bit a benefit: entitled, and could be."""
        sieve = sieve_of(self.catalogue, rules.region)
        positions = [rules.positions[benefit.key] for benefit in rules.benefits]
        ends = sieve.parts(Columns(facts, self.coding), Bound.ENTITLED, Bound.POSSIBLE)
        entitled, possible = (_packed(parts, positions, rules.width, len(facts)) for parts in ends)
        return entitled, possible & ~entitled

    def _compared(
        self,
        rules: Rules,
        people: list[tuple[int, Read | None, Projected | None]],
        books: npt.NDArray[np.int64],
        entitled: Bits,
        could_be: Bits,
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Whose bits are otherwise than stored, and who has something new to be told."""
        width = entitled.shape[1]
        was_entitled, was_possible = (
            _unpacked([(getattr(before, name) or b"") if before else b"" for _, before, _ in people], width)
            for name in ("entitled", "could_be")
        )
        was_given = np.zeros_like(entitled)
        for book in set(books.tolist()):
            was_given[books == book] = _unpacked([_bytes(self.given[book], width) if book else b""], width)[0]
        is_given = _unpacked([rules.packed(rules.given)], width)[0]
        hers, was_hers = entitled & is_given, was_entitled & was_given
        new = hers ^ was_hers
        new |= could_be & is_given & ~((was_entitled | was_possible) & was_given)
        anew = ((entitled ^ was_entitled) | (could_be ^ was_possible)).any(axis=1)
        return anew, new.any(axis=1) & (books != 0)

    # keeping it

    def _keep(self, db: Session, found: Sequence[Found]) -> int:
        """Write the new states of some residents and record what is new; returns how many were told."""
        found = self._untouched(db, found)
        connection = db.connection()
        circumstances = [
            (each.before is None, {"resident_id": each.resident_id, "region": each.projected.region,
                                   "facts": each.projected.facts, "due_on": each.projected.due_on})
            for each in found if each.projected
        ]  # fmt: skip
        add_rows(connection, _CIRCUMSTANCES, [{**row, "revision": 0} for is_new, row in circumstances if is_new])
        change_rows(connection, _CIRCUMSTANCES, "resident_id", [row for is_new, row in circumstances if not is_new])
        living = [each for each in found if each.projected is None or not each.projected.died]
        again = [each for each in living if each.before is not None and each.before.rulebook_id is not None]
        first = [each for each in living if each.before is None or each.before.rulebook_id is None]
        add_rows(connection, _RESULTS, [self._state(each) for each in first])
        change_rows(connection, _RESULTS, "resident_id", [self._state(each) for each in again if each.is_new])
        told = 0
        for each in again:
            event = self._event(each) if each.tells else None
            if event is not None:
                tell(db, self.actor, each.resident_id, event, self.automatic)
                told += 1
        return told

    def _untouched(self, db: Session, found: Sequence[Found]) -> list[Found]:
        """Without those whose facts or result somebody has written since they were read. Locks their results."""
        ids = sorted(each.resident_id for each in found)
        connection = db.connection()
        revisions = dict(_REVISIONS.rows(connection, ids))
        results = {number: tuple(result) for number, *result in _KEPT.rows(connection, ids)}

        def as_read(each: Found) -> bool:
            before = each.before
            if before is None:
                return each.resident_id not in revisions and each.resident_id not in results
            result = None if before.rulebook_id is None else (before.rulebook_id, before.entitled, before.could_be)
            return revisions.get(each.resident_id) == before.revision and results.get(each.resident_id) == result

        return [each for each in found if as_read(each)]

    def _state(self, each: Found) -> dict[str, Any]:
        return {"resident_id": each.resident_id, "worked_out_on": self.on, "rulebook_id": each.rulebook_id,
                "entitled": each.entitled,
                "could_be": each.could_be,
                "waiting": (as_number(each.could_be) & each.rules.given).bit_count()}  # fmt: skip

    def _event(self, each: Found) -> Any:
        before = each.before
        if before is None or before.rulebook_id is None:
            return None
        was = Answers(as_number(before.entitled), as_number(before.could_be), self.given[before.rulebook_id])
        now = Answers(as_number(each.entitled), as_number(each.could_be), each.rules.given)
        moved = moved_between(self.coding, before.facts, each.projected.facts) if each.projected else frozenset()
        return change(each.rules, was, now, moved)


_EVERYBODY_AND_SEEN = select(
    select(func.count()).select_from(Resident).scalar_subquery(),
    select(func.count()).select_from(StoredCircumstances).scalar_subquery(),
)
_AS_STORED = OfMany(
    StoredCircumstances.resident_id,
    lambda theirs: select(
        StoredCircumstances.resident_id, StoredCircumstances.revision,
        case((StoredCircumstances.due_on <= bindparam("day", type_=Date), 1), else_=0),
        StoredCircumstances.region, StoredCircumstances.facts, StoredEntitlements.rulebook_id,
        StoredEntitlements.entitled, StoredEntitlements.could_be,
    ).join_from(
        StoredCircumstances, StoredEntitlements,
        StoredEntitlements.resident_id == StoredCircumstances.resident_id, isouter=True,
    ).where(theirs),
)  # fmt: skip
_REVISIONS = OfMany(
    StoredCircumstances.resident_id,
    lambda theirs: select(StoredCircumstances.resident_id, StoredCircumstances.revision)
    .where(theirs).order_by(StoredCircumstances.resident_id).with_for_update(),
)  # fmt: skip
_KEPT = OfMany(
    StoredEntitlements.resident_id,
    lambda theirs: select(
        StoredEntitlements.resident_id, StoredEntitlements.rulebook_id, StoredEntitlements.entitled,
        StoredEntitlements.could_be,
    ).where(theirs).order_by(StoredEntitlements.resident_id).with_for_update(),
)  # fmt: skip
_NAMED = OfMany(
    Resident.id,
    lambda theirs: select(Resident.id, Resident.public_id, Resident.name).where(theirs).order_by(Resident.id),
)
_CIRCUMSTANCES = Base.metadata.tables[StoredCircumstances.__tablename__]
_RESULTS = Base.metadata.tables[StoredEntitlements.__tablename__]


def _ids(db: Session, *chosen: Select[tuple[int]]) -> npt.NDArray[np.int64]:
    """The numbers that any of some questions finds, in order, each once. There may be millions."""
    found = []
    for each in chosen:
        cursor = db.connection().execute(each).cursor
        while cursor is not None and (some := cursor.fetchmany(PIECE)):
            found.append(np.fromiter((number for (number,) in some), dtype=np.int64, count=len(some)))
    numbers = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *found]))
    return numbers[np.diff(numbers, prepend=-1) != 0]


def _packed(parts: Sequence[Mask | bool], positions: Sequence[int], width: int, count: int) -> Bits:
    """For each benefit who → for each resident her bits."""
    packed = np.zeros((width, count), dtype=np.uint8)
    for part, position in zip(parts, positions, strict=True):
        if part is not False:
            bit = np.uint8(1 << position % 8)
            packed[position // 8] |= bit if part is True else part.view(np.uint8) * bit
    return np.ascontiguousarray(packed.T)


def _unpacked(sets: Sequence[bytes], width: int) -> Bits:
    whole = b"".join(sets)
    if len(whole) != width * len(sets):
        whole = b"".join(each.ljust(width, b"\0")[:width] for each in sets)
    return np.frombuffer(whole, dtype=np.uint8).reshape(len(sets), width)


def _bytes(bits: int, width: int) -> bytes:
    """Without the benefits that another process has registered since: this one has no answer for them."""
    return (bits & (1 << 8 * width) - 1).to_bytes(width, "little")
