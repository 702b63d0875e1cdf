"""What the log says of the unexpected: where it broke, and nothing of anybody."""

from __future__ import annotations

import logging
from traceback import format_exception

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webapp.core import trace_of

HERS = {"name": "陈秀梅"}


def test_a_page_that_breaks_leaves_a_reference_and_no_name_in_the_log(visitor, village, caplog):
    officer = visitor("officer").open("/workbench/residents").fill("按姓名找", "陈秀梅")
    with village.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE residents RENAME COLUMN left_register_at TO gone"))
    with caplog.at_level(logging.DEBUG):
        officer.press("找", status=500)
    reference = next(line for line in caplog.text.splitlines() if "reference" in line).split()[-3]
    assert officer.sees(reference)
    assert "residents_within" in caplog.text
    assert "陈秀梅" not in caplog.text


def test_an_error_of_the_database_does_not_say_what_was_written(village):
    with pytest.raises(DBAPIError) as refused, village.database.engine.begin() as connection:
        connection.execute(text("INSERT INTO residents (name) VALUES (:name)"), HERS)
    assert "[parameters: (" not in str(refused.value)
    assert HERS["name"] not in trace_of(refused.value)


def test_a_trace_names_every_error_on_the_way_and_quotes_none():
    def broken():
        try:
            raise ValueError(HERS["name"])
        except ValueError as first:
            raise KeyError(HERS["name"]) from first

    with pytest.raises(KeyError) as refused:
        broken()
    said = trace_of(refused.value)
    assert said.index("builtins.ValueError") < said.index("builtins.KeyError")
    assert "in broken" in said
    assert HERS["name"] not in said


SEEN_TWICE = "INSERT INTO tried VALUES ('秘密', 'x'), ('秘密', 'y')"
ABSENT = "INSERT INTO tried VALUES ('秘密', NULL)"
UNREADABLE = "INSERT INTO tried SELECT 'x', 1 / CAST('秘密' AS integer)"
"""SQLite reads it as nought, and says nothing of a division by nought."""


@pytest.mark.parametrize("statement", [SEEN_TWICE, ABSENT, UNREADABLE])
def test_no_error_of_the_database_quotes_the_row_that_stood_in_the_way(village, statement):
    """Not even where something prints the whole trace: PostgreSQL adds the row, and the values of a key, as DETAIL."""
    with village.database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE tried (name text UNIQUE, word text NOT NULL)"))
    with pytest.raises(DBAPIError) as refused, village.database.engine.begin() as connection:
        connection.execute(text(statement))
    printed = "".join(format_exception(refused.value)).replace(statement, "")
    assert "秘密" not in printed
    assert "DETAIL" not in printed
