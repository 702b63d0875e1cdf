"""Sealing at rest, finding what is sealed, and showing as little as serves.

Citizen ids, certificate numbers and telephone numbers are stored sealed (Fernet, several
keys so that they can be rotated) beside a keyed digest by which they can be found.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator


class Keyring:
    def __init__(self, sealing_keys: tuple[str, ...], index_key: str) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in sealing_keys])
        self._index_key = index_key.encode()

    def seal(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        return self._fernet.decrypt(sealed).decode()

    def rotate(self, sealed: bytes) -> bytes:
        return self._fernet.rotate(sealed)

    def index(self, kind: str, text: str) -> str:
        return hmac.new(self._index_key, f"{kind}:{text}".encode(), sha256).hexdigest()


_keyring: Keyring | None = None


def unlock(keyring: Keyring) -> None:
    """Give this process its keys. A column type has no parameters at run time, so they are kept here."""
    global _keyring  # noqa: PLW0603 (the one thing a process has one of)
    _keyring = keyring


def keyring() -> Keyring:
    if _keyring is None:
        raise RuntimeError("the keyring is locked: call privacy.unlock at start")
    return _keyring


def blind_index(kind: str, text: str) -> str:
    """Keyed digest (64 hex digits) by which a sealed value can be found."""
    return keyring().index(kind, text)


class Sealed(TypeDecorator[str]):
    """Text that is unreadable in the database file, its dumps and its backups."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return None if value is None else keyring().open(value)


def masked_name(name: str) -> str:
    """The first character, the rest as dots: enough to see beside a public id that it is who one thinks."""
    return name[:1] + "•" * (len(name) - 1)


def last_of(number: str) -> str:
    """The last four characters of a number that its owner knows again by them; of a short one about a third.

    What is left out is not drawn as dots: a screen reader reads each of them.
    """
    return number[len(number) - min(4, (len(number) + 1) // 3) :]
