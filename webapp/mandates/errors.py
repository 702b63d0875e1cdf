"""What a mandate can be refused for."""

from webapp.core import Conflict, Invalid, NotFound, NotPermitted, NotPossibleNow


class NoSuchMandate(NotFound):
    """It is not there, or the asker neither gave nor holds it."""


class NotHersToGive(NotPermitted):
    """Only the resident herself gives, renews or signs: who acts for her cannot hand it on (民法典 169)."""


class MandateOverOneself(Invalid):
    field = "phone"


class CircleOfMandates(Invalid):
    """She, or one who acts for her, acts for the agent already."""

    field = "phone"


class ConsentByAgentsPhone(Invalid):
    """Her telephone number is the agent's own: nobody can tell who would answer."""

    field = "phone"


class HerPhoneUnknown(NotPossibleNow):
    """There is no telephone to ask her on."""


class MessagesNotPossible(NotPossibleNow):
    """This installation sends no text messages."""


class NoSuchProposal(NotFound): ...


class NoSuchAnswer(NotFound): ...


class ProposalSettled(NotPossibleNow):
    """She has said yes or no already, or it was withdrawn."""


class RecordMissing(Invalid):
    """How it was made sure that she herself said it."""

    field = "record"


class NoSuchErrand(NotFound):
    """It is not there, or not about the one who asks."""


class ErrandMissing(NotPermitted):
    """The officer holds no word of hers for this matter: never given, for another matter, ended, or out of date."""


class ErrandOver(NotPossibleNow):
    """It has ended already."""


class ProofMissing(Invalid):
    """Where the proof of a guardianship is to be found."""

    field = "reference"


class ReviewTooFar(Invalid):
    """`longest`: years; a minor's ends with her eighteenth birthday (`grown_up_on`)."""

    field = "review_on"


class GuardianThere(Conflict):
    """This person is her guardian already."""

    field = "phone"


class WishMissing(Invalid):
    """Before a guardian submits anything the ward is asked (民法典 35)."""

    field = "ward_wish"


class WardObjects(NotPermitted):
    """She does not want it: an officer speaks with both before anything is done."""


class NoSuchGuardianship(NotFound): ...


class CarersDisagree(Conflict):
    """Somebody else who acts for her did this: an officer asks both, and her. facts: ``name`` of who did it."""


class NoSuchDisagreement(NotFound): ...


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


class WardStillThere(NotPossibleNow):
    """A guardian does not close his account: an officer ends the guardianship first."""
