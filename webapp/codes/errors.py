"""What the code can be refused for. A check is never refused: its answer is yes, or "check by hand"."""

from webapp.core import Invalid, NotFound, NotPermitted, NotPossibleNow, TooManyAttempts


class NoSuchClaim(NotFound): ...


class ClaimNotHers(NotPossibleNow):
    """What she wants to show does not hold today. facts: ``claim`` (slug)."""

    field = "claim"


class CodeIsFrozen(NotPossibleNow):
    """Nothing can be shown until it is unfrozen. facts: ``reason`` (FreezeReason)."""


class UnfreezingIsHers(NotPermitted):
    """Whoever acts for her may freeze her code, and not unfreeze it."""


class EndedByDeath(NotPossibleNow):
    """The code of somebody who has died stays frozen."""


class MisuseSettledAlready(NotPossibleNow):
    """An officer has already settled the report."""


class NotOnPaper(NotPossibleNow):
    """This claim tells too much for a sheet that anybody may find. facts: ``claim`` (slug)."""

    field = "claim"


class KeysUnusable(Invalid):
    """What a phone sent are no keys, or too many of them."""


class TooManyCredentials(TooManyAttempts):
    """A phone asks for more credentials than anybody can use in a day."""


class ClaimsMissing(Invalid):
    """A checkpoint that may ask for nothing."""

    field = "claims"


class CheckpointRevoked(NotPossibleNow):
    """It is enrolled no longer."""


class TooManyChecks(TooManyAttempts):
    """One network has checked too often. facts: ``retry_after`` in seconds."""
