"""Is it still she? A fresh proof before what gives power away; and a pause after the ways that a stranger would take.

Signing in is a fresh proof for ten minutes, and so is a passkey or a code after it. Whoever came in by the code on
paper, or for the first time by a text message, waits a day before she gives power away: until then the owner of the
telephone has been told, and can come to an officer. A passkey added meanwhile waits with her: it would be the way
around. Nothing else waits, and with an officer nothing does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.errors import CodeWrong, ConfirmationMissing, CoolingDown, PasskeyNeeded
from webapp.people.events import IdentityConfirmed
from webapp.people.models import Account, CodePurpose, OneTimeCode, SignInSession
from webapp.people.passkeys import passkeys_of
from webapp.people.signing_in import use_code
from webapp.people.staff import seated_since

FRESH = timedelta(minutes=10)

STRONG_WAYS = ("passkey", "demo")
"""How somebody must have signed in to sit at the workbench; the demo's picker exists in the demo only."""


def proved_by(session: SignInSession, at: datetime) -> str | None:
    """The way of the latest proof while it is fresh, else None."""
    if session.confirmed_at is not None and session.confirmed_at + FRESH > at:
        return session.confirmed_way
    return session.way if session.created_at + FRESH > at else None


def check_confirmed(session: SignInSession, at: datetime) -> None:
    """Before power is given away. Raises CoolingDown, ConfirmationMissing."""
    until = cools_until(session, at)
    if until is not None:
        raise CoolingDown(until=until)
    check_fresh(session, at)


def check_fresh(session: SignInSession, at: datetime) -> None:
    """Before what a newcomer must be able to do at once, though not somebody who finds her telephone lying about.

    Raises ConfirmationMissing.
    """
    if proved_by(session, at) is None:
        raise ConfirmationMissing()


def check_may_add_passkey(db: Session, session: SignInSession, at: datetime) -> None:
    """Before whoever sits at the workbench adds a passkey, for it opens the seat.

    A text message, or an officer's code, only lets a newcomer add her first. Later she proves herself by one that she
    has. Who has lost them comes by the code on paper and waits as everybody does, or is invited anew.
    Raises PasskeyNeeded, CoolingDown.
    """
    since = seated_since(db, session.account)
    if since is None or session.way in STRONG_WAYS or proved_by(session, at) in STRONG_WAYS:
        return
    if session.way == "recovery":
        until = cools_until(session, at)
        if until is not None:
            raise CoolingDown(until=until)
        return
    hers = passkeys_of(db, session.account)
    if any(max(key.created_at, key.last_used_at or key.created_at) >= since for key in hers):
        raise PasskeyNeeded()


def cools_until(session: SignInSession, at: datetime) -> datetime | None:
    """Until when she waits, None when she does not."""
    until = session.cooling_until
    return until if until is not None and until > at else None


def confirm(db: Session, actor: Actor, session: SignInSession, *, way: str) -> None:
    """She has proved it again; `way`: passkey, code."""
    session.confirmed_at, session.confirmed_way = actor.at, way
    record(db, actor, IdentityConfirmed(way=way), subject_id=session.account.resident_id)


def confirm_by_code(db: Session, actor: Actor, session: SignInSession, public_id: str, typed: str) -> None:
    """Raises CodeWrong, CodeExpired; a code of another account is wrong."""
    account: Account = use_code(db, actor, public_id, typed)
    code = db.scalars(select(OneTimeCode).where(OneTimeCode.public_id == public_id)).one()
    if account.id != session.account_id or code.purpose is not CodePurpose.confirmation:
        raise CodeWrong(left=None)
    confirm(db, actor, session, way="code")
