"""残疾评定: sites, sessions, slots and seats; appointments; what an assessment found.

Invariants: a seat has one claim at a time, and a resident one active appointment of a kind,
both by unique indexes; every change of status stands in MOVES and in the ledger; a site
confirms only when each need was ticked as ready; a session that is cancelled leaves nobody
without another time to choose or to be given; neither category nor grade is in the ledger.
"""

from webapp.assessments.appointments import (
    attend,
    book,
    cancel,
    cancel_appointments_of,
    change_needs,
    confirm,
    mark_no_show,
    reschedule,
)
from webapp.assessments.errors import (
    AlreadyBooked,
    AppointmentHasMovedOn,
    AppointmentStarted,
    BadAssessedOn,
    BadGrade,
    BadIssuedOn,
    BadSessionTimes,
    CategoryNotAssessed,
    CertificateFollowedAlready,
    HomeAddressMissing,
    HomeReasonMissing,
    HomeWindowsMissing,
    NeedsNotPrepared,
    NoHomeAssessment,
    NoMoreExtensions,
    NotMetReasonsMissing,
    NotStartedYet,
    NumberContradictsOutcome,
    OfferOver,
    OutcomeReplaced,
    OutsideWindows,
    ReceiverConsentMissing,
    RecordedAsDied,
    SeatTaken,
    SessionCategoriesMissing,
    SessionNotHeld,
    SessionOver,
    SlotPassed,
    StandardNotMet,
    WrongKind,
)
from webapp.assessments.events import (
    AppointmentAttended,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentDisplaced,
    AppointmentMissed,
    AppointmentNeedsChanged,
    AppointmentRescheduled,
    AppointmentResettled,
    AssessmentRecorded,
    CertificateFollowed,
    HomeAssessmentRequested,
    HomeRequestDeclined,
    HomeTimeGiven,
    OfferKeptLonger,
    OtherTimeAsked,
    SessionCancelled,
    SessionOpened,
    SiteRegistered,
)
from webapp.assessments.free_times import (
    FreeDay,
    find_site,
    find_slot,
    first_times,
    free_days,
    nearest_slots,
    registered_site,
    site_of,
    sites_for,
)
from webapp.assessments.home import ask_other_time, decline_request, give_time, request_home
from webapp.assessments.models import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    Assessment,
    AssessmentSession,
    AssessmentSite,
    HalfDay,
    Hand,
    Seat,
    SeatClaim,
    Slot,
    SlotOffer,
)
from webapp.assessments.moves import matter_of
from webapp.assessments.offers import accept_offer, decline_offers, displace, keep_offer
from webapp.assessments.outcomes import issue_after, record_outcome
from webapp.assessments.preparation import Preparation, PreparationList, PreparationSource, preparation_for
from webapp.assessments.queries import (
    SessionLine,
    appointments_in,
    appointments_of,
    awaiting_certificate,
    find_appointment,
    find_outcome,
    find_session,
    home_requests,
    offers_of,
    sessions_of,
    starting_between,
    successor_of,
    times_for_home,
    to_close,
    to_confirm,
)
from webapp.assessments.rules import (
    ACTIVE_STATUSES,
    MOVES,
    OFFER_EXTENSIONS,
    OFFER_HOLD,
    AppointmentStatus,
    Move,
    hand_of,
    in_windows,
    local_day,
    local_moment,
    slot_times,
    status_of,
)
from webapp.assessments.sessions import cancel_session, open_session
from webapp.assessments.sites import agreed_sites, has_agreed, receiver_kind, register_site

__all__ = [
    "ACTIVE_STATUSES", "MOVES", "OFFER_EXTENSIONS", "OFFER_HOLD", "AlreadyBooked", "Appointment",
    "AppointmentAttended", "AppointmentBooked", "AppointmentCancelled", "AppointmentConfirmed",
    "AppointmentDisplaced", "AppointmentHasMovedOn", "AppointmentKind", "AppointmentMissed",
    "AppointmentNeedsChanged", "AppointmentReason", "AppointmentRescheduled", "AppointmentResettled",
    "AppointmentStarted", "AppointmentStatus", "Assessment", "AssessmentRecorded", "AssessmentSession",
    "AssessmentSite", "BadAssessedOn", "BadGrade", "BadIssuedOn", "BadSessionTimes", "CategoryNotAssessed",
    "CertificateFollowed", "CertificateFollowedAlready", "FreeDay", "HalfDay", "Hand", "HomeAddressMissing",
    "HomeAssessmentRequested", "HomeReasonMissing", "HomeRequestDeclined", "HomeTimeGiven", "HomeWindowsMissing",
    "Move", "NeedsNotPrepared", "NoHomeAssessment", "NoMoreExtensions", "NotMetReasonsMissing", "NotStartedYet",
    "NumberContradictsOutcome", "OfferKeptLonger", "OfferOver", "OtherTimeAsked", "OutcomeReplaced", "OutsideWindows",
    "Preparation", "PreparationList", "PreparationSource", "ReceiverConsentMissing", "RecordedAsDied", "Seat",
    "SeatClaim", "SeatTaken", "SessionCancelled", "SessionCategoriesMissing", "SessionLine", "SessionNotHeld",
    "SessionOpened", "SessionOver", "SiteRegistered", "Slot", "SlotOffer", "SlotPassed", "StandardNotMet",
    "WrongKind", "accept_offer", "agreed_sites", "appointments_in", "appointments_of", "ask_other_time", "attend",
    "awaiting_certificate", "book", "cancel", "cancel_appointments_of", "cancel_session", "change_needs", "confirm",
    "decline_offers", "decline_request", "displace", "find_appointment", "find_outcome", "find_session", "find_site",
    "find_slot", "first_times", "free_days", "give_time", "hand_of", "has_agreed", "home_requests", "in_windows",
    "issue_after", "keep_offer", "local_day", "local_moment", "mark_no_show", "matter_of", "nearest_slots",
    "offers_of", "open_session", "preparation_for", "receiver_kind", "record_outcome", "register_site",
    "registered_site", "request_home", "reschedule", "sessions_of", "site_of", "sites_for", "slot_times",
    "starting_between", "status_of", "successor_of", "times_for_home", "to_close", "to_confirm",
]
