"""Entitlements: one resident with every reason, a population, and a whole night.

The sizes of the night are 10,000 and 110,000; `RESIDENTS=1300000` (or several, parted by commas) takes others.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from bench import machine, shards
from bench.figures import Figure, Report, at_most, ratio_of_at_least, ratio_of_at_most
from bench.openfisca_rules import CHOICES, NUMBERS, RULES, TRUTHS, Peer
from tests.postgresql_server import PostgreSQLServer
from webapp.core import Actor
from webapp.entitlements import Answer, Benefit, Catalogue, Circumstances, assess_all, coding_of, current
from webapp.entitlements.coding import Coding
from webapp.entitlements.panel import panel_of
from webapp.entitlements.population import BLOCK, Bound, Columns, Sieve
from webapp.entitlements.rulebooks import answered

SIZES = (10_000, 110_000)
HERE = {"pinghu": {"hukou_here": True, "lives_here": True}, "jiaxing": {"hukou_here": True, "lives_here": True}}
DIFFERENT = 2_000
"""Different people; larger populations repeat them in random order."""


LASTING = 0.03
"""Seconds of processor time below which a piece of work is done again."""

ASKED = 400
"""Of them are answered one by one."""


def measure() -> Report:
    report = Report("Entitlements: answers with every reason, for one resident and for all")
    catalogue = current()
    choices = {name: values or tuple(map(str, catalogue.vocabulary[name].values)) for name, values in CHOICES.items()}
    peer, people = Peer(choices), [*_people(choices)]
    with machine.on(machine.SERVER):
        _agree(report, catalogue, peer, people)
        _one(report, catalogue, peer, people)
        _batch(report, catalogue, peer, people)
    sizes = tuple(int(each) for each in os.environ.get("RESIDENTS", "").replace(",", " ").split()) or SIZES
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        _nights(report, name, database, sizes)
    _shards(report, sizes[-1])
    return report


def _people(choices: dict[str, tuple[str, ...]]) -> Iterator[dict[str, Any]]:
    """Residents of whom everything is known that the twenty rules ask for."""
    chance = random.Random(20)
    for _ in range(DIFFERENT):
        person: dict[str, Any] = {"age": chance.randint(0, 100), "grade": chance.randint(1, 4)}
        person |= {name: chance.choice(values) for name, values in choices.items()}
        person |= {name: chance.random() < 0.5 for name in TRUTHS}
        yield person


def _circumstances(catalogue: Catalogue, person: dict[str, Any]) -> Circumstances:
    facts = {**person, "category": [person["category"]], "disabled_person": person["holds_certificate"]}
    return Circumstances(catalogue.vocabulary, facts, HERE)


def _columns(peer: Peer, people: list[dict[str, Any]]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: np.array([each[name] for each in people]) for name in (*NUMBERS, *TRUTHS)}
    for name, codes in peer.codes.items():
        columns[name] = np.array([codes[each[name]] for each in people])
    return columns


def _twenty(catalogue: Catalogue) -> list[Benefit]:
    return [catalogue.benefit(key) for key in RULES]


def _agree(report: Report, catalogue: Catalogue, peer: Peer, people: list[dict[str, Any]]) -> None:
    """Before anything is timed: the same yes and no for everybody, rule by rule."""
    theirs = peer.answers(_columns(peer, people))
    different = 0
    for place, person in enumerate(people):
        for each in assess_all(_twenty(catalogue), _circumstances(catalogue, person), Actor.service().today):
            expected = Answer.ENTITLED if theirs[each.benefit.key][place] else Answer.NOT_ENTITLED
            different += each.answer is not expected
    coding = coding_of(catalogue)
    columns = Columns([coding.row(_circumstances(catalogue, person)) for person in people], coding)
    entitled, possible = Sieve(_twenty(catalogue), coding).masks(columns, Bound.ENTITLED, Bound.POSSIBLE)
    for key, yes, may in zip(RULES, entitled, possible, strict=True):
        different += int((yes != theirs[key]).sum() + (may != theirs[key]).sum())
    asked = 3 * len(people) * len(RULES)
    report.add(Figure("answers other than OpenFisca's", different, f"of {asked:,}", target=at_most(0)))


def _one(report: Report, catalogue: Catalogue, peer: Peer, people: list[dict[str, Any]]) -> None:
    some = people[:ASKED]
    today, twenty, whole = Actor.service().today, _twenty(catalogue), answered(catalogue, "pinghu")
    everybody = [_circumstances(catalogue, person) for person in some]
    single = [_columns(peer, [person]) for person in some]

    def ours(benefits: Any, *, anew: bool = False) -> Callable[[], int]:
        def work() -> int:
            if anew:
                panel_of.cache_clear()
            for who in everybody:
                for each in assess_all(benefits, who, today):
                    _ = each.judged.answer, each.judged.explanation
            return len(everybody)

        return work

    def theirs() -> int:
        for columns in single:
            peer.answers(columns)
        return len(single)

    mine, anew, whole_region, others = _microseconds(ours(twenty), ours(twenty, anew=True), ours(whole), theirs)
    conditions = sum(len(each.evaluator.leaves) for each in whole if each.evaluator is not None)
    report.add(
        Figure("one resident, twenty rules, how many times as fast", others / mine, "times", "OpenFisca-core", 1,
               ratio_of_at_least(90)),
        Figure("the same, explained", mine, "µs", "OpenFisca-core", others),
        Figure(f"the same, {ASKED} residents after a start", anew, "µs", "OpenFisca-core", others),
        Figure(f"one resident, {len(whole)} benefits, explained", whole_region, "µs"),
        Figure(f"a condition of these {conditions}", whole_region / conditions, "µs", target=at_most(1)),
    )  # fmt: skip


def _batch(report: Report, catalogue: Catalogue, peer: Peer, people: list[dict[str, Any]]) -> None:
    coding, chance = coding_of(catalogue), np.random.default_rng(7)
    rows = [coding.row(_circumstances(catalogue, person)) for person in people]
    twenty, whole = Sieve(_twenty(catalogue), coding), Sieve(answered(catalogue, "pinghu"), coding)
    columns = _columns(peer, people)
    for count in (10_000, 110_000):
        chosen = chance.integers(0, len(people), count)
        mixed, theirs = [rows[each] for each in chosen], {name: each[chosen] for name, each in columns.items()}
        blocks = [Columns(mixed[start : start + BLOCK], coding) for start in range(0, count, BLOCK)]
        mine, region, from_rows, others = _microseconds(
            functools.partial(_evaluated, twenty, blocks), functools.partial(_evaluated, whole, blocks),
            functools.partial(_from_rows, whole, mixed, coding),
            functools.partial(_peer_evaluated, peer, theirs), each=1,
        )  # fmt: skip
        report.add(
            Figure(f"{count:,} residents, twenty rules, as fast", others / mine, "times", "OpenFisca-core", 1,
                   ratio_of_at_least(10)),
            Figure("the same, columns to two masks a rule", mine / 1000, "ms", "OpenFisca-core", others / 1000),
            Figure(f"{count:,} residents, {len(whole.benefits)} benefits", region / 1000, "ms"),
            Figure("the same, from rows of bytes", from_rows / 1000, "ms"),
        )  # fmt: skip


def _evaluated(sieve: Sieve, blocks: list[Columns]) -> int:
    """Columns are there, as OpenFisca's are; everything else is worked out anew."""
    for columns in blocks:
        sieve.masks(columns, Bound.ENTITLED, Bound.POSSIBLE)
    return 1


