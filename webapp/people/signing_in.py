"""Ways in: one-time codes, recovery codes, sessions. Passkeys stand in passkeys.py.

Nothing here tells whether a telephone number is known. Codes and tokens are kept as keyed
digests only. Attempts are counted in a unit of work of their own, committed even when the
request is refused.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, bindparam, delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from webapp.core import EXTENSIONS, Actor, record
from webapp.core.db import ALPHABET, public_id
from webapp.core.privacy import blind_index
from webapp.people.accounts import take_phone
from webapp.people.errors import AccountUnknown, CodeExpired, CodeWrong, NoMoreTime, TooManyCodes, WrongTwice
from webapp.people.events import AccountActivated, RecoveryCodeIssued, SessionEnded, SignedIn
from webapp.people.models import (
    Account,
    CodePurpose,
    OneTimeCode,
    RecoveryCode,
    Resident,
    SignInAttempt,
    SignInSession,
    StaffMembership,
)
from webapp.people.rules import (
    CODE_ATTEMPTS,
    CODE_DIGITS,
    CODE_LIFE,
    CODES_PER_HOUR,
    CODES_WINDOW,
    OFFICER_CODE_LIFE,
    SESSION_LIFE,
    SESSION_NOTED_AFTER,
    tidied,
)

TO_HER = (CodePurpose.sign_in, CodePurpose.activation, CodePurpose.confirmation, CodePurpose.officer)
"""Codes that went to her own telephone, or into her hand: they say who she is."""

CODE_REMEMBERED = timedelta(days=1)
"""How long attempts at a code that was never sent are counted: longer than any code can be kept."""

COOL_DOWN = timedelta(hours=24)
COOLING_WAYS = ("recovery", "activation")
"""What a stranger who holds a sheet of paper, or a telephone that was hers, would come in by."""


def issue_code(
    db: Session,
    actor: Actor,
    account: Account,
    purpose: CodePurpose = CodePurpose.sign_in,
    *,
    device: str | None = None,
) -> tuple[OneTimeCode, str]:
    """A new code of six digits, which puts earlier ones of its kind out of use; the caller sends it.

    `device`: the index of one on which the account has signed in before. Each such device has codes of its own beside
    those of all others, so that no stranger can use hers up or put them out of use.
    Raises TooManyCodes after five within an hour.
    """
    since = actor.at - CODES_WINDOW
    asked_there = OneTimeCode.device_index.is_(None) if device is None else OneTimeCode.device_index == device
    of_account = (OneTimeCode.account_id == account.id, OneTimeCode.purpose == purpose, asked_there)
    if db.scalar(select(func.count()).where(*of_account, OneTimeCode.created_at > since)) >= CODES_PER_HOUR:
        raise TooManyCodes(retry_after=int(CODES_WINDOW.total_seconds()), signed_in=actor.account_id is not None)
    for earlier in db.scalars(select(OneTimeCode).where(*of_account, OneTimeCode.used_at.is_(None))):
        earlier.used_at = actor.at
    plain = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    code = OneTimeCode(
        account_id=account.id,
        purpose=purpose,
        code_hash=blind_index("code", f"{account.id}:{plain}"),
        device_index=device,
        created_at=actor.at,
        expires_at=actor.at + (OFFICER_CODE_LIFE if purpose is CodePurpose.officer else CODE_LIFE),
    )
    db.add(code)
    db.flush()
    return code, plain


def keep_code(db: Session, actor: Actor, public_id: str) -> None:
    """As much time again, from now, ten times at most; a code that was never sent is kept in appearance.

    One that has served, or was put out of use, stays so. Raises NoMoreTime.
    """
    code = db.scalar(select(OneTimeCode).where(OneTimeCode.public_id == public_id).with_for_update())
    if code is None:
        if count_attempt(db, f"kept:{public_id}", actor.at, limit=EXTENSIONS, window=CODE_REMEMBERED) is not None:
            raise NoMoreTime()
        return
    if code.extensions >= EXTENSIONS:
        raise NoMoreTime()
    if code.expires_at > actor.at:
        code.expires_at = actor.at + CODE_LIFE
    code.extensions += 1


def find_code(db: Session, public_id: str) -> OneTimeCode | None:
    return db.scalar(select(OneTimeCode).where(OneTimeCode.public_id == public_id))


def code_for_nobody() -> str:
    """A public id as a code's, for whoever is not known or has no telephone: no answer and no cookie tells them apart.

    Attempts at it and more time for it are counted like those of a code that was sent.
    """
    return public_id()


def count_code_attempt(db: Session, public_id: str, at: datetime) -> WrongTwice | None:
    """Every attempt counts, right or wrong; the refusal is returned, so that the count can be committed."""
    code = db.scalar(select(OneTimeCode).where(OneTimeCode.public_id == public_id).with_for_update())
    if code is None:
        if not public_id:  # none was asked for
            return None
        refusal = count_attempt(db, f"typed:{public_id}", at, limit=CODE_ATTEMPTS, window=CODE_REMEMBERED)
        return WrongTwice() if refusal is not None else None
    code.attempts += 1
    return WrongTwice() if code.attempts > CODE_ATTEMPTS else None


def use_code(
    db: Session, actor: Actor, public_id: str, typed: str, *, purposes: Collection[CodePurpose] = TO_HER
) -> Account:
    """The account whose code was typed. Raises CodeWrong, CodeExpired. Call count_code_attempt first.

    Whether there is such a code, and whether it still serves, is told only to whoever knows its digits.
    """
    code = db.scalar(select(OneTimeCode).where(OneTimeCode.public_id == public_id).with_for_update())
    if not public_id:
        raise CodeExpired()
    if code is None:
        raise CodeWrong(left=CODE_ATTEMPTS - _attempts(db, f"typed:{public_id}"))
    if not secrets.compare_digest(code.code_hash, blind_index("code", f"{code.account_id}:{tidied(typed)}")):
        raise CodeWrong(left=CODE_ATTEMPTS - code.attempts)
    if code.used_at is not None or code.expires_at <= actor.at or code.purpose not in purposes:
        raise CodeExpired()
    if code.account.is_of_the_dead:
        raise CodeExpired()
    code.used_at = actor.at
    activate(db, actor, code.account, way=code.purpose.value)
    return code.account


def use_officer_code(db: Session, actor: Actor, resident: Resident | None, typed: str) -> Account:
    """The account of a resident to whom an officer gave a code in person. Raises CodeWrong, CodeExpired."""
    if resident is None or resident.died_on is not None:
        raise CodeWrong(way="officer")
    given = (
        select(OneTimeCode)
        .join(Account, Account.id == OneTimeCode.account_id)
        .where(Account.resident_id == resident.id, OneTimeCode.purpose == CodePurpose.officer)
    )
    code = db.scalars(given.order_by(OneTimeCode.id.desc())).first()  # one that has served is said to have, not wrong
    if code is None:
        raise CodeWrong(way="officer")
    try:
        account = use_code(db, actor, code.public_id, typed)
    except CodeWrong:
        raise CodeWrong(way="officer") from None  # how often would tell that there is a code
    if resident.phone:
        take_phone(db, actor, account, resident.phone)  # one that was closed has lost its own
    return account


def activate(db: Session, actor: Actor, account: Account, *, way: str) -> None:
    """The first sign-in, or the first after the account was closed: whoever comes back has proved who she is."""
    account.closed_at = None
    if account.activated_at is None:
        account.activated_at = actor.at
        record(db, Actor(account_id=account.id, at=actor.at), AccountActivated(way=way), subject_id=account.resident_id)


def count_attempt(db: Session, key: str, at: datetime, *, limit: int, window: timedelta) -> TooManyCodes | None:
    """Note one attempt under a key. Beyond the limit the refusal is returned, so that the count can be committed."""
    digest = blind_index("attempt", key)
    db.add(SignInAttempt(key=digest, at=at))
    db.flush()
    seen = db.scalar(select(func.count()).where(SignInAttempt.key == digest, SignInAttempt.at > at - window))
    return TooManyCodes(retry_after=int(window.total_seconds())) if seen > limit else None


def _attempts(db: Session, key: str) -> int:
    digest = blind_index("attempt", key)
    return db.scalar(select(func.count()).where(SignInAttempt.key == digest)) or 0


def forgive_attempts(db: Session, key: str) -> None:
    """The count begins anew: an officer has seen who it is."""
    db.execute(delete(SignInAttempt).where(SignInAttempt.key == blind_index("attempt", key)))


def signed_in_on(db: Session, account: Account, device: str | None) -> bool:
    """Whether the account has ever signed in on a device (index), so that this is no stranger's."""
    if device is None:
        return False
    there = select(SignInSession.id).where(
        SignInSession.account_id == account.id, SignInSession.device_index == device
    )
    return db.scalar(there.limit(1)) is not None


