"""Who does something, for whom, by what right, and when: one plain value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
"""The whole mainland keeps one time; dates of the service are dates there."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Passed to every verb.

    account_id: who acts; None is the service itself (import, the night).
    resident_id: for whom, when it is about one resident's own affairs.
    mandate_id: what allows it, when the account is not the resident's own.
    guardianship_id: what allows it, when a guardian acts for a ward.
    errand_id: what allows it, when an officer acts for somebody in one matter.
    role, organisation_id, area_id: the seat of a member of staff.
    at: the moment, aware, UTC.
    """

    account_id: int | None
    at: datetime
    resident_id: int | None = None
    mandate_id: int | None = None
    guardianship_id: int | None = None
    errand_id: int | None = None
    role: str | None = None
    organisation_id: int | None = None
    area_id: int | None = None

    @classmethod
    def service(cls, at: datetime | None = None) -> Actor:
        return cls(account_id=None, at=at or datetime.now(UTC))

    @property
    def today(self) -> date:
        return self.at.astimezone(LOCAL).date()

    @property
    def on_behalf(self) -> bool:
        return self.mandate_id is not None or self.guardianship_id is not None

    def under(self, errand_id: int) -> Actor:
        return replace(self, errand_id=errand_id)

    def later(self, at: datetime) -> Actor:
        return replace(self, at=at)
