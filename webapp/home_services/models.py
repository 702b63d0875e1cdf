"""Tables of home services. A request keeps moments; what a provider does is a row of its own, which ends and stays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import Base, public_id
from webapp.core.privacy import Sealed
from webapp.home_services.rules import (
    Agreement,
    CancelReason,
    Closing,
    DeclineReason,
    HelperGender,
    Part,
    Status,
    Window,
    in_order,
    status_of,
)
from webapp.people import Account, Area, Need, Organisation, Resident, enum_column


class HomeServiceRequest(Base):
    """`requested_at` is None while it has not been sent: a draft. Hers nobody but she and her carers see; one that an
    officer writes for her nobody but that officer."""

    __tablename__ = "home_service_requests"
    __table_args__ = (
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        Index("ix_home_service_requests_resident_id", "resident_id"),
        Index("ix_home_service_requests_area_id_requested_at", "area_id", "requested_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    """Where she lives when she asks: decides which officers see it."""
    service: Mapped[str] = mapped_column(String(40))
    asks: Mapped[list[str]] = mapped_column(JSON)
    needs: Mapped[list[str]] = mapped_column(JSON)
    helper_gender: Mapped[HelperGender] = mapped_column(enum_column(HelperGender))
    address: Mapped[str | None] = mapped_column(Sealed)
    """Written before it is sent."""
    note: Mapped[str | None] = mapped_column(Sealed)
    """For officers only; a provider never sees it."""
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    """As long as it is a draft: it is kept so long after it."""
    requested_at: Mapped[datetime | None]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The officer who writes it for her; None when she or a carer does."""
    agreement: Mapped[Agreement | None] = mapped_column(enum_column(Agreement))
    """How she agreed that an officer asks for her; None when she or a carer asked."""
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(enum_column(DeclineReason))
    decline_words: Mapped[str | None] = mapped_column(Sealed)
    returned_at: Mapped[datetime | None]
    """When it last came back to the officer because a provider cannot come or is not wanted."""
    reopened_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    rating_words: Mapped[str | None] = mapped_column(Sealed)
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(String(20))
    """resident, carer, officer or service."""
    cancel_reason: Mapped[CancelReason | None] = mapped_column(enum_column(CancelReason))
    resident: Mapped[Resident] = relationship()
    area: Mapped[Area] = relationship()
    windows: Mapped[list[HomeServiceWindow]] = relationship(
        order_by="HomeServiceWindow.id", cascade="all, delete-orphan"
    )
    assignments: Mapped[list[HomeServiceAssignment]] = relationship(
        order_by="HomeServiceAssignment.id", back_populates="request"
    )

    @property
    def assignment(self) -> HomeServiceAssignment | None:
        """The one that is open."""
        return next((each for each in self.assignments if each.closed_at is None), None)

    @property
    def status(self) -> Status:
        at = self.assignment
        return status_of(
            requested_at=self.requested_at, accepted_at=self.accepted_at, declined_at=self.declined_at,
            returned_at=self.returned_at, reopened_at=self.reopened_at, confirmed_at=self.confirmed_at,
            cancelled_at=self.cancelled_at, assigned_at=at and at.assigned_at, promised_at=at and at.promised_at,
            on_the_way_at=at and at.on_the_way_at, done_at=at and at.done_at,
        )

    @property
    def waiting_since(self) -> datetime:
        """When it last came to an officer."""
        moments = (self.started_at, self.requested_at, self.accepted_at, self.returned_at, self.reopened_at)
        return max(moment for moment in moments if moment is not None)

    @property
    def times(self) -> list[Window]:
        return in_order((window.day, window.part) for window in self.windows)

    @property
    def wants(self) -> list[Need]:
        return [need for need in Need if need in self.needs]


class HomeServiceWindow(Base):
    __tablename__ = "home_service_windows"
    __table_args__ = (UniqueConstraint("request_id", "day", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("home_service_requests.id"))
    day: Mapped[date]
    part: Mapped[Part] = mapped_column(enum_column(Part))


class HomeServiceAssignment(Base):
    """One provider's part in a request. It is closed when the provider, the officer or the resident ends it."""

    __tablename__ = "home_service_assignments"
    __table_args__ = (
        Index("one_open_assignment", "request_id", unique=True,
              sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL")),
        Index("ix_home_service_assignments_organisation_id", "organisation_id", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("home_service_requests.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    instructions: Mapped[str | None] = mapped_column(Sealed)
    """The officer's words for the provider."""
    promised_at: Mapped[datetime | None]
    helper_name: Mapped[str | None] = mapped_column(Sealed)
    visit_at: Mapped[datetime | None]
    on_the_way_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closing: Mapped[Closing | None] = mapped_column(enum_column(Closing))
    closing_reason: Mapped[str | None] = mapped_column(String(30))
    """A GiveBackReason or a ReopenReason."""
    closing_words: Mapped[str | None] = mapped_column(Sealed)
    request: Mapped[HomeServiceRequest] = relationship(back_populates="assignments")
    organisation: Mapped[Organisation] = relationship()
    assigner: Mapped[Account | None] = relationship()
