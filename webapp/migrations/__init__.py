"""Alembic: from nothing to the newest schema, on SQLite and on PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from webapp.core import ledger_guard
from webapp.core.db import create_engine


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """To the newest schema; the ledger's triggers stand again whatever a migration did to its table."""
    command.upgrade(configuration(url), "head")
    engine = create_engine(url).execution_options(access="write")
    with engine.begin() as connection:
        ledger_guard.put_back(connection)
    engine.dispose()


def is_newest(engine: Engine) -> bool:
    """Whether the database has the schema that this code expects."""
    with engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
    return there == ScriptDirectory.from_config(configuration("")).get_current_head()
