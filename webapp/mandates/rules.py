"""Whether a mandate serves, for how long it may be given, and what can be handed on."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from webapp.mandates.models import Power, Province

DEFAULT_DAYS = 30
"""The shortest sensible time."""

LONGEST_DAYS = 365

OFFERED_DAYS = (30, 90, 180, 365)

def offered_ends(today: date) -> dict[int, date]:
    """Number of days -> last day, the default first."""
    return {days: today + timedelta(days=days) for days in OFFERED_DAYS}


POWERS: dict[Province, tuple[Power, ...]] = {
    Province.entitlements: (Power.see, Power.fill_in, Power.receive_notices),
    Province.code: (Power.show,),
    Province.appointments: (Power.see, Power.submit, Power.receive_notices),
    Province.home_services: (Power.see, Power.submit, Power.receive_notices),
    Province.messages: (Power.see,),
    Province.profile: (Power.see, Power.fill_in),
}
"""Everything that can be handed on. Money, mandates, ways of signing in and deletion are not here."""

Scope = set[tuple[Province, Power]]


def everything() -> Scope:
    return {(province, power) for province, powers in POWERS.items() for power in powers}


def can_be_handed_on(scope: Iterable[tuple[Province, Power]]) -> bool:
    return set(scope) <= everything()


def completed(scope: Iterable[tuple[Province, Power]]) -> Scope:
    """Who may fill in, submit or be told of a matter may also see it: the words of the mandate say so."""
    wanted = set(scope)
    return wanted | {(province, Power.see) for province, _ in wanted if Power.see in POWERS[province]}


class Preset(enum.StrEnum):
    """A start for who does not want to tick each box; every box stays to be seen and changed."""

    look = "look"
    handle = "handle"
    everything = "everything"


HANDLED = (Province.appointments, Province.home_services)

PRESETS: dict[Preset, Scope] = {
    Preset.look: {(p, Power.see) for p in (Province.entitlements, *HANDLED, Province.messages)},
    Preset.handle: completed(
        {(p, power) for p in HANDLED for power in POWERS[p]}
        | {(Province.entitlements, Power.see), (Province.messages, Power.see)}
    ),
    Preset.everything: everything(),
}


def mandate_status(*, from_on: date, until_on: date, revoked_at: datetime | None, today: date) -> str:
    """revoked, not_yet, expired or active. The last day counts in full."""
    if revoked_at is not None:
        return "revoked"
    if today < from_on:
        return "not_yet"
    return "expired" if today > until_on else "active"


def is_active(**moments: date | datetime | None) -> bool:
    return mandate_status(**moments) == "active"  # type: ignore[arg-type]
