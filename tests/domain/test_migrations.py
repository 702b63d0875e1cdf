"""Upgrading from nothing leaves what the models say, triggers included, on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from tests.conftest import build_empty
from webapp.core import Base
from webapp.core.db import create_engine
from webapp.migrations import upgrade

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}


def leave_empty(url: str) -> None:
    create_engine(url).dispose()
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).touch()


def read(url, question):
    engine = create_engine(url)
    with engine.connect() as connection:
        answer = question(connection)
    engine.dispose()
    return answer


def test_migrations_from_nothing_equal_the_models(fresh_database_url, tmp_path):
    url = fresh_database_url(tmp_path, leave_empty)
    upgrade(url)
    difference = read(
        url, lambda c: compare_metadata(MigrationContext.configure(c, opts={"compare_type": True}), Base.metadata)
    )
    assert difference == []


def test_a_table_that_no_migration_makes_is_found(fresh_database_url, tmp_path):
    url = fresh_database_url(tmp_path, leave_empty)
    assert read(url, lambda c: compare_metadata(MigrationContext.configure(c), Base.metadata))


def test_migrations_leave_the_same_triggers_as_the_models(fresh_database_url, tmp_path, database_name):
    migrated, created = fresh_database_url(tmp_path, leave_empty), fresh_database_url(tmp_path, build_empty)
    upgrade(migrated)
    triggers = [read(url, lambda c: c.execute(text(TRIGGERS[database_name])).all()) for url in (migrated, created)]
    assert triggers[0] == triggers[1]
    assert len(triggers[0]) == {"sqlite": 3, "postgresql": 2}[database_name]


def test_a_second_upgrade_changes_nothing(fresh_database_url, tmp_path):
    url = fresh_database_url(tmp_path, leave_empty)
    upgrade(url)
    upgrade(url)
