"""Tables of assessments. A place is a row (Seat); who holds it is a row (SeatClaim)."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.certificates import DisabilityCategory, DisabilityCertificate
from webapp.core import Base, public_id
from webapp.core.privacy import Sealed
from webapp.people import Need, Organisation, Resident, enum_column

PublicId = String(16)


class AppointmentKind(enum.StrEnum):
    """Where the assessment takes place."""

    hospital = "hospital"
    home = "home"


class AppointmentReason(enum.StrEnum):
    new = "new"
    change = "change"
    renewal = "renewal"


class Hand(enum.StrEnum):
    """Who moved an appointment."""

    resident = "resident"
    carer = "carer"
    officer = "officer"
    site = "site"
    service = "service"


class HalfDay(enum.StrEnum):
    morning = "morning"
    afternoon = "afternoon"


class AssessmentSite(Base):
    """An organisation that was designated to assess (残疾人证管理办法 art. 6)."""

    __tablename__ = "assessment_sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), unique=True)
    offers_home: Mapped[bool] = mapped_column(default=False)
    access_notes: Mapped[str | None] = mapped_column(String(500))
    """The site's own words: entrance, lift, parking, toilet."""
    registered_at: Mapped[datetime]
    organisation: Mapped[Organisation] = relationship()
    category_rows: Mapped[list[SiteCategory]] = relationship(order_by="SiteCategory.id")

    @property
    def categories(self) -> list[DisabilityCategory]:
        assessed = {row.category for row in self.category_rows}
        return [category for category in DisabilityCategory if category in assessed]


