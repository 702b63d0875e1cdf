"""Tables of mandates."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import Base, public_id
from webapp.core.privacy import Sealed
from webapp.people import Account, Resident, enum_column


class Province(enum.StrEnum):
    """The matters a mandate can cover. Money and mandates are not among them."""

    entitlements = "entitlements"
    code = "code"
    appointments = "appointments"
    home_services = "home_services"
    messages = "messages"
    profile = "profile"


class Power(enum.StrEnum):
    see = "see"
    fill_in = "fill_in"
    submit = "submit"
    receive_notices = "receive_notices"
    show = "show"


class SignatureKind(enum.StrEnum):
    """How the resident signed: the proof is kept beside it."""

    passkey = "passkey"
    signed_in = "signed_in"
    text_message = "text_message"
    window = "window"
    paper = "paper"


class Relation(enum.StrEnum):
    """Who the agent is to her."""

    child = "child"
    parent = "parent"
    spouse = "spouse"
    sibling = "sibling"
    relative = "relative"
    friend = "friend"
    neighbour = "neighbour"
    other = "other"


class Mandate(Base):
    __tablename__ = "mandates"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="duration"),
        Index("ix_mandates_agent_id_resident_id", "agent_id", "resident_id"),
        Index("ix_mandates_resident_id", "resident_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    agent_name: Mapped[str] = mapped_column(String(60))
    """As she calls the agent and as the words name her; what the account is called is the agent's own affair."""
    relation: Mapped[str] = mapped_column(String(30))
    """A Relation."""
    from_on: Mapped[date]
    until_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    """The words agreed to, as shown."""
    words_version: Mapped[str] = mapped_column(String(20))
    words_hash: Mapped[str] = mapped_column(String(64))
    signature_kind: Mapped[SignatureKind] = mapped_column(enum_column(SignatureKind))
    signature_proof: Mapped[str] = mapped_column(String(200))
    granted_at: Mapped[datetime]
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    revoked_reason: Mapped[str | None] = mapped_column(String(20))
    """by_resident, by_agent, by_staff, renewed, replaced, death, undone."""
    resident: Mapped[Resident] = relationship()
    agent: Mapped[Account] = relationship(foreign_keys=[agent_id])
    scope: Mapped[list[MandateScope]] = relationship(order_by="MandateScope.id")


class MandateScope(Base):
    __tablename__ = "mandate_scopes"
    __table_args__ = (UniqueConstraint("mandate_id", "province", "power"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandates.id"))
    province: Mapped[Province] = mapped_column(enum_column(Province))
    power: Mapped[Power] = mapped_column(enum_column(Power))


class MandateDraft(Base):
    """What she is writing and has not signed: hers alone, and of no effect. One at a time."""

    __tablename__ = "mandate_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), unique=True)
    agent_name: Mapped[str] = mapped_column(Sealed)
    agent_phone: Mapped[str] = mapped_column(Sealed)
    relation: Mapped[Relation] = mapped_column(enum_column(Relation))
    scope: Mapped[list[list[str]]] = mapped_column(JSON)
    """Pairs of province and power."""
    until_on: Mapped[date | None]
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"))
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    """Kept so long after it."""
    resident: Mapped[Resident] = relationship()
    renews: Mapped[Mandate | None] = relationship()

    @property
    def powers(self) -> set[tuple[Province, Power]]:
        return {(Province(province), Power(power)) for province, power in self.scope}
