"""What can have happened to a request for a home service. `request` is its public id."""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class HomeServiceRequested(Event):
    """`agreement`: how she agreed when an officer asked for her; None when she or a carer asked."""

    request: str
    service: str
    agreement: str | None = None


@dataclass(frozen=True)
class RequestAccepted(Event):
    request: str


@dataclass(frozen=True)
class RequestDeclined(Event):
    request: str
    reason: str


@dataclass(frozen=True)
class ProviderAssigned(Event):
    """`provider`: the organisation's public id."""

    request: str
    provider: str


@dataclass(frozen=True)
class AssignmentTakenBack(Event):
    """The officer asks somebody else. `provider`, here and below: public id of the organisation that had it; None in
    entries that are older, and where nobody had it. `visit_at`: when it was to come, once it had promised."""

    request: str
    provider: str | None = None
    visit_at: str | None = None


@dataclass(frozen=True)
class AssignmentGivenBack(Event):
    """The provider cannot come."""

    request: str
    reason: str


@dataclass(frozen=True)
class OtherProviderWanted(Event):
    """The resident does not want this provider or this helper."""

    request: str
    provider: str | None = None
    visit_at: str | None = None


@dataclass(frozen=True)
class VisitPromised(Event):
    """`visit_at`: ISO 8601, UTC."""

    request: str
    visit_at: str


@dataclass(frozen=True)
class VisitChanged(Event):
    """Another time or another helper."""

    request: str
    visit_at: str
    helper_changed: bool


@dataclass(frozen=True)
class HelperSetOut(Event):
    request: str


@dataclass(frozen=True)
class ServiceDone(Event):
    request: str


@dataclass(frozen=True)
class ServiceConfirmed(Event):
    request: str
    rating: int


@dataclass(frozen=True)
class ServiceReopened(Event):
    request: str
    reason: str


@dataclass(frozen=True)
class AskUndone(Event):
    """It is a draft again. `undoes`, here and below: id of the ledger entry that is taken back."""

    undoes: int
    request: str
    service: str


@dataclass(frozen=True)
class CancellationUndone(Event):
    undoes: int
    request: str
    provider: str | None = None
    visit_at: str | None = None


@dataclass(frozen=True)
class ConfirmationUndone(Event):
    undoes: int
    request: str


@dataclass(frozen=True)
class RequestCancelled(Event):
    """`by`: resident, carer, officer or service."""

    request: str
    by: str
    reason: str
    provider: str | None = None
    visit_at: str | None = None
