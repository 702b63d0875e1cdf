"""Tables of certificates."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import Base, public_id
from webapp.core.privacy import Sealed
from webapp.people import Resident, enum_column


class DisabilityCategory(enum.StrEnum):
    """In the order of the digit in the certificate's number, 1 to 7."""

    visual = "visual"
    hearing = "hearing"
    speech = "speech"
    physical = "physical"
    intellectual = "intellectual"
    mental = "mental"
    multiple = "multiple"


class DisabilityCertificate(Base):
    """`grade` 1 is the severest. Valid from `issued_on` to `valid_until`, unless cancelled or replaced."""

    __tablename__ = "disability_certificates"
    __table_args__ = (
        CheckConstraint("grade BETWEEN 1 AND 4", name="grade"),
        Index("one_in_force", "resident_id", unique=True,
              sqlite_where=text("cancelled_at IS NULL AND replaced_at IS NULL"),
              postgresql_where=text("cancelled_at IS NULL AND replaced_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), index=True)
    number: Mapped[str] = mapped_column(Sealed)
    number_index: Mapped[str] = mapped_column(String(64), index=True)
    category: Mapped[DisabilityCategory] = mapped_column(enum_column(DisabilityCategory))
    grade: Mapped[int]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    resident: Mapped[Resident] = relationship()