class SiteCategory(Base):
    __tablename__ = "assessment_site_categories"
    __table_args__ = (UniqueConstraint("site_id", "category"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("assessment_sites.id"))
    category: Mapped[DisabilityCategory] = mapped_column(enum_column(DisabilityCategory))


class AssessmentSession(Base):
    """A span of hours in which a site assesses: at the hospital, or going from home to home."""

    __tablename__ = "assessment_sessions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_assessment_sessions_site_id_starts_at", "site_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    site_id: Mapped[int] = mapped_column(ForeignKey("assessment_sites.id"))
    kind: Mapped[AppointmentKind] = mapped_column(enum_column(AppointmentKind))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    cancelled_at: Mapped[datetime | None]
    site: Mapped[AssessmentSite] = relationship()
    slots: Mapped[list[Slot]] = relationship(back_populates="session", order_by="Slot.starts_at")
    category_rows: Mapped[list[SessionCategory]] = relationship(order_by="SessionCategory.id")

    @property
    def categories(self) -> list[DisabilityCategory]:
        assessed = {row.category for row in self.category_rows}
        return [category for category in DisabilityCategory if category in assessed]


class SessionCategory(Base):
    __tablename__ = "assessment_session_categories"
    __table_args__ = (UniqueConstraint("session_id", "category"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("assessment_sessions.id"))
    category: Mapped[DisabilityCategory] = mapped_column(enum_column(DisabilityCategory))


class Slot(Base):
    """A time for which somebody can come; as many may as it has seats."""

    __tablename__ = "assessment_slots"
    __table_args__ = (
        UniqueConstraint("session_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_assessment_slots_starts_at", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    session_id: Mapped[int] = mapped_column(ForeignKey("assessment_sessions.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    session: Mapped[AssessmentSession] = relationship(back_populates="slots")
    seats: Mapped[list[Seat]] = relationship(back_populates="slot", order_by="Seat.number")


class Seat(Base):
    __tablename__ = "assessment_seats"
    __table_args__ = (UniqueConstraint("slot_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("assessment_slots.id"))
    number: Mapped[int]
    slot: Mapped[Slot] = relationship(back_populates="seats")


class BookingDraft(Base):
    """What she, or a carer for her, has chosen of a booking and not sent; it holds no seat. One a writer."""

    __tablename__ = "booking_drafts"
    __table_args__ = (UniqueConstraint("resident_id", "started_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    started_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Whose draft it is; others do not see it."""
    chosen: Mapped[str] = mapped_column(Sealed)
    """JSON: what was chosen so far, by the names of the questions."""
    changed_at: Mapped[datetime]


ACTIVE = text("cancelled_at IS NULL AND no_show_at IS NULL AND completed_at IS NULL")


class Appointment(Base):
    """What a resident has arranged. Its status is read from its moments (rules.status_of)."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index("one_active_of_a_kind", "resident_id", "kind", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        Index("ix_appointments_resident_id", "resident_id"),
        Index("ix_appointments_seat_id", "seat_id"),
        Index("ix_appointments_site_id", "site_id"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="who_cancelled"),
        CheckConstraint("seat_id IS NOT NULL OR kind = 'home'", name="hospital_has_seat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("assessment_sites.id"))
    kind: Mapped[AppointmentKind] = mapped_column(enum_column(AppointmentKind))
    reason: Mapped[AppointmentReason] = mapped_column(enum_column(AppointmentReason))
    category: Mapped[DisabilityCategory] = mapped_column(enum_column(DisabilityCategory))
    """The one asked for; what is found stands in the Assessment."""
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("assessment_seats.id"))
    """The seat it is or was for; whether it still holds it, SeatClaim says. None: the site has not given a time yet."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"))
    """The appointment that the site cancelled and this one replaces."""
    home_reason: Mapped[str | None] = mapped_column(Sealed)
    home_address: Mapped[str | None] = mapped_column(Sealed)
    requested_at: Mapped[datetime]
    booked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[Hand | None] = mapped_column(enum_column(Hand))
    displaced_at: Mapped[datetime | None]
    """The site cancelled, and owes her another time."""
    resettled_at: Mapped[datetime | None]
    """She has taken another time, or said that she wants none."""
    attended_at: Mapped[datetime | None]
    no_show_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    resident: Mapped[Resident] = relationship()
    site: Mapped[AssessmentSite] = relationship()
    seat: Mapped[Seat | None] = relationship()
    need_rows: Mapped[list[AppointmentNeed]] = relationship(order_by="AppointmentNeed.id", cascade="all, delete-orphan")
    windows: Mapped[list[HomeWindow]] = relationship(
        order_by="HomeWindow.weekday, HomeWindow.half.desc()", cascade="all, delete-orphan")
    offers: Mapped[list[SlotOffer]] = relationship(order_by="SlotOffer.rank")
    outcomes: Mapped[list[Assessment]] = relationship(back_populates="appointment", order_by="Assessment.id")

    @property
    def slot(self) -> Slot | None:
        return self.seat.slot if self.seat else None

    @property
    def arranged_slot(self) -> Slot:
        """The time of an appointment that must have one: booked, confirmed, or whatever comes after."""
        if self.seat is None:
            raise LookupError("no time has been given yet")
        return self.seat.slot

    @property
    def needs(self) -> list[Need]:
        wanted = {row.need for row in self.need_rows}
        return [need for need in Need if need in wanted]

    @property
    def outcome(self) -> Assessment | None:
        """The one that counts: a corrected outcome stays as a row and counts no more."""
        if self.completed_at is None:
            return None
        return next((outcome for outcome in reversed(self.outcomes) if outcome.replaced_at is None), None)


class AppointmentNeed(Base):
    """How she wants to be met there; the site says of each that it is ready before it confirms."""

    __tablename__ = "appointment_needs"
    __table_args__ = (UniqueConstraint("appointment_id", "need"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    need: Mapped[Need] = mapped_column(enum_column(Need))
    prepared_at: Mapped[datetime | None]
    prepared_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class HomeWindow(Base):
    """A half day of the week when the site may come. `weekday` 1 is Monday."""

    __tablename__ = "home_windows"
    __table_args__ = (
        UniqueConstraint("appointment_id", "weekday", "half"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    weekday: Mapped[int]
    half: Mapped[HalfDay] = mapped_column(enum_column(HalfDay))

    @property
    def window(self) -> tuple[int, HalfDay]:
        return self.weekday, self.half


class SeatClaim(Base):
    """Who holds a seat: one claim at a time, which the database decides.

    `held_until` None: as long as the appointment stands. A moment: kept that long and free
    afterwards; whoever claims next releases it. `released_at`: over.
    """

    __tablename__ = "seat_claims"
    __table_args__ = (
        Index("one_claim_to_a_seat", "seat_id", unique=True,
              sqlite_where=text("released_at IS NULL"), postgresql_where=text("released_at IS NULL")),
        Index("ix_seat_claims_appointment_id", "appointment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("assessment_seats.id"))
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    claimed_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(default=0)
    released_at: Mapped[datetime | None]
    seat: Mapped[Seat] = relationship()


class SlotOffer(Base):
    """A time that the site which cancelled offers instead; the first is held for her, the others are not."""

    __tablename__ = "slot_offers"
    __table_args__ = (UniqueConstraint("appointment_id", "slot_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("assessment_slots.id"))
    rank: Mapped[int]
    offered_at: Mapped[datetime]
    slot: Mapped[Slot] = relationship()


class Assessment(Base):
    """The act and its outcome. `grade` None: the standard is not met, and `reasons` say why."""

    __tablename__ = "assessments"
    __table_args__ = (
        Index("one_outcome_that_counts", "appointment_id", unique=True,
              sqlite_where=text("replaced_at IS NULL"), postgresql_where=text("replaced_at IS NULL")),
        CheckConstraint("grade BETWEEN 1 AND 4", name="grade"),
        CheckConstraint("grade IS NOT NULL OR reasons IS NOT NULL", name="reasons"),
        CheckConstraint("certificate_id IS NULL OR grade IS NOT NULL", name="certificate"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    category: Mapped[DisabilityCategory] = mapped_column(enum_column(DisabilityCategory))
    grade: Mapped[int | None]
    reasons: Mapped[str | None] = mapped_column(Sealed)
    assessed_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    replaced_at: Mapped[datetime | None]
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("disability_certificates.id"))
    appointment: Mapped[Appointment] = relationship(back_populates="outcomes")
    certificate: Mapped[DisabilityCertificate | None] = relationship()

    @property
    def meets_standard(self) -> bool:
        return self.grade is not None
