"""What a mandate can be refused for."""

from webapp.core import Invalid, NotPossibleNow


class MandateOverOneself(Invalid):
    field = "phone"


class MandateTooLong(Invalid):
    """`longest`: days."""

    field = "until_on"


class ScopeMissing(Invalid):
    field = "scope"


class MandateEnded(NotPossibleNow): ...