def account_by_citizen_id(db: Session, actor: Actor, resident: Resident | None, *, way: str) -> Account:
    """The account of a resident whose citizen id somebody trusted vouches for. Raises AccountUnknown.

    Nothing is opened by it, and what was closed stays closed: for that she comes to an officer.
    """
    account = db.scalar(select(Account).where(Account.resident_id == resident.id)) if resident is not None else None
    if account is None or account.closed_at is not None or resident.died_on is not None:
        raise AccountUnknown()
    activate(db, actor, account, way=way)
    return account


def issue_recovery_code(db: Session, actor: Actor, account: Account) -> str:
    """A code of 20 characters for paper, in groups of four; the earlier one ends."""
    for earlier in db.scalars(
        select(RecoveryCode).where(RecoveryCode.account_id == account.id, RecoveryCode.replaced_at.is_(None))
    ):
        earlier.replaced_at = actor.at
    plain = "".join(secrets.choice(ALPHABET) for _ in range(20)).upper()
    db.add(RecoveryCode(account_id=account.id, code_hash=blind_index("recovery", plain), created_at=actor.at))
    record(db, actor, RecoveryCodeIssued(), subject_id=account.resident_id)
    return "-".join(plain[i : i + 4] for i in range(0, 20, 4))


def use_recovery_code(db: Session, actor: Actor, typed: str) -> Account:
    """The account whose paper code was typed; it serves once. Raises CodeWrong."""
    digest = blind_index("recovery", tidied(typed).replace("O", "0").replace("I", "1").replace("L", "1"))
    code = db.scalar(select(RecoveryCode).where(RecoveryCode.code_hash == digest).with_for_update())
    if code is None or code.used_at is not None or code.replaced_at is not None:
        raise CodeWrong(way="recovery")
    account = db.get_one(Account, code.account_id)
    if account.is_of_the_dead:
        raise CodeWrong(way="recovery")
    code.used_at = actor.at
    activate(db, actor, account, way="recovery")
    return account


