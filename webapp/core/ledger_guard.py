"""The database's own refusal to change or delete a ledger entry, on SQLite and PostgreSQL.

Attached to the table, so that `create_all` makes the triggers; the first migration holds
the same statements, and a test compares what both leave behind. A batch migration on SQLite
builds the table anew and loses its triggers without a word: `put_back` runs after every upgrade.
"""

from sqlalchemy import DDL, Connection, event, text

from webapp.core.ledger import LedgerEntry

REFUSAL = "the ledger is append-only"

SQLITE = {
    "ledger_entries_no_update": f"""CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "ledger_entries_no_delete": f"""CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # REPLACE deletes without a delete trigger wherever recursive_triggers is off: another program's connection.
    "ledger_entries_no_replace": f"""CREATE TRIGGER ledger_entries_no_replace BEFORE INSERT ON ledger_entries
WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608  (our own words only)
}

POSTGRESQL_FUNCTION = f"""CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"""

POSTGRESQL = {
    "ledger_entries_no_change": """CREATE TRIGGER ledger_entries_no_change BEFORE UPDATE OR DELETE ON ledger_entries
FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()""",
    "ledger_entries_no_truncate": """CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()""",
}

STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entries'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'ledger_entries'::regclass AND NOT tgisinternal "
    "AND tgenabled <> 'D'",
}

for _dialect, _statements in (
    ("sqlite", SQLITE.values()),
    ("postgresql", (POSTGRESQL_FUNCTION, *POSTGRESQL.values())),
):
    for _statement in _statements:
        event.listen(LedgerEntry.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))


def fallen(connection: Connection) -> list[str]:
    """Names of the triggers that are not there, or are switched off."""
    wanted = SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL
    there = set(connection.scalars(text(STANDING[connection.dialect.name])))
    return [name for name in wanted if name not in there]


def put_back(connection: Connection) -> list[str]:
    """Make those that have fallen anew; returns their names."""
    names = fallen(connection)
    if names and connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRESQL_FUNCTION))
    for name in names:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON ledger_entries"))
        connection.execute(text((SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL)[name]))
    return names
