"""惠残码: one claim at a time, signed, soon worthless, and told to its holder when somebody checks it.

It is shown in three ways: drawn by the service for five minutes; signed by her phone, which has a batch of credentials
for a day, each for one use; and on paper, for a year, always asked for on line.

Invariants: a code names nobody and numbers nobody; two codes of one person share nothing; a claim rests on proof, not
on what somebody said; a check has two answers only, and every reason of "no" looks the same; a frozen code is dead at
once, on every screen; a key that signs is made once, and a retired one verifies until its codes are dead.

The code does not replace the certificate where the law asks for the certificate.
"""

from webapp.codes.batches import (
    Batch,
    give_batch,
)
from webapp.codes.checkpoints import (
    checkpoint_of,
    checkpoints_within,
    enrol_checkpoint,
    find_checkpoint,
    renew_credential,
    revoke_checkpoint,
    secret_in_groups,
)
from webapp.codes.checks import check
from webapp.codes.claims import (
    Claim,
    Law,
    all_claims,
    claim_named,
)
from webapp.codes.errors import (
    CheckpointRevoked,
    ClaimNotHers,
    ClaimsMissing,
    CodeIsFrozen,
    EndedByDeath,
    KeysUnusable,
    MisuseSettledAlready,
    NoSuchClaim,
    NotOnPaper,
    TooManyChecks,
    TooManyCredentials,
    UnfreezingIsHers,
)
from webapp.codes.events import (
    CheckpointCredentialRenewed,
    CheckpointEnded,
    CheckpointEnrolled,
    CodeChecked,
    CodeFrozen,
    CodeShown,
    CodeUnfrozen,
    CredentialsGiven,
    IssuerKeyMade,
    MisuseReported,
    MisuseSettled,
    PaperMade,
    PaperRevoked,
)
from webapp.codes.forgetting import forget_dead
from webapp.codes.freezing import (
    freeze,
    report_misuse,
    settle_misuse,
    unfreeze,
)
from webapp.codes.handing_in import (
    MOST as MOST_HANDED_IN,
)
from webapp.codes.handing_in import (
    OfflineCheck,
    hand_in,
)
from webapp.codes.keys import (
    key_set,
    rotate_key,
    signing_key,
)
from webapp.codes.models import (
    BenefitCode,
    Checkpoint,
    CheckpointClaim,
    CodeCheck,
    FreezeReason,
    IssuerKey,
    MisuseOutcome,
    MisuseReport,
    PlaceKind,
    Presentation,
    Refusal,
    Way,
)
from webapp.codes.paper import (
    find_paper,
    make_paper,
    papers_of,
    revoke_paper,
)
from webapp.codes.picture import picture
from webapp.codes.presentations import (
    RENEW_BEFORE_END,
    renew,
    show,
)
from webapp.codes.queries import (
    answer_given,
    checks_of,
    checks_since,
    code_of,
    find_check,
    find_presentation,
    find_report,
    reports_of,
    reports_waiting,
)
from webapp.codes.reading import looks_like_one
from webapp.codes.rules import (
    BATCH,
    HANDED_IN_WITHIN,
    LEEWAY,
    LIFE,
    LIST_SERVES,
    LONGEST_LIFE,
    SIGNED_EVERY,
    in_groups,
)
from webapp.codes.standing import (
    Standing,
    claims_of,
)
from webapp.codes.withdrawn import (
    MARK_LENGTH,
    withdraw_untrue,
    withdrawn,
)

__all__ = [
    "BATCH",
    "HANDED_IN_WITHIN",
    "LEEWAY",
    "LIFE",
    "LIST_SERVES",
    "LONGEST_LIFE",
    "MARK_LENGTH",
    "MOST_HANDED_IN",
    "RENEW_BEFORE_END",
    "SIGNED_EVERY",
    "Batch",
    "BenefitCode",
    "Checkpoint",
    "CheckpointClaim",
    "CheckpointCredentialRenewed",
    "CheckpointEnded",
    "CheckpointEnrolled",
    "CheckpointRevoked",
    "Claim",
    "ClaimNotHers",
    "ClaimsMissing",
    "CodeCheck",
    "CodeChecked",
    "CodeFrozen",
    "CodeIsFrozen",
    "CodeShown",
    "CodeUnfrozen",
    "CredentialsGiven",
    "EndedByDeath",
    "FreezeReason",
    "IssuerKey",
    "IssuerKeyMade",
    "KeysUnusable",
    "Law",
    "MisuseOutcome",
    "MisuseReport",
    "MisuseReported",
    "MisuseSettled",
    "MisuseSettledAlready",
    "NoSuchClaim",
    "NotOnPaper",
    "OfflineCheck",
    "PaperMade",
    "PaperRevoked",
    "PlaceKind",
    "Presentation",
    "Refusal",
    "Standing",
    "TooManyChecks",
    "TooManyCredentials",
    "UnfreezingIsHers",
    "Way",
    "all_claims",
    "answer_given",
    "check",
    "checkpoint_of",
    "checkpoints_within",
    "checks_of", "checks_since",
    "claim_named",
    "claims_of",
    "code_of",
    "enrol_checkpoint",
    "find_check",
    "find_checkpoint",
    "find_paper",
    "find_presentation",
    "find_report",
    "forget_dead",
    "freeze",
    "give_batch",
    "hand_in",
    "in_groups",
    "key_set",
    "looks_like_one",
    "make_paper",
    "papers_of",
    "picture",
    "renew",
    "renew_credential",
    "report_misuse",
    "reports_of",
    "reports_waiting",
    "revoke_checkpoint",
    "revoke_paper",
    "rotate_key",
    "secret_in_groups",
    "settle_misuse",
    "show",
    "signing_key",
    "unfreeze",
    "withdraw_untrue",
    "withdrawn",
]