def _from_rows(sieve: Sieve, rows: list[bytes], coding: Coding) -> int:
    return _evaluated(sieve, [Columns(rows[start : start + BLOCK], coding) for start in range(0, len(rows), BLOCK)])


def _peer_evaluated(peer: Peer, columns: dict[str, Any]) -> int:
    peer.answers(columns)
    return 1


def _microseconds(*ways: Callable[[], int], each: int = 0) -> list[float]:
    """Medians over seven rounds of the processor's time of one piece of work; every way once a round, for as long as
    its time can be told."""
    rounds: list[list[float]] = [[] for _ in ways]
    for _ in range(7):
        for place, way in enumerate(ways):
            gc.collect()
            began, count = process_time(), 0
            while not count or process_time() - began < LASTING:
                done = way()
                count += each or done
            rounds[place].append((process_time() - began) / count * 1e6)
    return [statistics.median(found) for found in rounds]


def _nights(report: Report, name: str, database: Any, sizes: tuple[int, ...]) -> None:
    by_size = {}
    for count in sizes:
        with database() as url:
            found = by_size[count] = _night(url, count)
        report.add(
            Figure(f"{name}, {count:,}: the usual night", found["usual"], "s", "one plain read", found["read"],
                   ratio_of_at_most(1.5)),
            Figure(f"{name}, {count:,}: all rehearsed", found["everybody"], "s", "one plain read", found["read"]),
            Figure(f"{name}, {count:,}: the first night", found["first"], "s"),
            Figure(f"{name}, {count:,}: peak memory", found["peak_mib"], "MiB", target=at_most(1024)),
        )  # fmt: skip
        report.note(
            f"{name}, {count:,}: {found['edited']:,} edited, {found['due']:,} due, {found['told']:,} told; own time of "
            f"the processor {found['usual_own']:.3g} s beside {found['read_own']:.3g} "
            f"({found['usual_own'] / found['read_own']:.2f} times), "
            f"the first such night {found['usual_first_own']:.3g}, "
            f"the first night of all {found['first_own']:.3g}, all rehearsed {found['everybody_own']:.3g}."
        )
    if len(by_size) > 1:
        small, large = min(by_size), max(by_size)
        grown = by_size[large]["everybody"] / by_size[small]["everybody"] / (large / small)
        report.add(Figure(f"{name}: time a resident, {large:,} beside {small:,}", grown, "times"))


def _shards(report: Report, count: int) -> None:
    """One process beside two that share a PostgreSQL; the first night writes everybody, a usual one a few."""
    with _postgresql() as url:
        found = shards.measured(url, count)
    report.add(Figure(f"two shards, {count:,}: rows other than without", found["differing"], "", target=at_most(0)))
    for name in ("first", "usual"):
        one, two = found[name, 1], found[name, 2]
        label = f"two shards, {count:,}: the {name} night"
        report.add(
            Figure(label, two["clock"], "s", "one process", one["clock"]),
            Figure("the same, own time of the busier process", two["own"], "s", "one process", one["own"]),
        )
        report.note(f"{label}: {' and '.join(f'{each:,}' for each in two['looked_at'])} were looked at.")


def _night(url: str, count: int) -> dict[str, Any]:
    began = perf_counter()
    process = machine.start(sys.executable, "-m", "bench.night_run", url, str(count), core=machine.SERVER)
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the night of {count} residents ended with {process.returncode}")
    return {**json.loads(said), "whole": perf_counter() - began}


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'night.db'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    server = PostgreSQLServer.start()
    try:
        yield server.url
    finally:
        server.stop()
