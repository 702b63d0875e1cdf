"""What she has chosen so far. It travels in the address from page to page, so that nothing is asked twice and the way
back, a reload or a lost race keep everything. Nobody's name, number, address or words are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self, TypeVar

from werkzeug.datastructures import MultiDict

from webapp.assessments import AppointmentKind, AppointmentReason, HalfDay
from webapp.certificates import DisabilityCategory
from webapp.people import Need

Member = TypeVar("Member", bound=StrEnum)


def members(kind: type[Member], values: Iterable[str]) -> tuple[Member, ...]:
    """Those of the values that are members, in the order in which they are declared; anything else is left out."""
    wanted = set(values)
    return tuple(member for member in kind if member.value in wanted)


@dataclass(frozen=True)
class Choice:
    """None or empty: not chosen yet. `needs_asked` tells "none of them" from "not asked yet"."""

    kind: AppointmentKind | None = None
    reason: AppointmentReason | None = None
    category: DisabilityCategory | None = None
    site: str | None = None
    slot: str | None = None
    needs: tuple[Need, ...] = ()
    needs_asked: bool = False
    weekdays: tuple[int, ...] = ()
    halves: tuple[HalfDay, ...] = ()

    @classmethod
    def read(cls, given: MultiDict[str, str]) -> Self:
        """From an address or from a form's hidden fields; what makes no sense counts as not chosen."""
        return cls(
            kind=next(iter(members(AppointmentKind, given.getlist("kind"))), None),
            reason=next(iter(members(AppointmentReason, given.getlist("reason"))), None),
            category=next(iter(members(DisabilityCategory, given.getlist("category"))), None),
            site=given.get("site") or None, slot=given.get("slot") or None,
            needs=members(Need, given.getlist("needs")), needs_asked="needs_asked" in given,
            weekdays=tuple(n for n in range(1, 8) if str(n) in given.getlist("weekdays")),
            halves=members(HalfDay, given.getlist("halves")),
        )

    @property
    def begun(self) -> bool:
        return None not in (self.kind, self.reason, self.category)

    @property
    def at_home(self) -> bool:
        return self.kind is AppointmentKind.home

    def but(self, **changed: Any) -> Self:
        return replace(self, **changed)

    def query(self, *leave_out: str) -> dict[str, Any]:
        """For `url_for`."""
        said = {
            "kind": self.kind, "reason": self.reason, "category": self.category, "site": self.site, "slot": self.slot,
            "needs": list(self.needs), "needs_asked": "1" if self.needs_asked else None,
            "weekdays": list(self.weekdays), "halves": list(self.halves),
        }
        return {name: value for name, value in said.items() if value and name not in leave_out}

    def hidden(self, *leave_out: str) -> list[tuple[str, str]]:
        """For the hidden fields of a form that asks the next question."""
        pairs: list[tuple[str, str]] = []
        for name, value in self.query(*leave_out).items():
            pairs += [(name, str(each)) for each in (value if isinstance(value, list) else [value])]
        return pairs
