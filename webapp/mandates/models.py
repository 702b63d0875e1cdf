"""Tables of mandates."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
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
    call = "call"
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
    drafted_as: Mapped[str | None] = mapped_column(String(16))
    """The public id of the draft that she signed: whoever comes back to the draft is led here."""
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


class ProposalOutcome(enum.StrEnum):
    granted = "granted"
    refused = "refused"
    withdrawn = "withdrawn"


class MandateProposal(Base):
    """A mandate that an officer wrote down for her, in full. It is of no effect until she herself has said yes."""

    __tablename__ = "mandate_proposals"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
        Index("ix_mandate_proposals_resident_id", "resident_id"),
        Index("ix_mandate_proposals_asked_index", "asked_index"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    agent_name: Mapped[str] = mapped_column(Sealed)
    agent_phone: Mapped[str] = mapped_column(Sealed)
    relation: Mapped[Relation] = mapped_column(enum_column(Relation))
    scope: Mapped[list[list[str]]] = mapped_column(JSON)
    until_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    words_version: Mapped[str] = mapped_column(String(20))
    words_hash: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime]
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime | None]
    """When the question went to her telephone."""
    asked_index: Mapped[str | None] = mapped_column(String(64))
    """Blind index of the telephone that was asked: no other one can answer."""
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    outcome: Mapped[ProposalOutcome | None] = mapped_column(enum_column(ProposalOutcome))
    record: Mapped[str | None] = mapped_column(Sealed)
    """How the officer made sure that it was she who said it."""
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"))
    resident: Mapped[Resident] = relationship()
    mandate: Mapped[Mandate | None] = relationship()

    @property
    def powers(self) -> set[tuple[Province, Power]]:
        return {(Province(province), Power(power)) for province, power in self.scope}


class AnswerReading(enum.StrEnum):
    yes = "yes"
    no = "no"
    unclear = "unclear"


class MandateAnswer(Base):
    """A text message that came in, once; what it was taken for, and what became of it."""

    __tablename__ = "mandate_answers"
    __table_args__ = (Index("ix_mandate_answers_resident_id", "resident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    gateway_id: Mapped[str] = mapped_column(String(80), unique=True)
    """The gateway's own name for it: coming again changes nothing."""
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("mandate_proposals.id"))
    words: Mapped[str] = mapped_column(Sealed)
    reading: Mapped[AnswerReading] = mapped_column(enum_column(AnswerReading))
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """When it had its effect, or a person had looked at it; until then it waits in the officer's queue."""
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resident: Mapped[Resident] = relationship()
    proposal: Mapped[MandateProposal | None] = relationship()


class GuardianKind(enum.StrEnum):
    """民法典 23, 27, 28, 31, 33."""

    parent_of_minor = "parent_of_minor"
    statutory = "statutory"
    appointed = "appointed"
    agreed = "agreed"


class GuardianProof(enum.StrEnum):
    """What staff have seen."""

    household_register = "household_register"
    birth_certificate = "birth_certificate"
    marriage_certificate = "marriage_certificate"
    committee_letter = "committee_letter"
    court_decision = "court_decision"
    notarised_agreement = "notarised_agreement"


