"""People: residents and what is known of them, accounts, signing in, staff, areas.

Invariants: a citizen id belongs to one resident; what is known of a resident is dated and
keeps its source; a one-time code serves once; a session ends for good.
"""

from webapp.people.accounts import (
    LANGUAGES,
    TEXT_SIZES,
    THEMES,
    account_by_phone,
    account_of,
    change_preferences,
    open_account,
    primary_contact,
)
from webapp.people.consents import (
    consent_held,
    consents_of,
    give_consent,
    withdraw_consent,
)
from webapp.people.errors import (
    AdministratorThere,
    AlreadyRegistered,
    AreaUnknown,
    BadCitizenId,
    BadPhone,
    CodeExpired,
    CodeWrong,
    LastWayIn,
    NotSignedIn,
    PasskeyRefused,
    PhoneTaken,
    ResidentUnknown,
    TooManyCodes,
    WrongTwice,
)
from webapp.people.events import (
    AccountActivated,
    AccountOpened,
    ConsentGiven,
    ConsentWithdrawn,
    DeathRecorded,
    FactRecorded,
    FileViewed,
    HukouMoved,
    LeftRegister,
    NeedsChanged,
    PasskeyAdded,
    PasskeyRemoved,
    PreferencesChanged,
    RecoveryCodeIssued,
    ResidentCorrected,
    ResidentRegistered,
    ReturnedToRegister,
    SessionEnded,
    SignedIn,
    StaffInvited,
    StaffLeft,
    StaffMoved,
)
from webapp.people.facts import (
    FACT_NAMES,
    fact_history,
    facts_held,
    facts_on,
    known_from,
    record_fact,
)
from webapp.people.models import (
    Account,
    Area,
    CodePurpose,
    Consent,
    FactSource,
    Need,
    OneTimeCode,
    Organisation,
    OrganisationKind,
    Passkey,
    RecoveryCode,
    Resident,
    ResidentFact,
    ResidentNeed,
    Role,
    SignInAttempt,
    SignInSession,
    StaffMembership,
    Submission,
    enum_column,
)
from webapp.people.moves import move_hukou
from webapp.people.needs import (
    needs_of,
    set_needs,
)
from webapp.people.passkeys import (
    account_by_passkey,
    add_passkey,
    passkeys_of,
    registration_options,
    remove_passkey,
    sign_in_options,
)
from webapp.people.register import (
    RegisterRow,
    correct_resident,
    corrections,
    mark_in_register,
    mark_left_register,
    new_facts,
    record_register_facts,
    register_facts,
    register_residents,
    registered,
    still_in_register,
    unseen_since,
)
from webapp.people.residents import (
    find_resident,
    hukou_area_on,
    record_death,
    region_layers,
    register_resident,
    resident_by_citizen_id,
    resident_within,
    residents_within,
    within_area,
)
from webapp.people.rules import (
    age_on,
    birth_of,
    check_character,
    normalised_citizen_id,
    normalised_phone,
    tidied,
)
from webapp.people.signing_in import (
    activate,
    actor_for,
    count_attempt,
    count_code_attempt,
    end_session,
    issue_code,
    issue_recovery_code,
    live_session,
    sessions_of,
    start_session,
    use_code,
    use_officer_code,
    use_recovery_code,
)
from webapp.people.staff import (
    end_membership,
    first_administrator,
    invite_staff,
    membership_of,
)

__all__ = [
    "FACT_NAMES", "LANGUAGES", "TEXT_SIZES", "THEMES", "Account", "AccountActivated", "AccountOpened",
    "AdministratorThere", "AlreadyRegistered", "Area", "AreaUnknown", "BadCitizenId", "BadPhone", "CodeExpired",
    "CodePurpose", "CodeWrong", "Consent", "ConsentGiven", "ConsentWithdrawn", "DeathRecorded", "FactRecorded",
    "FactSource", "FileViewed", "HukouMoved", "LastWayIn", "LeftRegister", "Need", "NeedsChanged", "NotSignedIn",
    "OneTimeCode", "Organisation", "OrganisationKind", "Passkey", "PasskeyAdded", "PasskeyRefused", "PasskeyRemoved",
    "PhoneTaken", "PreferencesChanged", "RecoveryCode", "RecoveryCodeIssued", "RegisterRow", "Resident",
    "ResidentCorrected", "ResidentFact", "ResidentNeed", "ResidentRegistered", "ResidentUnknown",
    "ReturnedToRegister", "Role", "SessionEnded", "SignInAttempt", "SignInSession", "SignedIn", "StaffInvited",
    "StaffLeft", "StaffMembership", "StaffMoved", "Submission", "TooManyCodes", "WrongTwice", "account_by_passkey",
    "account_by_phone", "account_of", "activate", "actor_for", "add_passkey", "age_on", "birth_of",
    "change_preferences", "check_character", "consent_held", "consents_of", "correct_resident", "corrections",
    "count_attempt", "count_code_attempt", "end_membership", "end_session", "enum_column", "fact_history",
    "facts_held", "facts_on", "find_resident", "first_administrator", "give_consent", "hukou_area_on", "invite_staff", "known_from",
    "issue_code", "issue_recovery_code", "live_session", "mark_in_register", "mark_left_register", "membership_of",
    "move_hukou", "needs_of", "new_facts", "normalised_citizen_id", "normalised_phone", "open_account",
    "passkeys_of", "primary_contact", "record_death", "record_fact", "record_register_facts", "region_layers",
    "register_facts", "register_resident", "register_residents", "registered", "registration_options",
    "remove_passkey", "resident_by_citizen_id", "resident_within", "residents_within", "sessions_of", "set_needs",
    "sign_in_options", "start_session", "still_in_register", "tidied", "unseen_since", "use_code",
    "use_officer_code", "use_recovery_code", "withdraw_consent", "within_area",
]
