"""What a text may ask for: the message's ids, turned into names and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import assessments
from webapp.core import NotFound
from webapp.home_services import HomeServiceRequest
from webapp.mandates import Mandate
from webapp.notifications import Message
from webapp.people import Organisation
from webapp.web.words.dates import day, moment


@dataclass
class About:
    db: Session
    message: Message

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
        try:
            return assessments.find_site(self.db, self.facts.get("site", "")).organisation.name
        except NotFound:
            return ""

    @cached_property
    def provider(self) -> str:
        found = select(Organisation.name).where(Organisation.public_id == self.facts.get("provider", ""))
        return self.db.scalar(found) or ""

    @cached_property
    def service(self) -> str:
        """The name by which the catalogue knows the service that was asked for."""
        named = self.facts.get("service")
        asked = select(HomeServiceRequest.service).where(HomeServiceRequest.public_id == self.facts.get("request", ""))
        return named or self.db.scalar(asked) or ""

    @cached_property
    def mandate(self) -> Mandate | None:
        return self.db.scalar(select(Mandate).where(Mandate.public_id == self.facts.get("mandate", "")))
