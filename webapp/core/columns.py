"""Questions for a few columns, as every page asks some: without the mapper, which takes longer than their answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, Select
from sqlalchemy.orm import Session


def columns(db: Session, chosen: Select[Any], **bound: Any) -> CursorResult[Any]:
    """Rows with a name for each column. What this session has changed is written first, as for whole entities."""
    db.flush()
    return db.connection().execute(chosen, bound)
