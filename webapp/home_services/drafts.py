"""Writing a request, and sending it. A draft is its writer's alone: the resident's (neither staff nor the ledger know
of it), or that of an officer who writes for her."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import Actor
from webapp.home_services import moves
from webapp.home_services.catalogue import find_service
from webapp.home_services.errors import (
    AddressMissing,
    AgreementMissing,
    ConsentMissing,
    NoSuchRequest,
    NotInThisPlace,
    NoWindow,
    ResidenceUnknown,
    TextTooLong,
    TooManyWindows,
    UnknownAsk,
    WindowOver,
)
from webapp.home_services.events import HomeServiceRequested
from webapp.home_services.models import HomeServiceRequest, HomeServiceWindow
from webapp.home_services.queries import latest_address
from webapp.home_services.rules import (
    CONSENT,
    LONGEST_ADDRESS,
    LONGEST_NOTE,
    MOST_WINDOWS,
    Agreement,
    HelperGender,
    Part,
    Window,
    in_order,
    last_day,
    window_ends,
)
from webapp.mandates import ErrandKind, acting, begin_matter, end_errands_in
from webapp.people import Need, Resident, give_consent, needs_of

DRAFTS_KEPT = timedelta(days=30)
"""After the last change; she can have one kept longer as often as she likes."""
FORGOTTEN_AT_ONCE = 500

UNSEEN = ("Cc", "Cs", "Co", "Cn")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Overrides of the reading direction: they would turn the page around them."""


def start_draft(db: Session, actor: Actor, resident: Resident, service: str, *, windows: Iterable[Window],
                asks: Iterable[str] = ()) -> HomeServiceRequest:
    """`windows` are (day, part); `asks` names of the service's own asks. Needs and the last address are copied.

    By herself, by a carer for her, or by an officer of where she lives, who holds her word for it (ErrandMissing).
    Raises NoSuchService, ResidenceUnknown, NotInThisPlace, NoWindow, TooManyWindows, WindowOver, UnknownAsk.
    """
    by_officer = actor.role is not None
    if not by_officer and actor.resident_id != resident.id:
        raise NoSuchRequest()
    if resident.residence_area is None:
        raise ResidenceUnknown()
    if by_officer and (resident.died_on or not moves.serves(db, actor, resident.residence_area)):
        raise NoSuchRequest()
    if not find_service(service).sources_in(resident.residence_area.region_layers):
        raise NotInThisPlace()
    if by_officer:
        actor = acting(db, actor, resident.id, ErrandKind.home_service)
    draft = HomeServiceRequest(
        resident_id=resident.id, area_id=resident.residence_area.id, service=service, started_at=actor.at,
        changed_at=actor.at, windows=[], assignments=[], address=latest_address(db, resident.id, sent=by_officer),
        helper_gender=HelperGender.any, drafted_by=actor.account_id if by_officer else None,
        needs=[need.value for need in needs_of(resident)],
    )
    _write_times(actor, draft, windows, asks)
    db.add(draft)
    db.flush()
    if by_officer:
        begin_matter(db, actor, moves.matter_of(draft))
    return draft


def change_times(db: Session, actor: Actor, draft: HomeServiceRequest, *, windows: Iterable[Window],
                 asks: Iterable[str] = ()) -> HomeServiceRequest:
    """Raises NoSuchRequest, MoveNotPossible when it has been sent, and what is wrong with the times."""
    draft = moves.begin(db, actor, draft, "ask")
    _write_times(actor, draft, windows, asks)
    return _changed(db, actor, draft)


def change_place(db: Session, actor: Actor, draft: HomeServiceRequest, *, address: str) -> HomeServiceRequest:
    """Raises AddressMissing, TextTooLong."""
    draft = moves.begin(db, actor, draft, "ask")
    written = checked_words(address, LONGEST_ADDRESS, field="address")
    if written is None:
        raise AddressMissing()
    draft.address = written
    return _changed(db, actor, draft)


def change_manner(db: Session, actor: Actor, draft: HomeServiceRequest, *, helper_gender: HelperGender,
                  needs: Iterable[Need], note: str) -> HomeServiceRequest:
    """Who may come, what has to be ready, and a word for the officers. For this request only. Raises TextTooLong."""
    draft = moves.begin(db, actor, draft, "ask")
    wanted = set(needs)
    draft.note = checked_words(note, LONGEST_NOTE, field="note")
    draft.needs = [need.value for need in Need if need in wanted]
    draft.helper_gender = HelperGender(helper_gender)
    return _changed(db, actor, draft)


