"""Staff: invited by a Federation administrator, moved between areas, leaving."""

from __future__ import annotations

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from webapp.core import Actor, record
from webapp.people.accounts import open_account
from webapp.people.errors import AdministratorThere, AreaUnknown
from webapp.people.events import StaffInvited, StaffLeft
from webapp.people.models import Account, Area, Organisation, OrganisationKind, Role, StaffMembership


def invite_staff(db: Session, actor: Actor, *, name: str, phone: str, role: Role, organisation: Organisation,
                 area: Area) -> StaffMembership:
    account = open_account(db, actor, name=name, phone=phone)
    membership = StaffMembership(account_id=account.id, role=role, organisation_id=organisation.id, area_id=area.id,
                                 invited_by=actor.account_id, started_at=actor.at)
    db.add(membership)
    db.flush()
    record(db, actor, StaffInvited(role=role.value), subject_id=None)
    return membership


def end_membership(db: Session, actor: Actor, membership: StaffMembership) -> None:
    if membership.ended_at is None:
        membership.ended_at = actor.at
        record(db, actor, StaffLeft(role=membership.role.value), subject_id=None)


HELD = (
    select(StaffMembership).where(StaffMembership.account_id == bindparam("account", type_=Integer), StaffMembership.ended_at.is_(None))
    .order_by(StaffMembership.started_at.desc(), StaffMembership.id.desc())
)
"""Every page of the workbench asks this, so it is built once."""


def membership_of(db: Session, account: Account) -> StaffMembership | None:
    """The seat an account holds now; the latest when it holds several."""
    return db.scalars(HELD, {"account": account.id}).first()


def first_administrator(db: Session, actor: Actor, *, name: str, phone: str, federation: str, area_code: str,
                        area_name: str | None) -> StaffMembership:
    """The seat from which everybody else is invited. Raises AreaUnknown, AdministratorThere, BadPhone."""
    if db.scalar(select(StaffMembership.id).where(StaffMembership.role == Role.federation_administrator,
                                                  StaffMembership.ended_at.is_(None))):
        raise AdministratorThere()
    area = db.scalar(select(Area).where(Area.code == area_code))
    if area is None:
        if area_name is None:
            raise AreaUnknown(area=area_code)
        area = Area(code=area_code, name=area_name)
        db.add(area)
        db.flush()
    organisation = Organisation(kind=OrganisationKind.federation, name=federation, area_id=area.id)
    db.add(organisation)
    db.flush()
    return invite_staff(db, actor, name=name, phone=phone, role=Role.federation_administrator, organisation=organisation, area=area)
