"""The code itself: one claim in a signed token, small enough for a picture that an old phone can read.

    HN1:<base45 of COSE_Sign1>

RFC 8392 (CWT), RFC 9052 (COSE), RFC 9285 (base45, whose characters are those of an alphanumeric QR). The protected
header holds alg and kid and nothing else, the unprotected one is empty; the claims are iss, exp, iat, cti and one of
our own. There is no subject: nothing in it names or numbers a person, and two tokens of one person share nothing.

Reading is stricter than the standard. No CBOR decoder sees bytes that were not signed by us: the envelope is taken
apart by hand (envelope.py), and the claims are read after the signature was found good.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import cbor2
from cwt.cose_key_interface import COSEKeyInterface

from webapp.codes.envelope import ISSUER_HEADER, KID_LENGTH, Unreadable, bytes_of, sign, take_apart, text_of, verify
from webapp.codes.models import Refusal

PREFIX = "HN1:"
ISSUER = "huican"

ISS, EXP, IAT, CTI, CNF, CLAIM = 1, 4, 6, 7, 8, -70001
"""Keys of the claims (RFC 8392, 4; cnf: RFC 8747); the last is of the range for private use (RFC 8392, 9.1.1)."""

KeyOf = Callable[[bytes], COSEKeyInterface | None]
"""The public key of a kid; None where it signs nothing that can be alive."""


class Contents(NamedTuple):
    cti: bytes
    claim: int
    grade: int | None
    issued_at: datetime
    expires_at: datetime


def claimed(contents: Contents) -> int | list[int]:
    return contents.claim if contents.grade is None else [contents.claim, contents.grade]


def signed(contents: Contents, key: COSEKeyInterface) -> str:
    """The text of the code."""
    claims = {
        ISS: ISSUER,
        EXP: int(contents.expires_at.timestamp()),
        IAT: int(contents.issued_at.timestamp()),
        CTI: contents.cti,
        CLAIM: claimed(contents),
    }
    payload = cbor2.dumps(claims, canonical=True)
    text = " "
    while text.endswith(" "):  # base45 knows the space, and fields trim what is scanned into them: sign again
        text = PREFIX + text_of(sign(payload, key))
    return text


def opened(given: str, key_of: KeyOf) -> Contents:
    """The contents of a code that we signed. Raises Unreadable: malformed, unknown_key, forged."""
    claims = claims_signed_by_us(bytes_of(given, PREFIX), key_of)
    if IAT not in claims or CNF in claims:
        raise Unreadable(Refusal.malformed)
    number, grade = claim_and_grade(claims)
    return Contents(claims[CTI], number, grade, moment(claims[IAT]), moment(claims[EXP]))


def claims_signed_by_us(token: bytes, key_of: KeyOf) -> dict[int, Any]:
    """Raises Unreadable: malformed, unknown_key, forged."""
    envelope = take_apart(token, ISSUER_HEADER, KID_LENGTH)
    key = key_of(envelope.kid)
    if key is None:
        raise Unreadable(Refusal.unknown_key)
    verify(envelope, key.key)
    claims = cbor2.loads(envelope.payload)
    if claims.get(ISS) != ISSUER:
        raise Unreadable(Refusal.unknown_key)
    return claims


def claim_and_grade(claims: dict[int, Any]) -> tuple[int, int | None]:
    claim = claims[CLAIM]
    return (claim[0], claim[1]) if isinstance(claim, list) else (claim, None)


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
