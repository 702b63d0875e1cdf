"""What can have happened to a mandate."""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class MandateGranted(Event):
    mandate: str
    until_on: str


@dataclass(frozen=True)
class MandateRenewed(Event):
    mandate: str
    until_on: str


@dataclass(frozen=True)
class MandateRevoked(Event):
    """`reason`: by_resident, by_agent, by_staff, renewed, replaced, death."""

    mandate: str
    reason: str


@dataclass(frozen=True)
class GrantUndone(Event):
    """She took back what she had just signed. `undoes`: id of the ledger entry that is taken back."""

    undoes: int
    mandate: str


@dataclass(frozen=True)
class MandateRestored(Event):
    """It serves again: the one that had replaced it was undone."""

    mandate: str
