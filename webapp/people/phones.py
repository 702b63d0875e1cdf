"""Another telephone number: asked for, proved by a code that went to it, in force a day later.

The number is her way in, and where word of everything goes. Whoever takes it over takes the account, so a new one
waits: the former number and the inbox are told at once, whoever reads it there can stop it by one press, and an
officer who has seen her can put it in force at once, stop it, or put the former number back.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.core import Actor, Matter, record
from webapp.core.privacy import blind_index
from webapp.people.accounts import account_by_phone
from webapp.people.errors import CodeWrong, NoPhoneChange, PhoneChangeWaiting, PhoneTaken, PhoneUnchanged
from webapp.people.events import NewPhoneProved, NewPhoneStopped, PhoneChanged, PhoneRestored
from webapp.people.models import (
    Account,
    CodePurpose,
    FactSource,
    OneTimeCode,
    PhoneChange,
    Resident,
    SignInSession,
)
from webapp.people.register import correct_resident
from webapp.people.rules import CODE_LIFE, PHONE_WAIT, normalised_phone
from webapp.people.signing_in import issue_code, use_code

PIECE = 50
"""Changes in one transaction."""


def check_new_phone(db: Session, account: Account, typed: str) -> str:
    """The number, if a code may go to it. Raises BadPhone, PhoneUnchanged, PhoneChangeWaiting."""
    number = normalised_phone(typed)
    if number == account.phone:
        raise PhoneUnchanged()
    if waiting_phone_change(db, account, lock=True) is not None:
        raise PhoneChangeWaiting()
    return number


def ask_phone_change(
    db: Session, actor: Actor, account: Account, typed: str, *, device: str | None = None
) -> tuple[PhoneChange, OneTimeCode, str]:
    """The change, its code, and the six digits to send to the new number.

    Whether somebody else has the number is told only to whoever proves it. Raises BadPhone, PhoneUnchanged,
    PhoneChangeWaiting, TooManyCodes.
    """
    number = check_new_phone(db, account, typed)
    db.execute(delete(PhoneChange).where(PhoneChange.account_id == account.id, PhoneChange.proved_at.is_(None)))
    code, plain = issue_code(db, actor, account, CodePurpose.new_phone, device=device)
    change = PhoneChange(account_id=account.id, code_id=code.id, phone=number, asked_at=actor.at)
    db.add(change)
    db.flush()
    return change, code, plain


def prove_new_phone(db: Session, actor: Actor, account: Account, code_public_id: str, typed: str) -> PhoneChange:
    """The number is hers; it serves from PHONE_WAIT on. Raises CodeWrong, CodeExpired, PhoneTaken."""
    proved = use_code(db, actor, code_public_id, typed, purposes=(CodePurpose.new_phone,))
    asked = select(PhoneChange).join(OneTimeCode, OneTimeCode.id == PhoneChange.code_id)
    change = db.scalar(asked.where(OneTimeCode.public_id == code_public_id, PhoneChange.proved_at.is_(None)))
    if change is None or proved.id != account.id:
        raise CodeWrong(left=None)
    _check_free(db, change.phone, account)
    change.proved_at = actor.at
    event = NewPhoneProved(in_force_at=serves_from(change).isoformat())
    record(db, actor, event, subject_id=account.resident_id, matter=_matter(change))
    return change


def serves_from(change: PhoneChange) -> datetime:
    """From when a proved number serves."""
    return change.proved_at + PHONE_WAIT


def waiting_phone_change(db: Session, account: Account, *, lock: bool = False) -> PhoneChange | None:
    """The proved number that waits for its day."""
    waits = PhoneChange.proved_at.is_not(None), PhoneChange.in_force_at.is_(None), PhoneChange.stopped_at.is_(None)
    chosen = select(PhoneChange).where(PhoneChange.account_id == account.id, *waits)
    return db.scalar(chosen.with_for_update() if lock else chosen)


def last_phone_change(db: Session, account: Account) -> PhoneChange | None:
    """The last one that came into force."""
    there = select(PhoneChange).where(PhoneChange.account_id == account.id, PhoneChange.in_force_at.is_not(None))
    return db.scalar(there.order_by(PhoneChange.in_force_at.desc(), PhoneChange.id.desc()).limit(1))


def stop_phone_change(db: Session, actor: Actor, account: Account) -> None:
    """“This was not me”, or she has thought better of it. Raises NoPhoneChange."""
    change = waiting_phone_change(db, account, lock=True)
    if change is None:
        raise NoPhoneChange()
    _stop(db, actor, change, "asked")


def put_phone_in_force(db: Session, actor: Actor, account: Account) -> None:
    """At once, by an officer who has seen her. Raises NoPhoneChange, PhoneTaken."""
    change = waiting_phone_change(db, account, lock=True)
    if change is None:
        raise NoPhoneChange()
    _check_free(db, change.phone, account)
    _put_in_force(db, actor, change)


def restore_phone(db: Session, actor: Actor, account: Account) -> None:
    """The number before the last change holds again, and every session ends: whoever changed it is out.

    Raises NoPhoneChange, PhoneTaken.
    """
    change = last_phone_change(db, account)
    if change is None or change.restored_at is not None or change.phone != account.phone:
        raise NoPhoneChange()
    if change.former_phone is not None:
        _check_free(db, change.former_phone, account)
    change.restored_at = actor.at
    _set_phone(db, actor, account, change.former_phone, source=FactSource.officer)
    live = SignInSession.account_id == account.id, SignInSession.ended_at.is_(None)
    for session in db.scalars(select(SignInSession).where(*live)):
        session.ended_at = actor.at
    record(db, actor, PhoneRestored(), subject_id=account.resident_id, matter=_matter(change))


def settle_phone_changes(db: Session, actor: Actor) -> int:
    """Put in force what has waited long enough, a piece at a time; how many were settled."""
    due = select(PhoneChange).where(
        PhoneChange.proved_at <= actor.at - PHONE_WAIT,
        PhoneChange.in_force_at.is_(None),
        PhoneChange.stopped_at.is_(None),
    )
    settled = db.scalars(due.order_by(PhoneChange.id).limit(PIECE).with_for_update()).all()
    for change in settled:
        account = change.account
        gone = account.closed_at is not None or account.is_of_the_dead
        if gone:
            _stop(db, actor, change, "closed")
        elif _holder(db, change.phone, account) is not None:
            _stop(db, actor, change, "taken")
        else:
            _put_in_force(db, actor, change)
        db.flush()
    return len(settled)


def forget_unproved_phones(db: Session, actor: Actor) -> int:
    """Numbers that nobody has proved are no business of ours once their code is dead."""
    old = PhoneChange.proved_at.is_(None), PhoneChange.asked_at <= actor.at - PHONE_WAIT - CODE_LIFE
    return db.execute(delete(PhoneChange).where(*old)).rowcount


def _put_in_force(db: Session, actor: Actor, change: PhoneChange) -> None:
    account = change.account
    change.in_force_at, change.former_phone = actor.at, account.phone
    _set_phone(db, actor, account, change.phone, source=FactSource.resident)
    record(db, actor, PhoneChanged(), subject_id=account.resident_id, matter=_matter(change))


def _set_phone(db: Session, actor: Actor, account: Account, number: str | None, *, source: FactSource) -> None:
    account.phone, account.phone_index = number, blind_index("phone", number) if number else None
    resident: Resident | None = account.resident
    if resident is not None and resident.phone != number:
        correct_resident(db, actor, resident, {"phone": number}, source=source)


def _stop(db: Session, actor: Actor, change: PhoneChange, reason: str) -> None:
    change.stopped_at = actor.at
    event = NewPhoneStopped(reason=reason)
    record(db, actor, event, subject_id=change.account.resident_id, matter=_matter(change))


def _check_free(db: Session, number: str, account: Account) -> None:
    if _holder(db, number, account) is not None:
        raise PhoneTaken()


def _holder(db: Session, number: str, account: Account) -> Account | None:
    """Somebody else whose number it is."""
    holder = account_by_phone(db, number)
    return holder if holder is not None and holder.id != account.id else None


def _matter(change: PhoneChange) -> Matter:
    return Matter("phone", change.public_id)
