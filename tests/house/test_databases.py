"""The databases of the tests themselves."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
import sqlalchemy
from sqlalchemy import text

from tests.databases import PostgreSQLDatabases, SQLiteDatabases, asks_for_a_database


def build(url):
    run(url, "CREATE TABLE seats (place INTEGER PRIMARY KEY)", "INSERT INTO seats VALUES (1)")


def build_without_seats(url):
    run(url, "CREATE TABLE rooms (place INTEGER PRIMARY KEY)")


def break_down(url):
    run(url, "CREATE TABLE seats (place INTEGER PRIMARY KEY)")
    raise RuntimeError("the builder")


@contextmanager
def connected(url):
    engine = sqlalchemy.create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def run(url, *statements):
    with connected(url) as connection:
        for statement in statements:
            connection.execute(text(statement))


def places(url):
    with connected(url) as connection:
        return connection.execute(text("SELECT place FROM seats ORDER BY place")).scalars().all()


def test_two_copies_of_a_template_know_nothing_of_each_other(fresh_database_url, tmp_path):
    first, second = fresh_database_url(tmp_path, build), fresh_database_url(tmp_path, build)
    run(first, "INSERT INTO seats VALUES (2)")
    assert places(first) == [1, 2]
    assert places(second) == [1]
    assert places(fresh_database_url(tmp_path, build)) == [1]


def test_of_two_workers_that_build_a_template_at_once_the_first_one_s_stays(tmp_path):
    workers, begun = SQLiteDatabases(tmp_path), []

    def build_slowly(url):
        begun.append(url)
        filled = "INSERT INTO seats VALUES (2)" if len(begun) > 1 else "INSERT INTO seats VALUES (1)"
        if len(begun) == 1:
            workers.fresh_url(tmp_path, build_slowly)  # the other one begins later and is faster
        run(url, "CREATE TABLE seats (place INTEGER PRIMARY KEY)", filled)

    assert places(workers.fresh_url(tmp_path, build_slowly)) == [2]
    assert places(workers.fresh_url(tmp_path, build_slowly)) == [2]
    assert len(list(tmp_path.glob("template-*"))) == 1, "no draft is left"


def test_a_test_is_told_to_need_a_database_by_what_it_asks_for(request, fresh_database_url):
    assert asks_for_a_database(request.node)


def test_without_that_it_needs_none(request):
    assert not asks_for_a_database(request.node)


def test_each_builder_has_a_template_of_its_own(fresh_database_url, tmp_path):
    fresh_database_url(tmp_path, build)
    with pytest.raises(sqlalchemy.exc.DBAPIError):
        places(fresh_database_url(tmp_path, build_without_seats))


def test_a_broken_builder_leaves_no_template_behind(fresh_database_url, tmp_path):
    for _ in range(2):
        with pytest.raises(RuntimeError, match="the builder"):
            fresh_database_url(tmp_path, break_down)


def test_the_database_is_the_one_that_was_asked_for(fresh_database_url, databases, database_name, tmp_path):
    assert sqlalchemy.make_url(fresh_database_url(tmp_path, build)).get_backend_name() == database_name
    assert isinstance(databases, {"sqlite": SQLiteDatabases, "postgresql": PostgreSQLDatabases}[database_name])


def test_a_dropped_copy_is_gone_also_while_somebody_is_connected(databases, tmp_path):
    url = databases.fresh_url(tmp_path, build)
    with connected(url):
        databases.drop(url)
    with pytest.raises(sqlalchemy.exc.OperationalError):
        places(url)