def keep_draft(db: Session, actor: Actor, draft: HomeServiceRequest) -> HomeServiceRequest:
    """As long again, from now."""
    return _changed(db, actor, moves.begin(db, actor, draft, "ask"))


def _changed(db: Session, actor: Actor, draft: HomeServiceRequest) -> HomeServiceRequest:
    draft.changed_at = actor.at
    db.flush()
    return draft


def discard_draft(db: Session, actor: Actor, draft: HomeServiceRequest) -> None:
    draft = moves.begin(db, actor, draft, "ask", in_her_place=False)
    _forget(db, actor, draft)


def ask(db: Session, actor: Actor, draft: HomeServiceRequest, *, agreed: bool, consent_version: str,
        consent_words: str, agreement: Agreement | None = None) -> HomeServiceRequest:
    """Send it. `consent_words` are those shown beside the box she ticked, or that an officer read to her; an officer
    says also how she agreed.

    Raises AddressMissing, ConsentMissing, AgreementMissing, WindowOver.
    """
    draft = moves.begin(db, actor, draft, "ask")
    if not draft.address:
        raise AddressMissing()
    if not agreed:
        raise ConsentMissing()
    if draft.drafted_by is not None and agreement is None:
        raise AgreementMissing()
    if any(window_ends(window) <= actor.at for window in draft.times):
        raise WindowOver(latest=last_day(actor.today))
    give_consent(db, actor, resident_id=draft.resident_id, kind=CONSENT, version=consent_version, words=consent_words)
    draft.requested_by = actor.account_id
    draft.agreement = Agreement(agreement) if draft.drafted_by is not None and agreement else None
    said = HomeServiceRequested(
        request=draft.public_id, service=draft.service, agreement=draft.agreement.value if draft.agreement else None
    )
    return moves.complete(db, actor, draft, "ask", said)


def _forget(db: Session, actor: Actor, draft: HomeServiceRequest) -> None:
    """With it goes what an officer was told to do in it."""
    end_errands_in(db, actor, moves.matter_of(draft))
    db.delete(draft)
    db.flush()


def forget_drafts_of(db: Session, resident_id: int) -> None:
    """Delete what she, or an officer for her, has begun and not sent."""
    hers = HomeServiceRequest.resident_id == resident_id
    for draft in db.scalars(select(HomeServiceRequest).where(hers, HomeServiceRequest.requested_at.is_(None))):
        db.delete(draft)
    db.flush()


def forget_old_drafts(db: Session, actor: Actor) -> int:
    """Delete some of what was not sent, nor changed for DRAFTS_KEPT; returns how many, 0 when none is left."""
    old = select(HomeServiceRequest).where(
        HomeServiceRequest.requested_at.is_(None), HomeServiceRequest.changed_at < actor.at - DRAFTS_KEPT
    )
    found = list(db.scalars(old.limit(FORGOTTEN_AT_ONCE)))
    for draft in found:
        _forget(db, actor, draft)
    return len(found)


def _write_times(actor: Actor, draft: HomeServiceRequest, windows: Iterable[Window], asks: Iterable[str]) -> None:
    known, wished = [ask.name for ask in find_service(draft.service).asks], set(asks)
    if not wished <= set(known):
        raise UnknownAsk()
    wanted = _checked_windows(actor, windows)
    draft.asks = [name for name in known if name in wished]
    kept = {(row.day, row.part): row for row in draft.windows}
    draft.windows = [kept.get(window) or HomeServiceWindow(day=window[0], part=window[1]) for window in wanted]


def _checked_windows(actor: Actor, windows: Iterable[Window]) -> list[Window]:
    wanted = in_order({(day, Part(part)) for day, part in windows})
    if not wanted:
        raise NoWindow()
    if len(wanted) > MOST_WINDOWS:
        raise TooManyWindows(most=MOST_WINDOWS)
    latest = last_day(actor.today)
    if any(window_ends(window) <= actor.at or window[0] > latest for window in wanted):
        raise WindowOver(latest=latest)
    return wanted


def checked_words(typed: str | None, longest: int, *, field: str) -> str | None:
    """Free text without control characters and turned reading directions; None when nothing to be seen is left."""
    kept = (c for c in typed or "" if c == "\n" or (unicodedata.category(c) not in UNSEEN and c not in TURNING))
    text = "\n".join(line.strip() for line in "".join(kept).splitlines()).strip()
    if len(text) > longest:
        raise TextTooLong(field=field, longest=longest, length=len(text))
    return text if any(unicodedata.category(c) != "Cf" and not c.isspace() for c in text) else None
