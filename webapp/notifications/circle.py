"""Who stands around some residents at one moment, read at once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.ledger import NOBODY
from webapp.mandates import Guardianship, Mandate, MandateScope, Power, Province, active_on, guarded_on, guardian_may
from webapp.notifications.models import Audience
from webapp.people import Account, Area, Resident, Role, StaffMembership

PIECE = 500
"""Values bound in one statement."""


@dataclass(frozen=True)
class Recipient:
    account_id: int
    audience: Audience
    resident_id: int | None = None
    province: Province | None = None
    mandate_id: int | None = None
    membership_id: int | None = None


class Circle:
    """The living among the residents, their accounts, and the carers whose mandates allow notices today."""

    def __init__(self, db: Session, resident_ids: Iterable[int], today: date) -> None:
        self.db, self.today = db, today
        self.residence: dict[int, int | None] = {}
        self._own: dict[int, int] = {}
        self._guardians: dict[int, list[int]] = defaultdict(list)
        self._carers: dict[int, list[tuple[Province, int, int]]] = defaultdict(list)
        wanted = sorted(set(resident_ids) - {NOBODY})
        for start in range(0, len(wanted), PIECE):
            self._read(wanted[start : start + PIECE])

    def _read(self, ids: list[int]) -> None:
        living = select(Resident.id, Resident.residence_area_id, Resident.hukou_area_id, Account.id).outerjoin(
            Account, (Account.resident_id == Resident.id) & Account.closed_at.is_(None)
        ).where(Resident.id.in_(ids), Resident.died_on.is_(None))
        for resident_id, residence, hukou, account_id in self.db.execute(living):
            self.residence[resident_id] = residence or hukou
            if account_id is not None:
                self._own[resident_id] = account_id
        carers = (
            select(Mandate.resident_id, MandateScope.province, Mandate.agent_id, Mandate.id)
            .join(MandateScope, MandateScope.mandate_id == Mandate.id)
            .join(Account, Account.id == Mandate.agent_id)
            .where(Mandate.resident_id.in_(ids), active_on(self.today), MandateScope.power == Power.receive_notices,
                   Account.closed_at.is_(None))
            .order_by(Mandate.id)
        )
        for resident_id, province, agent_id, mandate_id in self.db.execute(carers):
            self._carers[resident_id].append((province, agent_id, mandate_id))
        guardians = (
            select(Guardianship.resident_id, Guardianship.guardian_id)
            .join(Account, Account.id == Guardianship.guardian_id)
            .where(Guardianship.resident_id.in_(ids), guarded_on(self.today), Account.closed_at.is_(None))
        )
        for resident_id, guardian_id in self.db.execute(guardians):
            self._guardians[resident_id].append(guardian_id)

    def herself(self, resident_id: int) -> Recipient | None:
        account_id = self._own.get(resident_id)
        return Recipient(account_id, Audience.own, resident_id) if account_id else None

    def carers(self, resident_id: int, province: Province) -> list[Recipient]:
        """None for the dead: a mandate ends with a life."""
        if resident_id not in self.residence:
            return []
        agents = [Recipient(agent_id, Audience.carer, resident_id, province, mandate_id=mandate_id)
                  for covered, agent_id, mandate_id in self._carers[resident_id] if covered is province]
        if not guardian_may(province, Power.receive_notices):
            return agents
        return agents + [Recipient(guardian_id, Audience.carer, resident_id, province)
                         for guardian_id in self._guardians[resident_id]]

    def officers(self, resident_id: int, audience: Audience = Audience.staff) -> list[Recipient]:
        """The community officers of where she lives: of the smallest place around her that has any."""
        return self._seats_around(resident_id, (Role.community_officer,), audience)

    def federation(self, resident_id: int) -> list[Recipient]:
        """Those who sit for the Federation over where she lives."""
        roles = (Role.federation_officer, Role.federation_administrator)
        return self._seats_around(resident_id, roles, Audience.staff)

    def _seats_around(self, resident_id: int, roles: tuple[Role, ...], audience: Audience) -> list[Recipient]:
        area_id = self.residence.get(resident_id)
        while area_id is not None:
            seats = self.db.execute(
                select(StaffMembership.id, StaffMembership.account_id).where(
                    StaffMembership.area_id == area_id, StaffMembership.role.in_(roles),
                    StaffMembership.ended_at.is_(None))
            ).all()
            if seats:
                return [
                    Recipient(account_id, audience, resident_id, membership_id=seat) for seat, account_id in seats
                ]
            area_id = self.db.scalar(select(Area.parent_id).where(Area.id == area_id))
        return []

    def clerks(self, organisation_id: int | None, resident_id: int | None) -> list[Recipient]:
        """Everybody who sits in an organisation."""
        seats = select(StaffMembership.id, StaffMembership.account_id).where(
            StaffMembership.organisation_id == organisation_id, StaffMembership.ended_at.is_(None))
        return [Recipient(account_id, Audience.staff, resident_id, membership_id=seat)
                for seat, account_id in self.db.execute(seats)]
