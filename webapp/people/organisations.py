"""Offices, hospitals and providers: entered and kept right by the Federation's administrator."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, Matter, NotFound, record
from webapp.people.errors import OrganisationThere
from webapp.people.events import OrganisationChanged, OrganisationRegistered
from webapp.people.models import Area, Organisation, OrganisationKind
from webapp.people.residents import Areas


def register_organisation(
    db: Session,
    actor: Actor,
    *,
    kind: OrganisationKind,
    name: str,
    area: Area,
    address: str | None = None,
    phone: str | None = None,
    hours: str | None = None,
) -> Organisation:
    """Raises OrganisationThere where the area has one of this kind and name."""
    name = " ".join(name.split())
    _refuse_a_second(db, kind, name, area)
    organisation = Organisation(kind=kind, name=name, area_id=area.id, address=address, phone=phone, hours=hours)
    db.add(organisation)
    db.flush()
    record(db, actor, OrganisationRegistered(kind=kind.value), subject_id=None, matter=_matter(organisation))
    return organisation


def change_organisation(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    *,
    name: str,
    address: str | None,
    phone: str | None,
    hours: str | None,
) -> Organisation:
    """Raises OrganisationThere. What it is and where it is stay: another place is another organisation."""
    wanted = {"name": " ".join(name.split()), "address": address, "phone": phone, "hours": hours}
    changed = [field for field, value in wanted.items() if getattr(organisation, field) != value]
    if "name" in changed:
        _refuse_a_second(db, organisation.kind, wanted["name"] or "", organisation.area)
    for field in changed:
        setattr(organisation, field, wanted[field])
    if changed:
        record(db, actor, OrganisationChanged(fields=changed), subject_id=None, matter=_matter(organisation))
    return organisation


def organisations_within(db: Session, areas: Areas) -> list[Organisation]:
    """By kind and name."""
    chosen = select(Organisation).where(Organisation.area_id.in_(areas)).options(joinedload(Organisation.area))
    return list(db.scalars(chosen.order_by(Organisation.kind, Organisation.name)))


def find_organisation(db: Session, public_id: str, *, areas: Areas) -> Organisation:
    """Raises NotFound for one of another area."""
    chosen = select(Organisation).where(Organisation.public_id == public_id, Organisation.area_id.in_(areas))
    found = db.scalar(chosen.options(joinedload(Organisation.area)))
    if found is None:
        raise NotFound()
    return found


def _refuse_a_second(db: Session, kind: OrganisationKind, name: str, area: Area) -> None:
    same = select(Organisation.id).where(
        Organisation.kind == kind, Organisation.name == name, Organisation.area_id == area.id
    )
    if db.scalar(same) is not None:
        raise OrganisationThere()


def _matter(organisation: Organisation) -> Matter:
    return Matter("organisation", organisation.public_id)
