"""What a certificate can be refused for."""

from webapp.core import Conflict, Invalid


class BadCertificateNumber(Invalid):
    """`reason`: missing, length, characters, birth_date, check_character, category, grade, replacement; neither, where
    a citizen ID would do as well."""

    field = "certificate_number"


class CertificateOfAnother(Conflict):
    """The number begins with another person's citizen id, or is held by somebody else: for staff to settle."""

    field = "certificate_number"
