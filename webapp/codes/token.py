"""The code itself: one claim in a signed token, small enough for a picture that an old phone can read.

    HN1:<base45 of COSE_Sign1>

RFC 8392 (CWT), RFC 9052 (COSE), RFC 9285 (base45, whose characters are those of an alphanumeric QR). The protected
header holds alg and kid and nothing else, the unprotected one is empty; the claims are iss, exp, iat, cti and one of
our own. There is no subject: nothing in it names or numbers a person, and two tokens of one person share nothing.

Reading is stricter than the standard. No CBOR decoder sees bytes that were not signed by us: the envelope is taken
apart by hand, the header must be ours to the byte (so that the key fixes the algorithm, and no critical header can be
overlooked), and the claims are read after the signature was found good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import base45
import cbor2
from cwt import COSE
from cwt.cose_key_interface import COSEKeyInterface
from cwt.exceptions import CWTError

from webapp.codes.models import Refusal
from webapp.codes.rules import LONGEST_GIVEN

PREFIX = "HN1:"
ISSUER = "huican"

ISS, EXP, IAT, CTI, CLAIM = 1, 4, 6, 7, -70001
"""Keys of the claims; the last is of the range for private use (RFC 8392, 9.1.1)."""

ENVELOPE = b"\xd2\x84"
"""Tag 18 (COSE_Sign1) and an array of four."""
HEADER = bytes.fromhex("a201260444")
"""{alg: ES256, kid: four bytes}, up to the kid."""
KID_LENGTH = 4
SIGNATURE = b"\x58\x40"
"""A byte string of 64."""


@dataclass(frozen=True, slots=True)
class Contents:
    cti: bytes
    claim: int
    grade: int | None
    issued_at: datetime
    expires_at: datetime


class Unreadable(Exception):
    """What was given is no code of ours. It never leaves this room."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def looks_like_one(given: str) -> bool:
    return given.lstrip().upper().startswith(PREFIX)


def signed(contents: Contents, key: COSEKeyInterface) -> str:
    """The text of the code."""
    claims = {
        ISS: ISSUER,
        EXP: int(contents.expires_at.timestamp()),
        IAT: int(contents.issued_at.timestamp()),
        CTI: contents.cti,
        CLAIM: contents.claim if contents.grade is None else [contents.claim, contents.grade],
    }
    payload = cbor2.dumps(claims, canonical=True)
    text = " "
    while text.endswith(" "):  # base45 knows the space, and fields trim what is scanned into them: sign again
        text = (
            PREFIX
            + base45.b45encode(COSE.new().encode_and_sign(payload, key, protected={1: key.alg, 4: key.kid})).decode()
        )
    return text


def opened(given: str, key_of: Callable[[bytes], COSEKeyInterface | None]) -> Contents:
    """The contents of a code that we signed. Raises Unreadable: malformed, unknown_key, forged."""
    token, kid = _taken_apart(given)
    key = key_of(kid)
    if key is None:
        raise Unreadable(Refusal.unknown_key)
    try:
        claims = cbor2.loads(COSE.new().decode(token, key))
    except (CWTError, ValueError) as wrong:
        raise Unreadable(Refusal.forged) from wrong
    if claims.get(ISS) != ISSUER:
        raise Unreadable(Refusal.unknown_key)
    claim = claims[CLAIM]
    number, grade = claim if isinstance(claim, list) else (claim, None)
    return Contents(
        claims[CTI], number, grade, datetime.fromtimestamp(claims[IAT], UTC), datetime.fromtimestamp(claims[EXP], UTC)
    )


def _taken_apart(given: str) -> tuple[bytes, bytes]:
    """The token's bytes and its kid, when the envelope is ours to the byte."""
    text = given.strip()
    if len(text) > LONGEST_GIVEN or not text.startswith(PREFIX):
        raise Unreadable(Refusal.malformed)
    try:
        token = base45.b45decode(text.removeprefix(PREFIX))
    except (ValueError, OverflowError) as wrong:
        raise Unreadable(Refusal.malformed) from wrong
    header_length = len(HEADER) + KID_LENGTH
    start = ENVELOPE + bytes([0x40 + header_length]) + HEADER
    kid = token[len(start) : len(start) + KID_LENGTH]
    rest = token[len(start) + KID_LENGTH :]
    if not token.startswith(start) or rest[:2] != b"\xa0\x58" or len(rest) < 3:
        raise Unreadable(Refusal.malformed)
    payload_ends = 3 + rest[2]
    if rest[2] < 24 or rest[payload_ends : payload_ends + 2] != SIGNATURE or len(rest) != payload_ends + 2 + 64:
        raise Unreadable(Refusal.malformed)
    return token, kid
