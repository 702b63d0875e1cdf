"""What a mandate can be refused for."""

from webapp.core import Conflict, Invalid, NotFound, NotPermitted, NotPossibleNow


class NoSuchMandate(NotFound):
    """It is not there, or the asker neither gave nor holds it."""


class NotHersToGive(NotPermitted):
    """Only the resident herself gives, renews or signs: who acts for her cannot hand it on (民法典 169)."""


class MandateOverOneself(Invalid):
    field = "phone"


class AgentNameMissing(Invalid):
    field = "name"


class MandateTooLong(Invalid):
    """`longest`: days."""

    field = "until_on"


class DurationMissing(Invalid):
    """The last day lies before today, or none was given."""

    field = "until_on"


class ScopeMissing(Invalid):
    field = "scope"


class ScopeNotPossible(Invalid):
    """A power that cannot be handed on."""

    field = "scope"


class DraftIncomplete(NotPossibleNow):
    """`missing`: scope or until_on."""


class WordsChanged(Conflict):
    """What would be signed is not what was shown."""


class MandateEnded(NotPossibleNow): ...