def start_session(
    db: Session,
    actor: Actor,
    account: Account,
    *,
    way: str,
    device: str,
    device_index: str | None = None,
    cooling_until: datetime | None = None,
) -> str:
    """A session; returns its token, of which only a digest is kept.

    `cooling_until`: of the passkey she came by; a way that cools by itself says so by its name.
    """
    token = secrets.token_urlsafe(32)
    new_device = not signed_in_on(db, account, device_index)
    db.add(
        SignInSession(
            account_id=account.id,
            token_hash=token_digest(token),
            way=way,
            device=device[:120],
            device_index=device_index,
            created_at=actor.at,
            last_seen_at=actor.at,
            cooling_until=actor.at + COOL_DOWN if way in COOLING_WAYS else cooling_until,
        )
    )
    event = SignedIn(way=way, new_device=new_device)
    record(db, Actor(account_id=account.id, at=actor.at), event, subject_id=account.resident_id)
    return token


def token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


WITH_TOKEN = select(SignInSession).where(SignInSession.token_hash == bindparam("digest", type_=String))
ACCOUNT = joinedload(SignInSession.account)
AT_THE_FRONT = WITH_TOKEN.options(
    ACCOUNT.joinedload(Account.resident).options(
        joinedload(Resident.hukou_area), joinedload(Resident.residence_area)
    ),
    ACCOUNT.undefer(Account.agreed),
)
AT_WORK = WITH_TOKEN.options(
    ACCOUNT.joinedload(Account.seats).options(
        joinedload(StaffMembership.organisation), joinedload(StaffMembership.area)
    )
)
"""Every page asks this, so it is one query and built once: who is here, and who she is here."""


def live_session(db: Session, token: str, at: datetime, *, at_work: bool = False) -> SignInSession | None:
    """With its account, and the account's resident, her areas and what she has agreed to; at work with its seats."""
    asked = db.scalars(AT_WORK if at_work else AT_THE_FRONT, {"digest": token_digest(token)})
    session = asked.unique().one_or_none()
    if session is None or session.ended_at is not None or session.account.closed_at is not None:
        return None
    return session if session.last_seen_at + SESSION_LIFE > at else None


def session_is_due(session: SignInSession, at: datetime) -> bool:
    """Whether this visit is to be noted, so that the session lasts on from it."""
    return session.last_seen_at + SESSION_NOTED_AFTER <= at


def renew_session(db: Session, session: SignInSession, at: datetime) -> None:
    """Nothing is asked of her for it: who comes at least once in SESSION_LIFE stays signed in."""
    noted = update(SignInSession).where(SignInSession.id == session.id, SignInSession.last_seen_at < at)
    db.execute(noted.values(last_seen_at=at).execution_options(synchronize_session=False))


def sessions_of(db: Session, account: Account, at: datetime) -> list[SignInSession]:
    """Those that still serve, the last seen first."""
    live = select(SignInSession).where(
        SignInSession.account_id == account.id,
        SignInSession.ended_at.is_(None),
        SignInSession.last_seen_at > at - SESSION_LIFE,
    )
    return list(db.scalars(live.order_by(SignInSession.last_seen_at.desc())))


def end_session(db: Session, actor: Actor, session: SignInSession) -> None:
    if session.ended_at is None:
        session.ended_at = actor.at
        record(db, actor, SessionEnded(), subject_id=session.account.resident_id)


def actor_for(account: Account, at: datetime, membership: StaffMembership | None = None) -> Actor:
    """The account acting for itself: as a resident for her own affairs, as staff from its seat."""
    if membership is not None:
        return Actor(
            account_id=account.id,
            at=at,
            role=membership.role.value,
            organisation_id=membership.organisation_id,
            area_id=membership.area_id,
        )
    return Actor(account_id=account.id, at=at, resident_id=account.resident_id)
