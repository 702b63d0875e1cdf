"""A passkey's answer serves once, also where the passkey counts nothing and the browser says the same twice."""

from __future__ import annotations

import base64
import hashlib
import json

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from webapp import people
from webapp.people import Passkey

HERE = "http://localhost:8000"
PRESENT, VERIFIED = 0x01, 0x04


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    """One passkey, made of nothing but a key: it counts nothing, as synchronised passkeys do."""

    def __init__(self, village, key="mei"):
        self.secret = ec.generate_private_key(ec.SECP256R1())
        point = self.secret.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        with village.database.writing() as db:
            account = people.account_of(db, village.of(key))
            db.add(Passkey(account_id=account.id, credential_id=b"hers", public_key=cbor2.dumps(cose), name="x",
                           created_at=account.created_at))  # fmt: skip

    def answer(self, challenge, *, origin=HERE, flags=PRESENT | VERIFIED, host="localhost"):
        said = {"type": "webauthn.get", "challenge": challenge, "origin": origin, "crossOrigin": False}
        client = json.dumps(said).encode()
        seen = hashlib.sha256(host.encode()).digest() + bytes([flags]) + bytes(4)
        signature = self.secret.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": text(client), "authenticatorData": text(seen), "signature": text(signature)}
        return {"id": text(b"hers"), "rawId": text(b"hers"), "type": "public-key", "response": response}


def asked(who):
    """The challenge that her browser is given."""
    return who.open("/sign-in").client.get("/passkeys/sign-in-options", base_url=HERE).get_json()["challenge"]


def answers(who, said):
    told = who.client.post(
        "/passkeys/sign-in", json=said, base_url=HERE, headers={"X-CSRFToken": who.csrf_token}
    )
    return told.status_code


def kept(who):
    return next(each for each in who.client._cookies.values() if each.key == "huican").value


def test_what_was_said_once_lets_nobody_in_again(visitor, village):
    phone, authenticator = visitor(), Authenticator(village)
    said = authenticator.answer(asked(phone))
    recorded = kept(phone)
    assert answers(phone, said) == 200
    assert phone.open("/").h1 == "您好，陈秀梅"
    copy = visitor().open("/sign-in")
    copy.client.set_cookie("huican", recorded, domain="localhost")
    copy.open("/sign-in")
    assert answers(copy, said) == 422
    assert copy.open("/").h1 != "您好，陈秀梅"


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"flags": PRESENT}, {"host": "evil.example"}],
    ids=["another origin", "nobody verified", "another host"],
)  # fmt: skip
def test_an_answer_given_elsewhere_or_by_nobody_in_person_is_none(visitor, village, wrong):
    who, authenticator = visitor(), Authenticator(village)
    assert answers(who, authenticator.answer(asked(who), **wrong)) == 422


def test_a_refused_answer_does_not_use_up_the_challenge_of_a_right_one(visitor, village):
    who, authenticator = visitor(), Authenticator(village)
    challenge = asked(who)
    mark = kept(who)
    assert answers(who, authenticator.answer(challenge, flags=PRESENT)) == 422
    who.client.set_cookie("huican", mark, domain="localhost")
    assert answers(who, authenticator.answer(challenge)) == 200
    with village.database.reading() as db:
        assert db.scalar(select(Passkey.last_used_at)) is not None
