"""One request, seen by a view: who is here, for whom, since when, and the open session.

Built once when a page opens, and anew inside the transaction of an act, so that what
allows the act is read where the act is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, session
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.core.actor import LOCAL
from webapp.mandates import Guardianship, Mandate, right_to_act
from webapp.people import STRONG_WAYS, Account, Resident, SignInSession, StaffMembership, live_session
from webapp.web import languages

SHARED_SEEN = "shared_seen"
"""In the cookie of a session on a shared phone: when a page was last asked for."""
SHARED_IDLE = 15 * 60
"""Seconds without a page, after which a shared phone knows nobody. The page of signing in says so."""


@dataclass
class Visit:
    db: Session
    door: str
    at: datetime
    account: Account | None = None
    session: SignInSession | None = None
    resident: Resident | None = None
    """Whose affairs these are: her own, or the one acted for."""
    mandate: Mandate | None = None
    guardianship: Guardianship | None = None
    """By which she acts, when she is the guardian of whom these affairs are."""
    acting_ended: bool = False
    """She chose to act for somebody, and the mandate serves no more; she is nobody until she chooses again."""
    membership: StaffMembership | None = None
    needs_passkey: bool = False
    """A member of staff who came in by a code: must add a passkey before sitting down."""
    language: str = "zh_Hans"
    theme: str = "standard"
    text_size: str = "standard"
    reading: str = "standard"
    unread_by: Callable[[Visit], int] | None = None
    """How the unread messages of this visitor are counted."""
    done: str | None = None
    """What the act has done that led here."""
    menu: list[Any] = field(default_factory=list)
    viewed: list[int] = field(default_factory=list)
    """Residents whose file or message this page has opened; the door records it apart."""
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    """What leaves the house once this act is committed: a code by text message."""

    @cached_property
    def unread(self) -> int:
        """Messages not yet read. Counted when a page shows the number: a file, an act and a redirect show none."""
        return self.unread_by(self) if self.unread_by is not None else 0

    @property
    def actor(self) -> Actor:
        account_id = self.account.id if self.account else None
        if self.membership is not None:
            return Actor(account_id=account_id, at=self.at, role=self.membership.role.value,
                         organisation_id=self.membership.organisation_id, area_id=self.membership.area_id)
        return Actor(account_id=account_id, at=self.at, resident_id=self.resident.id if self.resident else None,
                     mandate_id=self.mandate.id if self.mandate else None,
                     guardianship_id=self.guardianship.id if self.guardianship else None)

    @property
    def today(self) -> date:
        return self.at.astimezone(LOCAL).date()

    @property
    def on_shared_phone(self) -> bool:
        return SHARED_SEEN in session

    @property
    def signed_in(self) -> bool:
        return self.account is not None

    @property
    def person_name(self) -> str | None:
        return self.account.name if self.account else None

    @property
    def acting_for(self) -> Resident | None:
        return self.resident if self.on_behalf else None

    @property
    def on_behalf(self) -> bool:
        """Under a mandate, or as a guardian."""
        return self.mandate is not None or self.guardianship is not None

    @property
    def acting_for_id(self) -> str:
        """What every form carries: a page that was opened for somebody else is refused."""
        return self.resident.public_id if self.on_behalf and self.resident is not None else ""

    @property
    def lang_tag(self) -> str:
        return languages.TAGS[self.language]

    @property
    def path(self) -> str:
        """Where one comes back to, from choosing a language say: this page with all that was chosen on the way to it.

        What was refused stands at the address of an act, which may be no page: then the page that it was sent from.
        """
        return request.full_path.rstrip("?") if request.method == "GET" else page_before() or request.path

    @property
    def is_demo(self) -> bool:
        return current_app.extensions["huican"].settings.is_demo

    def opens_file_of(self, resident_id: int) -> None:
        """Say whose file this page shows. A page that declares `records_view` must say it."""
        self.viewed.append(resident_id)


def open_visit(db: Session, door: str, *, writing: bool = False) -> Visit:
    at = current_app.extensions["huican"].clock()
    visit = Visit(db=db, door=door, at=at)
    token = session.get("token") if still_here(at) else None
    visit.session = live_session(db, token, at, at_work=door == "workbench") if token else None
    if visit.session is not None:
        visit.account = visit.session.account
    _take_seat(visit, writing=writing)
    languages.choose(visit)
    return visit


def still_here(at: datetime) -> bool:
    """False once a shared phone has lain idle; what the cookie held is forgotten then."""
    seen = session.get(SHARED_SEEN)
    if seen is None:
        return True
    if at.timestamp() - seen > SHARED_IDLE:
        session.clear()
        return False
    session[SHARED_SEEN] = at.timestamp()
    return True


def _take_seat(visit: Visit, *, writing: bool) -> None:
    """At the workbench one sits in a staff seat; at the front door one is a resident or acts for one."""
    if visit.account is None:
        return
    if visit.door == "workbench":
        visit.membership = next(iter(visit.account.seats), None)
        if visit.membership is not None and visit.session.way not in STRONG_WAYS:
            visit.membership, visit.needs_passkey = None, True
        return
    acting_for = session.get("acting_for")
    if acting_for:
        visit.resident, visit.mandate, visit.guardianship = right_to_act(
            visit.db, visit.account.id, acting_for, visit.today, lock=writing)
        visit.acting_ended = not visit.on_behalf
    elif visit.account.resident_id is not None:
        visit.resident = visit.account.resident


def page_before() -> str | None:
    """The page of this service on which the form stood that was sent."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host:
        return None
    return f"{before.path}?{before.query}" if before.query else before.path
