"""What can have happened to a code: ids and enums only, never what stands in it."""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class CodeShown(Event):
    """A claim was put on a screen. Renewing it while it is shown is the same showing and is not told again."""

    claim: str


@dataclass(frozen=True)
class CodeChecked(Event):
    """Somebody scanned or typed it: where, what it claimed, whether it was still good, the how-many-eth time."""

    claim: str
    place: str
    accepted: bool
    times: int
    enrolled: bool
    """The kind of place is known, and not only what whoever checked said."""
    offline: bool
    """It was done without network and handed in later."""


@dataclass(frozen=True)
class CredentialsGiven(Event):
    """A phone was given credentials for one claim, to be shown without network."""

    claim: str
    count: int


@dataclass(frozen=True)
class PaperMade(Event):
    claim: str


@dataclass(frozen=True)
class PaperRevoked(Event):
    claim: str


@dataclass(frozen=True)
class CodeFrozen(Event):
    reason: str


@dataclass(frozen=True)
class CodeUnfrozen(Event):
    was: str
    """Why it had been frozen."""


@dataclass(frozen=True)
class MisuseReported(Event):
    """She says that a check was not hers."""


@dataclass(frozen=True)
class MisuseSettled(Event):
    outcome: str


@dataclass(frozen=True)
class IssuerKeyMade(Event):
    """A key that signs codes; the one before it signs no more and verifies until its codes are dead."""

    kid: str


@dataclass(frozen=True)
class CheckpointEnrolled(Event):
    place: str


@dataclass(frozen=True)
class CheckpointCredentialRenewed(Event):
    """Its device has a new secret; the one before is worth nothing."""


@dataclass(frozen=True)
class CheckpointEnded(Event): ...
