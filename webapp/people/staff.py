"""Staff: invited by a Federation administrator, moved between areas, leaving with a handover.

A seat is one role in one organisation over one area. It is never rewritten: whoever moves leaves one seat and takes
another, so that it can be told later who sat where. Open matters belong to a place or an organisation, not to a
person: handing over names who looks after them from now on.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from webapp.core import Actor, LedgerEntry, Matter, NotFound, record
from webapp.core.ledger import timeline
from webapp.people.accounts import account_by_phone, open_account
from webapp.people.errors import (
    AdministratorThere,
    AlreadyOnStaff,
    AreaUnknown,
    LastAdministrator,
    NobodyTakesOver,
    OrganisationDoesNotFit,
    SeatEnded,
    SuccessorMissing,
)
from webapp.people.events import InvitationSent, MattersHandedOver, StaffInvited, StaffLeft, StaffMoved
from webapp.people.interrupted import forget_interrupted_of
from webapp.people.models import Account, Area, Organisation, OrganisationKind, Role, StaffMembership
from webapp.people.residents import Areas

KIND_OF_ROLE = {
    Role.community_officer: OrganisationKind.community,
    Role.federation_officer: OrganisationKind.federation,
    Role.federation_administrator: OrganisationKind.federation,
    Role.site_clerk: OrganisationKind.assessment_site,
    Role.provider_clerk: OrganisationKind.provider,
}

OF_AN_ORGANISATION = frozenset({Role.site_clerk, Role.provider_clerk})
"""What waits for these belongs to their organisation; for everybody else, to the area."""


def invite_staff(
    db: Session, actor: Actor, *, name: str, phone: str, role: Role, organisation: Organisation, area: Area
) -> StaffMembership:
    """A seat for somebody who holds none. Raises BadPhone, AlreadyOnStaff, OrganisationDoesNotFit."""
    if organisation.kind is not KIND_OF_ROLE[role]:
        raise OrganisationDoesNotFit()
    known = account_by_phone(db, phone)
    if known is not None and membership_of(db, known) is not None:
        raise AlreadyOnStaff()
    account = open_account(db, actor, name=name, phone=phone)
    return _seat(db, actor, account, role, organisation, area, StaffInvited(role=role.value))


def note_invitation_sent(db: Session, actor: Actor, membership: StaffMembership, *, taken: bool) -> None:
    record(db, actor, InvitationSent(taken=taken), subject_id=None, matter=_matter(membership))


def last_invitation(db: Session, membership: StaffMembership) -> LedgerEntry | None:
    """When the newest text message went to the gateway, and whether it was taken; None where that is not known."""
    sent = [entry for entry in timeline(db, _matter(membership)) if entry.event == InvitationSent.name]
    return sent[-1] if sent else None


def move_staff(
    db: Session,
    actor: Actor,
    membership: StaffMembership,
    *,
    organisation: Organisation,
    area: Area,
    open_matters: int = 0,
    successor: StaffMembership | None = None,
) -> StaffMembership:
    """The same role in another place: one seat ends, another begins.

    `open_matters`: how many stay behind; see still_reaches. Raises SeatEnded, OrganisationDoesNotFit, SuccessorMissing,
    NobodyTakesOver.
    """
    if organisation.kind is not KIND_OF_ROLE[membership.role]:
        raise OrganisationDoesNotFit()
    held = _open(db, membership)
    if (held.organisation_id, held.area_id) == (organisation.id, area.id):
        return held
    _end(db, actor, held, open_matters, successor)
    db.flush()
    moved = StaffMoved(role=held.role.value, open_matters=open_matters)
    return _seat(db, actor, held.account, held.role, organisation, area, moved)


def still_reaches(seat: StaffMembership, organisation: Organisation, area: Area) -> bool:
    """Whether what waits in a seat still waits for its holder after a move: then nothing is handed over."""
    if seat.role in OF_AN_ORGANISATION:
        return organisation.id == seat.organisation_id
    return area.holds(seat.area)


def end_membership(
    db: Session,
    actor: Actor,
    membership: StaffMembership,
    *,
    open_matters: int = 0,
    successor: StaffMembership | None = None,
) -> None:
    """Leaving, with the name of who takes over what waits.

    Raises SeatEnded, SuccessorMissing, NobodyTakesOver, LastAdministrator.
    """
    over_this_place = _administrators(db, membership.area) if membership.role is Role.federation_administrator else ()
    held = _open(db, membership)
    if held.role is Role.federation_administrator and {seat.id for seat in over_this_place} <= {held.id}:
        raise LastAdministrator()
    record(db, actor, StaffLeft(role=held.role.value, open_matters=open_matters), subject_id=None, matter=_matter(held))
    _end(db, actor, held, open_matters, successor)


def _end(
    db: Session, actor: Actor, held: StaffMembership, open_matters: int, successor: StaffMembership | None
) -> None:
    if open_matters and successor is None:
        raise (SuccessorMissing if _successors(db, held) else NobodyTakesOver)(open_matters=open_matters)
    held.ended_at, held.open_matters = actor.at, open_matters
    forget_interrupted_of(db, held.account_id)
    if successor is not None:
        held.successor_id = successor.id
        handed_over = MattersHandedOver(left=held.public_id, open_matters=open_matters)
        record(db, actor, handed_over, subject_id=None, matter=_matter(held))


HELD = (
    select(StaffMembership)
    .where(StaffMembership.account_id == bindparam("account", type_=Integer), StaffMembership.ended_at.is_(None))
    .order_by(StaffMembership.started_at.desc(), StaffMembership.id.desc())
)
"""Every page of the workbench asks this, so it is built once."""


def membership_of(db: Session, account: Account) -> StaffMembership | None:
    """The seat an account holds now; the latest when it holds several."""
    return db.scalars(HELD, {"account": account.id}).first()


def seated_since(db: Session, account: Account) -> datetime | None:
    """Since when an account has held a seat without a break: whoever moves leaves one and takes another at once."""
    chosen = select(StaffMembership.started_at, StaffMembership.ended_at)
    held = db.execute(chosen.where(StaffMembership.account_id == account.id)).all()
    since = min((seat.started_at for seat in held if seat.ended_at is None), default=None)
    left = {seat.ended_at: seat.started_at for seat in held if seat.ended_at is not None}
    while since in left:
        since = left.pop(since)
    return since


def staff_within(db: Session, areas: Areas, *, ended: bool = False) -> list[StaffMembership]:
    """Seats over these areas, by organisation and name; with `ended` those that were left, the latest first."""
    chosen = _whole().where(StaffMembership.area_id.in_(areas))
    if ended:
        return list(
            db.scalars(
                chosen.where(StaffMembership.ended_at.is_not(None)).order_by(StaffMembership.ended_at.desc()).limit(50)
            )
        )
    live = (
        chosen.where(StaffMembership.ended_at.is_(None))
        .join(Organisation)
        .join(Account, Account.id == StaffMembership.account_id)
    )
    return list(db.scalars(live.order_by(Organisation.name, Account.name, StaffMembership.id)))


def find_seat(db: Session, public_id: str, *, areas: Areas) -> StaffMembership:
    """Raises NotFound for a seat over another area."""
    found = db.scalar(_whole().where(StaffMembership.public_id == public_id, StaffMembership.area_id.in_(areas)))
    if found is None:
        raise NotFound()
    return found


def find_seat_and_successors(
    db: Session, public_id: str, *, areas: Areas
) -> tuple[StaffMembership, list[StaffMembership]]:
    """A seat, and who can take over from it: the same role, where what waits in the seat can be seen.

    Raises NotFound for a seat over another area.
    """
    seats = _seat_and_successors(db, StaffMembership.public_id == public_id, StaffMembership.area_id.in_(areas))
    if not seats:
        raise NotFound()
    return seats[0], seats[1:]


def seat_of_successor(db: Session, public_id: str) -> StaffMembership | None:
    """Who took over from a seat, as long as the seat is held."""
    left = aliased(StaffMembership)
    chosen = select(StaffMembership).join(left, left.successor_id == StaffMembership.id)
    return db.scalar(chosen.where(left.public_id == public_id, StaffMembership.ended_at.is_(None)))


def _successors(db: Session, seat: StaffMembership) -> list[StaffMembership]:
    return _seat_and_successors(db, StaffMembership.id == seat.id)[1:]


def _seat_and_successors(db: Session, *which: ColumnElement[bool]) -> list[StaffMembership]:
    """The seat first; nothing where there is none."""
    seats = select(StaffMembership, Area.lineage).join(Area).where(*which).subquery()
    left, lineage = aliased(StaffMembership, seats), seats.c.lineage
    there = aliased(Area)
    reaches = case(
        (left.role.in_(OF_AN_ORGANISATION), StaffMembership.organisation_id == left.organisation_id),
        else_=func.substr(lineage, 1, func.length(there.lineage)) == there.lineage,
    )
    succeeds = and_(
        StaffMembership.role == left.role,
        reaches,
        StaffMembership.ended_at.is_(None),
        StaffMembership.account_id != left.account_id,
    )
    chosen = _whole().join(there, there.id == StaffMembership.area_id)
    chosen = chosen.join(left, or_(StaffMembership.id == left.id, succeeds))
    return list(db.scalars(chosen.order_by(StaffMembership.id != left.id, StaffMembership.id)))


def first_administrator(
    db: Session,
    actor: Actor,
    *,
    name: str,
    phone: str,
    federation: str,
    area_code: str,
    area_name: str | None,
    another: bool = False,
) -> StaffMembership:
    """The seat from which everybody else is invited. Raises AreaUnknown, AdministratorThere, BadPhone, AlreadyOnStaff.

    `another`: although there is one, because nobody who is one can come in any more.
    """
    if not another and db.scalar(
        select(StaffMembership.id).where(
            StaffMembership.role == Role.federation_administrator, StaffMembership.ended_at.is_(None)
        )
    ):
        raise AdministratorThere()
    area = db.scalar(select(Area).where(Area.code == area_code))
    if area is None:
        if area_name is None:
            raise AreaUnknown(area=area_code)
        area = Area(code=area_code, name=area_name)
        db.add(area)
        db.flush()
    office = {"kind": OrganisationKind.federation, "name": federation, "area_id": area.id}
    organisation = db.scalars(select(Organisation).filter_by(**office)).first()
    if organisation is None:
        organisation = Organisation(**office)
        db.add(organisation)
        db.flush()
    return invite_staff(
        db, actor, name=name, phone=phone, role=Role.federation_administrator, organisation=organisation, area=area
    )


def _seat(
    db: Session,
    actor: Actor,
    account: Account,
    role: Role,
    organisation: Organisation,
    area: Area,
    event: StaffInvited | StaffMoved,
) -> StaffMembership:
    membership = StaffMembership(
        account_id=account.id,
        role=role,
        organisation_id=organisation.id,
        area_id=area.id,
        invited_by=actor.account_id,
        started_at=actor.at,
    )
    db.add(membership)
    db.flush()
    record(db, actor, event, subject_id=None, matter=_matter(membership))
    return membership


def _open(db: Session, membership: StaffMembership) -> StaffMembership:
    chosen = select(StaffMembership).where(StaffMembership.id == membership.id).with_for_update(of=StaffMembership)
    held = db.scalars(chosen.execution_options(populate_existing=True)).one()
    if held.ended_at is not None:
        raise SeatEnded()
    return held


def _administrators(db: Session, area: Area) -> list[StaffMembership]:
    """Who can invite staff here. All are locked, in one order: of two who leave at once the second sees the first."""
    seated = select(StaffMembership).where(
        StaffMembership.role == Role.federation_administrator, StaffMembership.ended_at.is_(None)
    )
    locked = seated.order_by(StaffMembership.id).with_for_update(of=StaffMembership)
    found = db.scalars(locked.execution_options(populate_existing=True)).all()
    return [seat for seat in found if seat.area.holds(area)]


def _whole() -> Select[tuple[StaffMembership]]:
    return select(StaffMembership).options(
        joinedload(StaffMembership.account), joinedload(StaffMembership.organisation), joinedload(StaffMembership.area)
    )


def _matter(membership: StaffMembership) -> Matter:
    return Matter("seat", membership.public_id)
