"""What can have happened to an appointment, a session, a site.

Neither category nor grade stands in the ledger: the time-line and the notices do without.
Moments are ISO 8601 in UTC, sites and appointments are public ids.
"""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class SiteRegistered(Event):
    site: str


@dataclass(frozen=True)
class SessionOpened(Event):
    session: str
    starts_at: str


@dataclass(frozen=True)
class SessionCancelled(Event):
    session: str
    appointments: int


@dataclass(frozen=True)
class AppointmentBooked(Event):
    site: str
    starts_at: str


@dataclass(frozen=True)
class HomeAssessmentRequested(Event):
    site: str


@dataclass(frozen=True)
class HomeTimeGiven(Event):
    site: str
    starts_at: str


@dataclass(frozen=True)
class OtherTimeAsked(Event):
    """What was arranged before, so that it can be put back: moments, None where there was none; (weekday, half)."""

    former_booked_at: str | None
    former_confirmed_at: str | None
    former_windows: list[list[int | str]]


@dataclass(frozen=True)
class AppointmentRescheduled(Event):
    site: str
    former_starts_at: str
    starts_at: str
    former_site: str
    former_booked_at: str | None
    former_confirmed_at: str | None


@dataclass(frozen=True)
class AppointmentNeedsChanged(Event):
    needs: list[str]
    confirm_again: bool


@dataclass(frozen=True)
class AppointmentConfirmed(Event):
    starts_at: str
    prepared: list[str]


@dataclass(frozen=True)
class AppointmentCancelled(Event):
    by: str


@dataclass(frozen=True)
class HomeRequestDeclined(Event): ...


@dataclass(frozen=True)
class AppointmentDisplaced(Event):
    """The site cancelled. `offers`: how many other times it offers; at home it will name one itself."""

    kind: str
    starts_at: str
    offers: int


@dataclass(frozen=True)
class OfferKeptLonger(Event):
    until: str


@dataclass(frozen=True)
class AppointmentResettled(Event):
    """After the site cancelled: `by` is the appointment she has instead, None when she wants none."""

    by: str | None


@dataclass(frozen=True)
class BookingUndone(Event):
    """`undoes`, here and below: id of the ledger entry that is taken back."""

    undoes: int
    site: str
    starts_at: str


@dataclass(frozen=True)
class HomeRequestUndone(Event):
    undoes: int
    site: str


@dataclass(frozen=True)
class RescheduleUndone(Event):
    """`site`, `starts_at`: what she has again."""

    undoes: int
    site: str
    starts_at: str
    former_starts_at: str


@dataclass(frozen=True)
class OtherTimeUndone(Event):
    """`starts_at`: the time she has again; None while the site has named none."""

    undoes: int
    site: str
    starts_at: str | None


@dataclass(frozen=True)
class CancellationUndone(Event):
    undoes: int
    site: str
    starts_at: str | None


@dataclass(frozen=True)
class OffersReopened(Event):
    """She has no other time after all: what the site that cancelled offers is open to her again."""


@dataclass(frozen=True)
class AppointmentAttended(Event): ...


@dataclass(frozen=True)
class AppointmentMissed(Event): ...


@dataclass(frozen=True)
class AssessmentRecorded(Event):
    corrected: bool


@dataclass(frozen=True)
class CertificateFollowed(Event): ...
