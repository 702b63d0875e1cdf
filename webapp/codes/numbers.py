"""Short numbers that nobody else has."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.codes.models import Presentation
from webapp.codes.rules import NUMBER_LENGTH, new_number


def free_number(db: Session, length: int = NUMBER_LENGTH) -> str:
    while True:
        number = new_number(length)
        if db.scalar(select(Presentation.id).where(Presentation.number == number)) is None:
            return number
