"""COSE_Sign1 (RFC 9052, 4.2) with ES256 and nothing else: made by the library, taken apart by hand.

What is read must be ours to the byte: tag 18, a protected header that is one of two, an empty unprotected header, a
payload, a signature of 64 bytes, and no byte more. So the key fixes the algorithm, no critical header can be
overlooked, and nothing that was not signed reaches a decoder.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import base45
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cwt import COSE
from cwt.cose_key_interface import COSEKeyInterface

from webapp.codes.alphanumeric import decoded
from webapp.codes.models import Refusal
from webapp.codes.rules import LONGEST_GIVEN

OPENING = b"\xd2\x84"
"""Tag 18 (COSE_Sign1) and an array of four."""
ISSUER_HEADER = bytes.fromhex("a201260444")
"""{alg: ES256, kid: four bytes}, up to the kid."""
KID_LENGTH = 4
HOLDER_HEADER = bytes.fromhex("a10126")
"""{alg: ES256}: which key it is stands in what the issuer signed."""
SIGNATURE = b"\x58\x40"
"""A byte string of 64."""
SHORT, LONG = 0x58, 0x59
"""A byte string whose length is told in one byte, in two."""

SHA_256 = ECDSA(SHA256())


class Unreadable(Exception):
    """What was given is no code of ours. It never leaves this room."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class Envelope(NamedTuple):
    protected: bytes
    kid: bytes
    payload: bytes
    signature: bytes


def text_of(token: bytes) -> str:
    return base45.b45encode(token).decode()


def bytes_of(given: str, prefix: str) -> bytes:
    """What is written after a prefix. Raises Unreadable."""
    text = given.strip()
    if len(text) > LONGEST_GIVEN or not text.startswith(prefix):
        raise Unreadable(Refusal.malformed)
    try:
        return decoded(text.removeprefix(prefix))
    except ValueError as wrong:
        raise Unreadable(Refusal.malformed) from wrong


def sign(payload: bytes, key: COSEKeyInterface) -> bytes:
    return COSE.new().encode_and_sign(payload, key, protected={1: key.alg, 4: key.kid})


def take_apart(token: bytes, header: bytes, kid_length: int = 0) -> Envelope:
    """Raises Unreadable, where one byte is not as we write it."""
    header_length = len(header) + kid_length
    start = OPENING + bytes([0x40 + header_length]) + header
    ends = len(start) + kid_length
    if not token.startswith(start) or token[ends : ends + 1] != b"\xa0":
        raise Unreadable(Refusal.malformed)
    payload, rest = byte_string(token[ends + 1 :])
    if len(rest) != 66 or rest[:2] != SIGNATURE:
        raise Unreadable(Refusal.malformed)
    return Envelope(token[3:ends], token[len(start) : ends], payload, rest[2:])


def byte_string(encoded: bytes) -> tuple[bytes, bytes]:
    """A byte string of 24 bytes or more, and what follows it. Raises Unreadable."""
    if len(encoded) > 2 and encoded[0] == SHORT and encoded[1] >= 24:
        length, starts = encoded[1], 2
    elif len(encoded) > 3 and encoded[0] == LONG and encoded[1] > 0:
        length, starts = int.from_bytes(encoded[1:3]), 3
    else:
        raise Unreadable(Refusal.malformed)
    if len(encoded) < starts + length:
        raise Unreadable(Refusal.malformed)
    return encoded[starts : starts + length], encoded[starts + length :]


def verify(envelope: Envelope, public_key: Any) -> None:
    """Against an EllipticCurvePublicKey on P-256. Raises Unreadable: forged."""
    half = len(envelope.signature) // 2
    r, s = int.from_bytes(envelope.signature[:half]), int.from_bytes(envelope.signature[half:])
    try:
        public_key.verify(encode_dss_signature(r, s), to_be_signed(envelope.protected, envelope.payload), SHA_256)
    except InvalidSignature as wrong:
        raise Unreadable(Refusal.forged) from wrong


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Sig_structure (RFC 9052, 4.4): ["Signature1", protected, no external bytes, payload]."""
    return b"\x84\x6aSignature1" + _head(protected) + protected + b"\x40" + _head(payload) + payload


def _head(content: bytes) -> bytes:
    length = len(content)
    if length < 24:
        return bytes([0x40 + length])
    return bytes([SHORT, length]) if length < 256 else bytes([LONG]) + length.to_bytes(2)
