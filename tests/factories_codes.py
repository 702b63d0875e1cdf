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
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import MORNING
from webapp import codes, people
from webapp.codes import Checkpoint, CodeCheck, IssuerKey, PlaceKind, Presentation
from webapp.core import Actor

ES256, ES384 = -7, -35
CREDENTIAL = -70002
"""Where a phone's showing holds what the service signed."""


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


def check(
    db: Session,
    given: str,
    *,
    at: datetime = MORNING,
    place: PlaceKind = PlaceKind.bus,
    checkpoint: Checkpoint | None = None,
) -> CodeCheck:
    return codes.check(db, Actor.service(at), given, place=place, checkpoint=checkpoint)


def paper(db: Session, village: Any, who: str = "mei", claim: str = "free-transport") -> Presentation:
    her = people.find_resident(db, village.of(who).public_id)
    return codes.make_paper(db, village.actor(who), her, claim)


class Phone:
    """What her phone does, made from the standards alone: keys of its own, and a signature over the time."""

    def __init__(self, many: int = 2) -> None:
        self.keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(many)]
        self.credentials: list[bytes] = []

    @property
    def points(self) -> list[tuple[bytes, bytes]]:
        return [
            (numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big"))
            for numbers in (key.public_key().public_numbers() for key in self.keys)
        ]

    def stock(
        self,
        db: Session,
        village: Any,
        who: str = "mei",
        claim: str = "free-transport",
        *,
        at: datetime = MORNING,
        actor: Actor | None = None,
    ) -> Phone:
        her = people.find_resident(db, village.of(who).public_id)
        batch = codes.give_batch(db, actor or replace(village.actor(who), at=at), her, claim, self.points)
        self.credentials = [base45.b45decode(text) for text in batch.credentials]
        return self

    def shows(self, at: datetime = MORNING, number: int = 0, *, key: int | None = None, credential: Any = None) -> str:
        """The text of its picture; `key` and `credential` for a phone that cheats."""
        held = self.credentials[number] if credential is None else credential
        claims = {6: int(at.timestamp()), CREDENTIAL: held}
        text = signed_by_hand(self.keys[number if key is None else key], claims, protected={1: ES256})
        return text.replace("HN1:", "HN2:", 1)


def enrol(
    db: Session,
    village: Any,
    *,
    place: PlaceKind = PlaceKind.bus,
    claims: tuple[str, ...] = ("free-transport",),
    name: str = "一号检票口",
) -> tuple[Checkpoint, str]:
    area = db.get_one(people.Area, village.areas["000482001"].id)
    return codes.enrol_checkpoint(
        db, village.actor("administrator"), name=name, place=place, area=area, claims=claims
    )


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


def signed_anew(db: Session, credential: bytes, header: dict[int, Any]) -> bytes:
    """A good credential's own claims under another header, signed by our very key; `header` joins alg and kid."""
    key = db.scalars(select(IssuerKey)).one()
    claims = cbor2.loads(cbor2.loads(credential).value[2])
    return token_of(signed_by_hand(private_key(key), claims, protected={1: ES256, 4: key.kid} | header))


def as_text(token: bytes) -> str:
    return "HN1:" + base45.b45encode(token).decode()


def token_of(text: str) -> bytes:
    return base45.b45decode(text.removeprefix("HN1:"))


def claims_of(text: str) -> dict[int, Any]:
    return cbor2.loads(cbor2.loads(token_of(text)).value[2])
