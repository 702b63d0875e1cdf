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


@dataclass(frozen=True)
class MandateProposed(Event):
    """An officer wrote one down for her; it is of no effect yet."""

    proposal: str


@dataclass(frozen=True)
class ConsentAsked(Event):
    """The question went to her own telephone."""

    proposal: str


@dataclass(frozen=True)
class QuestionSent(Event):
    """`taken`: whether the gateway took the text message; whether it arrived nobody says."""

    proposal: str
    taken: bool


@dataclass(frozen=True)
class ConsentAnswered(Event):
    """`reading`: yes, no, unclear. `way`: text_message, call, window, paper, signed_in."""

    proposal: str
    reading: str
    way: str


@dataclass(frozen=True)
class ProposalWithdrawn(Event):
    proposal: str


@dataclass(frozen=True)
class ErrandGiven(Event):
    """An officer noted that she may act for her in one matter. `way`: call, window, paper, text_message."""

    errand: str
    errand_kind: str
    way: str
    until_on: str


@dataclass(frozen=True)
class ErrandEnded(Event):
    """`reason`: matter_over, by_resident, by_staff, replaced, officer_left, death."""

    errand: str
    errand_kind: str
    reason: str


@dataclass(frozen=True)
class GuardianRecorded(Event):
    guardianship: str
    kind: str
    proof: str
    review_on: str


@dataclass(frozen=True)
class GuardianEnded(Event):
    """`reason`: capacity, changed, checked_again, death."""

    guardianship: str
    reason: str


@dataclass(frozen=True)
class WardAsked(Event):
    """`wish`: agrees, objects, cannot_say; `step`: the act it is about."""

    wish: str
    step: str


@dataclass(frozen=True)
class ObjectionSettled(Event):
    """An officer has spoken with the ward and her guardian."""


@dataclass(frozen=True)
class CarersDisagreed(Event):
    """`step`: the act that one who acts for her wanted, and another had done the contrary."""

    step: str


@dataclass(frozen=True)
class DisagreementSettled(Event):
    goes_ahead: bool
