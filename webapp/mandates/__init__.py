"""代办: who may act for whom, for what, until when.

Invariants: a mandate is never edited; it names agent, matters, powers, duration and the
kind of signature (民法典 165); whether it is active is a function of moments and the day;
powers over mandates themselves are never handed on.
"""

from webapp.mandates.errors import MandateEnded, MandateOverOneself, MandateTooLong, ScopeMissing
from webapp.mandates.events import MandateGranted, MandateRenewed, MandateRevoked
from webapp.mandates.models import Mandate, MandateScope, Power, Province, SignatureKind
from webapp.mandates.operations import end_mandates_of, grant, renew, revoke
from webapp.mandates.queries import active_mandate, find_mandate, mandates_by, mandates_for, may
from webapp.mandates.rules import DEFAULT_DAYS, LONGEST_DAYS, is_active, mandate_status

__all__ = [
    "DEFAULT_DAYS", "LONGEST_DAYS", "Mandate", "MandateEnded", "MandateGranted", "MandateOverOneself", "MandateRenewed",
    "MandateRevoked", "MandateScope", "MandateTooLong", "Power", "Province", "ScopeMissing", "SignatureKind",
    "active_mandate", "end_mandates_of", "find_mandate", "grant", "is_active", "mandate_status", "mandates_by",
    "mandates_for", "may", "renew", "revoke",
]
