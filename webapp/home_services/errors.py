"""What home services can be refused for."""

from webapp.core import Invalid, NotFound, NotPossibleNow


class NoSuchService(NotFound): ...


class NoSuchRequest(NotFound):
    """It is not there, or it is not the asker's to see."""


class NotInThisPlace(NotPossibleNow):
    """No document of the place where she lives names this service."""


class ResidenceUnknown(NotPossibleNow):
    """Nobody knows in which area she lives, so that no officer can be asked."""


class MoveNotPossible(NotPossibleNow):
    """`move` is not possible from `status`; somebody else may have been faster."""


class NotYetMissed(NotPossibleNow):
    """The visit cannot have been missed: its time has not come."""


class DayNotCome(NotPossibleNow):
    """Nobody sets out, and nothing is done, before the agreed day begins. `visit_at`: the agreed moment."""


class ConsentWithdrawn(NotPossibleNow):
    """She has taken back that a provider is told anything."""


class NoWindow(Invalid):
    field = "day_1"


class TooManyWindows(Invalid):
    """`most`: windows."""

    field = "day_1"


class WindowOver(Invalid):
    """A window that has ended, or lies beyond `latest`."""

    field = "day_1"


class AddressMissing(Invalid):
    field = "address"


class TextTooLong(Invalid):
    """`longest`: characters."""


class UnknownAsk(Invalid):
    field = "asks"


class ReasonMissing(Invalid):
    field = "reason"


class HelperMissing(Invalid):
    field = "helper_name"


class VisitOutsideWindows(Invalid):
    """The visit lies at a time that she did not offer, or has passed."""

    field = "clock"


class NeedsNotReady(Invalid):
    """`needs`: those that the provider has not said it is ready for."""

    field = "ready_for"


class ProviderNotHere(Invalid):
    """An organisation that is no provider, or does not serve her area."""

    field = "provider"


class RatingMissing(Invalid):
    """One to five."""

    field = "rating"


class AgreementMissing(Invalid):
    """An officer asks for her and has not said how she agreed."""

    field = "agreement"


class ConsentMissing(Invalid):
    """She has not agreed that a provider is told what it needs to know."""

    field = "consent"
