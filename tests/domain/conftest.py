"""Rooms are tried without any door: the village, and no application over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Village, build_village, read_village, test_settings
from webapp.application import House


@pytest.fixture
def village(fresh_database_url: Callable[..., str], tmp_path: Path) -> Iterator[Village]:
    house = House(test_settings(fresh_database_url(tmp_path, build_village), tmp_path))
    yield read_village(house.database)
    house.database.engine.dispose()
