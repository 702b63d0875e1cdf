"""huey runs the deliveries: embedded on SQLite by default, on PostgreSQL or Redis by configuration.

A task carries nothing but its name; what is to be done stands in the delivery rows. So a
task that is lost, or done twice, does no harm.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from webapp.core import quiet_log
from webapp.settings import Settings, SettingsError

NAME = "huican"


def open_queue(settings: Settings) -> Huey:
    """The queue of the settings. Tasks are pickles, so they are signed: who can write to it runs nothing here."""
    quiet_log("huey")  # says which task broke
    url = settings.queue_url
    options = {
        "results": False,
        "utc": True,
        "serializer": SignedSerializer(secret=settings.secret_key, salt="huican-queue"),
    }
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(NAME, filename=str(path), timeout=15, **options)
    if url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return PostgresHuey(NAME, dsn="postgresql://" + url.partition("://")[2], **options)
    if url.startswith(("redis://", "rediss://")):
        if find_spec("redis") is None:
            raise SettingsError("HUICAN_QUEUE_URL names a Redis; install the package redis beside the others")
        return RedisHuey(NAME, url=url, **options)
    raise SettingsError("HUICAN_QUEUE_URL must begin with sqlite:///, postgresql:// or redis://")
