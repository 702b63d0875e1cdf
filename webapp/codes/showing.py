"""What a phone shows: a credential of ours, bound to a key of its own, and its signature over the time.

    HN2:<base45 of COSE_Sign1 by the phone over {iat, -70002: credential}>

The credential is a CWT of ours with exp, cti, the claim, and cnf (RFC 8747): the public half of a key that was made
for this credential alone and cannot leave the phone. It carries no time of issue, and its end is a full hour, so that
two credentials of one batch have nothing in common that those of the whole city of that hour have not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cwt.cose_key_interface import COSEKeyInterface

from webapp.codes.envelope import HOLDER_HEADER, Unreadable, byte_string, bytes_of, sign, take_apart, verify
from webapp.codes.errors import KeysUnusable
from webapp.codes.models import Refusal
from webapp.codes.rules import BATCH
from webapp.codes.token import CLAIM, CNF, CTI, EXP, ISS, ISSUER, KeyOf, claims_signed_by_us, moment

PREFIX = "HN2:"
IAT_FOLLOWS = b"\xa2\x06\x1a"
"""A map of two: iat, an unsigned integer of four bytes."""
CREDENTIAL_FOLLOWS = bytes.fromhex("3a00011171")
"""-70002."""

PhoneKey = tuple[bytes, bytes]
"""x and y of a point on P-256, 32 bytes each."""


class Showing(NamedTuple):
    cti: bytes
    signed_at: datetime
    expires_at: datetime


def usable(keys: Sequence[PhoneKey]) -> Sequence[PhoneKey]:
    """Raises KeysUnusable: none, too many, one that is no point of the curve, or one twice."""
    if not 0 < len(keys) <= BATCH or len(set(keys)) < len(keys):
        raise KeysUnusable()
    for x, y in keys:
        _point(x, y)
    return keys


def credential(
    cti: bytes, claim: int | list[int], expires_at: datetime, holder: PhoneKey, key: COSEKeyInterface
) -> bytes:
    claims = {
        ISS: ISSUER,
        EXP: int(expires_at.timestamp()),
        CTI: cti,
        CNF: {1: {1: 2, -1: 1, -2: holder[0], -3: holder[1]}},
        CLAIM: claim,
    }
    return sign(cbor2.dumps(claims, canonical=True), key)


def opened_showing(given: str, key_of: KeyOf) -> Showing:
    """What a phone signed, with a credential that we signed. Raises Unreadable: malformed, unknown_key, forged."""
    outer = take_apart(bytes_of(given, PREFIX), HOLDER_HEADER)
    payload = outer.payload
    if payload[:3] != IAT_FOLLOWS or payload[7:12] != CREDENTIAL_FOLLOWS:
        raise Unreadable(Refusal.malformed)
    held, rest = byte_string(payload[12:])
    if rest:
        raise Unreadable(Refusal.malformed)
    claims = claims_signed_by_us(held, key_of)
    if CNF not in claims:
        raise Unreadable(Refusal.malformed)
    holder = claims[CNF][1]
    verify(outer, _point(holder[-2], holder[-3]))
    return Showing(claims[CTI], moment(int.from_bytes(payload[3:7])), moment(claims[EXP]))


def _point(x: bytes, y: bytes) -> ec.EllipticCurvePublicKey:
    if len(x) != 32 or len(y) != 32:
        raise KeysUnusable()
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)
    except ValueError as wrong:
        raise KeysUnusable() from wrong
