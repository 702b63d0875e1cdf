"""The machine: what it is, which core is whose, and what others used of it meanwhile."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Self

CORES = sorted(os.sched_getaffinity(0))
SERVER, CLIENT = CORES[0], CORES[-1]
"""What is measured runs on the first core, what drives or answers it on the last."""

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def described() -> str:
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    return f"{len(CORES)} cores, {model}, {memory:.0f} GiB; Python {python}, {system}"


@contextmanager
def on(core: int) -> Iterator[None]:
    """This process, and what it starts meanwhile, keeps to one core."""
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def start(*command: str, core: int | None, **kwargs: object) -> subprocess.Popen[str]:
    """A process of ours on one core (None: on any); its standard output can be read."""
    if core is not None:
        pinned = "import os,sys;os.sched_setaffinity(0,{int(sys.argv[1])});os.execvp(sys.argv[2],sys.argv[2:])"
        command = (sys.executable, "-c", pinned, str(core), *command)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **kwargs)  # type: ignore[call-overload]


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


class Others:
    """`with Others() as others: …`; afterwards `str(others)` says how much of the machine was not ours."""

    def __enter__(self) -> Self:
        self._began, self._machine, self._ours = perf_counter(), _busy(), _our_ticks()
        return self

    def __exit__(self, *_: object) -> None:
        elapsed = (perf_counter() - self._began) * TICKS_A_SECOND
        theirs = (_busy() - self._machine) - (_our_ticks() - self._ours)
        self.cores = max(0.0, theirs / elapsed)

    def __str__(self) -> str:
        return f"Other processes used {self.cores:.2f} of {len(CORES)} cores meanwhile."


def _busy() -> int:
    """Ticks the machine was not idle: user, nice, system, irq, softirq, steal."""
    whole_machine = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, irq, soft, steal, *_ = map(int, whole_machine)
    return user + nice + system + irq + soft + steal


def _our_ticks() -> int:
    """Of this process and everything below it, with what has ended there."""
    below, ticks = defaultdict(list), {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rsplit(") ", 1)[1].split()
            except OSError:
                continue  # it has ended meanwhile
            below[int(fields[1])].append(int(folder.name))
            ticks[int(folder.name)] = sum(map(int, fields[11:15]))
    found, waiting = 0, [os.getpid()]
    while waiting:
        process = waiting.pop()
        found += ticks.get(process, 0)
        waiting.extend(below[process])
    return found
