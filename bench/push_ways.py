"""Three ways with the same messages: ours over kept-alive connections, the library in a loop, no network at all."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence

import requests
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid
from pywebpush import webpush

from webapp.notifications import Push, PushConnection, Sent

CONTACT = "mailto:bench@localhost"


def ours(connection: PushConnection, pushes: Sequence[Push]) -> None:
    failed = [outcome for outcome in connection.send(pushes) if not isinstance(outcome, Sent)]
    if failed:
        raise RuntimeError(f"the sink refused {len(failed)} messages: {failed[0]}")


def plain_loop(vapid: Vapid, pushes: Sequence[Push], *, session: requests.Session | None = None) -> None:
    """As careful users of the library write it: a key object, fresh claims for each message."""
    for push in pushes:
        webpush(
            {"endpoint": push.to.endpoint, "keys": {"p256dh": push.to.p256dh, "auth": push.to.auth}}, push.payload,
            vapid_private_key=vapid, vapid_claims={"sub": CONTACT}, ttl=int(push.ttl.total_seconds()),
            headers={"Topic": push.topic, "Urgency": "normal"}, timeout=10, requests_session=session,
        )


def cryptography_alone(pushes: Sequence[Push]) -> list[bytes]:
    """RFC 8291 in direct calls, receivers' keys read each time as they come from the database; nothing is sent."""
    return [_encrypt(push) for push in pushes]


def _encrypt(push: Push) -> bytes:
    theirs = _bytes(push.to.p256dh)
    key = ec.generate_private_key(_P256)
    mine = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_P256, theirs))
    salt = os.urandom(16)
    secret = _hmac(_hmac(_bytes(push.to.auth), shared), b"WebPush: info\x00" + theirs + mine + b"\x01")
    both = _hmac(salt, secret)
    content_key = _hmac(both, b"Content-Encoding: aes128gcm\x00\x01")[:16]
    nonce = _hmac(both, b"Content-Encoding: nonce\x00\x01")[:12]
    return salt + b"\x00\x00\x10\x00\x41" + mine + AESGCM(content_key).encrypt(nonce, push.payload + b"\x02", None)


_P256, _SHA256 = ec.SECP256R1(), hashes.SHA256()


def _hmac(key: bytes, message: bytes) -> bytes:
    mac = HMAC(key, _SHA256)
    mac.update(message)
    return mac.finalize()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


