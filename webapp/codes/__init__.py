"""惠残码: one claim at a time, signed, for five minutes, and told to its holder when somebody checks it.

Invariants: a code names nobody and numbers nobody; two codes of one person share nothing; a claim rests on proof, not
on what somebody said; a check has two answers only, and every reason of "no" looks the same; a frozen code is dead at
once, on every screen; a key that signs is made once, and a retired one verifies until its codes are dead.

The code does not replace the certificate where the law asks for the certificate.
"""

from webapp.codes.checks import check
from webapp.codes.claims import Claim, Law, all_claims, claim_named
from webapp.codes.errors import (
    ClaimNotHers,
    CodeIsFrozen,
    EndedByDeath,
    MisuseSettledAlready,
    NoSuchClaim,
    TooManyChecks,
    UnfreezingIsHers,
)
from webapp.codes.events import (
    CodeChecked,
    CodeFrozen,
    CodeShown,
    CodeUnfrozen,
    IssuerKeyMade,
    MisuseReported,
    MisuseSettled,
)
from webapp.codes.forgetting import forget_dead
from webapp.codes.freezing import freeze, report_misuse, settle_misuse, unfreeze
from webapp.codes.keys import key_set, rotate_key, signing_key
from webapp.codes.models import (
    BenefitCode,
    CodeCheck,
    FreezeReason,
    IssuerKey,
    MisuseOutcome,
    MisuseReport,
    PlaceKind,
    Presentation,
    Refusal,
)
from webapp.codes.picture import picture
from webapp.codes.presentations import RENEW_BEFORE_END, renew, show
from webapp.codes.queries import (
    answer_given,
    checks_of,
    code_of,
    find_check,
    find_presentation,
    find_report,
    open_reports,
    reports_of,
)
from webapp.codes.rules import LIFE, in_groups
from webapp.codes.standing import Standing, claims_of
from webapp.codes.token import PREFIX

__all__ = [
    "LIFE",
    "PREFIX",
    "RENEW_BEFORE_END",
    "BenefitCode",
    "Claim",
    "ClaimNotHers",
    "CodeCheck",
    "CodeChecked",
    "CodeFrozen",
    "CodeIsFrozen",
    "CodeShown",
    "CodeUnfrozen",
    "EndedByDeath",
    "FreezeReason",
    "IssuerKey",
    "IssuerKeyMade",
    "Law",
    "MisuseOutcome",
    "MisuseReport",
    "MisuseReported",
    "MisuseSettled",
    "MisuseSettledAlready",
    "NoSuchClaim",
    "PlaceKind",
    "Presentation",
    "Refusal",
    "Standing",
    "TooManyChecks",
    "UnfreezingIsHers",
    "all_claims",
    "answer_given",
    "check",
    "checks_of",
    "claim_named",
    "claims_of",
    "code_of",
    "find_check",
    "find_presentation",
    "find_report",
    "forget_dead",
    "freeze",
    "in_groups",
    "key_set",
    "open_reports",
    "picture",
    "renew",
    "report_misuse",
    "reports_of",
    "rotate_key",
    "settle_misuse",
    "show",
    "signing_key",
    "unfreeze",
]
