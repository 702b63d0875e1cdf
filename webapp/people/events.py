"""What can have happened to people."""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class ResidentRegistered(Event):
    source: str


@dataclass(frozen=True)
class ResidentCorrected(Event):
    fields: list[str]
    source: str


@dataclass(frozen=True)
class HukouMoved(Event):
    """`from_on`: ISO date from which it counts; it may lie ahead."""

    from_on: str
    source: str


@dataclass(frozen=True)
class LeftRegister(Event): ...


@dataclass(frozen=True)
class ReturnedToRegister(Event): ...


@dataclass(frozen=True)
class FactRecorded(Event):
    fact: str
    source: str


@dataclass(frozen=True)
class FactUndone(Event):
    """The last answer was taken back; the one before it holds again."""

    fact: str
    source: str


@dataclass(frozen=True)
class NeedsChanged(Event):
    needs: list[str]


@dataclass(frozen=True)
class DeathRecorded(Event): ...


@dataclass(frozen=True)
class DeathRetracted(Event):
    """It was recorded of somebody who lives."""


@dataclass(frozen=True)
class AccountOpened(Event): ...


@dataclass(frozen=True)
class AccountActivated(Event):
    way: str


@dataclass(frozen=True)
class SignedIn(Event):
    way: str
    new_device: bool = False
    """The account has not signed in on this device before."""


@dataclass(frozen=True)
class IdentityConfirmed(Event):
    """Once more, before something that gives power away."""

    way: str


@dataclass(frozen=True)
class SessionEnded(Event): ...


@dataclass(frozen=True)
class PasskeyAdded(Event): ...


@dataclass(frozen=True)
class PasskeyRemoved(Event): ...


@dataclass(frozen=True)
class PhoneAdopted(Event):
    """An account without a telephone goes by the one on her file from now on."""


@dataclass(frozen=True)
class NewPhoneProved(Event):
    """`in_force_at`: ISO moment from which it serves, unless it is stopped."""

    in_force_at: str


@dataclass(frozen=True)
class NewPhoneStopped(Event):
    """`reason`: asked (by her or an officer), taken (somebody else has proved the number), closed."""

    reason: str


@dataclass(frozen=True)
class PhoneChanged(Event): ...


@dataclass(frozen=True)
class PhoneRestored(Event):
    """An officer has put the former number back; every session has ended."""


@dataclass(frozen=True)
class RecoveryCodeIssued(Event): ...


@dataclass(frozen=True)
class PreferencesChanged(Event): ...


@dataclass(frozen=True)
class ConsentGiven(Event):
    kind: str
    version: str


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    kind: str


@dataclass(frozen=True)
class ConsentRestored(Event):
    """She took back her withdrawal: the same words hold again."""

    kind: str
    version: str


@dataclass(frozen=True)
class CorrectionRequested(Event):
    item: str


@dataclass(frozen=True)
class CorrectionUndone(Event):
    """She took back what she had asked for."""

    item: str


@dataclass(frozen=True)
class CorrectionSettled(Event):
    item: str
    outcome: str


@dataclass(frozen=True)
class LetterWritten(Event):
    """`about`: kind of the matter; `letter` where it is about no one matter."""

    about: str


@dataclass(frozen=True)
class LetterAnswered(Event):
    about: str


@dataclass(frozen=True)
class ComplaintMade(Event):
    """`topic`: a ComplaintTopic."""

    topic: str


@dataclass(frozen=True)
class ComplaintWithdrawn(Event):
    topic: str


@dataclass(frozen=True)
class ComplaintAnswered(Event):
    """`outcome`: a ComplaintOutcome."""

    topic: str
    outcome: str


@dataclass(frozen=True)
class CopyTaken(Event):
    """Everything that is known of her left the house as a file, by her own hand."""

    form: str


@dataclass(frozen=True)
class OwnWordsForgotten(Event): ...


@dataclass(frozen=True)
class AccountClosed(Event): ...


@dataclass(frozen=True)
class FileViewed(Event):
    """Somebody other than the resident opened her file or one of her matters."""

    page: str


@dataclass(frozen=True)
class ViewQuestioned(Event):
    """She asked why somebody looked at her file."""


@dataclass(frozen=True)
class ViewExplained(Event): ...


@dataclass(frozen=True)
class StaffInvited(Event):
    role: str


@dataclass(frozen=True)
class InvitationSent(Event):
    """By text message. `taken`: whether the gateway took it; whether it arrived nobody says."""

    taken: bool


@dataclass(frozen=True)
class StaffLeft(Event):
    role: str
    open_matters: int = 0
    """How many waited in the seat and went to whoever takes over."""


@dataclass(frozen=True)
class StaffMoved(Event):
    role: str
    open_matters: int = 0
    """How many stayed behind and went to whoever takes over."""


@dataclass(frozen=True)
class MattersHandedOver(Event):
    """From now on somebody else looks after what waits in a seat."""

    left: str
    """The seat that was left; it knows its successor."""
    open_matters: int


@dataclass(frozen=True)
class OrganisationRegistered(Event):
    kind: str


@dataclass(frozen=True)
class OrganisationChanged(Event):
    fields: list[str]


@dataclass(frozen=True)
class AreasEntered(Event):
    new: int
    changed: int
