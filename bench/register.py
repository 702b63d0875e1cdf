"""The Federation's register taken in: memory, rows a second, and how long a sign-in waits meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter, sleep

from bench import machine, village
from bench.figures import Figure, Report, at_most, ratio_of_at_most
from bench.server import ROOT
from bench.village import Village
from tests import factories_register as given

ROWS = int(os.environ.get("ROWS", "20000"))
IDLE = 10
"""Seconds for which sign-ins are watched before anything is imported."""
LOOK = 0.05
"""Seconds between two looks at the memory of the import; the system keeps its peak, so none is missed but the last."""
LONGEST_WAIT = 1_000
"""Milliseconds a sign-in may wait."""


@dataclass(frozen=True)
class Taken:
    peak_mib: float
    seconds: float
    waits: list[float]
    """Of sign-ins meanwhile, ms."""
    idle: list[float]
    """The same before it began."""


def measure() -> Report:
    report = Report(f"The register: {ROWS:,} rows of an .xlsx by `flask import-residents`")
    few, many = (_taken_in(rows) for rows in (max(ROWS // 4, 1), ROWS))
    report.add(
        Figure("peak memory", many.peak_mib, "MiB", "of a quarter of the rows", few.peak_mib, ratio_of_at_most(1.1)),
        Figure("rows a second, checked and written", ROWS / many.seconds, "a second"),
        Figure("longest write of a sign-in meanwhile", max(many.waits), "ms", "the longest before", max(many.idle),
               at_most(LONGEST_WAIT)),
        Figure("median of these writes", median(many.waits), "ms", "before", median(many.idle)),
    )
    report.note(f"{len(many.waits)} sign-ins while {ROWS:,} rows came in within {many.seconds:.0f} s.")
    return report


def _taken_in(rows: int) -> Taken:
    """Into the demo village, whose people the file does not name: nobody is marked as gone."""
    with village.settled() as settled:
        file = given.write_xlsx(settled.folder / "register.xlsx", (given.person(n) for n in range(rows)))
        with _sign_ins(settled) as idle:
            sleep(IDLE)
        with _sign_ins(settled) as waits:
            peak, seconds = _imported(settled, file)
        return Taken(peak, seconds, waits, idle)


@contextmanager
def _sign_ins(settled: Village) -> Iterator[list[float]]:
    """The list is filled when the block ends."""
    took: list[float] = []
    environment = dict(settled.environment)
    process = machine.start(sys.executable, "-m", "bench.sign_ins", core=machine.CLIENT, cwd=ROOT, env=environment)
    if process.stdout is None or process.stdout.readline().strip() != "ready":
        raise RuntimeError("nobody could sign in")
    try:
        yield took
    finally:
        process.terminate()
        said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the sign-ins ended with {process.returncode}")
    took += json.loads(said)


def _imported(settled: Village, file: Path) -> tuple[float, float]:
    """Peak memory in MiB and seconds of the command, run as an operator runs it."""
    command = [sys.executable, "-m", "flask", "--app", "app", "import-residents", str(file), "--part"]
    began, peak = perf_counter(), 0.0
    with machine.on(machine.SERVER), TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(settled.environment), stdout=said, stderr=said)
        while process.poll() is None:
            peak = max(peak, _peak_mib(process.pid))
            sleep(LOOK)
        seconds = perf_counter() - began
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"the import ended with {process.returncode}: {said.read().decode()}")
    return peak, seconds


def _peak_mib(process: int) -> float:
    """Of this process alone, since it became what it is; 0 where it has just ended."""
    status = Path(f"/proc/{process}/status").read_text()
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
