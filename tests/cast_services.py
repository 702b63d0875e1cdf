"""What the village has besides its people: each room adds its own part here."""

from __future__ import annotations

from typing import Any

from tests import cast_assessments
from webapp.core import Actor


def populate(db: Any, actor: Actor, everybody: dict[str, Any]) -> None:
    """Sessions at the sites, benefits recorded as in force, services: filled in by the rooms that have them."""
    cast_assessments.populate(db, actor, everybody)
