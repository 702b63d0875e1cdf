"""残疾人证: the disability certificate.

Invariants: a number belongs to one certificate; a resident holds at most one that is in
force; the number is sealed, found by its blind index and shown masked.
"""

from webapp.certificates.errors import BadCertificateNumber, CertificateOfAnother
from webapp.certificates.events import CertificateCancelled, CertificateDated, CertificateIssued
from webapp.certificates.models import DisabilityCategory, DisabilityCertificate
from webapp.certificates.operations import (
    cancel_certificate,
    date_certificate,
    issue_certificate,
    issue_certificates,
)
from webapp.certificates.queries import (
    OnFile,
    certificate_by_number,
    certificate_on,
    certificates_in_force,
    certificates_of,
    certificates_on_file,
    gradings_of,
    holds_on,
    numbers_known,
    resident_by_number,
)
from webapp.certificates.rules import CertificateNumber, certificate_number, citizen_id_written

__all__ = [
    "BadCertificateNumber",
    "CertificateCancelled",
    "CertificateDated",
    "CertificateIssued",
    "CertificateNumber",
    "CertificateOfAnother",
    "DisabilityCategory",
    "DisabilityCertificate",
    "OnFile",
    "cancel_certificate",
    "certificate_by_number",
    "certificate_number",
    "certificate_on",
    "certificates_in_force",
    "certificates_of",
    "certificates_on_file",
    "citizen_id_written",
    "date_certificate",
    "gradings_of",
    "holds_on",
    "issue_certificate",
    "issue_certificates",
    "numbers_known",
    "resident_by_number",
]
