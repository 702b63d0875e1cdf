"""What people can be refused."""

from webapp.core.errors import Conflict, Expired, Invalid, NotFound, NotPermitted, NotPossibleNow, TooManyAttempts


class BadCitizenId(Invalid):
    """`reason`: length, characters, birth_date, check_character."""

    field = "citizen_id"


class BadPhone(Invalid):
    field = "phone"


class CodeWrong(Invalid):
    """facts: ``left``, tries, where that may be told; ``way``, officer or recovery, where it is no text message's."""

    field = "code"


class CodeMalformed(Invalid):
    """No code looks like this. `reason`: characters, length."""

    field = "code"


class NoMoreTime(NotPossibleNow):
    """A code was kept as often as it can be; a new one can be sent."""


class CodeExpired(Expired):
    field = "code"


class TooManyCodes(TooManyAttempts):
    """facts: ``signed_in``, whether whoever asked was in already and wants no help with that."""


class WrongTwice(TooManyAttempts): ...


class TriedTooOften(TooManyAttempts):
    """With an officer's code, whether or not there is one."""


class NotSignedIn(NotPermitted): ...


class PasskeyRefused(NotPermitted): ...


class PasskeyNeeded(NotPermitted):
    """She holds a seat and has a passkey: no weaker way adds another."""


class ConfirmationMissing(NotPermitted):
    """It is a while since she proved who she is: she does so again."""


class CoolingDown(NotPossibleNow):
    """She came in by a way that a stranger would take. facts: ``until``, a moment."""


class ResidentUnknown(NotFound): ...


class AlreadyRegistered(Conflict): ...


class PhoneTaken(Conflict):
    field = "phone"


class PhoneUnchanged(Invalid):
    """It is the number that serves already."""

    field = "phone"


class PhoneChangeWaiting(NotPossibleNow):
    """Another number is proved and waits for its day; it is stopped first."""


class NoPhoneChange(NotPossibleNow):
    """Nothing waits that could be stopped, or nothing is in force that could be put back."""


class ProviderAway(NotPossibleNow):
    """The provider of identities cannot be reached, or does not answer as it should."""


class SignInDeclined(NotPermitted):
    """Given up, or refused, at the provider."""


class SignInStale(Expired):
    """What came back does not belong to a sign-in that was begun in this browser, or has served already."""


class IdentityRefused(NotPermitted):
    """What the provider said of somebody does not check out."""


class AccountUnknown(NotPermitted):
    """The provider knows who she is; here is no account that could be hers."""


class LastWayIn(NotPermitted):
    """The only way to sign in cannot be removed."""


class AlreadyOnStaff(Conflict):
    """The telephone number is that of somebody who holds a seat already."""

    field = "phone"


class OrganisationThere(Conflict):
    """An organisation of this kind and name stands in the area already."""

    field = "name"


class AreaRowWrong(Invalid):
    """A row of a list of areas. `reason`: code, name, within_unknown, elsewhere, region, twice."""


class OrganisationDoesNotFit(Invalid):
    """A role is held in an organisation of its kind: a clerk of a hospital in a hospital."""

    field = "organisation"


class OutsideOwnArea(Invalid):
    """An administrator gives seats within her own area only."""

    field = "area"


class SuccessorMissing(Invalid):
    """Matters wait in this seat: somebody takes them over. facts: ``open_matters``."""

    field = "successor"


class NobodyTakesOver(Invalid):
    """Matters wait in this seat, and no other seat reaches them. facts: ``open_matters``."""

    field = "successor"


class LastAdministrator(NotPermitted):
    """Whoever could invite somebody else would be gone."""


class SeatEnded(NotPossibleNow): ...


class NoSuchArea(Invalid):
    """Neither code nor name of a place that is known here."""


class HukouThereAlready(Invalid):
    """It is where it is said to move to, and no move away from there is recorded."""


class AreaNameAmbiguous(Invalid):
    """Several places bear the name. facts: ``codes``."""


class WordsMissing(Invalid): ...


class WordsTooLong(Invalid):
    """facts: ``longest``, ``length`` in characters."""


class AnswerMissing(Invalid):
    """A refusal says why."""

    field = "answer"


class CorrectionSettledAlready(NotPossibleNow): ...


class TooManyLetters(TooManyAttempts):
    """`most`: letters that may wait for an answer."""


class LetterAnsweredAlready(NotPossibleNow): ...


class TooManyComplaints(TooManyAttempts):
    """`most`: complaints that may wait for an answer."""


class ComplaintAnsweredAlready(NotPossibleNow): ...


class ComplaintWithdrawnAlready(NotPossibleNow):
    """She has taken it back."""


class OwnDeed(NotPermitted):
    """Who had a hand in the matter does not answer the complaint: a colleague does."""


class CorrectionTakenBack(NotPossibleNow):
    """She has undone her request."""


class NoSuchViewQuestion(NotFound):
    """No such view, or it is not of her file, or who looked acts for her."""


class ViewQuestionAnsweredAlready(NotPossibleNow): ...


class OwnView(NotPermitted):
    """Who looked does not answer why: a colleague does."""


class ImpossibleDate(Invalid):
    """A day that cannot be: in the future, or before a birth."""


class AreaUnknown(Invalid):
    """`area`: the code that names no area here."""

    field = "area"


class SeatStillHeld(NotPossibleNow):
    """Whoever holds a seat does not close her account: the seat is ended first."""


class AdministratorThere(Conflict):
    """There is an administrator already, who can invite everybody else."""
