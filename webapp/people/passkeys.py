"""Passkeys: four steps, one exception.

1. `registration_options` for a signed-in account; the door keeps the challenge in its session.
2. `add_passkey` checks the browser's answer against that challenge and keeps the public key.
3. `sign_in_options`: discoverable, so no user name is asked.
4. `use_passkey` checks the answer and finds the passkey; `account_by_passkey`, its account.

User verification is required throughout. Anything that does not check out is PasskeyRefused.
Source: WebAuthn Level 3, through the webauthn library.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import webauthn
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.core import Actor, Matter, record
from webapp.people.errors import LastWayIn, PasskeyRefused
from webapp.people.events import PasskeyAdded, PasskeyRemoved
from webapp.people.models import Account, Passkey
from webapp.people.signing_in import count_attempt

SERVICE_NAME = "惠残码"

PROMPT_LIFE = timedelta(minutes=10)
"""How long the browser's own prompt waits. The longest that WebAuthn recommends; it can be opened again and again."""

CHALLENGE_REMEMBERED = timedelta(days=3650)


def registration_options(db: Session, account: Account, *, host: str) -> tuple[str, bytes]:
    """Options as JSON text, and the challenge to keep."""
    known = db.scalars(select(Passkey).where(Passkey.account_id == account.id, Passkey.removed_at.is_(None)))
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name=SERVICE_NAME,
        user_id=account.public_id.encode(),
        user_name=account.name,
        timeout=_milliseconds(PROMPT_LIFE),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return options_to_json(options), options.challenge


def add_passkey(
    db: Session,
    actor: Actor,
    account: Account,
    *,
    answer: str,
    challenge: bytes,
    host: str,
    origin: str,
    name: str,
    cooling_until: datetime | None = None,
) -> Passkey:
    """`cooling_until`: of the session in which it is added; who comes by the passkey waits as long. PasskeyRefused."""
    try:
        checked = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError) as refused:
        raise PasskeyRefused() from refused
    if db.scalar(select(Passkey.id).where(Passkey.credential_id == checked.credential_id)):
        raise PasskeyRefused()
    passkey = Passkey(
        account_id=account.id,
        credential_id=checked.credential_id,
        public_key=checked.credential_public_key,
        sign_count=checked.sign_count,
        name=name[:60],
        created_at=actor.at,
        cooling_until=cooling_until,
    )
    db.add(passkey)
    record(db, actor, PasskeyAdded(), subject_id=account.resident_id)
    return passkey


def sign_in_options(*, host: str) -> tuple[str, bytes]:
    options = webauthn.generate_authentication_options(
        rp_id=host, timeout=_milliseconds(PROMPT_LIFE), user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options), options.challenge


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def account_by_passkey(db: Session, actor: Actor, *, answer: str, challenge: bytes, host: str, origin: str) -> Account:
    return use_passkey(db, actor, answer=answer, challenge=challenge, host=host, origin=origin).account


def use_passkey(db: Session, actor: Actor, *, answer: str, challenge: bytes, host: str, origin: str) -> Passkey:
    """The one that signed the challenge, with its account. Raises PasskeyRefused.

    The challenge comes back from the browser, which may say the same twice, and many passkeys count nothing: so it is
    noted here that a challenge has served.
    """
    try:
        credential_id = base64url_to_bytes(json.loads(answer)["rawId"])
    except (ValueError, KeyError, TypeError) as refused:
        raise PasskeyRefused() from refused
    passkey = db.scalar(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update())
    if passkey is None or passkey.removed_at is not None:
        raise PasskeyRefused()
    if passkey.account.closed_at is not None or passkey.account.is_of_the_dead:
        raise PasskeyRefused()
    try:
        checked = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError) as refused:
        raise PasskeyRefused() from refused
    if count_attempt(db, f"challenge:{challenge.hex()}", actor.at, limit=1, window=CHALLENGE_REMEMBERED) is not None:
        raise PasskeyRefused()
    passkey.sign_count, passkey.last_used_at = checked.new_sign_count, actor.at
    return passkey


def passkeys_of(db: Session, account: Account) -> list[Passkey]:
    live = select(Passkey).where(Passkey.account_id == account.id, Passkey.removed_at.is_(None))
    return list(db.scalars(live.order_by(Passkey.created_at, Passkey.id)))


def remove_passkey(db: Session, actor: Actor, passkey: Passkey) -> None:
    """Raises LastWayIn when the account has no telephone and no other passkey."""
    account = passkey.account
    if account.phone_index is None and len(passkeys_of(db, account)) == 1:
        raise LastWayIn()
    if passkey.removed_at is None:
        _remove(db, actor, passkey)


def forget_passkeys(db: Session, actor: Actor, account: Account) -> int:
    """All of an account whose holder has lost them; how many. Its telephone is the way in that is left."""
    lost = passkeys_of(db, account)
    for passkey in lost:
        _remove(db, actor, passkey)
    return len(lost)


def _remove(db: Session, actor: Actor, passkey: Passkey) -> None:
    passkey.removed_at = actor.at
    matter = Matter("passkey", passkey.public_id)
    record(db, actor, PasskeyRemoved(), subject_id=passkey.account.resident_id, matter=matter)
