"""残疾人证: the disability certificate.

Invariants: a number belongs to one certificate; a resident holds at most one that is in
force; the number is sealed, found by its blind index and shown masked.
"""

from webapp.certificates.errors import BadCertificateNumber, CertificateOfAnother
from webapp.certificates.events import CertificateCancelled, CertificateIssued
from webapp.certificates.models import DisabilityCategory, DisabilityCertificate
from webapp.certificates.operations import cancel_certificate, issue_certificate
from webapp.certificates.queries import certificate_by_number, certificate_on
from webapp.certificates.rules import CertificateNumber, certificate_number

__all__ = [
    "BadCertificateNumber", "CertificateCancelled", "CertificateIssued", "CertificateNumber", "CertificateOfAnother",
    "DisabilityCategory", "DisabilityCertificate", "cancel_certificate", "certificate_by_number", "certificate_number",
    "certificate_on", "issue_certificate",
]
