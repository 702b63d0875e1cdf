"""What notices can be refused for."""

from webapp.core import Invalid


class PushAddressRefused(Invalid):
    """A subscription that points to no push service we know, or whose keys are not keys."""

    field = "endpoint"


class QuietHoursIncomplete(Invalid):
    """Quiet hours need a beginning and an end, and the two differ."""

    field = "quiet_until"
