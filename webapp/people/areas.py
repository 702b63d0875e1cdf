"""Finding a place that somebody has written down."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.people.errors import AreaNameAmbiguous, NoSuchArea
from webapp.people.models import Area


def area_named(db: Session, written: str, *, field: str) -> Area:
    """The area of a code or a name. Raises NoSuchArea, AreaNameAmbiguous, at the field of a form."""
    wanted = written.strip()
    found = list(db.scalars(select(Area).where((Area.code == wanted) | (Area.name == wanted)).order_by(Area.code)))
    if not found:
        raise NoSuchArea(field=field)
    if len(found) > 1:
        raise AreaNameAmbiguous(field=field, codes=[area.code for area in found])
    return found[0]
