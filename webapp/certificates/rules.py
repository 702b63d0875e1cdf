"""The certificate's number and term, without a database.

Source: 残疾人证管理办法 art. 5 (20 characters: citizen id, category digit, grade digit) and
art. 19 (ten years). The replacement suffix B1, B2 … is told by a public guide only; it is
accepted when typed and never shown as a rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from webapp.certificates.errors import BadCertificateNumber
from webapp.certificates.models import DisabilityCategory
from webapp.people import BadCitizenId, normalised_citizen_id, tidied

CATEGORY_OF_DIGIT = {str(digit): category for digit, category in enumerate(DisabilityCategory, start=1)}

VALID_YEARS = 10


@dataclass(frozen=True)
class CertificateNumber:
    """A number taken apart. `text` is 20 characters, or 22–23 for a replacement."""

    text: str
    citizen_id: str
    category: DisabilityCategory
    grade: int


def certificate_number(typed: str) -> CertificateNumber:
    """Raises BadCertificateNumber, whose `reason` names the part that is wrong."""
    text = tidied(typed)
    if not text:
        raise BadCertificateNumber(reason="missing")
    if len(text) < 20 or (len(text) > 20 and text[20] != "B"):
        raise BadCertificateNumber(reason="length", length=len(text))
    try:
        citizen_id = normalised_citizen_id(text[:18])
    except BadCitizenId as wrong:
        raise BadCertificateNumber(**wrong.facts) from wrong
    if text[18] not in CATEGORY_OF_DIGIT:
        raise BadCertificateNumber(reason="category")
    if text[19] not in "1234":
        raise BadCertificateNumber(reason="grade")
    if not re.fullmatch(r"(B[0-9]{1,2})?", text[20:]):
        raise BadCertificateNumber(reason="replacement")
    return CertificateNumber(text, citizen_id, CATEGORY_OF_DIGIT[text[18]], int(text[19]))


def citizen_id_written(typed: str) -> str:
    """Of a certificate's number or a citizen ID, whichever was typed. Raises BadCertificateNumber."""
    text = tidied(typed)
    if len(text) >= 20:
        return certificate_number(text).citizen_id
    if len(text) != 18:
        raise BadCertificateNumber(reason="neither", length=len(text))
    try:
        return normalised_citizen_id(text)
    except BadCitizenId as wrong:
        raise BadCertificateNumber(**wrong.facts) from wrong


def valid_until(issued_on: date) -> date:
    """The last day of a certificate of this day."""
    try:
        return issued_on.replace(year=issued_on.year + VALID_YEARS)
    except ValueError:  # 29 February
        return issued_on.replace(year=issued_on.year + VALID_YEARS, day=28)
