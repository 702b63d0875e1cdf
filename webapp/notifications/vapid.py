"""The key by which push services know this installation (RFC 8292): made once, kept in the instance folder.

A subscription belongs to the key it was made with, so the key is never changed by itself.
"""

from __future__ import annotations

import base64
import os
import secrets
import time
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid

NAME = "vapid-key.pem"

LIFE_SECONDS = 12 * 3600
"""Of a token; push services refuse more than a day."""

RENEW_SECONDS = 3600
"""A token is made anew when no more than this is left of it."""


class VapidKey:
    def __init__(self, vapid: Vapid, contact: str) -> None:
        """contact: mailto: or https: address that a push service may write to."""
        self._vapid = vapid
        self._contact = contact
        self._headers: dict[str, tuple[float, str]] = {}

    @classmethod
    def of(cls, instance: Path, contact: str) -> VapidKey:
        """The installation's key; on the first start it is made, by whichever process is first."""
        path = instance / NAME
        if not path.exists():
            _make(path)
        return cls(Vapid.from_pem(path.read_bytes()), contact)

    @property
    def public(self) -> str:
        """For PushManager.subscribe: the uncompressed point, base64url without padding."""
        point = self._vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def authorization(self, endpoint: str) -> str:
        """The Authorization header for a push service: signed once for each of them, not for each message."""
        parts = urlsplit(endpoint)
        origin = f"{parts.scheme}://{parts.netloc}"
        now = time.time()
        until, header = self._headers.get(origin, (0.0, ""))
        if until - now <= RENEW_SECONDS:
            until = now + LIFE_SECONDS
            # fresh claims for each origin: whoever signs may write into what it is given
            header = self._vapid.sign({"aud": origin, "exp": int(until), "sub": self._contact})["Authorization"]
            self._headers[origin] = (until, header)
        return header


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    vapid = Vapid()
    vapid.generate_keys()
    mine = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    mine.touch(mode=0o600)
    mine.write_bytes(vapid.private_pem())
    try:
        os.link(mine, path)  # fails when another process was first, so that both read the same key
    except FileExistsError:
        pass
    finally:
        mine.unlink()
