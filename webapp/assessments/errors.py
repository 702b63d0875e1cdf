"""What an appointment can be refused for."""

from webapp.core import Conflict, Expired, Invalid, NotPossibleNow


class SeatTaken(Conflict):
    """`slot`: public id of the time whose last seat somebody else got."""

    field = "slot"


class AlreadyBooked(Conflict):
    """`appointment`: public id of the active one of this kind."""


class SlotPassed(Expired):
    field = "slot"


class SessionNotHeld(NotPossibleNow):
    field = "slot"


class SessionOver(NotPossibleNow): ...


class CategoryNotAssessed(Invalid):
    """`category`: the one that is not assessed at this site or in this session."""

    field = "category"


class WrongKind(Invalid):
    """A time at the hospital for an assessment at home, or the other way round."""

    field = "slot"


class NoHomeAssessment(Invalid):
    field = "kind"


class HomeReasonMissing(Invalid):
    field = "home_reason"


class HomeAddressMissing(Invalid):
    field = "home_address"


class HomeWindowsMissing(Invalid):
    field = "weekdays"


class OutsideWindows(Invalid):
    field = "slot"


class AppointmentHasMovedOn(NotPossibleNow):
    """`verb`, `status`: what was tried, and where the appointment stands."""


class AppointmentStarted(NotPossibleNow):
    """Its time has come; only the site can say what became of it."""


class NotStartedYet(NotPossibleNow): ...


class NeedsNotPrepared(Invalid):
    """`needs`: those nobody has ticked."""

    field = "prepared"


class OfferOver(Expired): ...


class NoMoreExtensions(NotPossibleNow): ...


class ReceiverConsentMissing(Invalid):
    """She has not agreed that this site is told what it needs to know (个人信息保护法 23, 29)."""

    field = "consent"


class RecordedAsDied(NotPossibleNow): ...


class BadSessionTimes(Invalid):
    """`reason`: order, past, no_slot, too_many_slots, slot_length, seats."""

    field = "ends"


class SessionCategoriesMissing(Invalid):
    field = "categories"


class BadAssessedOn(Invalid):
    """`reason`: future, before_appointment."""

    field = "assessed_on"


class BadGrade(Invalid):
    field = "grade"


class NotMetReasonsMissing(Invalid):
    field = "reasons"


class StandardNotMet(NotPossibleNow):
    """No certificate follows from an outcome without a grade."""


class OutcomeReplaced(NotPossibleNow): ...


class CertificateFollowedAlready(NotPossibleNow): ...


class NumberContradictsOutcome(Invalid):
    """`part`: category or grade; which of the two digits says something else than the outcome."""

    field = "certificate_number"


class BadIssuedOn(Invalid):
    """`reason`: future, before_assessment."""

    field = "issued_on"
