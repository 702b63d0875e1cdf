"""Codes shown by the verbs themselves, and the same bytes signed by hand, to show what a check refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import base45
import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlalchemy.orm import Session

from tests.conftest import MORNING
from webapp import codes, people
from webapp.codes import CodeCheck, IssuerKey, PlaceKind, Presentation
from webapp.core import Actor

ES256, ES384 = -7, -35


def show(
    db: Session,
    village: Any,
    who: str = "mei",
    claim: str = "valid-certificate",
    *,
    at: datetime = MORNING,
    actor: Actor | None = None,
) -> Presentation:
    her = people.find_resident(db, village.of(who).public_id)
    return codes.show(db, actor or replace(village.actor(who), at=at), her, claim)


def check(db: Session, given: str, *, at: datetime = MORNING, place: PlaceKind = PlaceKind.bus) -> CodeCheck:
    return codes.check(db, Actor.service(at), given, place=place)


def private_key(key: IssuerKey) -> ec.EllipticCurvePrivateKey:
    loaded = load_pem_private_key(key.private_pem.encode(), None)
    assert isinstance(loaded, ec.EllipticCurvePrivateKey)
    return loaded


def signed_by_hand(
    key: ec.EllipticCurvePrivateKey, claims: Any, *, protected: Any, unprotected: Any = None, tag: int = 18
) -> str:
    """A COSE_Sign1 made from the standard alone: no line of ours, no COSE library."""
    header, payload = cbor2.dumps(protected, canonical=True), cbor2.dumps(claims, canonical=True)
    to_sign = cbor2.dumps(["Signature1", header, b"", payload])
    r, s = decode_dss_signature(key.sign(to_sign, ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return as_text(cbor2.dumps(cbor2.CBORTag(tag, [header, unprotected or {}, payload, signature])))


def as_text(token: bytes) -> str:
    return "HN1:" + base45.b45encode(token).decode()


def token_of(text: str) -> bytes:
    return base45.b45decode(text.removeprefix("HN1:"))


def claims_of(text: str) -> dict[int, Any]:
    return cbor2.loads(cbor2.loads(token_of(text)).value[2])
