"""Tables of entitlements: what is given here, one row of what is known and one compact result for each resident."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import Base, public_id
from webapp.core.privacy import Sealed
from webapp.people import Account, Resident

BenefitKey = String(120)


class BenefitInForce(Base):
    """A local record that a benefit is given here, by whom and on what ground, from ``effective_on`` to before
    ``ended_on``. Ended, never deleted; a benefit that begins again gets a new row."""

    __tablename__ = "benefits_in_force"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= effective_on", name="order"),
        Index(
            "one_open",
            "benefit",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    benefit: Mapped[str] = mapped_column(BenefitKey, index=True)
    """``region/slug`` of the catalogue."""
    source: Mapped[str] = mapped_column(String(500))
    """The paper on which it rests, in the officer's words: name, number, date."""
    effective_on: Mapped[date]
    ended_on: Mapped[date | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
    end_recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    end_recorded_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)


class BenefitPosition(Base):
    """The place of a benefit's bit in every stored result: given once, kept when the benefit goes, never reused."""

    __tablename__ = "benefit_positions"
    __table_args__ = (UniqueConstraint("benefit"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    benefit: Mapped[str] = mapped_column(BenefitKey)


class StoredCircumstances(Base):
    """What is known of one resident, as one row of bytes (see `coding`): what the night reads.

    It speaks from the day on which it was written until before ``due_on``: her next birthday, a fact or a certificate
    that begins or ends, a hukou that moves. What changes her facts sets ``due_on`` to the past in the same transaction.
    """

    __tablename__ = "resident_circumstances"

    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), primary_key=True, autoincrement=False)
    region: Mapped[str | None] = mapped_column(String(20))
    """The nearest region whose documents speak for her."""
    facts: Mapped[bytes] = mapped_column(LargeBinary)
    due_on: Mapped[date] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=0)
    """Counts what has changed her facts: what was worked out from an earlier one is not kept."""


class Rulebook(Base):
    """What held in a region when results were worked out: its conditions, by their digest, and what was given.

    Made once for each state; where the state tonight has another rulebook than a result, the result is worked out anew.
    """

    __tablename__ = "rulebooks"
    __table_args__ = (UniqueConstraint("region", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(20))
    """Empty where no catalogue holds."""
    digest: Mapped[str] = mapped_column(String(64))
    given: Mapped[bytes] = mapped_column(LargeBinary)
    """Which of the region's benefits were given, in the bits of `StoredEntitlements`."""
    made_at: Mapped[datetime]


class StoredEntitlements(Base):
    """What the answers for one resident were when they were last worked out: a bit for each benefit.

    The answer stands here, whether the benefit is given in the rulebook. Bit n is bit n % 8 of byte n // 8, counted
    from the least; a set that is shorter than another has no more bits set.
    """

    __tablename__ = "stored_entitlements"

    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), primary_key=True, autoincrement=False)
    worked_out_on: Mapped[date]
    """Since when it stands as it is; later nights have found nothing else."""
    rulebook_id: Mapped[int] = mapped_column(ForeignKey("rulebooks.id"), index=True)
    entitled: Mapped[bytes] = mapped_column(LargeBinary)
    could_be: Mapped[bytes] = mapped_column(LargeBinary)
    waiting: Mapped[int]
    """How many benefits that are given could be hers: for want of an answer she may be missing something."""


class AutomaticOpening(Base):
    """Who has switched on, on what paper, that a benefit's application is opened without being asked for.

    The documents leave it open; without a row that has not ended nothing is opened. Switched off, never deleted.
    """

    __tablename__ = "automatic_openings"
    __table_args__ = (
        CheckConstraint("(switched_off_at IS NULL) = (switched_off_by IS NULL)", name="switched_off"),
        Index(
            "one_switched_on",
            "benefit",
            unique=True,
            sqlite_where=text("switched_off_at IS NULL"),
            postgresql_where=text("switched_off_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit: Mapped[str] = mapped_column(BenefitKey)
    source: Mapped[str] = mapped_column(String(500))
    """The paper on which it rests, in the officer's words."""
    switched_on_at: Mapped[datetime]
    switched_on_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    switched_off_at: Mapped[datetime | None]
    switched_off_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    account: Mapped[Account] = relationship(foreign_keys=[switched_on_by])


class BenefitOpening(Base):
    """An application that the night has opened for a resident: it waits for the officer who sees to it."""

    __tablename__ = "benefit_openings"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled"),
        Index(
            "one_opening",
            "resident_id",
            "benefit",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    benefit: Mapped[str] = mapped_column(BenefitKey)
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resident: Mapped[Resident] = relationship()


class BenefitChoice(Base):
    """Of benefits that exclude each other, those that she wants to have. A later choice ends it; nothing is deleted."""

    __tablename__ = "benefit_choices"

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), index=True)
    benefits: Mapped[str] = mapped_column(String(600))
    """Keys, apart by spaces."""
    gives_up: Mapped[str] = mapped_column(String(600))
    chosen_at: Mapped[datetime]
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.benefits.split())

    @property
    def all_keys(self) -> frozenset[str]:
        """What was chosen from."""
        return self.keys | frozenset(self.gives_up.split())


class BenefitInquiry(Base):
    """What she asks about a benefit in writing, and what the officer answers: the way for whoever cannot call."""

    __tablename__ = "benefit_inquiries"
    __table_args__ = (Index("ix_benefit_inquiries_resident_id_benefit", "resident_id", "benefit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    benefit: Mapped[str] = mapped_column(BenefitKey)
    words: Mapped[str] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answer: Mapped[str | None] = mapped_column(Sealed)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resident: Mapped[Resident] = relationship()
