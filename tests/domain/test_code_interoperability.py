"""Codes beside the standards' own examples and beside an implementation that shares no line with ours."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import cbor2
import playwright
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cwt import COSE, COSEKey

from tests import factories_codes as given
from tests.conftest import MORNING
from webapp import codes
from webapp.codes.envelope import Envelope, Unreadable, to_be_signed, verify

HOUSE = Path(__file__).parents[2]

# RFC 8392, A.1, A.2.3 and A.3
CLAIMS = bytes.fromhex(
    "a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e"
    "636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71"
)
KEY_ID = b"AsymmetricECDSA256"
X = bytes.fromhex("143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f")
Y = bytes.fromhex("60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9")
SIGNATURE = bytes.fromhex(
    "5427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632"
    "c57209120e1c9e30"
)
SIGNED = (
    bytes.fromhex("d28443a10126a104524173796d6d657472696345434453413235365850") + CLAIMS + b"\x58\x40" + SIGNATURE
)


def point(x: bytes, y: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)


def test_the_example_of_the_standard_has_the_claims_it_says():
    assert cbor2.loads(CLAIMS) == {
        1: "coap://as.example.com",
        2: "erikw",
        3: "coap://light.example.com",
        4: 1444064944,
        5: 1443944944,
        6: 1443944944,
        7: b"\x0b\x71",
    }


def test_our_bytes_to_be_signed_are_those_of_the_standard_s_example():
    header = bytes.fromhex("a10126")
    assert to_be_signed(header, CLAIMS) == cbor2.dumps(["Signature1", header, b"", CLAIMS])
    verify(Envelope(header, b"", CLAIMS, SIGNATURE), point(X, Y))
    with pytest.raises(Unreadable):
        verify(Envelope(header, b"", CLAIMS[:-1] + b"\x72", SIGNATURE), point(X, Y))


def test_the_library_reads_the_standard_s_example():
    key = COSEKey.new({1: 2, 2: KEY_ID, 3: -7, -1: 1, -2: X, -3: Y})
    assert COSE.new().decode(SIGNED, key) == CLAIMS


def test_the_standard_s_example_is_no_code_of_ours(village):
    with village.database.writing() as db:
        assert not given.check(db, given.as_text(SIGNED)).accepted


def other(**asked: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """What the other implementation says."""
    node = os.environ.get("PLAYWRIGHT_NODEJS_PATH") or str(Path(playwright.__file__).parent / "driver/node")
    done = subprocess.run(
        [node, "tests/another_cose.mjs"],
        cwd=HOUSE,
        input=json.dumps({"verify": [], "sign": [], **asked}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def published(db) -> dict[str, str]:
    (key,) = cbor2.loads(codes.key_set(db, MORNING))
    return {"x": key[-2].hex(), "y": key[-3].hex()}


def test_another_implementation_verifies_our_codes_with_our_published_key(village):
    with village.database.writing() as db:
        drawn = given.token_of(given.show(db, village, "mei", "grade").token)
        phone = given.Phone(1).stock(db, village)
        key, (x, y) = published(db), phone.points[0]
        showing = given.token_of(phone.shows().replace("HN2:", "HN1:", 1))
        holder = {"x": x.hex(), "y": y.hex()}
    asked = [
        {"token": drawn.hex(), **key},
        {"token": phone.credentials[0].hex(), **key},
        {"token": showing.hex(), **holder},
        {"token": SIGNED.hex(), "x": X.hex(), "y": Y.hex()},
    ]
    answers = other(verify=asked)["verify"]
    assert [bytes.fromhex(each["payload"]) for each in answers] == [
        cbor2.loads(token).value[2] for token in (drawn, phone.credentials[0], showing, SIGNED)
    ]
    assert cbor2.loads(bytes.fromhex(answers[0]["payload"]))[-70001] == [3, 2]


def test_another_implementation_refuses_what_we_refuse(village):
    with village.database.writing() as db:
        drawn = bytearray(given.token_of(given.show(db, village).token))
        key = published(db)
    drawn[40] ^= 1
    (answer,) = other(verify=[{"token": bytes(drawn).hex(), **key}])["verify"]
    assert "refused" in answer


def test_what_another_implementation_signs_with_our_key_is_read_by_us(village):
    from sqlalchemy import select

    with village.database.writing() as db:
        shown = given.show(db, village)
        key = db.scalars(select(codes.IssuerKey)).one()
        secret = given.private_key(key).private_numbers()
        payload = cbor2.loads(given.token_of(shown.token)).value[2]
        asked = {
            "payload": payload.hex(),
            "kid": key.kid.hex(),
            "d": secret.private_value.to_bytes(32, "big").hex(),
            **published(db),
        }
        token = bytes.fromhex(other(sign=[asked])["sign"][0]["token"])
        assert given.check(db, given.as_text(token), at=MORNING + timedelta(seconds=1)).accepted
