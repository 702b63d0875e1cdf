"""Accounts: opening, finding, preferences."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager

from webapp.core import Actor, LedgerEntry, record
from webapp.core.ledger import NOBODY
from webapp.core.privacy import blind_index
from webapp.people.events import AccountOpened, PhoneAdopted, PreferencesChanged
from webapp.people.models import Account, Area, Organisation, OrganisationKind, Resident
from webapp.people.rules import normalised_phone

LANGUAGES = ("zh_Hans", "zh_Hant", "en")
THEMES = ("standard", "dark", "high-contrast")
TEXT_SIZES = ("standard", "large")
READINGS = ("standard", "easy")


def open_account(
    db: Session,
    actor: Actor,
    *,
    name: str,
    phone: str | None = None,
    resident: Resident | None = None,
    email: str | None = None,
) -> Account:
    """A new account, or the one that already has this resident or telephone number.

    The register often has somebody else's number for a resident: a relative's, an officer's. Only an account of her
    own name becomes hers by it; else she gets one without a telephone, which an officer opens for her in person.
    """
    try:
        with db.begin_nested():
            return _found_or_new(db, actor, name=name, phone=phone, resident=resident, email=email)
    except IntegrityError:  # hers was opened at the same moment, from another phone: it is found now
        return _found_or_new(db, actor, name=name, phone=phone, resident=resident, email=email)


def _found_or_new(
    db: Session, actor: Actor, *, name: str, phone: str | None, resident: Resident | None, email: str | None
) -> Account:
    number = normalised_phone(phone) if phone else None
    existing = account_of(db, resident) if resident else None
    if existing is None and number:
        existing = account_by_phone(db, number)
        if existing is not None and resident is not None:
            if existing.resident_id is None and existing.name == resident.name:
                existing.resident_id = resident.id
            else:
                existing, number = None, None
    if existing is not None:
        if number:
            take_phone(db, actor, existing, number)
        return existing
    account = Account(
        name=name,
        resident_id=resident.id if resident else None,
        phone=number,
        phone_index=blind_index("phone", number) if number else None,
        email=email,
        created_at=actor.at,
    )
    db.add(account)
    db.flush()
    record(db, actor, AccountOpened(), subject_id=account.resident_id)
    return account


def take_phone(db: Session, actor: Actor, account: Account, phone: str) -> None:
    """An open account without a telephone takes the one that is known of her, unless it is somebody else's."""
    if account.phone is None and account.closed_at is None and account_by_phone(db, phone) is None:
        number = normalised_phone(phone)
        account.phone, account.phone_index = number, blind_index("phone", number)
        db.flush()
        record(db, actor, PhoneAdopted(), subject_id=account.resident_id)


def account_by_phone(db: Session, phone: str) -> Account | None:
    index = blind_index("phone", normalised_phone(phone))
    return db.scalar(select(Account).where(Account.phone_index == index, Account.closed_at.is_(None)))


def account_of(db: Session, resident: Resident) -> Account | None:
    return db.scalar(select(Account).where(Account.resident_id == resident.id))


def change_preferences(
    db: Session, actor: Actor, account: Account, *, language: str, theme: str, text_size: str, reading: str
) -> Account:
    """Whoever chooses for the first time has chosen, also where it is what holds already."""
    chosen = (language, theme, text_size, reading)
    if chosen != _preferences(account) or not _has_chosen(db, account):
        account.language, account.theme, account.text_size, account.reading = chosen
        record(db, actor, PreferencesChanged(), subject_id=account.resident_id)
    return account


def take_preferences(
    db: Session, actor: Actor, account: Account, *, language: str, theme: str, text_size: str, reading: str
) -> None:
    """What she came in with becomes her choice; an account that has chosen keeps its own."""
    if (language, theme, text_size, reading) != _preferences(account) and not _has_chosen(db, account):
        change_preferences(
            db, actor, account, language=language, theme=theme, text_size=text_size, reading=reading
        )


def _preferences(account: Account) -> tuple[str, str, str, str]:
    return account.language, account.theme, account.text_size, account.reading


def _has_chosen(db: Session, account: Account) -> bool:
    """What is not as an account begins was chosen; what is may have been, and then the ledger says so."""
    if _preferences(account) != (LANGUAGES[0], THEMES[0], TEXT_SIZES[0], READINGS[0]):
        return True
    chose = LedgerEntry.event == PreferencesChanged.name, LedgerEntry.actor_id == account.id
    subject = LedgerEntry.subject_id == (account.resident_id or NOBODY)
    return db.scalar(select(LedgerEntry.id).where(subject, *chose).limit(1)) is not None


def primary_contact(db: Session, resident: Resident) -> Organisation | None:
    """Whom she can ask: the community of her residence, else the Federation above it, else None."""
    area = resident.residence_area or resident.hukou_area
    if area is None:
        return None
    wanted = (OrganisationKind.community, OrganisationKind.federation)
    there = select(Organisation).join(Organisation.area).options(contains_eager(Organisation.area))
    found = db.scalars(there.where(Area.code.in_(area.codes_above), Organisation.kind.in_(wanted)))
    return min(
        found,
        key=lambda office: (area.codes_above.index(office.area.code), wanted.index(office.kind), office.id),
        default=None,
    )