class Guardianship(Base):
    """Not a mandate: the ward did not give it, and cannot end it alone. Checked by staff, again by a day."""

    __tablename__ = "guardianships"
    __table_args__ = (
        CheckConstraint("review_on > from_on", name="duration"),
        Index("ix_guardianships_guardian_id_resident_id", "guardian_id", "resident_id"),
        Index("ix_guardianships_resident_id", "resident_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    guardian_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    guardian_name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[GuardianKind] = mapped_column(enum_column(GuardianKind))
    proof: Mapped[GuardianProof] = mapped_column(enum_column(GuardianProof))
    reference: Mapped[str] = mapped_column(Sealed)
    """Where the proof is to be found: a file, a court's number."""
    from_on: Mapped[date]
    review_on: Mapped[date]
    """From this day it serves no more unless staff have checked it again (民法典 175)."""
    checked_at: Mapped[datetime]
    checked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    end_reason: Mapped[str | None] = mapped_column(String(20))
    """capacity, changed, checked_again, death."""
    resident: Mapped[Resident] = relationship()
    guardian: Mapped[Account] = relationship(foreign_keys=[guardian_id])


class ErrandKind(enum.StrEnum):
    """The one matter in which an officer may act for somebody."""

    appointment = "appointment"
    home_assessment = "home_assessment"
    home_service = "home_service"


OPEN_ERRAND = "ended_at IS NULL"


class Errand(Base):
    """帮办: an officer acts for her in one matter, with her recorded word, and the right ends with the matter."""

    __tablename__ = "errands"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="duration"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended"),
        CheckConstraint("words <> '' AND consent_record <> ''", name="written"),
        Index("ix_errands_resident_id", "resident_id"),
        Index("ix_errands_matter", "matter"),
        Index("one_errand_to_begin", "officer_id", "resident_id", "kind", unique=True,
              sqlite_where=text(f"{OPEN_ERRAND} AND matter IS NULL"),
              postgresql_where=text(f"{OPEN_ERRAND} AND matter IS NULL")),
        Index("one_errand_in_a_matter", "officer_id", "matter", unique=True,
              sqlite_where=text(OPEN_ERRAND), postgresql_where=text(OPEN_ERRAND)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[ErrandKind] = mapped_column(enum_column(ErrandKind))
    matter: Mapped[str | None] = mapped_column(String(60))
    """As in the ledger. None: not begun; the first act makes the matter, and no other one is covered from then on."""
    from_on: Mapped[date]
    until_on: Mapped[date]
    """The last day on which it serves, if the matter has not ended before."""
    words: Mapped[str] = mapped_column(Text)
    """What was read to her."""
    words_version: Mapped[str] = mapped_column(String(20))
    words_hash: Mapped[str] = mapped_column(String(64))
    consent_kind: Mapped[SignatureKind] = mapped_column(enum_column(SignatureKind))
    consent_record: Mapped[str] = mapped_column(Sealed)
    """How the officer made sure that it was she who said it."""
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    end_reason: Mapped[str | None] = mapped_column(String(20))
    """matter_over, by_resident, by_staff, replaced, officer_left, death."""
    resident: Mapped[Resident] = relationship()
    officer: Mapped[Account] = relationship(foreign_keys=[officer_id])


class WishKind(enum.StrEnum):
    agrees = "agrees"
    objects = "objects"
    cannot_say = "cannot_say"


class WardWish(Base):
    """What the ward herself said to a step that her guardian takes for her (民法典 35)."""

    __tablename__ = "ward_wishes"
    __table_args__ = (Index("ix_ward_wishes_resident_id", "resident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    guardianship_id: Mapped[int] = mapped_column(ForeignKey("guardianships.id"))
    step: Mapped[str] = mapped_column(String(60))
    """Endpoint of the act."""
    kind: Mapped[WishKind] = mapped_column(enum_column(WishKind))
    words: Mapped[str] = mapped_column(Sealed)
    """How she was asked, and how she showed it."""
    said_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """Of an objection: when an officer had spoken with both."""
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resident: Mapped[Resident] = relationship()
    guardianship: Mapped[Guardianship] = relationship()


class Disagreement(Base):
    """One who acts for her wanted to undo what another had done for her. Nothing was changed; an officer asks them."""

    __tablename__ = "disagreements"
    __table_args__ = (Index("ix_disagreements_resident_id", "resident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    matter: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))
    """Endpoint of the act that was not done."""
    first_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    """Who had done it."""
    second_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    """Who wanted to undo it."""
    arose_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    goes_ahead: Mapped[bool | None]
    """What was settled: the second may do it now, or it stays as it is."""
    resident: Mapped[Resident] = relationship()
    first: Mapped[Account] = relationship(foreign_keys=[first_id])
    second: Mapped[Account] = relationship(foreign_keys=[second_id])
