"""A fresh database for every test, on SQLite or on PostgreSQL: `pytest --database postgresql`.

A template is built once in a run and copied for each test: a file on SQLite, `CREATE DATABASE … TEMPLATE`
on PostgreSQL. The PostgreSQL server is the one of TEST_POSTGRESQL_URL, else one that the run starts for
itself and stops at its end (tests/postgresql_server.py); xdist's workers share it. There only those tests run that
ask for a database.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
import sqlalchemy
from psycopg import sql

from tests.postgresql_server import PostgreSQLServer

TemplateBuilder = Callable[[str], None]
"""Is given the URL of an empty database, fills it and closes its connections. The same for every worker of a run."""

server_key = pytest.StashKey[PostgreSQLServer]()
shared_key = pytest.StashKey[dict[str, str]]()
"""What xdist's workers learn from the process that started them: `server_url`, `run`."""


class Databases(Protocol):
    def fresh_url(self, tmp_path: Path, template_builder: TemplateBuilder) -> str:
        """The SQLAlchemy URL of a new copy of what the builder built."""

    def drop(self, url: str) -> None:
        """The copy is not needed any more, whoever is still connected."""

    def close(self) -> None:
        """No copy will be asked for any more."""


class SQLiteDatabases:
    def __init__(self, folder: Path) -> None:
        """folder: one for all workers of the run."""
        self.folder = folder

    def fresh_url(self, tmp_path: Path, template_builder: TemplateBuilder) -> str:
        template = self.folder / f"template-{_name_of(template_builder)}.sqlite3"
        if not template.exists():
            self._build(template, template_builder)
        copy = tmp_path / f"{secrets.token_hex(4)}.sqlite3"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    def _build(self, template: Path, template_builder: TemplateBuilder) -> None:
        draft = template.with_name(f"{template.stem}-{secrets.token_hex(4)}.sqlite3")
        template_builder(f"sqlite:///{draft}")
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it into the one file that is copied
        # two workers may build it at once: the first stays, whose ids are in pages already; a name is never half a file
        with suppress(FileExistsError):
            template.hardlink_to(draft)
        draft.unlink()

    def drop(self, url: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        pass


class PostgreSQLDatabases:
    def __init__(self, server_url: str, run: str) -> None:
        """server_url: SQLAlchemy's, of a user that may create databases. run: the same for all workers of the run."""
        self.server_url = sqlalchemy.make_url(server_url)
        self.run = run
        self.connection = psycopg.connect(_libpq(self.server_url), autocommit=True)
        # copying files is twice as fast as writing them through the log; before 15 it was the only way
        self.copying = " STRATEGY FILE_COPY" if self.connection.info.server_version >= 150000 else ""

    def fresh_url(self, tmp_path: Path, template_builder: TemplateBuilder) -> str:
        template = f"template_{_name_of(template_builder)}_{self.run}"
        if not self._exists(template):
            self._build(template, template_builder)
        name = f"test_{secrets.token_hex(8)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}" + self.copying, name, template)
        return self._url_of(name)

    def _build(self, template: str, template_builder: TemplateBuilder) -> None:
        draft = f"draft_{secrets.token_hex(8)}"
        self._execute("CREATE DATABASE {}", draft)
        try:
            template_builder(self._url_of(draft))
            self._execute("ALTER DATABASE {} RENAME TO {}", draft, template)
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            # another worker was faster, a while or a moment, and built the same
            self.drop(self._url_of(draft))
        except BaseException:
            self.drop(self._url_of(draft))
            raise

    def drop(self, url: str) -> None:
        name = sqlalchemy.make_url(url).database
        assert name is not None
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def drop_templates(self) -> None:
        of_this_run = "SELECT datname FROM pg_database WHERE datname LIKE %s"
        for (name,) in self.connection.execute(of_this_run, [f"template%{self.run}"]).fetchall():
            self.drop(self._url_of(name))

    def close(self) -> None:
        self.connection.close()

    def _exists(self, name: str) -> bool:
        return self.connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _execute(self, statement: str, *names: str) -> None:
        self.connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]

    def _url_of(self, name: str) -> str:
        return self.server_url.set(database=name).render_as_string(hide_password=False)


def _name_of(template_builder: TemplateBuilder) -> str:
    name = f"{template_builder.__module__}.{template_builder.__qualname__}"
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _libpq(url: sqlalchemy.URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the tests' databases are made on"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") != "postgresql":
        return
    if hasattr(config, "workerinput"):
        config.stash[shared_key] = config.workerinput["postgresql"]
    elif given := os.environ.get("TEST_POSTGRESQL_URL"):
        config.stash[shared_key] = {"server_url": given, "run": secrets.token_hex(4)}
    elif not config.option.collectonly:
        config.stash[server_key] = PostgreSQLServer.start()
        config.stash[shared_key] = {"server_url": config.stash[server_key].url, "run": secrets.token_hex(4)}


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Of xdist: the first process prepares each worker."""
    if shared_key in node.config.stash:
        node.workerinput["postgresql"] = node.config.stash[shared_key]


def pytest_unconfigure(config: pytest.Config) -> None:
    if server_key in config.stash:
        config.stash[server_key].stop()
    elif shared_key in config.stash and not hasattr(config, "workerinput"):
        with closing(PostgreSQLDatabases(**config.stash[shared_key])) as guests:
            guests.drop_templates()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database, or is about scripts in a page, is the same on each: the run on SQLite tells it."""
    if config.getoption("--database") == "postgresql":
        told = [item for item in items if not asks_for_a_database(item)]
        config.hook.pytest_deselected(items=told)
        items[:] = [item for item in items if asks_for_a_database(item)]


def asks_for_a_database(item: pytest.Item) -> bool:
    return "databases" in getattr(item, "fixturenames", ()) and item.get_closest_marker("of_the_page") is None


@pytest.fixture(scope="session")
def database_name(pytestconfig: pytest.Config) -> str:
    """`sqlite` or `postgresql`."""
    return pytestconfig.getoption("--database")


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where the copies come from, for fixtures that keep one longer than a test."""
    found: Databases
    if shared_key in pytestconfig.stash:
        found = PostgreSQLDatabases(**pytestconfig.stash[shared_key])
    else:
        base = tmp_path_factory.getbasetemp()
        folder = (base.parent if hasattr(pytestconfig, "workerinput") else base) / "templates"
        folder.mkdir(exist_ok=True)
        found = SQLiteDatabases(folder)
    yield found
    found.close()


@pytest.fixture
def fresh_database_url(databases: Databases) -> Iterator[Callable[[Path, TemplateBuilder], str]]:
    """`fresh_database_url(tmp_path, template_builder)` as often as a test likes; all are dropped at its end."""
    made: list[str] = []

    def fresh(tmp_path: Path, template_builder: TemplateBuilder) -> str:
        made.append(databases.fresh_url(tmp_path, template_builder))
        return made[-1]

    yield fresh
    for url in made:
        databases.drop(url)
