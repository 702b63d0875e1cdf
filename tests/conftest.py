"""What every test can ask for: a database, the village, an application, visitors who read pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy import Engine, select

from tests import cast
from tests.visitor import Visitor
from webapp import application
from webapp.application import House, create_app, move_in
from webapp.core import Actor, Base, Database
from webapp.people import Account, Area, Organisation, Resident
from webapp.settings import Settings

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 23 November 2026, 9:00 in the village."""


def test_settings(database_url: str, instance: Path) -> Settings:
    return Settings(
        mode="test",
        origin="http://localhost:8000",
        database_url=database_url,
        instance=instance,
        secret_key="only-for-tests",
        sealing_keys=("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",),
        index_key="only-for-tests",
        ledger_key="07" * 32,
        ledger_roots=instance / "ledger-roots",
        queue_url=f"sqlite:///{instance / 'queue.db'}",
        sms_gateway="outbox",
        sms_secret="only-for-tests",
        mail_gateway="outbox",
        mail_sender="noreply@localhost",
        trusted_proxies=0,
        push_contact="mailto:tests@localhost",
        push_hosts=("localhost",),
    )


test_settings.__test__ = False  # type: ignore[attr-defined]


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


def build_empty(url: str) -> None:
    house = House(test_settings(url, Path()))
    Base.metadata.create_all(house.database.engine)
    house.database.engine.dispose()


def build_village(url: str) -> None:
    house = House(test_settings(url, Path()))
    Base.metadata.create_all(house.database.engine)
    with house.database.writing() as db:
        cast.populate(db, Actor.service(MORNING))
    house.database.engine.dispose()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the tests of a module share a browser or a server, one worker runs them all, and starts it once."""
    for item in items:
        if {"browser", "server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """What SQLAlchemy compiles for the database of one test serves those of all, as it serves all requests of a
    process: compiled anew for each, the same statements were a fifth of a run."""
    dialects: dict[str, Any] = {}
    compiled: dict[Any, Any] = {}
    engine_of = application.create_engine

    def create_engine(url: str) -> Engine:
        engine = engine_of(url)
        known = dialects.get(engine.dialect.name)
        if known is None or known.server_version_info is None:  # learnt at its own engine's first connection, if any
            dialects[engine.dialect.name] = engine.dialect
        else:
            engine.dialect = known
        return engine.execution_options(compiled_cache=compiled)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "create_engine", create_engine)
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def actor(clock: Clock) -> Actor:
    """The service itself, now."""
    return Actor.service(clock.at)


@pytest.fixture
def database(fresh_database_url: Callable[..., str], tmp_path: Path) -> Iterator[Database]:
    """Tables and nothing in them."""
    house = House(test_settings(fresh_database_url(tmp_path, build_empty), tmp_path))
    yield house.database
    house.database.engine.dispose()


class Village(SimpleNamespace):
    """The people of tests/cast.py by key: village.mei (Resident), village.daughter (Account), village.osmanthus …"""

    database: Database

    def of(self, key: str) -> Any:
        return getattr(self, key)

    def actor(self, key: str, at: datetime = MORNING) -> Actor:
        """Acting as a resident for herself, or as a member of staff from their seat, or as a carer for nobody yet."""
        from webapp import people

        who = self.of(key)
        with self.database.reading() as db:
            account = people.account_of(db, who) if isinstance(who, Resident) else who
            seat = people.membership_of(db, account) if account else None
        if account is None:
            return Actor(account_id=None, at=at, resident_id=who.id)
        return people.actor_for(account, at, seat)


def read_village(database: Database) -> Village:
    with database.reading() as db:
        by_name = {row.name: row for row in db.scalars(select(Resident))}
        accounts = {row.name: row for row in db.scalars(select(Account))}
        organisations = {row.name: row for row in db.scalars(select(Organisation))}
        areas = {row.code: row for row in db.scalars(select(Area))}
    people = {person.key: by_name[person.name] for person in cast.RESIDENTS}
    people |= {key: accounts[name] for key, name, *_ in (*cast.CARERS, *cast.STAFF)}
    people |= {key: organisations[name] for key, _, name, *_ in cast.ORGANISATIONS}
    return Village(database=database, areas=areas, **people)


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with nobody in it: putting its four hundred routes together takes longer than most tests."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    app = create_app(test_settings(f"sqlite:///{nowhere}/nothing.sqlite3", nowhere))
    app.testing = True
    app.jinja_env.undefined = StrictUndefined
    return app


@pytest.fixture
def app(
    routes: Flask, fresh_database_url: Callable[..., str], tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The whole application over the village; what a test sets in its configuration is taken back."""
    monkeypatch.setattr(routes, "config", routes.config.copy())
    house = House(test_settings(fresh_database_url(tmp_path, build_village), tmp_path), clock=clock)
    move_in(routes, house)
    yield routes
    house.database.engine.dispose()


@pytest.fixture
def village(app: Flask) -> Village:
    return read_village(app.extensions["huican"].database)


@pytest.fixture
def visitor(app: Flask, village: Village) -> Callable[..., Visitor]:
    """`visitor("mei")` is signed in as that person of the village; `visitor()` is a stranger."""

    def enter(key: str | None = None, *, acting_for: str | None = None) -> Visitor:
        who = Visitor(app)
        if key is not None:
            named = village.of(key)
            with village.database.reading() as db:
                chosen = Account.resident_id == named.id if isinstance(named, Resident) else Account.id == named.id
                public_id = db.scalar(select(Account.public_id).where(chosen))
            assert public_id, f"{key} has no account in the village"
            who.become(public_id)
        if acting_for is not None:
            who.act_for(village.of(acting_for).public_id)
        return who

    return enter


from tests.browser import browser, context, live, playwright, served  # noqa: E402, F401  they override the plugin's
