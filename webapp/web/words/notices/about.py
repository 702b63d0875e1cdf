"""What a text may ask for: the message's ids, turned into names and times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from webapp.assessments import AssessmentSite
from webapp.home_services import HomeServiceRequest
from webapp.mandates import Guardianship, Mandate
from webapp.notifications import Message
from webapp.people import Account, Organisation, StaffMembership
from webapp.web.words.dates import day, moment


def _named(fact: str, ids: Sequence[str]) -> Select[Any]:
    """The fact, the public id that it holds, and what the row is called by which that id is known."""
    match fact:
        case "site":
            of_site = select(literal(fact), AssessmentSite.public_id, Organisation.name)
            return of_site.join(AssessmentSite.organisation).where(AssessmentSite.public_id.in_(ids))
        case "provider":
            of_provider = select(literal(fact), Organisation.public_id, Organisation.name)
            return of_provider.where(Organisation.public_id.in_(ids))
        case "request":
            of_request = select(literal(fact), HomeServiceRequest.public_id, HomeServiceRequest.service)
            return of_request.where(HomeServiceRequest.public_id.in_(ids))
        case "guardianship":
            of_guardian = select(literal(fact), Guardianship.public_id, Guardianship.guardian_name)
            return of_guardian.where(Guardianship.public_id.in_(ids))
        case _:
            of_agent = select(literal(fact), Mandate.public_id, Account.name)
            return of_agent.join(Mandate.agent).where(Mandate.public_id.in_(ids))


NAMED = ("site", "provider", "request", "mandate", "guardianship")
"""Facts of an event that hold a public id, of which a text says the name."""


class Names:
    """What is called how in some messages: asked for once, when the first of them wants to know."""

    def __init__(self, db: Session, messages: Sequence[Message]) -> None:
        self.db, self._messages = db, messages

    def of(self, facts: dict[str, Any], fact: str) -> str:
        """Empty where the facts name none, or nothing that is there."""
        return self._all.get((fact, facts[fact]), "") if facts.get(fact) else ""

    @cached_property
    def _all(self) -> dict[tuple[str, str], str]:
        ids = {fact: sorted({m.facts[fact] for m in self._messages if m.facts.get(fact)}) for fact in NAMED}
        asked = union_all(*(_named(fact, held) for fact, held in ids.items() if held))
        return {(fact, public_id): name for fact, public_id, name in self.db.execute(asked)}


@dataclass
class About:
    message: Message
    names: Names

    @cached_property
    def facts(self) -> dict[str, Any]:
        return self.message.facts

    @property
    def name(self) -> str:
        return self.message.resident.name if self.message.resident else ""

    def moment(self, fact: str = "starts_at") -> str:
        return moment(datetime.fromisoformat(self.facts[fact]))

    def day(self, fact: str) -> str:
        return day(date.fromisoformat(self.facts[fact]))

    @cached_property
    def site(self) -> str:
        """The name of the site, empty when the event names none."""
        return self.names.of(self.facts, "site")

    @cached_property
    def provider(self) -> str:
        return self.names.of(self.facts, "provider")

    @cached_property
    def service(self) -> str:
        """The name by which the catalogue knows the service that was asked for."""
        return self.facts.get("service") or self.names.of(self.facts, "request")

    @cached_property
    def agent(self) -> str:
        """The name of whoever holds the mandate, empty when the event names none."""
        return self.names.of(self.facts, "mandate")

    @cached_property
    def guardian(self) -> str:
        return self.names.of(self.facts, "guardianship")

    @cached_property
    def left_seat(self) -> StaffMembership | None:
        """The seat that somebody has left, with who sat there and where."""
        left = select(StaffMembership).where(StaffMembership.public_id == self.facts.get("left", ""))
        whole = (StaffMembership.account, StaffMembership.organisation, StaffMembership.area)
        return self.names.db.scalar(left.options(*map(joinedload, whole)))


def about_each(db: Session, messages: Sequence[Message]) -> list[About]:
    """However many they are, all that they name is asked for at once."""
    names = Names(db, messages)
    return [About(message, names) for message in messages]
